import type * as z from "zod";
import { issuesOf, OpenSMEError } from "../errors.ts";
import { memoryTokens, type TokenStore } from "../http/tokens.ts";
import { type TransportOptions, transport } from "../http/transport.ts";
import type { EntityName } from "../model/entities.ts";
import type { Api } from "./api.ts";
import type { Upsert } from "./change.ts";
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
import type { ListInput } from "./listing.ts";
import { located } from "./located.ts";
import { missingScopes, refusedReads } from "./permissions.ts";
import { type Operations, type Resource, vendorId } from "./resource.ts";
import { type ChangeList, changeList, readRow, type Stream, streamOf } from "./streams.ts";
import { registrar, type WebhookRegistrar } from "./webhooks.ts";
import type { Answer, Wire } from "./wire.ts";
import { writers } from "./writing.ts";
import type { WriteMethods } from "./written.ts";

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
    streamOf({ connector: connector.id, key, resource, api }),
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

const resourceClient = (
  { id: connector, http }: AnyConnector,
  key: string,
  resource: AnyResource,
  api: Api,
): Record<string, unknown> => {
  const { list, get } = resource.definition as Operations;
  const source = { connector, key, resource, api };

  const upsert = (row: unknown, operation: string): Upsert => {
    const change = decode(resource as Resource, row);
    if (change.type === "upsert") return change;
    throw new OpenSMEError(
      `A record of ${key} could not be read: ${change.issues.map(({ path, message }) => `${path || "row"}: ${message}`).join("; ")}.`,
      { code: "mismatch", connector, resource: key, operation, issues: change.issues },
    );
  };

  return {
    ...(list ? { list: (input: ListInput = {}) => changeList(source, list, input) } : {}),
    ...(get
      ? {
          get: async (id: string, { signal }: { signal?: AbortSignal } = {}) => {
            try {
              return upsert(await readRow(source, get, vendorId(resource, id), signal), "get");
            } catch (error) {
              throw located(error, connector, key, "get");
            }
          },
        }
      : {}),
    ...writers({ ...source, keys: http ?? {}, read: (...asked) => readRow(source, ...asked), upsert }),
  };
};
