import { type Api, cursor, type Json, keyset, type Listing, listing, type RowPage } from "@opensme/core";
import * as z from "zod";
import { linksOf } from "./associations.ts";
import { namesOf, ownProperties } from "./properties.ts";
import { word } from "./wire.ts";

/** What stands beside rows that HubSpot sends in other answers. */
export type Beside = (rows: readonly Identified[]) => Promise<(row: Identified) => Readonly<Record<string, unknown[]>>>;

interface Identified {
  id: string;
  properties: Readonly<Record<string, unknown>>;
}

interface CrmObject {
  /** Its name in paths. */
  type: string;
  /** The properties to ask for besides the account's own: only what is asked for comes back. */
  properties: readonly string[];
  /** The property that holds the time of the last change. */
  modified?: string;
  /** The objects whose associations stand beside a row. */
  links?: readonly string[];
  /** What else stands beside it; prepared once for each read. */
  beside?: (api: Api, signal: AbortSignal | undefined) => Promise<Beside>;
}

const Row = z.object({ id: word, properties: z.record(z.string(), z.unknown()) });

const identified = (row: unknown): Identified[] => {
  const { data } = Row.safeParse(row);
  return data ? [data] : [];
};

/** How rows of this object are asked for and completed, by what the account has. */
const preparing = async (
  { type, properties, links = [], beside }: CrmObject,
  api: Api,
  signal: AbortSignal | undefined,
) => {
  const own = await ownProperties(type, api, signal);
  const further = await beside?.(api, signal);
  return {
    properties: [...properties, ...namesOf(own)],
    async complete(rows: readonly unknown[]): Promise<unknown[]> {
      const known = rows.flatMap(identified);
      const linked = await Promise.all(
        (known.length > 0 ? links : []).map(async (to) => {
          const found = await linksOf({ from: type, to, ids: known.map(({ id }) => id) }, api, signal);
          return ({ id }: Identified) => ({ [to]: found.get(id) ?? [] });
        }),
      );
      const more = known.length > 0 ? await further?.(known) : undefined;
      return rows.map((row) => {
        const [found] = identified(row);
        if (!found || typeof row !== "object") return row;
        const added = [...linked, ...(more ? [more] : [])].map((add) => add(found));
        return Object.assign({}, row, { own }, ...added);
      });
    },
  };
};

const Page = z.object({ results: z.array(z.unknown()) });

/** Ids only grow, and a search gives 10,000 records at most, however it is paged: so each page asks for ids beyond those of the one before. */
const idFilter = "hs_object_id";

const Filters = z.object({
  filterGroups: z.array(
    z.object({ filters: z.array(z.object({ propertyName: z.string(), operator: z.string(), value: z.string() })) }),
  ),
});

const searching = (type: string, properties: readonly string[], modified: string): Listing =>
  listing({
    path: `/crm/v3/objects/${type}/search`,
    method: "post",
    idempotent: true,
    body: { filterGroups: [], sorts: [{ propertyName: idFilter, direction: "ASCENDING" }], properties },
    page: Page,
    items: ({ results }) => results,
    paging: keyset({
      key: (row) => identified(row)[0]?.id,
      after: (id, { body }) => {
        const kept = Filters.parse(body).filterGroups.flatMap(({ filters }) => filters);
        const others = kept.filter(({ propertyName }) => propertyName !== idFilter);
        const beyond = { propertyName: idFilter, operator: "GT", value: String(id) };
        return { body: { filterGroups: [{ filters: [...others, beyond] }] } };
      },
      size: { parameter: "limit", value: 200 },
      place: "body",
    }),
    deletes: "reported-and-absent",
    since: (instant) => {
      const changed = { propertyName: modified, operator: "GTE", value: String(Date.parse(instant)) };
      return { body: { filterGroups: [{ filters: [changed] }] } };
    },
  });

const Recycled = z.object({ id: word, archivedAt: z.string().nullish() });
const Archived = Recycled.extend({ archived: z.literal(true) });

