import * as z from "zod";
import { issuesOf, OpenSMEError } from "../errors.ts";
import { memoryTokens, type TokenStore } from "../http/auth.ts";
import { type TransportOptions, transport } from "../http/transport.ts";
import type { EntityName } from "../model/entities.ts";
import type { Change, Reject, Upsert } from "./change.ts";
import {
  type AnyConnector,
  type AnyResource,
  type Connector,
  type FileConnector,
  type HttpDeclaration,
  type Identity,
  secretsOf,
} from "./connector.ts";
import { decode } from "./decode.ts";
import { documentsIn, onFiles } from "./files.ts";
import type { ListInput, Listing } from "./listing.ts";
import {
  type NewRecord,
  type Operations,
  type RecordChanges,
  type Resource,
  unifiedId,
  vendorId,
  type WriteOperation,
  wireOf,
} from "./resource.ts";
import { type Answer, type Api, type Json, overlay, type Query, type Wire } from "./wire.ts";

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

/** The result of a write: the record as the vendor now has it, and the fields that it could not carry. */
export interface Written<Entity extends EntityName> {
  id: string;
  record: Upsert<Entity>["record"] | undefined;
  warnings: readonly string[];
}

/** What a write would send, and the fields that it could not carry. Credentials are not part of it. */
export interface Planned {
  request: Wire & { path: string };
  warnings: readonly string[];
}

