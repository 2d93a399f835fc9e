import type * as z from "zod";
import type { ErrorCode } from "../error-codes.ts";
import { type Issue, OpenSMEError } from "../errors.ts";
import type { Auth } from "../http/auth.ts";
import type { Limit } from "../http/pace.ts";
import type { EntityName } from "../model/entities.ts";
import { isSecret } from "../schema.ts";
import type { Credentials } from "./credentials.ts";
import type { FilesDeclaration } from "./files.ts";
import type { FileDocument } from "./in-files.ts";

import type { Operations, Resource } from "./resource.ts";
import type { Webhooks } from "./webhooks.ts";
import type { Answer, Wire } from "./wire.ts";

/** How all requests of a connector look. */
export interface HttpDeclaration<Config> {
  baseUrl: string | ((config: Config) => string);
  /** Hosts that may be asked besides the base URL's own, such as that of the token endpoint. Requests and redirects to others are refused. */
  hosts?: readonly string[] | ((config: Config) => readonly string[]);
  headers?: (config: Config) => Readonly<Record<string, string>>;
  auth: (config: Config) => Auth;
  /** A request made once per connection, whose answer gives headers that all others carry, such as the id of the chosen account. */
  session?: (
    config: Config,
  ) => { request: Wire & { path: string }; headers: (answer: unknown) => Readonly<Record<string, string>> } | undefined;
  /** For vendors that take the same calls in another protocol as well: puts every request into its form, and takes the body out of its answer. */
  envelope?: (config: Config) =>
    | {
        /** Told the request with all headers but those of the authentication, those of the session among them. */
        wrap: (wire: Wire & { path: string }) => Wire & { path: string };
        unwrap: (body: unknown) => unknown;
      }
    | undefined;
  /** What the vendor allows; requests are paced to stay within all of them. */
  limits?: readonly Limit[];
  /** Header that makes the vendor carry out the same write once. */
  idempotencyHeader?: string;
  /** Query parameter that does so, for vendors that take it there. */
  idempotencyParameter?: string;
  error?: {
    /** The vendor's own message and code in a failed answer, and what it says of single fields, by their paths in the body. E-mail addresses and telephone numbers in them are masked; nothing else in them may tell of a person. */
    read?: (
      answer: Answer,
    ) => { message?: string | undefined; code?: string | undefined; issues?: readonly Issue[] | undefined } | undefined;
    /** Whether an answer of status 200 tells of a failure all the same, as those of GraphQL do. */
    isFailure?: (answer: Answer) => boolean;
    /** Where the status alone would mislead. */
    classify?: (answer: Answer) => ErrorCode | undefined;
    /** Seconds to wait before the next try, for vendors that do not say so in `Retry-After`. */
    retryAfter?: (answer: Answer) => number | undefined;
    requestIdHeader?: string;
  };
}

/** Who a connection's credentials belong to. */
export interface Identity {
  /** The account at the vendor: a company, shop or organisation. */
  id?: string | undefined;
  name?: string | undefined;
}

/** What `check` tells of a connection. */
export interface Checked extends Identity {
  /** What the credentials do not reach; undefined where it is not known which scopes were granted. */
  missing?: readonly MissingPermission[] | undefined;
}

/** What the credentials do not reach of a resource, and the scopes that it would take where the connector names them. */
export interface MissingPermission {
  resource: string;
  operation: "read" | "write";
  scopes: readonly string[];
}

/** A connector whose tool is asked over HTTP. */
export interface OverHttp<Config> {
  readonly http: HttpDeclaration<Config>;
  readonly files?: undefined;
  /** The request that tells whether the credentials work, and whose they are. */
  readonly check: Wire & {
    path: string;
    identity(answer: unknown, settings: Config): Identity;
    /** The scopes granted, where this answer tells them; else they are those that came with the token. */
    granted?: (answer: unknown) => readonly string[] | undefined;
    /** The scopes that a granted one includes, as one for writing may that for reading. */
    includes?: (scope: string) => readonly string[];
  };
  readonly webhooks?: Webhooks | undefined;
}

/** A connector whose tool leaves files in a folder. */
interface OverFiles<Config> {
  readonly files: FilesDeclaration<Config>;
  readonly http?: undefined;
  /** Whose the files are, by what stands in them and in the settings. Throws a `config` error where the two do not fit. */
  readonly check: { identity: (documents: AsyncIterable<FileDocument>, config: Config) => Promise<Identity> };
  readonly webhooks?: undefined;
}

