import { type Answer, codec, dayIn, fields, type Listing, listing, offset, pick, required, row } from "@opensme/core";
import * as z from "zod";
import { asPage, Page, removedIn, rowsIn } from "./envelope.ts";

/**
 * What KiotViet's requests and answers have in common. Manual:
 * https://www.kiotviet.vn/huong-dan-su-dung-kiotviet/retail-ket-noi-api/public-api/
 */

/** KiotViet writes wall-clock times of Vietnam without offset and with seven decimals. */
export const vietnamTime = codec.localDateTime("+07:00");

/** Whether it is in use, as people, places and goods tell. */
export const activity = codec.meanings({ active: [true], inactive: [false] });

/** What nearly every record has. */
export const Kept = row({ id: required(codec.ownId), ...fields(vietnamTime, "createdDate", "modifiedDate") });

/** When a record was made and last changed: what was never changed has the first alone. */
export const times = ({ createdDate, modifiedDate }: Omit<z.output<typeof Kept>, "id">) => ({
  createdAt: createdDate,
  updatedAt: modifiedDate || createdDate,
});

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
  deletes: Listing["deletes"];
  /** Said of a list that does not know `lastModifiedFrom`. */
  incremental?: false;
  split?: (element: unknown) => readonly unknown[];
}): Listing => {
  const tellsDeletions = options.deletes === "reported-and-absent";
  const since = (instant: string) => ({
    query: { lastModifiedFrom: vietnamTime.encode(instant), ...(tellsDeletions ? { includeRemoveIds: true } : {}) },
  });
  return listing({
    path: options.path,
    query: { orderBy: "id", orderDirection: "Asc", ...options.query },
    page: z.preprocess(asPage(options.path, tellsDeletions), Page),
    items: (page) => page.data,
    paging: offset({ parameter: "currentItem", size: { parameter: "pageSize", value: 100 } }),
    total: (page) => page.total,
    deletes: options.deletes,
    removed: removedIn,
    order: "id",
    split: (element) => rowsIn(element).flatMap((row) => options.split?.(row) ?? [row]),
    ...(options.incremental === false ? {} : { since }),
  });
};

const Written = z.looseObject({ id: codec.identifier });

/**
 * The id in the answer to a write: in the object itself, as the manual has it, or in the object under `data` beside a message. The answer lacks part of the
 * record, which is therefore read again.
 */
export const writtenId = ({ body }: Answer): string =>
  pick(z.union([z.looseObject({ data: Written }).transform(({ data }) => data), Written]), ({ id }) => id)(body);

/** An object without what is not there. */
export const present = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));