export interface WriteOptions {
  /** Makes the vendor carry out the same write once, for vendors that offer it. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

type ListMethod<Entity extends EntityName> = { list(input?: ListInput): ChangeList<Entity> };
type GetMethod<Entity extends EntityName> = {
  get(id: string, options?: { signal?: AbortSignal }): Promise<Upsert<Entity>>;
};
/** Sends nothing that changes anything, and gives what would be sent. */
type DryRun = WriteOptions & { dryRun: true };

type CreateMethod<Entity extends EntityName> = {
  create(record: NewRecord<Entity>, options: DryRun): Promise<Planned>;
  create(record: NewRecord<Entity>, options?: WriteOptions): Promise<Written<Entity>>;
};
type UpdateMethod<Entity extends EntityName> = {
  update(id: string, changes: RecordChanges<Entity>, options: DryRun): Promise<Planned>;
  update(id: string, changes: RecordChanges<Entity>, options?: WriteOptions): Promise<Written<Entity>>;
};

/** The operations of a resource: exactly those that it declares. */
export type ResourceClient<Declared> =
  Declared extends Resource<infer Entity, infer Operation>
    ? (Operation extends { list: object } ? ListMethod<Entity> : unknown) &
        (Operation extends { get: object } ? GetMethod<Entity> : unknown) &
        (Operation extends { create: object } ? CreateMethod<Entity> : unknown) &
        (Operation extends { update: object } ? UpdateMethod<Entity> : unknown)
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
  /** Asks the vendor whether the credentials work, and whose they are. */
  check(options?: { signal?: AbortSignal }): Promise<Identity>;
  /** Sends a request of the caller's own, authorised and paced as all others, to the connector's hosts alone. */
  request(wire: Wire & { path: string }, options?: { signal?: AbortSignal }): Promise<Answer>;
  /** Every resource that can be listed, in the order of the definition; sensitive ones only on a connection that asks for them. */
  readonly streams: readonly Stream[];
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
  const client: Record<string, unknown> = {
    connector,
    streams: Object.entries(connector.resources).flatMap(([key, resource]) =>
      streamOf(connector.id, key, resource, api),
    ),
    async check({ signal }: { signal?: AbortSignal } = {}) {
      if (connector.files) return connector.check.identity(documentsIn(api, signal), settings.data);
      const { identity, ...wire } = connector.check;
      return identity((await api.request(wire, { signal })).body);
    },
    request: (wire: Wire & { path: string }, options?: { signal?: AbortSignal }) => api.request(wire, options),
  };
  for (const [key, resource] of Object.entries(connector.resources)) {
    client[key] = resourceClient(
      { connector: connector.id, resource: key, http: connector.http ?? {} },
      resource as AnyResource,
      api,
    );
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
            issues: [{ path: source, message: problem }],
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
  source === undefined
    ? reject
    : { ...reject, issues: reject.issues.map((issue) => ({ ...issue, path: `${source}: ${issue.path || "row"}` })) };

const refuseSensitive = (connector: string, key: string, { definition }: AnyResource, api: Api): void => {
  if (!definition.sensitive || api.sensitive) return;
  throw new OpenSMEError(
    `${connector} ${key} are sensitive and are not fetched unless asked for: open the connection with "sensitive: true".`,
    { code: "config", connector, resource: key },
  );
};

const located = (error: unknown, connector: string, resource: string, operation: string): unknown =>
  OpenSMEError.is(error) && error.resource === undefined
    ? new OpenSMEError(error.message, { ...detailsOf(error), connector, resource, operation })
    : error;

const detailsOf = ({ code, retryable, retryAfter, status, vendorCode, requestId, issues, cause }: OpenSMEError) => ({
  code,
  retryable,
  issues,
  cause,
  ...(retryAfter === undefined ? {} : { retryAfter }),
  ...(status === undefined ? {} : { status }),
  ...(vendorCode === undefined ? {} : { vendorCode }),
  ...(requestId === undefined ? {} : { requestId }),
});

const resourceClient = (
  where: {
    connector: string;
    resource: string;
    http: Pick<HttpDeclaration<never>, "idempotencyHeader" | "idempotencyParameter">;
  },
  resource: AnyResource,
  api: Api,
): Record<string, unknown> => {
  const { connector, resource: key } = where;
  const definition = resource.definition as Resource["definition"] & Operations;
  const { list, get, create, update } = definition;

  const fail = (operation: string, error: unknown): never => {
    throw located(error, connector, key, operation);
  };

  const upsert = (row: unknown, operation: string): Upsert => {
    const change = decode(resource as Resource, row);
    if (change.type === "upsert") return change;
    throw new OpenSMEError(
      `A record of ${key} could not be read: ${change.issues.map(({ path, message }) => `${path || "row"}: ${message}`).join("; ")}.`,
      { code: "mismatch", connector, resource: key, operation, issues: change.issues },
    );
  };

  const read = async (id: string, signal?: AbortSignal): Promise<unknown> => {
    if (!get) return undefined;
    refuseSensitive(connector, key, resource, api);
    if ("listing" in get) return firstRow(get.listing(vendorId(resource, id)), api, signal);
    const wire = overlay(
      overlay(wireOf(get), get.request?.(vendorId(resource, id))),
      api.sensitive ? get.sensitive : undefined,
    );
    const path = typeof get.path === "string" ? get.path : get.path(pathId(id));
    const method = get.method === undefined ? {} : { method: get.method, idempotent: true };
    const answer = await api.request({ ...wire, ...method, path }, { signal });
    return get.row ? get.row(answer.body) : answer.body;
  };

  /** The vendor's body for a record, and the names of the fields that `write` did not look at. */
  const encode = (
    record: Readonly<Record<string, unknown>>,
    operation: "create" | "update",
  ): { body: Record<string, unknown>; warnings: string[] } => {
    const looked = new Set<string>();
    const watched = new Proxy(record, {
      get(target, field, receiver) {
        if (typeof field === "string") looked.add(field);
        return Reflect.get(target, field, receiver);
      },
    });
    const value = definition.write?.(watched as never, operation);
    try {
      const encoded = z.encode(resource.body ?? z.unknown(), value) as Record<string, unknown>;
      const body = Object.fromEntries(Object.entries(encoded).filter(([, field]) => field !== undefined));
      const warnings = Object.keys(record)
        .filter((field) => record[field] !== undefined && !looked.has(field))
        .map((field) => `${field} cannot be written to ${connector} ${key} and was left out`);
      return { body, warnings };
    } catch (error) {
      const issues = error instanceof z.ZodError ? issuesOf(error) : [{ path: "", message: (error as Error).message }];
      throw new OpenSMEError(
        `This record cannot be written to ${connector} ${key}: ${issues.map(({ path, message }) => `${path || "record"}: ${message}`).join("; ")}.`,
        { code: "invalid", connector, resource: key, operation, issues },
      );
    }
  };

  const pathId = (id: string): string => encodeURIComponent(vendorId(resource, id));

  /** A write, which the vendor carries out once where it was given a key. */
  const keyed = (wire: Wire & { path: string }, { idempotencyKey: key }: WriteOptions): Wire & { path: string } => {
    const { idempotencyHeader: header, idempotencyParameter: parameter } = where.http;
    if (!key) return wire;
    const headers = header ? { headers: { ...wire.headers, [header]: key } } : {};
    return {
      ...wire,
      ...headers,
      ...(parameter ? { query: { ...wire.query, [parameter]: key }, idempotent: true } : {}),
    };
  };

  return {
    ...(list ? { list: (input: ListInput = {}) => changeList(connector, key, resource, list, input, api) } : {}),
    ...(get
      ? {
          get: async (id: string, { signal }: { signal?: AbortSignal } = {}) =>
            upsert(await read(id, signal).catch((error) => fail("get", error)), "get"),
        }
      : {}),
    ...(create
      ? {
          create: async (record: Record<string, unknown>, options: WriteOptions & { dryRun?: boolean } = {}) => {
            const { body, warnings } = encode(record, "create");
            const path = typeof create.path === "string" ? create.path : create.path(body);
            const method = create.method ?? "post";
            const request = keyed({ ...wireOf(create), method, path, ...sent(create, body, "") }, options);
            if (options.dryRun) return { request, warnings };
            try {
              const answer = await api.request(request, { signal: options.signal });
              const row = create.row ? create.row(answer.body) : await read(create.id?.(answer) ?? "", options.signal);
              if (row === undefined)
                return { id: unifiedId(resource, create.id?.(answer) ?? ""), record: undefined, warnings };
              const { id, record: written } = upsert(row, "create");
              return { id, record: written, warnings };
            } catch (error) {
              return fail("create", error);
            }
          },
        }
      : {}),
    ...(update
      ? {
          update: async (
            id: string,
            changes: Record<string, unknown>,
            options: WriteOptions & { dryRun?: boolean } = {},
          ) => {
            const { body, warnings } = encode(changes, "update");
            try {
              const missing = update.needs?.filter((field) => !(field in body)) ?? [];
              const carried = update.semantics === "replace" ? fieldsOf(resource.body) : missing;
              const present = carried.length > 0 ? presentFields(carried, await read(id, options.signal)) : {};
              const whole = { ...present, ...body };
              const request = keyed(
                {
                  ...wireOf(update),
                  method: update.method ?? "post",
                  path: update.path(pathId(id), whole),
                  ...sent(update, whole, vendorId(resource, id)),
                },
                options,
              );
              if (options.dryRun) return { request, warnings };
              const answer = await api.request(request, { signal: options.signal });
              const row = update.row ? update.row(answer.body) : await read(id, options.signal);
              return { id, record: row === undefined ? undefined : upsert(row, "update").record, warnings };
            } catch (error) {
              return fail("update", error);
            }
          },
        }
      : {}),
  };
};

const firstRow = async (list: Listing, api: Api, signal: AbortSignal | undefined): Promise<unknown> => {
  for await (const { rows } of list.pages({ signal }, api)) if (rows.length > 0) return rows[0];
  throw new OpenSMEError("There is no record with this id. Check the id.", { code: "not_found" });
};

const sent = ({ wrap, encoding }: WriteOperation, body: Readonly<Record<string, unknown>>, id: string): Wire => {
  const content = wrap ? wrap(body, id) : body;
  return encoding === "form" ? { form: content as Query } : { body: content as Json };
};

/** The fields that an update body can carry. */
const fieldsOf = (body: z.ZodType | undefined): string[] =>
  body instanceof z.ZodObject ? Object.keys(body.shape) : [];

/** Those of a row that it has, in the vendor's own form. */
const presentFields = (fields: readonly string[], row: unknown): Record<string, unknown> => {
  if (typeof row !== "object" || row === null) return {};
  return Object.fromEntries(
    fields.flatMap((key) => (key in row ? [[key, (row as Record<string, unknown>)[key]]] : [])),
  );
};
