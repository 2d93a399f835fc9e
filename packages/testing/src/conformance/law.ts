import type { AnyConnector, Change, Connection, ListInput, OpenSMEError, Stream } from "@opensme/core";
import { connect, memoryTokens, OpenSMEError as SMEError, type TokenStore } from "@opensme/core";
import { setupServer } from "msw/node";
import type { Sandbox, SandboxControl, SandboxOptions } from "../sandbox/sandbox.ts";
import type { Fixtures } from "./fixtures.ts";

/** A connector, and what is needed to hold it against the laws. */
export interface Subject {
  connector: AnyConnector;
  /** Makes the connector's simulated vendor. */
  sandbox: (options?: SandboxOptions) => Sandbox;
  /** Rows and the records they must become, by resource key: see `loadFixtures`. */
  fixtures: Fixtures;
  /** The connector's package.json. */
  manifest: { name: string; version: string; license?: string };
  /** A record to create and changes to make, for every resource that can be written. */
  writes?: Readonly<Record<string, { create?: object; update?: object }>>;
  /** Opens connections; `connect` of the core unless given. */
  connect?: (connector: AnyConnector, options: OpenOptions) => Connection;
}

/** One law. `check` throws a `Violation` where the connector breaks it. */
export interface Law {
  number: number;
  title: string;
  /** Why it does not concern this connector, as follows from its definition; undefined where it does. */
  exempt?: (subject: Subject) => string | undefined;
  check: (subject: Subject) => Promise<void> | void;
}

/** Says how a connector breaks a law. */
export class Violation extends Error {
  override readonly name = "Violation";
}

/** Throws a violation unless the condition holds. */
export const insist: (condition: unknown, message: string) => asserts condition = (condition, message) => {
  if (!condition) throw new Violation(message);
};

/** A connection to a fresh sandbox, for as long as `work` takes. Requests to anything else fail. */
export const withVendor = async <Result>(
  subject: Subject,
  work: (vendor: {
    sandbox: Sandbox;
    client: Opened;
    open: (overrides?: Partial<OpenOptions>) => Opened;
  }) => Promise<Result>,
  options: SandboxOptions = {},
): Promise<Result> => {
  const sandbox = subject.sandbox(options);
  const server = setupServer(...sandbox.handlers);
  server.listen({ onUnhandledFrame: "error" });
  const openWith = subject.connect ?? connectAny;
  const open = (overrides: Partial<OpenOptions> = {}): Opened =>
    openWith(subject.connector, { config: sandbox.config, tokens: memoryTokens(), ...overrides }) as Opened;
  try {
    return await work({ sandbox, client: open(), open });
  } finally {
    server.close();
  }
};

/** What a law may set of a connection. */
export interface OpenOptions {
  config: Record<string, unknown>;
  tokens: TokenStore;
  retries?: number;
}

/** A connection whose resources are reached by their keys. */
type Opened = Connection & Readonly<Record<string, unknown>>;

const connectAny = (connector: AnyConnector, options: OpenOptions): Connection =>
  connect(connector as never, options as never) as Connection;

/** Everything a listing gives. */
export const readAll = async (stream: Stream, input: ListInput = {}): Promise<Change[]> => {
  const changes: Change[] = [];
  for await (const change of stream.read(input)) changes.push(change);
  return changes;
};

/** The ids of the records among changes, each once. */
export const idsOf = (changes: readonly Change[]): Set<string> =>
  new Set(changes.flatMap((change) => (change.type === "upsert" ? [change.id] : [])));

/** The error that work ends with; a violation if it ends well. */
export const failureOf = async (work: Promise<unknown>, expectation: string): Promise<OpenSMEError> => {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  insist(
    SMEError.is(error),
    `${expectation}, but ${error === undefined ? "it succeeded" : `it threw ${String(error)}`}`,
  );
  return error;
};

/** A few of many, for a message. */
export const some = (items: Iterable<string>): string => {
  const all = [...items];
  return all.length > 5 ? `${all.slice(0, 5).join(", ")} and ${all.length - 5} more` : all.join(", ");
};

/** Deletes a record as the vendor would; false where the vendor cannot delete such records, which the sandbox says by throwing. */
export const removed = (control: SandboxControl, resource: string, id: string): boolean => {
  try {
    control.remove?.(resource, id);
  } catch {
    return false;
  }
  return !control.ids(resource).includes(id);
};
