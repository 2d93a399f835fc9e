import type { AnyConnector, Change, Client, Connection, ListInput, OpenSMEError, Stream } from "@opensme/core";
import { connect, memoryTokens, OpenSMEError as SMEError, type TokenStore } from "@opensme/core";
import { setupServer } from "msw/node";
import type { Sandbox, SandboxOptions } from "../sandbox/sandbox.ts";
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
    client: Connection & Readonly<Record<string, unknown>>;
    open: (overrides?: Partial<OpenOptions>) => Connection & Readonly<Record<string, unknown>>;
  }) => Promise<Result>,
  options: SandboxOptions = {},
): Promise<Result> => {
  const sandbox = subject.sandbox(options);
  const server = setupServer(...sandbox.handlers);
  server.listen({ onUnhandledFrame: "error" });
  const open = (overrides: Partial<OpenOptions> = {}): Connection & Readonly<Record<string, unknown>> =>
    connect(subject.connector as never, {
      config: sandbox.config as never,
      tokens: memoryTokens(),
      ...overrides,
    }) as Client<never> & Connection & Readonly<Record<string, unknown>>;
  try {
    return await work({ sandbox, client: open(), open });
  } finally {
    server.close();
  }
};

interface OpenOptions {
  config: Record<string, unknown>;
  tokens: TokenStore;
  retries: number;
  signal: AbortSignal;
}

/** Everything a listing gives. */
export const readAll = async (stream: Stream, input: ListInput = {}): Promise<Change[]> => {
  const changes: Change[] = [];
  for await (const change of stream.read(input)) changes.push(change);
  return changes;
};

export const streamsOf = (client: Connection): readonly Stream[] => client.streams;

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
