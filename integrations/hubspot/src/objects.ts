import { type Api, codec, inTurn, keyset, type Listing, listing, required, row, single } from "@opensme/core";
import * as z from "zod";
import { linksOf } from "./associations.ts";
import { namesOf, ownProperties } from "./properties.ts";
import { pagedList } from "./wire.ts";

/** What stands beside rows that HubSpot sends in other answers: asked for once for each read, then for the rows of a page, and told row by row. */
export type Beside = (
  api: Api,
  signal: AbortSignal | undefined,
) => Promise<(rows: readonly Identified[]) => Promise<(row: Identified) => Readonly<Record<string, unknown[]>>>>;

interface Identified {
  id: string;
  properties: Readonly<Record<string, unknown>>;
}

export interface CrmObject {
  /** Its name in paths. */
  type: string;
  /** The properties to ask for besides the account's own: only what is asked for comes back. */
  properties: readonly string[];
  /** The property that holds the time of the last change. */
  modified?: string;
  /** The objects whose associations stand beside a row. */
  links: readonly string[];
  /** What else stands beside it. */
  beside?: readonly Beside[];
}

const Row = z.object({ id: codec.identifier, properties: z.record(z.string(), z.unknown()) });

const identified = (row: unknown): Identified[] => {
  const { data } = Row.safeParse(row);
  return data ? [data] : [];
};

const besideLinks =
  (from: string) =>
  (to: string): Beside =>
  async (api, signal) =>
  async (rows) => {
    const found = await linksOf({ from, to, ids: rows.map(({ id }) => id) }, api, signal);
    return ({ id }) => ({ [to]: found.get(id) ?? [] });
  };

/** Reads a list that is asked for these properties, and puts beside its rows what belongs there. */
const completed = (
  { type, properties, links, beside = [] }: CrmObject,
  list: (properties: readonly string[]) => Listing,
): Listing["pages"] =>
  async function* (input, api) {
    const own = await ownProperties(type, api, input.signal);
    const asked = [...links.map(besideLinks(type)), ...beside];
    const prepared = await Promise.all(asked.map((prepare) => prepare(api, input.signal)));
    for await (const page of list([...properties, ...namesOf(own)]).pages(input, api)) {
      const known = page.rows.flatMap(identified);
      const added = known.length > 0 ? await Promise.all(prepared.map((add) => add(known))) : [];
      const complete = (row: unknown): unknown => {
        const [found] = identified(row);
        return found ? Object.assign({}, row, { own }, ...added.map((add) => add(found))) : row;
      };
      yield { ...page, rows: page.rows.map(complete) };
    }
  };

const Page = z.object({ results: z.array(z.unknown()) });

const asking = {
  method: "post",
  idempotent: true,
  page: Page,
  items: ({ results }: z.output<typeof Page>) => results,
} as const;

/** Ids only grow, and a search gives 10,000 records at most, however it is paged: so each page asks for ids beyond those of the one before. */
const idFilter = "hs_object_id";

/** https://developers.hubspot.com/docs/guides/api/crm/search */
const searching = ({ type, modified = "hs_lastmodifieddate" }: CrmObject, since: string | undefined) => {
  const changed = since ? [{ propertyName: modified, operator: "GTE", value: String(Date.parse(since)) }] : [];
  return (properties: readonly string[]): Listing =>
    listing({
      ...asking,
      path: `/crm/v3/objects/${type}/search`,
      body: {
        filterGroups: since ? [{ filters: changed }] : [],
        sorts: [{ propertyName: idFilter, direction: "ASCENDING" }],
        properties: [...properties, merged],
      },
      paging: keyset({
        key: (row) => identified(row)[0]?.id,
        after: (id) => {
          const beyond = { propertyName: idFilter, operator: "GT", value: String(id) };
          return { body: { filterGroups: [{ filters: [...changed, beyond] }] } };
        },
        size: { parameter: "limit", value: 200 },
        place: "body",
      }),
      deletes: "reported-and-absent",
    });
};

/** Records that were merged into one; the search has only what they became. */
const merged = "hs_merged_object_ids";

const mergedInto = ({ properties: { [merged]: ids } }: Identified): string[] =>
  typeof ids === "string" ? ids.split(/[^\d]+/).filter((id) => id !== "") : [];

const Recycled = row({ id: required(codec.identifier), archivedAt: z.string() });
const Archived = Recycled.extend({ archived: z.literal(true) });

/** The id of a row of the recycle bin, in whichever answer it stands. */
const archivedIn = (row: unknown): string[] => {
  const { data } = Archived.safeParse(row);
  return data ? [data.id] : [];
};

const present = (row: unknown): unknown[] => (archivedIn(row).length > 0 ? [] : [row]);

/** What was deleted since a moment, from the recycle bin, which cannot be asked by time. */
const recycled = (type: string, since: string): Listing =>
  pagedList(`/crm/v3/objects/${type}`, { archived: true, properties: idFilter }, (row) => {
    const { data } = Recycled.safeParse(row);
    return data && Date.parse(data.archivedAt ?? since) >= Date.parse(since) ? [data.id] : [];
  });

/** All records of an object, or those that changed, by search; after changes, what was deleted. */
export const crmList = (object: CrmObject): Listing => {
  const search: Listing = {
    paging: "custom",
    deletes: "reported-and-absent",
    incremental: true,
    order: idFilter,
    // The search knows of a change some moments after it was made.
    overlap: 120,
    // What lay in the recycle bin for so long is gone from it too.
    lookback: 90 * 86_400,
    async *pages(input, api) {
      for await (const page of completed(object, searching(object, input.since))(input, api))
        yield { ...page, removed: input.since ? page.rows.flatMap(identified).flatMap(mergedInto) : [] };
    },
    rowsIn: (answer) => Page.safeParse(answer).data?.results.flatMap(present),
    removedIn: (answer) => (Page.safeParse(answer).data?.results ?? [answer]).flatMap(archivedIn),
    split: present,
  };
  const changes = (since: string): Listing => inTurn(search, recycled(object.type, since));
  return { ...search, pages: (input, api) => (input.since ? changes(input.since) : search).pages(input, api) };
};

/** One record. Unlike the search, it shows what was written a moment ago. */
export const crmRecord =
  (object: CrmObject) =>
  (id: string): Listing => {
    const path = `/crm/v3/objects/${object.type}/batch/read`;
    const one = (properties: readonly string[]): Listing =>
      listing({ ...asking, path, body: { inputs: [{ id }], properties }, paging: single(), deletes: "never" });
    return { ...one([]), pages: completed(object, one) };
  };