/** The id of a row of the recycle bin, in whichever answer it stands. */
const archivedIn = (row: unknown): string[] => {
  const { data } = Archived.safeParse(row);
  return data ? [data.id] : [];
};

const present = (row: unknown): unknown[] => (archivedIn(row).length > 0 ? [] : [row]);

/** The recycle bin, which is kept for 90 days and cannot be asked by time. */
const binOf = (type: string, since: string): Listing =>
  listing({
    path: `/crm/v3/objects/${type}`,
    query: { archived: true, properties: idFilter },
    page: Page.extend({ paging: z.object({ next: z.object({ after: z.string().nullish() }).nullish() }).nullish() }),
    items: ({ results }) => results,
    removed: ({ results }) =>
      results.flatMap((row) => {
        const { data } = Recycled.safeParse(row);
        return data && Date.parse(data.archivedAt ?? since) >= Date.parse(since) ? [data.id] : [];
      }),
    token: ({ paging }) => paging?.next?.after,
    paging: cursor({ parameter: "after", size: { parameter: "limit", value: 100 } }),
    deletes: "reported",
  });

/** Where a read stands: in the search, or in the recycle bin. */
const Place = z.union([z.object({ search: z.json() }), z.object({ bin: z.json() })]);

const placeOf = (reading: Json | undefined): { search?: Json | undefined; bin?: Json | undefined } =>
  Place.safeParse(reading).data ?? {};

/** Records that were merged into one of these; the search has only what they became. */
const mergedInto = ({ properties }: Identified): string[] => {
  const merged = properties["hs_merged_object_ids"];
  return typeof merged === "string" ? merged.split(/[^\d]+/).filter((id) => id !== "") : [];
};

/**
 * All records of an object, or those that changed, by search; after changes, what was deleted, from the recycle bin.
 * https://developers.hubspot.com/docs/guides/api/crm/search
 */
export const crmList = (object: CrmObject): Listing => ({
  paging: "custom",
  deletes: "reported-and-absent",
  incremental: true,
  order: idFilter,
  // The search knows of a change some moments after it was made.
  overlap: 120,
  // What lay in the recycle bin for so long is gone from it too.
  lookback: 90 * 86_400,
  async *pages({ since, cursor: reading, signal }, api): AsyncGenerator<RowPage> {
    const { type, modified = "hs_lastmodifieddate" } = object;
    const place = placeOf(reading);
    if (place.bin === undefined || since === undefined) {
      const { properties, complete } = await preparing(object, api, signal);
      const search = searching(type, [...properties, "hs_merged_object_ids"], modified);
      for await (const page of search.pages({ since, cursor: place.search, signal }, api)) {
        const next =
          page.cursor === undefined ? (since === undefined ? undefined : { bin: null }) : { search: page.cursor };
        yield {
          ...page,
          rows: await complete(page.rows),
          removed: since === undefined ? [] : page.rows.flatMap(identified).flatMap(mergedInto),
          cursor: next,
        };
      }
    }
    if (since === undefined) return;
    for await (const page of binOf(type, since).pages({ cursor: place.bin, signal }, api))
      yield { ...page, rows: [], cursor: page.cursor === undefined ? undefined : { bin: page.cursor } };
  },
  rowsIn: (answer) => Page.safeParse(answer).data?.results.flatMap(present),
  removedIn: (answer) => (Page.safeParse(answer).data?.results ?? [answer]).flatMap(archivedIn),
  split: present,
});

/** One record. Unlike the search, it shows what was written a moment ago. */
export const crmRecord =
  (object: CrmObject) =>
  (id: string): Listing => ({
    paging: "single",
    deletes: "never",
    incremental: false,
    overlap: 0,
    async *pages({ signal }, api) {
      const { properties, complete } = await preparing(object, api, signal);
      const answer = await api.request(
        {
          method: "post",
          idempotent: true,
          path: `/crm/v3/objects/${object.type}/batch/read`,
          body: { inputs: [{ id }], properties },
        },
        { signal },
      );
      yield { rows: await complete(Page.parse(answer.body).results) };
    },
    rowsIn: () => undefined,
    split: (element) => [element],
  });
