import {
  type Api,
  codec,
  type Listing,
  listing,
  OpenSMEError,
  offset,
  type Paging,
  pick,
  ref,
  required,
  row,
  type Wire,
} from "@opensme/core";
import * as z from "zod";

/** Versions 1 to 74 were switched off in August 2025: https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/minor-versions */
export const edition = { minorversion: 75 } as const;

/** What has fields of the company's own. */
const customised = [
  ...["Customer", "Vendor", "Invoice", "SalesReceipt", "CreditMemo", "RefundReceipt"],
  ...["Bill", "VendorCredit", "Purchase", "PurchaseOrder"],
];

/** Without being asked for all custom fields, QuickBooks gives three at most: https://developer.intuit.com/app/developer/qbo/docs/workflows/create-custom-fields/get-started */
const wholeOf = (entity: unknown) =>
  customised.some((each) => each === entity) ? { ...edition, include: "enhancedAllCustomFields" } : edition;

/** A calendar day. The schema's type of days may carry an offset, which says nothing of the day: `2014-11-02-08:00`. */
export const day = z
  .codec(z.string(), z.string(), {
    decode: (written) => written.replace(/^(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})$/, "$1"),
    encode: (day) => day,
  })
  .pipe(codec.localDate);

/** Points at another record, of which only the id matters here. */
export const Pointer = row({ value: codec.identifier });

/** The same with the name beside it. */
export const Reference = row({ ...Pointer.shape, name: z.string() });

type Referring = { value?: string | null | undefined; name?: string | null | undefined } | null | undefined;

/** A ref out of the vendor's, with the prefix under which this connector has such records. */
export const point = (to: Referring, prefix?: string) =>
  to?.value && prefix ? ref(`${prefix}:${to.value}`, to.name) : ref(to?.value, to?.name);

/** What a row says of itself beside its fields; one that tells of a deletion holds no record. Documents have words for it. */
const standing = z
  .string()
  .refine((status) => status !== "Deleted", "tells that it was deleted: there is no record in it");

/** Whom a line or a payment is with, where that is a customer or a vendor; an employee is no contact. */
export const partyOf = (to: Referring, type: string | null | undefined) => {
  const [prefix] = /^(?:customer|vendor)$/i.exec(type ?? "") ?? [];
  return prefix ? point(to, prefix.toLowerCase()) : undefined;
};

/** What is not masked: `XXX-XX-XXXX` and `XXXXXX1234` say that there is a value, and not which. */
export const unmasked = (written: string | null | undefined): string | undefined =>
  written && !/x{3}|\*{3}/i.test(written) ? written : undefined;

/** A value that says more than another that is told already. */
export const unlessSame = <Value>(value: Value, told: Value): Value | undefined => (value === told ? undefined : value);

/** What every row has. */
export const common = {
  Id: required(codec.identifier),
  SyncToken: codec.identifier,
  MetaData: row({ CreateTime: codec.instant, LastUpdatedTime: codec.instant }),
  status: standing,
};

interface Common {
  SyncToken?: string | null | undefined;
  MetaData?: { CreateTime?: string | null | undefined; LastUpdatedTime?: string | null | undefined } | null | undefined;
}

/** Times of the record, and the mark that a change of it must bring. */
export const readCommon = ({ SyncToken, MetaData }: Common) => ({
  createdAt: MetaData?.CreateTime,
  updatedAt: MetaData?.LastUpdatedTime,
  version: SyncToken,
});

/** Whether a record of a list such as customers or accounts is in use. Such records cannot be deleted, only be made inactive. */
export const inUse = codec.meanings({ active: [true], archived: [false] });

const Row = row({ Id: codec.identifier, status: z.string() });

const Rows = z.looseObject({});

type Part = z.output<typeof Rows>;

/** The parts of an answer that hold rows by the name of their entity: of a query, of what changed, or of several requests at once. */
const Answer = z.union([
  z.looseObject({ QueryResponse: Rows }).transform(({ QueryResponse }): Part[] => [QueryResponse]),
  z
    .looseObject({ CDCResponse: z.array(row({ QueryResponse: z.array(Rows) })) })
    .transform(({ CDCResponse }): Part[] => CDCResponse.flatMap(({ QueryResponse }) => QueryResponse ?? [])),
  z
    .looseObject({ BatchItemResponse: z.array(row({ QueryResponse: Rows }).loose()) })
    .transform(({ BatchItemResponse }): Part[] => BatchItemResponse.map((item) => item.QueryResponse ?? item)),
]);

/** One row by itself, as a look-up or a write answers. */
const single = (entity: string) => z.looseObject({ [entity]: z.looseObject({}) }).transform((answer) => [answer]);

/** An answer: rows of an entity, and the ids of those that are told as deleted. One without any has not even the name of the entity. */
export const envelope = (entity: string) =>
  z.union([Answer, single(entity)]).transform((parts) => {
    const rows: unknown[] = [];
    const removed: string[] = [];
    for (const part of parts) {
      for (const row of [part[entity] ?? []].flat()) {
        const known = Row.safeParse(row).data;
        if (known?.status === "Deleted" && known.Id) removed.push(known.Id);
        else rows.push(row);
      }
    }
    return { rows, removed };
  });

/** What a query asks for, kept as data and put into the query language when it is sent. */
interface Sentence {
  entity: string;
  where?: string;
  since?: string;
}

/** https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/data-queries */
const sentenceOf = ({ query = {} }: Wire): string => {
  const { entity, where, since, start = 0, size } = query;
  const conditions = [where, since && `MetaData.LastUpdatedTime >= '${since}'`].filter(Boolean);
  const filter = conditions.length > 0 ? ` where ${conditions.join(" and ")}` : "";
  // Positions count from 1.
  return `select * from ${entity}${filter} orderby Id startposition ${Number(start) + 1} maxresults ${size}`;
};

