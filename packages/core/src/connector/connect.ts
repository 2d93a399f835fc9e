import type * as z from "zod";
import { issuesOf, OpenSMEError } from "../errors.ts";
import { memoryTokens, type TokenStore } from "../http/tokens.ts";
import { type TransportOptions, transport } from "../http/transport.ts";
import type { EntityName } from "../model/entities.ts";
import type { Change, Reject, Upsert } from "./change.ts";
import {
  type AnyConnector,
  type AnyResource,
  type Checked,
  type Connector,
  type FileConnector,
  secretsOf,
} from "./connector.ts";
import { decode } from "./decode.ts";
import { onFiles } from "./files.ts";
import { documentsIn } from "./in-files.ts";
import type { ListInput, Listing } from "./listing.ts";
import { located } from "./located.ts";
import { missingScopes, refusedReads } from "./permissions.ts";
import { type GetOperation, type Operations, type Resource, unifiedId, vendorId, wireOf } from "./resource.ts";
import { registrar, type WebhookRegistrar } from "./webhooks.ts";
import { type Answer, type Api, type Json, overlay, type Wire } from "./wire.ts";
import { writers } from "./writing.ts";
import type { WriteMethods } from "./written.ts";

/** One page of a listing: its changes, and the cursor from which a later read can go on. Without `cursor` it is the last. */
export interface Page<Entity extends EntityName = EntityName> {
  changes: readonly Change<Entity>[];
  cursor?: Json | undefined;
  total?: number | undefined;
  until?: string | undefined;
  answeredAt?: string | undefined;
  /** Vendor fields that the connector does not read; they stay in `raw`. */
  unknownFields: readonly string[];
  /** Whether records may stand in what could not be read, so that nothing can be taken for deleted. */
  isPartial?: boolean | undefined;
}

/** A listing under way: iterate it for changes, or its `pages` for checkpoints too. Nothing is fetched before it is asked for. */
export interface ChangeList<Entity extends EntityName = EntityName> extends AsyncIterable<Change<Entity>> {
  pages(): AsyncIterable<Page<Entity>>;
}

type ListMethod<Entity extends EntityName> = { list(input?: ListInput): ChangeList<Entity> };
type GetMethod<Entity extends EntityName> = {
  get(id: string, options?: { signal?: AbortSignal }): Promise<Upsert<Entity>>;
};
/** The operations of a resource: exactly those that it declares. */
export type ResourceClient<Declared> =
  Declared extends Resource<infer Entity, infer Operation>
    ? (Operation extends { list: object } ? ListMethod<Entity> : unknown) &
        (Operation extends { get: object } ? GetMethod<Entity> : unknown) &
        WriteMethods<Entity, Operation>
    : never;

/** One listing of a connection, as the engine sees it. */
export interface Stream {
  readonly resource: string;
  readonly entity: EntityName;
  readonly listing: Listing;
  read(input: ListInput): ChangeList;
}

/** A connection without the types of its resources, as the engine holds it. */
export interface Connection {
  readonly connector: AnyConnector;
  /** Asks the vendor whether the credentials work, whose they are, and what they do not reach; `deep` also asks for the first page of every listing. */
  check(options?: { signal?: AbortSignal; deep?: boolean }): Promise<Checked>;
  /** Sends a request of the caller's own, authorised and paced as all others, to the connector's hosts alone. */
  request(wire: Wire & { path: string }, options?: { signal?: AbortSignal }): Promise<Answer>;
  /** Every resource that can be listed, in the order of the definition; sensitive ones only on a connection that asks for them. */
  readonly streams: readonly Stream[];
  readonly webhooks: WebhookRegistrar;
}

/** A connection with its resources: `shop.contacts.list()`. */
export type Client<Definition> = Definition extends { readonly resources: infer Resources }
  ? Connection & { readonly [Key in keyof Resources]: ResourceClient<Resources[Key]> }
  : never;

export type ConnectOptions<Config> = {
  config: Config;
  tokens?: TokenStore;
  /** Folder from which a relative path in the settings counts; the present one unless given. */
  home?: string;
} & Omit<TransportOptions, "tokens">;

