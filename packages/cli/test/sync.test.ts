import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test as sequential } from "vitest";
import { acmeConfig, acmeSecret, events, project, shop, vendor } from "./project.ts";

const test = sequential.concurrent;

/** Longer than the command tries again. */
const always = { times: Number.POSITIVE_INFINITY };

test("a sync reads everything, and the next one what has changed", async () => {
  const { acme, run, ask, differences } = await shop();
  const first = await run(["sync"]);
  expect(first.stderr).toMatch(/shop +customers +complete +49 +45 +0 +4 +0 +0\n/);
  expect(first.stderr).toMatch(/\nAll 3 streams complete \(.* s\)\n$/);
  expect(first.code).toBe(0);
  const told = events(first.stdout);
  expect(told[0]).toMatchObject({ type: "stream-started", kind: "full", isResumed: false });
  expect(told.filter(({ type }) => type === "page-stored")).toHaveLength(9);
  expect(told.at(-1)).toMatchObject({ type: "sync-finished", isComplete: true });
  expect(differences()).toEqual([]);

  acme.control.touch("customers", "customer:7");
  acme.control.remove?.("customers", "customer:8");
  acme.control.insert("customers");
  acme.control.remove?.("items", "3");
  const second = await run(["sync", "--json"]);
  expect(second.code).toBe(0);
  expect(second.stderr).toMatch(/shop +customers +complete +\d+ +1 +1 +\d+ +1 +0\n/);
  expect(differences()).toEqual([]);
  expect(ask("select number from contact_phones where contact_id = 'customer:7'")).toEqual([{ number: "0999999999" }]);
});

test("vendor fields that are not read are told once", async () => {
  const { run } = await shop();
  expect((await run(["sync"])).stderr).toContain(
    "shop: the connector does not read these fields of the vendor, which stay in _raw: items.changed\n",
  );
  expect((await run(["sync"])).stderr).not.toContain("does not read");
});

test("--stream reads only that stream", async () => {
  const { run, ask } = await shop();
  const { code, stdout } = await run(["sync", "shop", "--stream", "items"]);
  expect(code).toBe(0);
  expect(events(stdout).at(-1)).toMatchObject({ streams: [{ stream: { resource: "items" } }] });
  expect(ask("select count(*) as count from contacts")).toEqual([{ count: 0 }]);

  const strange = await run(["sync", "--stream", "item"]);
  expect(strange.code).toBe(2);
  expect(strange.stderr).toContain('No connection has a stream "item".');
  expect(strange.stderr).toContain("The streams of shop are: customers, suppliers, items\n");
});

test("a sensitive stream is read where the connection asks for it", async () => {
  const hidden = await shop();
  const refused = await hidden.run(["sync", "--stream", "salaries"]);
  expect(refused.stderr).toContain('Add sensitive: true to the connection "shop"');
  expect(refused.code).toBe(2);
  const open = await shop("sensitive: true,");
  expect((await open.run(["sync", "--stream", "salaries"])).code).toBe(0);
  expect(open.ask("select count(*) as count from employees")).toEqual([{ count: 1 }]);
});

test("a deletion of nearly everything has to be confirmed", async () => {
  const { acme, run, differences } = await shop();
  expect((await run(["sync"])).code).toBe(0);
  for (const id of acme.control.ids("items").slice(1)) acme.control.remove?.("items", id);
  const doubted = await run(["sync", "--full"]);
  expect(doubted.code).toBe(1);
  expect(doubted.stderr).toContain("--full --confirm-deletes");
  expect(differences()).toHaveLength(11);
  const confirmed = await run(["sync", "--full", "--confirm-deletes"]);
  expect(confirmed.code).toBe(0);
  expect(differences()).toEqual([]);
});