const asking = (api: Api): Api => ({
  ...api,
  request: (wire, options) =>
    api.request({ path: "/query", query: { query: sentenceOf(wire), ...wholeOf(wire.query?.["entity"]) } }, options),
});

const most = 1000;

/** Seconds for which the vendor tells of deletions. */
const lookback = 30 * 86_400;

const positions = offset({ parameter: "start", size: { parameter: "size", value: most } });

/** Pages by position in the order of ids. A page that is not full is the last. */
const paging: Paging = {
  ...positions,
  next: (progress) => {
    const { elements, wire } = progress;
    const isLast = elements.length < Number(wire.query?.["size"]);
    return positions.next(isLast ? { ...progress, total: Number(wire.query?.["start"]) + elements.length } : progress);
  },
};

/** Whole seconds are all that the filter needs: rows have no finer times. */
const inSeconds = (instant: string): string => `${instant.slice(0, 19)}Z`;

/**
 * The ids of what was deleted since a moment. An answer holds at most 1,000 objects, so the next one begins at the newest of it; and the vendor looks back
 * 30 days only: https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/change-data-capture
 */
const removedSince = async (entity: string, since: string, signal: AbortSignal | undefined, api: Api) => {
  const removed: string[] = [];
  for (let from = since; ; ) {
    const query = { entities: entity, changedSince: inSeconds(from), ...edition };
    const answer = await api.request({ path: "/cdc", query }, { signal });
    const page = changesIn(entity)(answer.body);
    removed.push(...page.removed);
    const newest = newestIn(answer.body, entity);
    if (page.rows.length + page.removed.length < most || !newest) return removed;
    if (Date.parse(newest) <= Date.parse(inSeconds(from))) throw tooManyAtOnce(entity, newest);
    from = newest;
  }
};

/** Refused where the moment lies too far back, which only a full read makes up for. */
const isTooLongAgo = (error: unknown): boolean => OpenSMEError.is(error) && error.code === "invalid";

const tooManyAtOnce = (entity: string, moment: string): OpenSMEError =>
  new OpenSMEError(
    `${most} or more ${entity} changed in the second of ${moment}, of which QuickBooks tells no more than ${most}. Read all of them again (without "since"; with the engine, \`full\`).`,
    { code: "unsupported" },
  );

const Dated = z.looseObject({ MetaData: z.looseObject({ LastUpdatedTime: codec.instant }) });

const newestIn = (answer: unknown, entity: string): string | undefined =>
  (Answer.safeParse(answer).data ?? [])
    .flatMap((part) => part[entity] ?? [])
    .flatMap((row) => Dated.safeParse(row).data?.MetaData.LastUpdatedTime ?? [])
    .sort()
    .at(-1);

/** Rows and deletions in an answer on what changed. */
const changesIn = (entity: string) => pick(envelope(entity), (page) => page);

export interface ListDeclaration extends Sentence {
  /** What answers call the entity, where it is something else. */
  answeredAs?: string;
  /** Whether such records can be deleted, which no query shows: what changed since a moment does, and else a full read; `untold` where only that does. */
  deletable?: boolean | "untold";
  /** Rows of the list that are no records of the resource. */
  leaveOut?: (row: unknown) => boolean;
}

/** A condition by which a list of names also gives what is not in use. */
export const withInactive = "Active in (true, false)";

/** Every list is a query. */
const queryList = ({ deletable = false, leaveOut, answeredAs, ...sentence }: ListDeclaration): Listing => {
  const list = listing({
    path: "/query",
    query: { ...sentence },
    page: envelope(answeredAs ?? sentence.entity),
    items: ({ rows }) => rows,
    removed: ({ removed }) => removed,
    paging,
    order: "Id",
    since: (instant) => ({ query: { since: inSeconds(instant) } }),
    overlap: 60,
    ...(deletable === true ? { lookback } : {}),
    deletes: deletable === true ? "reported-and-absent" : deletable ? "absent" : "never",
    ...(leaveOut ? { split: (row: unknown) => (leaveOut(row) ? [] : [row]) } : {}),
  });
  return {
    ...list,
    async *pages(input, api) {
      for await (const page of list.pages(input, asking(api))) {
        if (deletable !== true || input.since === undefined || page.cursor !== undefined) yield page;
        else {
          const removed = await removedSince(sentence.entity, input.since, input.signal, api).catch(
            (error: unknown) => {
              if (isTooLongAgo(error)) return [];
              throw error;
            },
          );
          yield { ...page, removed: [...(page.removed ?? []), ...removed] };
        }
      }
    },
  };
};

/** The row of an answer to a look-up or a write; a deletion is answered with the id alone. */
export const rowOf =
  (entity: string) =>
  (answer: unknown): unknown => {
    const row = Rows.safeParse(answer).data?.[entity];
    if (row !== undefined) return row;
    throw new OpenSMEError(`QuickBooks gave no ${entity} in its answer.`, { code: "mismatch" });
  };

const scope = ["com.intuit.quickbooks.accounting"] as const;

/** An entity in paths. */
export const pathOf = (entity: string): string => `/${entity.toLowerCase()}`;

/** Reading of an entity, listed and by id. */
export const reading = (list: ListDeclaration) =>
  ({
    id: ({ Id }: { Id: string }) => Id,
    list: queryList(list),
    get: {
      path: (id: string) => `${pathOf(list.entity)}/${id}`,
      query: wholeOf(list.entity),
      row: rowOf(list.answeredAs ?? list.entity),
    },
    scopes: { read: scope, write: scope },
  }) as const;
