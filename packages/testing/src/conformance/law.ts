import type { AnyConnector, Clock, Connection, TokenStore } from "@opensme/core";
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
  manifest: Manifest;
  /** What to write, for every resource that can be written. */
  writes?: Readonly<Record<string, Sample>>;
  /** Sensitive fields that the vendor sends whether they are asked for or not, by resource key. */
  alwaysSent?: Readonly<Record<string, readonly string[]>>;
  /** Opens connections; `connect` of the core unless given. */
  connect?: (connector: AnyConnector, options: OpenOptions) => Connection;
}

/** What a resource's writing is tried with. */
export interface Sample {
  /** A record to create. */
  create?: object;
  /** Changes to make. */
  update?: object;
  /** What its actions want chosen, by their names. */
  choices?: Readonly<Record<string, object>>;
  /** Records that the vendor refuses for one of their fields, by that field; by `""` where it does not name it. */
  refused?: Readonly<Record<string, object>>;
  /** What the guard refuses, by operation: a record to create, or the id of one that may not be touched. */
  guarded?: Readonly<Record<string, object | string>>;
}

/** What of a package.json the laws look at. */
export interface Manifest {
  name: string;
  version: string;
  license?: string;
  type?: string;
  dependencies?: object;
  peerDependencies?: object;
}

/** What a law may set of a connection. */
export interface OpenOptions {
  config: Record<string, unknown>;
  tokens: TokenStore;
  sensitive: boolean;
  retries: number;
  timeout?: number;
  pageSize?: number;
  clock?: Clock;
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

/** A few of many, for a message. */
export const some = (items: Iterable<string>): string => {
  const all = [...items];
  return all.length > 5 ? `${all.slice(0, 5).join(", ")} and ${all.length - 5} more` : all.join(", ");
};
