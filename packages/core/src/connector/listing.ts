import type * as z from "zod";
import { issuesOf, OpenSMEError } from "../errors.ts";
import type { Api } from "./api.ts";
import type { Paging, Progress } from "./paging.ts";
import { dateOf, type Json, overlay, type Wire } from "./wire.ts";

/** How records of a listing disappear: `reported` by the vendor, `absent` from a full read, both, or never (they only change status). */
export type Deletes = "never" | "reported" | "absent" | "reported-and-absent";

export interface ListInput {
  /** Ask only for what changed at or after this moment. Given only to listings that declare `since`. */
  since?: string | undefined;
  /** Where an earlier read left off: a `cursor` that one of its pages gave. */
  cursor?: Json | undefined;
  signal?: AbortSignal | undefined;
}

/** A row before it is read, and the id that its record would have. */
export interface UnreadRow {
  readonly id: string;
  readonly raw: unknown;
}

/** What the engine asks of a listing: as others do, and with a memory of what it brought before. */
export interface ReadInput extends ListInput {
  /** Asks for the next page while this one is read and stored. */
  ahead?: boolean | undefined;
  /** The ids of those rows that are known as they are, which are then not read again. */
  known?: ((rows: readonly UnreadRow[]) => Promise<ReadonlySet<string>>) | undefined;
}

/** One page of vendor rows. Without `cursor` it is the last. */
export interface RowPage {
  rows: readonly unknown[];
  removed?: readonly (string | number)[] | undefined;
  cursor?: Json | undefined;
  /** How many rows the vendor says there are in all. */
  total?: number | undefined;
  /** The moment up to which the vendor says this read is complete, where it says so. */
  until?: string | undefined;
  /** The vendor's clock when it answered. */
  answeredAt?: string | undefined;
  /** Where each of the rows comes from, where that is more than the one answer: paths of files. */
  sources?: readonly string[] | undefined;
  /** What should hold rows and could not be read. */
  unreadable?: readonly { source: string; problem: string }[] | undefined;
}

/** A listing, ready to be read page by page. Made by `listing`, `each`, or by hand for a vendor that fits neither. */
export interface Listing {
  readonly paging: Paging["kind"] | "files" | "custom";
  readonly deletes: Deletes;
  readonly incremental: boolean;
  /** The vendor field that rows are ordered by, where the listing asks for an order. */
  readonly order?: string | undefined;
  /** Seconds that an incremental read reaches back before the last one, for vendors whose filter is coarser than their clock. */
  readonly overlap: number;
  /** Seconds for which the vendor remembers what changed or was deleted, where it forgets: a read since an earlier moment would miss some. */
  readonly lookback?: number | undefined;
  /** The same rows out of a file that the vendor prepares, where whole reads may go by one. */
  readonly prepared?: Listing | undefined;
  pages(input: ListInput, api: Api): AsyncIterable<RowPage>;
  /** The rows within a recorded answer of this listing; undefined where it is not one. */
  rowsIn(answer: unknown): readonly unknown[] | undefined;
  /** The ids that a recorded answer, or one element of the vendor's list, tells as deleted. */
  removedIn?(answer: unknown): readonly (string | number)[];
  /** The rows that one element of the vendor's list stands for. */
  split(element: unknown): readonly unknown[];
}

type Items<Page extends z.ZodType> = (page: z.output<Page>) => readonly unknown[];

interface ListingDeclaration<Page extends z.ZodType> extends Wire {
  path: string;
  /** The envelope only: rows stay unknown, each is decoded on its own. */
  page: Page;
  /** Finds the elements in an answer; not needed where the answer is the list. */
  items?: Items<Page>;
  paging: Paging;
  deletes: Deletes;
  removed?: (page: z.output<Page>) => readonly (string | number)[] | undefined;
  /** How many rows the vendor says there are in all; offset and page-number paging stop there. */
  total?: (page: z.output<Page>, headers: Headers) => number | undefined;
  /** What cursor paging sends for the next page. */
  token?: (page: z.output<Page>, headers: Headers) => string | null | undefined;
  until?: (page: z.output<Page>) => string | undefined;
  since?: (instant: string) => Wire;
  /** What the request adds on a connection that is to fetch sensitive fields too. */
  sensitive?: Wire;
  order?: string;
  overlap?: number;
  lookback?: number;
  /** For one element that holds several rows. A row that this throws on is passed on whole, to be rejected by its schema. */
  split?: (element: unknown) => readonly unknown[];
}

