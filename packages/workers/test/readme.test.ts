import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "@opensme/core";
import { kiotviet } from "@opensme/kiotviet";
import { sandbox } from "@opensme/kiotviet/sandbox";
import { openReader as openFile } from "@opensme/store-sqlite";
import { sampleCompany } from "@opensme/testing";
import { setupServer } from "msw/node";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { testDatabase } from "../../store-postgres/test/postgres.ts";
import { type Workers, type WorkersEvent, workers } from "../src/index.ts";

const readme = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");
const [, example = ""] = /```ts\n([\s\S]*?)```/.exec(readme) ?? [];
const line = /^ {2}database: "\.\/data", \/\/ on a fleet: "postgres:.*$/m;

const vendor = sandbox({ company: sampleCompany({ orders: 20 }) });
const server = setupServer(...vendor.handlers);
beforeAll(() => server.listen({ onUnhandledFrame: "bypass" }));
afterAll(() => server.close());

type Script = (...means: unknown[]) => Promise<Workers>;
const AsyncFunction = (async () => undefined).constructor as new (...parts: string[]) => Script;

/** Runs the first example with another line for its database, and gives the names of the customers once both tenants were synced. */
const run = async (database: string, ask: (tenant: string) => Promise<unknown[]>): Promise<unknown[][]> => {
  expect(example).toMatch(line);
  const script = example.replace(line, `database: ${JSON.stringify(database)},`).replaceAll(/^import .*$/gm, "");
  const accounts = {
    list: () => ["acme", "bistro"].map((tenant) => ({ tenant, connection: "shop" })),
    open: async () => ({ config: vendor.config, secret: "a-secret" }),
  };
  const log: [WorkersEvent, string][] = [];
  const console = { log: (event: WorkersEvent, ending: string) => log.push([event, ending]) };
  const process = { once: () => undefined };
  const parts = ["connect", "kiotviet", "workers", "accounts", "console", "process"];
  const crew = await new AsyncFunction(...parts, `${script}; return crew;`)(
    connect,
    kiotviet,
    workers,
    accounts,
    console,
    process,
  );
  await crew.round();
  const done = () => log.filter(([job, ending]) => "kind" in job && job.kind === "sync" && ending === "done");
  await vi.waitFor(() => expect(done()).toHaveLength(2), { timeout: 20_000, interval: 50 });
  await crew.stop();
  return [await ask("acme"), await ask("bistro")];
};

it("the same script works in one process and on a fleet, by another line for the database", {
  timeout: 60_000,
}, async () => {
  const sql = 'select name from contacts order by name collate "C"';
  const folder = await mkdtemp(join(tmpdir(), "opensme-workers-"));
  const database = await testDatabase();
  const inFiles = await run(folder, async (tenant) => {
    const reader = openFile(join(folder, `${tenant}.db`));
    const rows = [...reader.query(sql.replace(' collate "C"', "")).rows].map(({ name }) => name);
    reader.close();
    return rows;
  });
  const inPostgres = await run(database.address, async (tenant) =>
    (await database.sql(sql, tenant)).map(({ name }) => name),
  );
  expect(inFiles[0]?.length).toBeGreaterThan(10);
  expect(inPostgres).toEqual(inFiles);
  await rm(folder, { recursive: true });
});
