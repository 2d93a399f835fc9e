import { randomUUID } from "node:crypto";
import { beforeAll } from "vitest";
import { storeSuite } from "../../sync/test/store/store-suite.ts";
import { postgresStore } from "../src/index.ts";
import { type TestDatabase, testDatabase } from "./postgres.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
}, 120_000);

// Each test is a tenant: what it finds of the others' rows in its queries would be a hole in the wall between them.
storeSuite("the PostgreSQL store", async () => {
  const tenant = randomUUID();
  return {
    open: (options) => postgresStore(database.address, { tenant, ...options }),
    query: (sql) => database.sql(sql, tenant),
    execute: async (sql) => void (await database.sql(sql, tenant)),
    dispose: async () => undefined,
  };
});