/** Opens a connection to one account. Sends nothing yet. Throws a `config` error that names each field that is wrong. */
export const connect = <Config extends z.ZodObject, Resources extends Readonly<Record<string, AnyResource>>>(
  connector: Connector<string, Config, Resources> | FileConnector<string, Config, Resources>,
  { config, tokens = memoryTokens(), home = ".", ...options }: ConnectOptions<z.input<Config>>,
): Client<Connector<string, Config, Resources>> => {
  const settings = connector.config.safeParse(config);
  if (!settings.success) {
    const issues = issuesOf(settings.error);
    throw new OpenSMEError(
      `The settings of ${connector.name} are not valid: ${issues.map(({ path, message }) => `${path || "settings"}: ${message}`).join("; ")}.`,
      { code: "config", connector: connector.id, issues },
    );
  }
  const api = connector.files
    ? onFiles(connector, settings.data, { ...options, home })
    : transport(connector, settings.data, { ...options, tokens }, secretsOf(connector.config, settings.data));
  const streams = Object.entries(connector.resources).flatMap(([key, resource]) =>
    streamOf(connector.id, key, resource, api),
  );
  const client: Record<string, unknown> = {
    connector,
    webhooks: registrar(connector, api),
    streams,
    async check({ signal, deep = false }: { signal?: AbortSignal; deep?: boolean } = {}): Promise<Checked> {
      if (connector.files) {
        await api.files?.paths();
        return connector.check.identity(documentsIn(api, signal), settings.data);
      }
      const { identity, granted, includes: _, ...wire } = connector.check;
      const { body } = await api.request(wire, { signal });
      const scopes = granted?.(body) ?? (await tokens.read())?.scopes;
      const unscoped = scopes && missingScopes(connector, scopes, api.sensitive);
      const pages = streams.map(({ resource, listing, read }) => ({
        resource,
        firstPage: async () => {
          // To learn whether it may be read is no reason to have a file prepared.
          const since = listing.prepared && listing.incremental ? new Date().toISOString() : undefined;
          for await (const _ of read({ since, signal }).pages()) break;
        },
      }));
      const refused = deep ? await refusedReads(connector, pages) : [];
      const named = new Set(unscoped?.map(({ resource, operation }) => `${operation} ${resource}`));
      const missing = [...(unscoped ?? []), ...refused.filter(({ resource }) => !named.has(`read ${resource}`))];
      return { ...identity(body, settings.data), ...(unscoped || deep ? { missing } : {}) };
    },
    request: (wire: Wire & { path: string }, options?: { signal?: AbortSignal }) => api.request(wire, options),
  };
  for (const [key, resource] of Object.entries(connector.resources)) {
    client[key] = resourceClient(connector as unknown as AnyConnector, key, resource as AnyResource, api);
  }
  return client as never;
};

const streamOf = (connector: string, key: string, resource: AnyResource, api: Api): Stream[] => {
  const { list, sensitive } = resource.definition as Operations & { sensitive?: true };
  if (!list || (sensitive && !api.sensitive)) return [];
  return [
    {
      resource: key,
      entity: resource.entity,
      listing: list,
      read: (input) => changeList(connector, key, resource, list, input, api),
    },
  ];
};

const changeList = (
  connector: string,
  key: string,
  resource: AnyResource,
  list: Listing,
  input: ListInput,
  api: Api,
): ChangeList => {
  const pages = async function* (): AsyncGenerator<Page> {
    refuseSensitive(connector, key, resource, api);
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
      for await (const { rows, removed = [], sources, unreadable = [], ...page } of list.pages(input, api)) {
        fresh = [];
        const gone = removed.map(
          (id): Change => ({ type: "delete", entity: resource.entity, id: unifiedId(resource, id), cause: "reported" }),
        );
        const changes = rows.map((row, index): Change => {
          const change = decode(resource as Resource, row, { onUnknownField });
          return change.type === "reject" ? foundIn(sources?.[index], change) : change;
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

/** Says with each issue of a reject which file it is in. */
const foundIn = (source: string | undefined, reject: Reject): Reject =>
  source === undefined ? reject : { ...reject, issues: reject.issues.map((issue) => ({ ...issue, place: source })) };

const refuseSensitive = (connector: string, key: string, { definition }: AnyResource, api: Api): void => {
  if (!definition.sensitive || api.sensitive) return;
  throw new OpenSMEError(
    `${connector} ${key} are sensitive and are not fetched unless asked for: open the connection with "sensitive: true".`,
    { code: "config", connector, resource: key },
  );
};

const resourceClient = (
  { id: connector, http }: AnyConnector,
  key: string,
  resource: AnyResource,
  api: Api,
): Record<string, unknown> => {
  const { list, get } = resource.definition as Operations;

  const upsert = (row: unknown, operation: string): Upsert => {
    const change = decode(resource as Resource, row);
    if (change.type === "upsert") return change;
    throw new OpenSMEError(
      `A record of ${key} could not be read: ${change.issues.map(({ path, message }) => `${path || "row"}: ${message}`).join("; ")}.`,
      { code: "mismatch", connector, resource: key, operation, issues: change.issues },
    );
  };

  /** The row that an operation reads, by the vendor's id or whatever else it goes by. */
  const read = async (by: GetOperation, value: string, signal?: AbortSignal): Promise<unknown> => {
    refuseSensitive(connector, key, resource, api);
    if ("listing" in by) return firstRow(by.listing(value), api, signal);
    const wire = overlay(overlay(wireOf(by), by.request?.(value)), api.sensitive ? by.sensitive : undefined);
    const path = typeof by.path === "string" ? by.path : by.path(encodeURIComponent(value));
    const method = by.method === undefined ? {} : { method: by.method, idempotent: true };
    const answer = await api.request({ ...wire, ...method, path }, { signal });
    return by.row ? by.row(answer.body) : answer.body;
  };

  return {
    ...(list ? { list: (input: ListInput = {}) => changeList(connector, key, resource, list, input, api) } : {}),
    ...(get
      ? {
          get: async (id: string, { signal }: { signal?: AbortSignal } = {}) => {
            try {
              return upsert(await read(get, vendorId(resource, id), signal), "get");
            } catch (error) {
              throw located(error, connector, key, "get");
            }
          },
        }
      : {}),
    ...writers({ connector, key, resource, api, keys: http ?? {}, read, upsert }),
  };
};

const firstRow = async (list: Listing, api: Api, signal: AbortSignal | undefined): Promise<unknown> => {
  for await (const { rows } of list.pages({ signal }, api)) if (rows.length > 0) return rows[0];
  throw new OpenSMEError("There is no record with this id. Check the id.", { code: "not_found" });
};
