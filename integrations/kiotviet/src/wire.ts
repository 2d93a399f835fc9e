import { type Answer, codec, type Deletes, dayIn, type Listing, listing, offset, pick } from "@opensme/core";
import * as z from "zod";
import { asPage, Page, removedIn, rowsIn } from "./envelope.ts";

/**
 * What KiotViet's requests and answers have in common. Manual:
 * https://www.kiotviet.vn/huong-dan-su-dung-kiotviet/retail-ket-noi-api/public-api/
 */

/** KiotViet writes wall-clock times of Vietnam without offset and with seven decimals. */
export const vietnamTime = codec.localDateTime("+07:00");

/** The calendar day in Vietnam at a moment. */
export const vietnamDay = dayIn("+07:00");

/** A calendar day, alone or at the head of a wall-clock time; of a time with an offset, the day in Vietnam. */
export const vietnamDate = z
  .codec(z.string(), z.string(), {
    decode: (wire) =>
      /:.*(?:Z|[+-]\d{2}:?\d{2})$/.test(wire) ? (vietnamDay(vietnamTime.safeParse(wire).data) ?? wire) : wire,
    encode: (day) => day,
  })
  .pipe(codec.localDate);

/** KiotViet sells to shops in Vietnam and names no currency anywhere. */
export const currency = "VND";

/**
 * A KiotViet list: `currentItem` is a record offset, at most 100 records a page. Ordered by id, which is the order of creation without ties: a record changed
 * while the list is read keeps its place.
 */
export const kiotvietList = (options: {
  path: string;
  query?: Record<string, string | number | boolean>;
  deletes: Deletes;
  /** Whether the list knows `lastModifiedFrom`. */
  incremental?: boolean;
  split?: (element: unknown) => readonly unknown[];
}): Listing =>
  listing({
    path: options.path,
    query: { orderBy: "id", orderDirection: "Asc", ...options.query },
    page: z.preprocess(asPage(options.path, options.deletes === "reported-and-absent"), Page),
    items: (page) => page.data,
    paging: offset({ parameter: "currentItem", size: { parameter: "pageSize", value: 100 } }),
    total: (page) => page.total,
    deletes: options.deletes,
    removed: removedIn,
    order: "id",
    split: (element) => rowsIn(element).flatMap((row) => options.split?.(row) ?? [row]),
    ...(options.incremental
      ? {
          since: (instant: string) => ({
            query: {
              lastModifiedFrom: vietnamTime.encode(instant),
              ...(options.deletes === "reported-and-absent" ? { includeRemoveIds: true } : {}),
            },
          }),
        }
      : {}),
  });

const Written = z.looseObject({ id: codec.identifier });

/**
 * The id in the answer to a write: in the object itself, as the manual has it, or in the object under `data` beside a message. The answer lacks part of the
 * record, which is therefore read again.
 */
export const writtenId = ({ body }: Answer): string =>
  pick(z.union([z.looseObject({ data: Written }).transform(({ data }) => data), Written]), ({ id }) => id)(body);

/**
 * An address in three fields: street, ward, and a "location" that is a province and its district, or since the reform of July 2025 the province
 * alone.
 */
export const place = (parts: {
  street?: string | null | undefined;
  ward?: string | null | undefined;
  location?: string | null | undefined;
}): {
  line1?: string | undefined;
  ward?: string | undefined;
  district?: string | undefined;
  province?: string | undefined;
} => {
  const [, province, district] = /^(Bà Rịa - Vũng Tàu|.*?)(?: - (.*))?$/s.exec(parts.location ?? "") ?? [];
  return {
    line1: parts.street ?? undefined,
    ward: parts.ward ?? undefined,
    district,
    province,
  };
};

/** Groups come as one text, apart by a bar; those of suppliers, as the manual has them, by a comma. */
export const groups = (text: string | null | undefined, mark: RegExp = /\|/): string[] | undefined =>
  text?.split(mark).map((group) => group.trim());
