import { codec, type Deletes, type Listing, listing, offset } from "@opensme/core";
import * as z from "zod";

/** KiotViet writes wall-clock times of Vietnam without offset and with seven decimals. */
export const vietnamTime = codec.localDateTime("+07:00");

const Envelope = z.looseObject({
  total: z.int(),
  data: z.array(z.unknown()),
  // The key of the deleted ids differs from list to list.
  removeId: z.array(z.int()).nullish(),
  removeIds: z.array(z.int()).nullish(),
  removedId: z.array(z.int()).nullish(),
  removedIds: z.array(z.int()).nullish(),
});

/**
 * A KiotViet list: `currentItem` is a record offset, at most 100 records a page. Ordered by creation, so that a record changed while the list is read
 * keeps its place.
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
    query: { orderBy: "createdDate", orderDirection: "Asc", ...options.query },
    page: Envelope,
    items: (page) => page.data,
    paging: offset({ parameter: "currentItem", size: { parameter: "pageSize", value: 100 } }),
    total: (page) => page.total,
    deletes: options.deletes,
    removed: (page) => page.removeId ?? page.removeIds ?? page.removedId ?? page.removedIds ?? undefined,
    order: "createdDate",
    ...(options.split ? { split: options.split } : {}),
    ...(options.incremental
      ? {
          since: (instant: string) => ({
            query: {
              lastModifiedFrom: vietnamTime.encode(instant),
              ...(options.deletes === "never" ? {} : { includeRemoveIds: true }),
            },
          }),
        }
      : {}),
  });
