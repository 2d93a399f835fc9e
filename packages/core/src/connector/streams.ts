import { setImmediate } from "node:timers/promises";
import { OpenSMEError } from "../errors.ts";
import type { EntityName } from "../model/entities.ts";
import type { Api } from "./api.ts";
import type { Change, Reject } from "./change.ts";
import type { AnyResource } from "./connector.ts";
import { decode } from "./decode.ts";
import type { Desk } from "./desk.ts";
import type { Listing, ReadInput, RowPage, UnreadRow } from "./listing.ts";
import { located } from "./located.ts";
import { type GetOperation, type Operations, type Resource, unifiedId, vendorId, wireOf } from "./resource.ts";
import { type Json, overlay } from "./wire.ts";

/** One page of a listing: its changes, and the cursor from which a later read can go on. Without `cursor` it is the last. */
export interface Page<Entity extends EntityName = EntityName> {
  changes: readonly Change<Entity>[];
  cursor?: Json | undefined;
  total?: number | undefined;
  until?: string | undefined;
  answeredAt?: string | undefined;
  /** Ids of the rows that were known as they are, and were not read again. */
  unchanged?: readonly string[] | undefined;
  /** Vendor fields that the connector does not read; they stay in `raw`. */
  unknownFields: readonly string[];
  /** Whether records may stand in what could not be read, so that nothing can be taken for deleted. */
  isPartial?: boolean | undefined;
}

/** A listing under way: iterate it for changes, or its `pages` for checkpoints too. Nothing is fetched before it is asked for. */
export interface ChangeList<Entity extends EntityName = EntityName> extends AsyncIterable<Change<Entity>> {
  pages(): AsyncIterable<Page<Entity>>;
}

/** One listing of a connection, as the engine sees it. */
export interface Stream {
  readonly resource: string;
  readonly entity: EntityName;
  readonly listing: Listing;
  read(input: ReadInput): ChangeList;
  /** One record as the vendor has it now, a reject where it cannot be read. Absent where the vendor is not asked for one. Throws `not_found` where there is none. */
  readOne?(id: string): Promise<Pick<Page, "changes" | "unknownFields">>;
}

type Source = Pick<Desk, "connector" | "key" | "resource" | "api">;

/** The stream of a resource; none where it is not listed, or is sensitive and not asked for. */
export const streamOf = (source: Source): Stream[] => {
  const { key, resource, api } = source;
  const { list, get, sensitive } = resource.definition as Operations & { sensitive?: true };
  if (!list || (sensitive && !api.sensitive)) return [];
  return [
    {
      resource: key,
      entity: resource.entity,
      listing: list,
      read: (input) => changeList(source, list, input),
      ...(get && { readOne: (id) => oneRecord(source, get, id) }),
    },
  ];
};

const oneRecord = async (source: Source, get: GetOperation, id: string): ReturnType<Required<Stream>["readOne"]> => {
  const { connector, key, resource } = source;
  try {
    const row = await readRow(source, get, vendorId(resource, id));
    const unknownFields: string[] = [];
    const change = decode(resource as Resource, row, { onUnknownField: (path) => unknownFields.push(path) });
    // Some vendors leave the id out of what they answer for it.
    return { changes: [change.type === "reject" ? { ...change, id } : change], unknownFields };
  } catch (error) {
    throw located(error, connector, key, "get");
  }
};

