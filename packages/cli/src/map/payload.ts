import { type AnyResource, decode, type Listing, type Resource } from "@opensme/core";

/** What a recorded answer of a vendor holds. */
export interface Payload {
  readonly rows: readonly unknown[];
  /** Ids that it reports as deleted, as the vendor writes them. */
  readonly removed: readonly (string | number)[];
}

/** Finds the rows in what a vendor sent: a whole answer of a listing or a look-up, a bare list, or a bare row. What fits none is taken for a row. */
export const rowsIn = async (resource: AnyResource, payload: unknown): Promise<Payload> => {
  const { list } = resource.definition;
  const page = list && (await pageOf(list, payload));
  if (page && page.rows.length + page.removed.length > 0) return page;

  const split = (element: unknown): readonly unknown[] => list?.split(element) ?? [element];
  if (Array.isArray(payload)) return { rows: payload.flatMap(split), removed: [] };

  const candidates = [split(payload), ...answered(resource, payload)];
  const rows = candidates.find(
    (candidate) =>
      candidate.length > 0 && candidate.every((row) => decode(resource as Resource, row).type === "upsert"),
  );
  if (rows) return { rows, removed: [] };
  return page && !holdsList(payload) ? page : { rows: split(payload), removed: [] };
};

/** Reads the answer as the listing would read it as its first page; undefined where it is not one. */
const pageOf = async (list: Listing, payload: unknown): Promise<Payload | undefined> => {
  let rows: readonly unknown[] | undefined;
  try {
    rows = list.rowsIn(payload);
    if (rows === undefined) return undefined;
    if (list.paging === "custom" || list.paging === "files") return { rows, removed: [] };
    const api = {
      sensitive: true,
      config: {},
      request: async () => ({ status: 200, headers: new Headers(), body: payload }),
    };
    for await (const { removed = [] } of list.pages({}, api)) return { rows, removed };
  } catch {
    // A listing that expects more of its page than its schema says; its rows are there all the same.
  }
  return rows && { rows, removed: [] };
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
