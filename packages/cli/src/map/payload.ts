import { type AnyResource, decode, type Listing, type Resource } from "@opensme/core";

/** What a recorded answer of a vendor holds. */
export interface Payload {
  readonly rows: readonly unknown[];
  /** Ids that it reports as deleted, as the vendor writes them. */
  readonly removed: readonly (string | number)[];
}

/** Finds the rows in what a vendor sent: a whole answer of a listing or a look-up, a bare list, or a bare row. What fits none is taken for a row. */
export const rowsIn = (resource: AnyResource, payload: unknown): Payload => {
  const { list } = resource.definition;
  const page = list && pageOf(list, payload);
  if (page && page.rows.length + page.removed.length > 0) return page;

  const split = (element: unknown): readonly unknown[] => list?.split(element) ?? [element];
  const removed = (element: unknown): Payload["removed"] => list?.removedIn?.(element) ?? [];
  if (Array.isArray(payload)) return { rows: payload.flatMap(split), removed: payload.flatMap(removed) };

  const candidates = [split(payload), ...answered(resource, payload)];
  const rows = candidates.find(
    (candidate) =>
      candidate.length > 0 && candidate.every((row) => decode(resource as Resource, row).type === "upsert"),
  );
  if (rows) return { rows, removed: [] };
  return page && !holdsList(payload) ? page : { rows: split(payload), removed: removed(payload) };
};

/** What the listing finds in the answer as one of its own; undefined where it is not one. */
const pageOf = (list: Listing, payload: unknown): Payload | undefined => {
  try {
    const rows = list.rowsIn(payload);
    return rows && { rows, removed: list.removedIn?.(payload) ?? [] };
  } catch {
    return undefined;
  }
};

/** The row that each of the other operations finds in the answer. */
const answered = ({ definition: { get, create, update } }: AnyResource, payload: unknown): unknown[][] =>
  [get, create, update].flatMap((operation) => {
    try {
      return operation?.row ? [[operation.row(payload)]] : [];
    } catch {
      return [];
    }
  });

/** A page in which the listing finds no rows, but which holds a list with something in it, is more likely that of another resource. */
const holdsList = (payload: unknown): boolean =>
  typeof payload === "object" &&
  payload !== null &&
  Object.values(payload).some((value) => Array.isArray(value) && value.length > 0);
