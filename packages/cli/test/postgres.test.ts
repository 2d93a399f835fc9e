import { createHmac } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../store-postgres/test/postgres.ts";
import { acmeConfig, events, project, type Shop, shop } from "./project.ts";

let database: TestDatabase;
let filled: Shop;

const inPostgres = (config: string): string =>
  config.replace('store: "company.db"', 'store: env("DATABASE_URL"), tenant: "acme"');

beforeAll(async () => {
  database = await testDatabase();
  filled = await shop();
  filled.write("opensme.config.ts", inPostgres(acmeConfig(filled.gateway)));
  filled.write(".env", `ACME_SECRET=acme-client-secret\nDATABASE_URL=${database.address}\n`);
}, 120_000);

const ask = (sql: string): Promise<Record<string, unknown>[]> => database.sql(sql, "acme");

describe("a store in PostgreSQL", () => {
  test("tells before the first sync that there is nothing yet", async () => {
    const { code, stderr } = await filled.run(["status"]);
    expect(code).toBe(2);
    expect(stderr).toContain("holds no store yet. It comes with the first sync.");
  });

  test("takes what a sync reads, once, under the tenant of the config", async () => {
    const { code, stdout } = await filled.run(["sync"]);
    expect(code).toBe(0);
    expect(events(stdout).at(-1)).toMatchObject({ type: "sync-finished", isComplete: true });
    const theirs = ["customers", "suppliers"].flatMap((resource) => filled.acme.control.ids(resource)).sort();
    const ours = await ask("select id from contacts");
    expect(ours.map(({ id }) => String(id)).sort()).toEqual(theirs);
    expect(await database.sql("select id from contacts", "other")).toEqual([]);
    const again = await filled.run(["sync", "--full"]);
    const { streams } = events(again.stdout).at(-1) as { streams: { counts: object }[] };
    for (const { counts } of streams) expect(counts).toMatchObject({ created: 0, updated: 0, deleted: 0 });
  });

  test("is asked by status, tables and query", async () => {
    const [{ count } = {}] = await ask("select count(*) from items");
    const status = await filled.run(["status"]);
    expect(status).toMatchObject({ code: 0, stderr: "" });
    expect(status.stdout).toMatch(new RegExp(`shop +items +${count} +0 `));
    expect((await filled.run(["tables"])).stdout).toMatch(new RegExp(`^items +${count} `, "m"));
    expect((await filled.run(["tables", "items"])).stdout).toMatch(/^price +decimal /m);
    const sql = "select id, name, price from items where price > :above order by price desc limit 2";
    expect((await filled.run(["query", sql, "--param", "above=1000"])).stdout).toBe(
      "id  name         price\n──  ─────────  ───────\n12  Cà phê 12    12006\n11  Cà phê 11  11005.5\n",
    );
    const csv = await filled.run(["query", "--csv", "select id from items where id = 'none'"]);
    expect(csv).toMatchObject({ code: 0, stdout: "id\n" });
    const refused = await filled.run(["query", "delete from items"]);
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toContain("The database can only be read by queries");
    const mistaken = await filled.run(["query", "select nought from items"]);
    expect(mistaken).toMatchObject({ code: 2, stdout: "" });
    expect(mistaken.stderr).toContain('column "nought" does not exist');
  });

  test("is exported with its types", async () => {
    expect((await filled.run(["export", "items", "-f", "ndjson"])).code).toBe(0);
    expect((await filled.run(["export", "items", "-f", "parquet"])).code).toBe(0);
    const lines = readFileSync(join(filled.folder, "export", "items.ndjson"), "utf8")
      .trimEnd()
      .split("\n");
    const rows = lines.map((line) => JSON.parse(line));
    const stored = await ask("select id, name, trim_scale(price)::text as price, _fetched_at from items");
    expect(rows).toHaveLength(stored.length);
    for (const { id, name, price } of stored) {
      expect(rows.find((row) => row.id === id)).toMatchObject(price === null ? { name } : { name, price });
    }
    const file = await asyncBufferFromFile(join(filled.folder, "export", "items.parquet"));
    const typed = await parquetReadObjects({ file });
    for (const { id, price, _fetched_at } of stored) {
      const row = typed.find((one) => one["id"] === id);
      if (price !== null) expect(row?.["price"]).toBeCloseTo(Number(price), 6);
      expect(row?.["_fetched_at"]).toEqual(new Date(String(_fetched_at)));
    }
  });

  test("serves webhooks", async () => {
    const config = acmeConfig(filled.gateway, 'webhookSecret: "acme-webhook-secret",');
    filled.write("serve.config.ts", inPostgres(config));
    const serving = filled.start(["serve", "--config", "serve.config.ts", "--port", "0", "--every", "6h"]);
    await serving.says('"type":"sync-finished"');
    const url = /"url":"([^"]+)"/.exec(serving.output().stdout)?.[1] ?? "";
    const id = filled.acme.control.insert("customers");
    const body = JSON.stringify([{ type: "changed", resource: "customers", id }]);
    const signature = createHmac("sha256", "acme-webhook-secret").update(body).digest("hex");
    const call = { method: "POST", headers: { "x-acme-signature": signature }, body };
    expect((await fetch(url, call)).status).toBe(200);
    await serving.says('"type":"webhook-applied"');
    expect(await ask(`select id from contacts where id = '${id}'`)).toEqual([{ id }]);
    serving.child.kill("SIGINT");
    expect((await serving.ended).code).toBe(0);
    expect(await ask("select * from _leases")).toEqual([]);
  });

  test("that cannot be reached is named without its password", async () => {
    const address = "postgres://opensme:very-secret-word@127.0.0.1:1/company";
    const { code, stderr } = await filled.run(["sync"], { env: { DATABASE_URL: address } });
    expect(code).toBe(1);
    expect(stderr).toContain("The PostgreSQL database company on 127.0.0.1:1 cannot be reached");
    expect(stderr).not.toContain("very-secret-word");
  });

  test("needs its package", async () => {
    const bare = project({ "opensme.config.js": 'export default { store: "postgres://db/x", connections: {} };' });
    rmSync(join(bare.folder, "node_modules/@opensme/store-postgres"));
    const { code, stderr } = await bare.run(["status"]);
    expect(code).toBe(2);
    expect(stderr).toContain("Install it: npm install @opensme/store-postgres");
  });
});