/** Every answer but a list must say where its elements are. */
type NeedsItems<Page extends z.ZodType> = z.output<Page> extends readonly unknown[] ? unknown : { items: Items<Page> };

interface Position {
  wire: Wire;
  seen: number;
  anchor?: string | undefined;
  retreats?: number | undefined;
  /** How many more rows came than elements, or with a minus how many fewer. */
  surplus?: number | undefined;
}

const isPosition = (cursor: unknown): cursor is Position =>
  typeof cursor === "object" &&
  cursor !== null &&
  "wire" in cursor &&
  typeof cursor.wire === "object" &&
  "seen" in cursor &&
  typeof cursor.seen === "number";

const leadsBack = (path: string): OpenSMEError =>
  new OpenSMEError(
    `The list at ${path} leads back to a page that it has given before, and would never end. Try again later; if it stays so, look for a newer version of the connector.`,
    { code: "mismatch", retryable: true },
  );

/** A listing whose request, envelope, paging, deletions and incremental filter are declared. */
export const listing = <Page extends z.ZodType>(declaration: ListingDeclaration<Page> & NeedsItems<Page>): Listing => {
  const {
    page: envelope,
    items = (page) => page as readonly unknown[],
    paging,
    deletes,
    removed,
    total,
    token,
    until,
    since,
    sensitive,
    order,
    overlap,
    lookback,
    split,
    ...wire
  }: ListingDeclaration<Page> = declaration;
  const rowsOf = (element: unknown): readonly unknown[] => {
    if (!split) return [element];
    try {
      return split(element);
    } catch {
      return [element];
    }
  };

  return {
    paging: paging.kind,
    deletes,
    incremental: since !== undefined,
    order,
    overlap: overlap ?? 0,
    lookback,
    async *pages(input, api) {
      const size = api.pageSize === undefined ? undefined : paging.sized?.(api.pageSize);
      const paged = overlay(overlay(wire, paging.first), size);
      const whole = overlay(paged, api.sensitive ? sensitive : undefined);
      const first = overlay(whole, input.since === undefined ? undefined : since?.(input.since));
      // A checkpoint of another listing, or of another version of this one, is no place to go on from.
      const start: Position = isPosition(input.cursor) ? input.cursor : { wire: {}, seen: 0 };
      // What made an earlier read go back too often has passed, or shows again.
      let position: Position | undefined = { ...start, retreats: undefined };
      let milestone: string | undefined;
      for (let count = 1; position; count += 1) {
        const request = overlay(first, position.wire);
        const answer = await api.request({ ...request, path: request.path ?? wire.path }, { signal: input.signal });
        const page = parseEnvelope(envelope, answer.body);
        const elements = items(page);
        const progress: Progress = {
          elements,
          seen: position.seen,
          anchor: position.anchor,
          retreats: position.retreats,
          wire: request,
          total: total?.(page, answer.headers),
          token: token?.(page, answer.headers),
        };
        const rows = elements.flatMap(rowsOf);
        const surplus: number = (position.surplus ?? 0) + rows.length - elements.length;
        const after: Position | undefined = paging.next(progress);
        const next: Position | undefined = after && surplus !== 0 ? { ...after, surplus } : after;
        yield {
          rows,
          removed: removed?.(page),
          cursor: next as Json | undefined,
          // The vendor counts elements.
          total: progress.total === undefined ? undefined : progress.total + surplus,
          until: until?.(page),
          answeredAt: dateOf(answer),
        };
        // Offsets and numbers move on by themselves.
        const place = ["cursor", "keyset"].includes(paging.kind) && next ? JSON.stringify(next.wire) : undefined;
        if (place !== undefined && place === milestone) throw leadsBack(wire.path);
        // Kept at each power of two, one place is enough to notice in the end that the list leads back to where it was.
        if ((count & (count - 1)) === 0) milestone = place;
        position = next;
      }
    },
    rowsIn(answer) {
      const page = envelope.safeParse(answer);
      return page.success ? items(page.data).flatMap(rowsOf) : undefined;
    },
    removedIn(answer) {
      const page = removed && envelope.safeParse(answer);
      return (page?.success && removed?.(page.data)) || [];
    },
    split: rowsOf,
  };
};

