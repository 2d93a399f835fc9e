import { Client } from "pg";
import { afterAll, inject } from "vitest";
import { ownDatabase } from "./server.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where a test asks for the address of a PostgreSQL server. */
    postgres: string;
  }
}

/** A database of its own for a test file, owned by a user who is no superuser, so that row-level security holds for it. */
export interface TestDatabase {
  readonly address: string;
  /** The same database, through the user who made it. */
  readonly asSuperuser: string;
  /** Runs SQL as the owner, in the name of a tenant. */
  sql(sql: string, tenant?: string): Promise<Record<string, unknown>[]>;
}

/** Runs SQL through a connection of its own, in the name of a tenant. */
export const runSql = async (address: string, sql: string, tenant = "default"): Promise<Record<string, unknown>[]> => {
  const client = new Client(address);
  await client.connect();
  try {
    await client.query("SELECT set_config('opensme.tenant', $1, false), set_config('timezone', 'UTC', false)", [
      tenant,
    ]);
    const { rows } = await client.query<Record<string, unknown>>({ text: sql, types });
    return rows;
  } finally {
    await client.end();
  }
};

/** What to undo when all tests of a file are through. */
const cleanups: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const cleanup of cleanups) await cleanup();
});

export const testDatabase = async (): Promise<TestDatabase> => {
  const answer = await fetch(inject("postgres"));
  const server = await answer.text();
  if (!answer.ok) throw new Error(server);
  const { address, asSuperuser, drop } = await ownDatabase(server);
  cleanups.push(drop);
  return { address, asSuperuser, sql: (sql, tenant) => runSql(address, sql, tenant) };
};

/** Numbers as numbers, instants as in the model, JSON as the text that stands there. */
const types = {
  getTypeParser: (oid: number) => (text: string) => {
    if (oid === 20 || oid === 23) return Number(text);
    return oid === 1184 ? new Date(text).toISOString() : text;
  },
} as never;