test("rows that cannot be read: their fields but not their values, and exit code 1", async () => {
  const { acme, run, ask } = await shop();
  acme.faults.inject({
    kind: "edit",
    path: "*/suppliers",
    edit: (rows) => (rows as object[]).map((row, index) => (index === 0 ? row : { ...row, name: 900001234 })),
  });
  const { code, stdout, stderr } = await run(["sync"]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/shop +suppliers +partial +3 +1 +0 +0 +0 +2\n/);
  expect(stderr).toContain("error: shop suppliers: 2 of 3 rows could not be read.");
  expect(stderr).toMatch(/\n {2}name: .*expected string.* \(2 rows, such as supplier:2\)\n/);
  expect(stderr).toContain("2 of 3 streams complete, 1 partial");
  expect(stdout + stderr).not.toContain("900001234");
  expect(ask("select count(*) as count from _rejects")).toEqual([{ count: 2 }]);

  const status = await run(["status"]);
  expect(status.stdout).toMatch(/shop +suppliers +1 +2 +never +partial .* ago\n/);
  expect(status.stdout).toContain("shop suppliers: 2 of 3 rows could not be read.");
  expect((await run(["sync"])).code).toBe(0);
  expect(ask("select count(*) as count from _rejects")).toEqual([{ count: 0 }]);
});

test.each([
  ["a server error", { kind: "status", status: 500 }, "Acme answered 500 to GET /customers."],
  ["a web page", { kind: "html" }, "a web page or XML instead of JSON"],
  ["an answer that breaks off", { kind: "truncated" }, "Acme could not be reached for GET /customers"],
  ["a connection that breaks", { kind: "reset" }, "Acme could not be reached for GET /customers"],
] as const)(
  "%s in the middle of a listing: what came before is kept, and the next run goes on",
  async (_, fault, message) => {
    const { acme, run, differences } = await shop();
    acme.faults.inject({ ...fault, ...always, path: "*/customers", after: 2 });
    const stopped = await run(["sync"]);
    expect(stopped.code).toBe(1);
    expect(stopped.stderr).toMatch(/shop +customers +partial +20 /);
    expect(stopped.stderr).toMatch(/shop +items +complete /);
    expect(stopped.stderr).toContain("error: shop customers: ");
    expect(stopped.stderr).toContain(message);
    expect(stopped.stderr).toContain("2 of 3 streams complete, 1 partial");
    expect((await run(["status"])).stdout).toMatch(/shop +customers +19 +0 +never +partial .* ago, the next goes on\n/);

    acme.faults.clear();
    const resumed = await run(["sync"]);
    expect(resumed.code).toBe(0);
    expect(events(resumed.stdout)[0]).toMatchObject({ type: "stream-started", isResumed: true });
    expect(resumed.stderr).toMatch(/shop +customers +complete +29 +26 /);
    expect(differences()).toEqual([]);
  },
);

test("trouble that passes is not told", async () => {
  const { acme, run, differences } = await shop();
  for (const kind of ["html", "truncated", "reset"] as const)
    acme.faults.inject({ kind, path: "*/customers", after: 1 });
  const { code, stderr } = await run(["sync"]);
  expect(code).toBe(0);
  expect(stderr).not.toContain("error");
  expect(differences()).toEqual([]);
});

test("a token that ends in the middle is renewed once", async () => {
  const { acme, run, differences } = await shop();
  acme.faults.inject({ kind: "expire-token", path: "*/customers", after: 2 });
  const { code } = await run(["sync"]);
  expect(code).toBe(0);
  expect(acme.exchanges.filter(({ request }) => request.url.includes("/token"))).toHaveLength(2);
  expect(differences()).toEqual([]);
});

test("wrong credentials: told once for all streams, and nothing is read", async () => {
  const { write, run, ask } = await shop();
  write(".env", "ACME_SECRET=planted-wrong-secret\n");
  const { code, stdout, stderr } = await run(["sync"]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/error: shop customers, suppliers, items: .*refused to give a token \(invalid_client\)/);
  expect(stderr.match(/error:/g)).toHaveLength(1);
  expect(stderr).toContain("0 of 3 streams complete, 3 failed");
  expect(stdout + stderr).not.toContain("planted-wrong-secret");
  expect(ask("select count(*) as count from contacts")).toEqual([{ count: 0 }]);
});

test("a connection that cannot be opened leaves the others alone", async () => {
  const { gateway } = await vendor();
  const config = acmeConfig(gateway).replace(
    /( {4}shop: \{[\s\S]*?\n {4}\},\n)/,
    (entry) => entry + entry.replace("shop:", "second:").replace("ACME_SECRET", "SECOND_SECRET"),
  );
  const { run, ask } = project({ "opensme.config.ts": config });
  const { code, stdout, stderr } = await run(["sync"], { env: acmeSecret });
  expect(code).toBe(2);
  expect(stderr).toContain(
    'error: Connection "second" needs the environment variable SECOND_SECRET, which is not set.',
  );
  expect(stderr).toContain("All 3 streams complete, 1 connection not opened");
  expect(events(stdout)[0]).toMatchObject({ type: "connection-failed", connection: "second" });
  expect(ask("select count(*) as count from items")).toEqual([{ count: 12 }]);
});