interface EachDeclaration<Parent> {
  /** The listing whose rows are the parents. */
  of: Listing;
  /** What the children's request needs of a parent row; undefined for a parent that has none. */
  parent: (row: unknown) => Parent | undefined;
  /** The children of one parent. */
  list: (parent: Parent) => Listing;
  deletes: Deletes;
  /** Finds the children in one answer, as recorded; undefined where the answer is of another shape. Rows and lists of rows are understood without it. */
  rowsIn?: Listing["rowsIn"];
}

/**
 * A listing made of one listing per row of another: balances per employee, files per document. Its checkpoints lie between the parents' pages.
 * Incremental where the parents are and a change of a child shows on its parent: say so with `incremental`.
 */
export const each = <Parent>({
  of,
  parent,
  list,
  deletes,
  incremental = false,
  rowsIn = () => undefined,
}: EachDeclaration<Parent> & { incremental?: boolean }): Listing => ({
  paging: "custom",
  deletes,
  incremental: incremental && of.incremental,
  order: of.order,
  overlap: of.overlap,
  lookback: of.lookback,
  async *pages(input, api) {
    for await (const parents of of.pages(input, api)) {
      const rows: unknown[] = [];
      for (const row of parents.rows) {
        const key = parent(row);
        if (key === undefined) continue;
        for await (const children of list(key).pages({ signal: input.signal }, api)) rows.push(...children.rows);
      }
      yield { rows, cursor: parents.cursor, answeredAt: parents.answeredAt };
    }
  },
  rowsIn,
  split: (element) => [element],
});

/** Where a listing of several stands: in which of them, and where there. */
interface Turn {
  part: number;
  cursor?: Json | undefined;
}

/**
 * Several listings read one after another as one, for records that stand in several places. It is incremental where one of them is; the others are then
 * read whole each time. `rowsIn`, `removedIn` and `split` are those of the first: give all of them the same.
 */
export const inTurn = (first: Listing, ...others: readonly Listing[]): Listing => {
  const parts = [first, ...others];
  return {
    paging: "custom",
    deletes: first.deletes,
    incremental: parts.some(({ incremental }) => incremental),
    order: first.order,
    overlap: Math.max(...parts.map(({ overlap }) => overlap)),
    lookback: parts.some(({ lookback }) => lookback !== undefined)
      ? Math.min(...parts.map(({ lookback = Infinity }) => lookback))
      : undefined,
    async *pages({ since, cursor, signal }, api) {
      const start = (cursor as unknown as Turn | undefined) ?? { part: 0 };
      for (const [index, part] of parts.entries()) {
        if (index < start.part) continue;
        const input = {
          signal,
          since: part.incremental ? since : undefined,
          cursor: index === start.part ? start.cursor : undefined,
        };
        for await (const page of part.pages(input, api)) {
          const isLast = page.cursor === undefined;
          const next: Turn = isLast ? { part: index + 1 } : { part: index, cursor: page.cursor };
          const isEnd = isLast && index === parts.length - 1;
          // The total of one part is not that of all.
          yield { ...page, total: undefined, cursor: isEnd ? undefined : (next as unknown as Json) };
        }
      }
    },
    rowsIn: first.rowsIn,
    ...(first.removedIn ? { removedIn: first.removedIn } : {}),
    split: first.split,
  };
};

/** Reads part of a vendor's answer: `pick(schema, (answer) => answer.data)`. A wrong shape is a `mismatch`. */
export const pick =
  <Schema extends z.ZodType, Result>(
    schema: Schema,
    choose: (answer: z.output<Schema>) => Result,
  ): ((answer: unknown) => Result) =>
  (answer) =>
    choose(parseEnvelope(schema, answer));

const parseEnvelope = <Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> => {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  if (body !== undefined) throw misshapen(parsed.error);
  throw new OpenSMEError("The vendor answered that all is well, and gave nothing. Try again later.", {
    code: "mismatch",
    retryable: true,
    cause: parsed.error,
  });
};

/** An answer that its schema does not let pass. */
export const misshapen = (cause: z.ZodError): OpenSMEError => {
  const issues = issuesOf(cause);
  return new OpenSMEError(
    `The answer does not have the expected form (${issues.map(({ path, message }) => `${path || "whole answer"}: ${message}`).join("; ")}). If the vendor has changed its API, look for a newer version of the connector.`,
    { code: "mismatch", issues, cause },
  );
};