/** What every connector says of itself. */
interface Described<
  Id extends string,
  Config extends z.ZodObject,
  Resources extends Readonly<Record<string, AnyResource>>,
> {
  /** Version of this contract. */
  readonly spec: 1;
  readonly id: Id;
  /** The vendor's own spelling. */
  readonly name: string;
  readonly version: string;
  readonly categories: readonly ("accounting" | "sales" | "people" | "banking" | "crm")[];
  /** ISO 3166-1 codes of the countries it is mostly used in; empty for everywhere. */
  readonly countries: readonly string[];
  /** Credentials and settings; secrets are marked with `secret`. */
  readonly config: Config;
  /** How a company comes by them, step by step. */
  readonly credentials?: Credentials | undefined;
  readonly resources: Resources;
}

/** A connector: one tool, as data and small pure functions. */
export type Connector<
  Id extends string,
  Config extends z.ZodObject,
  Resources extends Readonly<Record<string, AnyResource>>,
> = Described<Id, Config, Resources> & OverHttp<z.output<Config>>;

/** A connector of a tool that has no API and leaves files: `files` in place of `http`. */
export type FileConnector<
  Id extends string,
  Config extends z.ZodObject,
  Resources extends Readonly<Record<string, AnyResource>>,
> = Described<Id, Config, Resources> & OverFiles<z.output<Config>>;

/** A resource whose entity and operations are not of interest. */
export type AnyResource = { [Entity in EntityName]: Resource<Entity, Operations> }[EntityName];

/** A connector whose config and resources are not of interest, as the engine and the command line hold it. */
export type AnyConnector = Described<string, z.ZodObject, Readonly<Record<string, AnyResource>>> &
  (OverHttp<never> | OverFiles<never>);

const reserved: readonly string[] = ["check", "connector", "request", "streams", "then", "webhooks"];

/** What actions stand beside. */
const operations: readonly string[] = ["list", "get", "create", "createMany", "update", "remove", "then"];

/** Defines a connector. Throws a `config` error on a definition that cannot work. */
export const defineConnector = <
  const Id extends string,
  Config extends z.ZodObject,
  const Resources extends Readonly<Record<string, AnyResource>>,
>(
  definition: Connector<Id, Config, Resources>,
): Connector<Id, Config, Resources> => checked(definition);

/** Defines a connector of a tool that leaves files. Throws a `config` error on a definition that cannot work. */
export const defineFileConnector = <
  const Id extends string,
  Config extends z.ZodObject,
  const Resources extends Readonly<Record<string, AnyResource>>,
>(
  definition: FileConnector<Id, Config, Resources>,
): FileConnector<Id, Config, Resources> => checked(definition);

const checked = <Definition extends AnyConnector>(definition: Definition): Definition => {
  const problem =
    definition.spec !== 1
      ? `its spec is ${String(definition.spec)}, and this version of @opensme/core knows spec 1`
      : !/^[a-z][a-z0-9-]*$/.test(definition.id)
        ? "its id must be lower-case letters, digits and hyphens"
        : (definition.http === undefined) === (definition.files === undefined)
          ? "it must declare either http or files"
          : Object.keys(definition.resources).length === 0
            ? "it has no resources"
            : (Object.keys(definition.resources)
                .filter((key) => reserved.includes(key) || !/^[a-z][A-Za-z0-9]*$/.test(key))
                .map((key) => `"${key}" cannot be the key of a resource`)[0] ??
              Object.values(definition.resources)
                .flatMap((resource) => Object.keys(resource.definition.actions ?? {}))
                .filter((name) => operations.includes(name) || !/^[a-z][A-Za-z0-9]*$/.test(name))
                .map((name) => `"${name}" cannot be the name of an action`)[0]);
  if (problem)
    throw new OpenSMEError(`Connector "${definition.id}" is not valid: ${problem}.`, {
      code: "config",
      connector: definition.id,
    });
  return definition;
};

/** Marks a config field as a credential: never printed, never in an error. */
export const secret = <Schema extends z.ZodType>(schema: Schema): Schema =>
  schema.meta({ ...schema.meta(), secret: true }) as Schema;

/** What settings hold in the fields that are marked as credentials. */
export const secretsOf = (config: z.ZodObject, settings: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(config.shape).flatMap(([key, field]) => {
    const value = settings[key];
    return typeof value === "string" && isSecret(field) ? [value] : [];
  });