test("two syncs at once: the second is told who is at it, and the first goes on", async () => {
  const { promise: itemsAfter, resolve } = Promise.withResolvers<void>();
  const { start, run, differences } = await shop("", { itemsAfter });
  const first = start(["sync"]);
  await first.says("page-stored");
  const second = await run(["sync"]);
  resolve();
  expect(second.code).toBe(1);
  expect(second.stderr).toMatch(
    new RegExp(`error: shop customers, suppliers, items: .*is being synced by process ${first.child.pid} `),
  );
  expect((await first.ended).code).toBe(0);
  expect(differences()).toEqual([]);
});

test("a disk that is full: what was stored is kept, and the next run goes on", async () => {
  const { acme, run, differences } = await shop();
  expect((await run(["sync", "--stream", "suppliers"])).code).toBe(0);
  acme.faults.inject({
    ...always,
    kind: "edit",
    path: "*/customers",
    edit: (page) => {
      const { data, ...rest } = page as { data: object[] };
      return { ...rest, data: data.map((row) => ({ ...row, blob: "x".repeat(100_000) })) };
    },
  });
  const full = await run(["sync"], { shell: 'ulimit -f 4000; exec "$@"' });
  expect(full.code).toBe(1);
  expect(full.stderr).toMatch(/error: shop customers, suppliers, items: The disk .*company\.db/);
  expect(full.stderr).toContain("What was stored before is whole.");
  expect((await run(["sync"])).code).toBe(0);
  expect(differences()).toEqual([]);
});

test("a database that another program holds locked", async () => {
  const { folder, run } = await shop();
  expect((await run(["sync"])).code).toBe(0);
  const other = new DatabaseSync(join(folder, "company.db"));
  other.exec("BEGIN IMMEDIATE");
  const { code, stderr } = await run(["sync"]);
  other.exec("ROLLBACK");
  other.close();
  expect(code).toBe(1);
  expect(stderr).toContain("is locked: another program has been writing to it");
  expect((await run(["sync"])).code).toBe(0);
});

test("a file that is no database, and a database of another program, are left alone", async () => {
  const { folder, write, run } = await shop();
  write("company.db", "this is no database, and somebody may want it back".repeat(100));
  for (const words of [["sync"], ["status"], ["query", "select 1"]]) {
    const { code, stderr } = await run(words);
    expect(stderr).toMatch(/^error: .*company\.db is no SQLite database, or a damaged one\. Restore it/);
    expect(code).toBe(2);
  }
  writeFileSync(join(folder, "company.db"), "");
  const other = new DatabaseSync(join(folder, "company.db"));
  other.exec("create table theirs (id)");
  other.close();
  const { code, stderr } = await run(["sync"]);
  expect(stderr).toMatch(/^error: .*company\.db is a database of another program/);
  expect(code).toBe(2);
});

test.each([
  ["that is not there", "missing/company.db", "there is no folder"],
  ["that cannot be written to", "/proc/company.db", "cannot be opened"],
])("a database in a folder %s", async (_, store, message) => {
  const { gateway, write, run, acme } = await shop();
  write("opensme.config.ts", acmeConfig(gateway).replace("company.db", store));
  const { code, stderr } = await run(["sync"]);
  expect(stderr).toMatch(/^error: The database .*company\.db cannot be opened: /);
  expect(stderr).toContain(message);
  expect(code).toBe(2);
  expect(acme.exchanges).toEqual([]);
});

test("a sync goes on when nobody reads its output any more", async () => {
  const { run, differences } = await shop();
  const { code, stdout } = await run(["sync", "--json"], { shell: '"$@" | head -n1; exit "$' + '{PIPESTATUS[0]}"' });
  expect(events(stdout)).toHaveLength(1);
  expect(code).toBe(0);
  expect(differences()).toEqual([]);
});