/** The changes of a listing, row by row. */
export const changeList = (
  { connector, key, resource, api }: Source,
  list: Listing,
  { known, ahead = false, ...input }: ReadInput,
): ChangeList => {
  const pages = async function* (): AsyncGenerator<Page> {
    refuseSensitive({ connector, key, resource, api });
    if (input.since !== undefined && !list.incremental) {
      throw new OpenSMEError(`${connector} cannot list ${key} since a moment: leave out "since" to read all of them.`, {
        code: "unsupported",
        connector,
        resource: key,
      });
    }
    let fresh: string[] = [];
    const onUnknownField = (path: string): void => {
      fresh.push(path);
    };
    try {
      const found = list.pages(input, api);
      for await (const { rows, removed = [], sources, unreadable = [], ...page } of ahead ? oneAhead(found) : found) {
        fresh = [];
        const gone = removed.map(
          (id): Change => ({ type: "delete", entity: resource.entity, id: unifiedId(resource, id), cause: "reported" }),
        );
        const unread = known && rows.map((raw) => unreadRow(resource, raw));
        const same = unread && (await known(unread.filter((row) => row !== undefined)));
        const unchanged = unread?.flatMap((row) => (row && same?.has(row.id) ? row.id : []));
        const changes = rows.flatMap((row, index): Change[] => {
          if (same?.has(unread?.[index]?.id ?? "")) return [];
          const change = decode(resource as Resource, row, { onUnknownField });
          return [change.type === "reject" ? foundIn(sources?.[index], change) : change];
        });
        const lost = unreadable.map(
          ({ source, problem }): Change => ({
            type: "reject",
            entity: resource.entity,
            raw: { file: source },
            issues: [{ path: "", message: problem, place: source }],
          }),
        );
        const isPartial = sources !== undefined && [...changes, ...lost].some(({ type }) => type === "reject");
        yield {
          ...page,
          changes: [...gone, ...changes, ...lost],
          unknownFields: fresh,
          ...(unchanged && { unchanged }),
          ...(isPartial && { isPartial }),
        };
      }
    } catch (error) {
      throw located(error, connector, key, "list");
    }
  };
  return {
    pages,
    async *[Symbol.asyncIterator]() {
      for await (const page of pages()) yield* page.changes;
    },
  };
};

/** Asks for each page before the one in front of it is taken up; what it throws is met when its turn comes. */
const oneAhead = async function* (pages: AsyncIterable<RowPage>): AsyncGenerator<RowPage> {
  const iterator = pages[Symbol.asyncIterator]();
  try {
    for (let coming = iterator.next(); ; ) {
      const { done, value } = await coming;
      if (done) return;
      coming = iterator.next();
      coming.catch(() => undefined);
      // What is done with a page may hold everything else up. Two turns of the event loop are what the request needs to be on its way first.
      await setImmediate();
      await setImmediate();
      yield value;
    }
  } finally {
    await iterator.return?.();
  }
};

/** A row with the id that its record would have; undefined where it has to be read to know that. */
const unreadRow = (resource: AnyResource, raw: unknown): UnreadRow | undefined => {
  try {
    return { id: unifiedId(resource, resource.definition.id(raw as never)), raw };
  } catch {
    return undefined;
  }
};

/** Says with each issue of a reject which file it is in. */
const foundIn = (source: string | undefined, reject: Reject): Reject =>
  source === undefined ? reject : { ...reject, issues: reject.issues.map((issue) => ({ ...issue, place: source })) };

const refuseSensitive = ({ connector, key, resource, api }: Source): void => {
  if (!resource.definition.sensitive || api.sensitive) return;
  throw new OpenSMEError(
    `${connector} ${key} are sensitive and are not fetched unless asked for: open the connection with "sensitive: true".`,
    { code: "config", connector, resource: key },
  );
};

/** The row that an operation reads, by the vendor's id or whatever else it goes by. Throws `not_found` where the answer holds none. */
export const readRow = async (
  source: Source,
  by: GetOperation,
  value: string,
  signal?: AbortSignal,
): Promise<unknown> => {
  refuseSensitive(source);
  const { api } = source;
  if ("listing" in by) return firstRow(by.listing(value), api, signal);
  const wire = overlay(overlay(wireOf(by), by.request?.(value)), api.sensitive ? by.sensitive : undefined);
  const path = typeof by.path === "string" ? by.path : by.path(encodeURIComponent(value));
  const method = by.method === undefined ? {} : { method: by.method, idempotent: true };
  const { body } = await api.request({ ...wire, ...method, path }, { signal });
  return (by.row ? by.row(body) : body) ?? throwNotFound();
};

const firstRow = async (list: Listing, api: Api, signal: AbortSignal | undefined): Promise<unknown> => {
  for await (const { rows } of list.pages({ signal }, api)) if (rows.length > 0) return rows[0];
  return throwNotFound();
};

const throwNotFound = (): never => {
  throw new OpenSMEError("There is no record with this id. Check the id.", { code: "not_found" });
};
