import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Ajv } from "ajv";
import { expect, test as sequential } from "vitest";
import { acmeSecret, project, type Shop, shop } from "./project.ts";
import * as specification from "./singer-spec.ts";
import { target } from "./target.ts";

const test = sequential.concurrent;

const isCatalog = new Ajv({ strict: false }).compile(specification.catalog);

const streams = ["customers", "suppliers", "items"];

/** What the vendor and the target do not have in common. */
const differences = ({ acme }: Shop, { ids }: ReturnType<typeof target>): string[] =>
  streams.flatMap((stream) => {
    const [theirs, ours] = [acme.control.ids(stream), ids(stream)];
    return [
      ...theirs.filter((id) => !ours.includes(id)).map((id) => `lost ${id}`),
      ...ours.filter((id) => !theirs.includes(id)).map((id) => `invented ${id}`),
    ];
  });

/** Runs the tap as a platform does, from the last state of the target. */
const tap = async (here: Shop, into: ReturnType<typeof target>, ...words: string[]): ReturnType<Shop["run"]> => {
  if (into.state) here.write("state.json", JSON.stringify(into.state));
  const ended = await here.run(["singer", "shop", ...words, ...(into.state ? ["--state", "state.json"] : [])]);
  into.take(ended.stdout);
  return ended;
};

test.each([
  [
    "a record without a record",
    { type: "RECORD", stream: "items", time_extracted: "2026-11-01T00:00:00Z" },
    /required property 'record'/,
  ],
  [
    "a moment that is none",
    { type: "RECORD", stream: "items", record: {}, time_extracted: "today" },
    /format "date-time"/,
  ],
  [
    "a schema without keys",
    { type: "SCHEMA", stream: "items", schema: { type: "object", properties: {} } },
    /'key_properties'/,
  ],
  [
    "a key that is no field",
    { type: "SCHEMA", stream: "items", schema: { type: "object", properties: {} }, key_properties: ["id"] },
    /has no id/,
  ],
  [
    "a schema that is none",
    {
      type: "SCHEMA",
      stream: "items",
      schema: { type: "object", properties: { id: { type: "words" } } },
      key_properties: ["id"],
    },
    /schema/,
  ],
  ["another message", { type: "PROGRESS" }, /type/],
])("the specification refuses %s", (_, message, says) => {
  expect(() => target().take(`${JSON.stringify(message)}\n`)).toThrow(says);
});

test("everything is read, and from the state on what has changed, appeared and gone", async () => {
  const here = await shop();
  const into = target();
  const first = await tap(here, into);
  expect(first.stderr).toContain("INFO shop customers: complete\n");
  expect(first.stderr).toContain('INFO METRIC: {"type":"counter","metric":"record_count","value":45,');
  expect(first.code).toBe(0);
  expect(differences(here, into)).toEqual([]);
  expect(into.rows("items")[0]).toMatchObject({ id: "1", name: "Cà phê 1", price: "1000.5" });

  here.acme.control.touch("customers", "customer:7");
  here.acme.control.remove?.("customers", "customer:8");
  here.acme.control.insert("customers");
  here.acme.control.remove?.("items", "3");
  const second = await tap(here, into);
  expect(second.code).toBe(0);
  expect(differences(here, into)).toEqual([]);
  expect(into.rows("customers").find(({ id }) => id === "customer:7")).toMatchObject({
    phones: [{ number: "0999999999" }],
  });
  expect(second.stdout).toContain('"record":{"id":"customer:8","_sdc_deleted_at":"20');
});

test("decimals keep all their digits, as text that targets make numeric columns of", async () => {
  const here = await shop();
  here.acme.faults.inject({
    kind: "edit",
    path: "*/items",
    edit: (page) => ({
      ...(page as object),
      data: (page as { data: object[] }).data.map((row) => ({ ...row, price: "12345678901234567.89" })),
    }),
  });
  const into = target();
  expect((await tap(here, into)).code).toBe(0);
  expect(into.rows("items")[0]?.["price"]).toBe("12345678901234567.89");
  expect(into.schemas.get("items")).toMatchObject({
    properties: { price: { type: ["null", "string"], format: "x-singer.decimal", precision: 38, scale: 18 } },
  });
});

test("a catalog selects streams and fields; the discovered one selects all", async () => {
  const here = await shop();
  const discovered = await here.run(["singer", "shop", "--discover"]);
  expect(discovered).toMatchObject({ code: 0, stderr: "" });
  const catalog = JSON.parse(discovered.stdout);
  expect(isCatalog(catalog) || isCatalog.errors).toBe(true);
  expect(catalog.streams.map((stream: { tap_stream_id: string }) => stream.tap_stream_id)).toEqual(streams);
  const [customers, suppliers] = catalog.streams;
  expect(customers).toMatchObject({ key_properties: ["id"], replication_method: "INCREMENTAL" });
  expect(customers.metadata[0].metadata).toMatchObject({ "valid-replication-keys": ["updatedAt"] });
  expect(customers.schema.properties.updatedAt).toMatchObject({ type: ["null", "string"], format: "date-time" });
  expect(customers.schema.properties).not.toHaveProperty("nationalId");
  expect(customers.metadata).toContainEqual({ breadcrumb: ["properties", "id"], metadata: { inclusion: "automatic" } });
  expect(suppliers.metadata[0].metadata).toMatchObject({ "forced-replication-method": "FULL_TABLE" });

  here.write("catalog.json", discovered.stdout);
  const all = target();
  expect((await tap(here, all, "--catalog", "catalog.json")).code).toBe(0);
  expect(differences(here, all)).toEqual([]);

  customers.metadata[0].metadata.selected = false;
  const name = suppliers.metadata.find(({ breadcrumb }: { breadcrumb: string[] }) => breadcrumb[1] === "name");
  name.metadata.selected = false;
  catalog.streams[2].selected = false;
  here.write("catalog.json", JSON.stringify(catalog));
  const some = target();
  expect((await tap(here, some, "--properties", "catalog.json")).code).toBe(0);
  expect([...some.schemas.keys()]).toEqual(["suppliers"]);
  expect(some.rows("suppliers")[0]).toMatchObject({ id: "supplier:1", roles: ["supplier"] });
  expect(some.rows("suppliers")[0]).not.toHaveProperty("name");
});

test("the state of a stream that is not selected is handed on", async () => {
  const here = await shop();
  const into = target();
  await tap(here, into);
  const { bookmarks } = into.state as { bookmarks: Record<string, unknown> };
  here.write("catalog.json", JSON.stringify({ streams: [{ tap_stream_id: "items" }] }));
  const second = await tap(here, into, "--catalog", "catalog.json");
  expect(second.stdout).not.toContain('"customers"' + ',"record"');
  expect(into.state).toMatchObject({ bookmarks: { customers: bookmarks["customers"] } });
});

test("sensitive streams and fields only where they are asked for", async () => {
  const hidden = await shop();
  hidden.write("catalog.json", JSON.stringify({ streams: [{ tap_stream_id: "salaries" }] }));
  const refused = await hidden.run(["singer", "shop", "--catalog", "catalog.json"]);
  expect(refused).toMatchObject({ code: 2, stdout: "" });
  expect(refused.stderr).toContain('stream "salaries", which shop does not have');
  const open = await shop("sensitive: true,");
  const { streams: told } = JSON.parse((await open.run(["singer", "shop", "--discover"])).stdout);
  expect(told.at(-1).tap_stream_id).toBe("salaries");
  expect(told[0].schema.properties).toHaveProperty("nationalId");
});

test("a full read from which an unusual share is missing does not stand until it is confirmed", async () => {
  const here = await shop();
  const into = target();
  await tap(here, into);
  for (const id of here.acme.control.ids("items").slice(1)) here.acme.control.remove?.("items", id);
  const doubted = await tap(here, into);
  expect(doubted.code).toBe(1);
  expect(doubted.stderr).toContain("11 of 12 items are no longer in what the vendor lists.");
  expect(into.ids("items")).toHaveLength(12);
  expect((await tap(here, into, "--confirm-deletes")).code).toBe(0);
  expect(differences(here, into)).toEqual([]);
});

test("a full read that brings less than the vendor counts takes nothing for gone", async () => {
  const here = await shop();
  const into = target();
  await tap(here, into);
  here.acme.faults.inject({
    kind: "edit",
    path: "*/items",
    times: Number.POSITIVE_INFINITY,
    edit: (page) => ({
      ...(page as object),
      data: (page as { data: { id: number }[] }).data.filter(({ id }) => id !== 7),
    }),
  });
  // Without a state, how many there were is not known.
  into.state = undefined;
  const short = await tap(here, into);
  expect(short.code).toBe(1);
  expect(short.stderr).toContain("The vendor counts 12 items, and 11 came.");
  expect(short.stdout).not.toMatch(/"ACTIVATE_VERSION","stream":"items"/);
  expect(differences(here, into)).toEqual([]);
  here.acme.faults.clear();
  expect((await tap(here, into)).code).toBe(0);
  expect(differences(here, into)).toEqual([]);
});

test("without ACTIVATE_VERSION for targets that refuse it: only reported deletions are told", async () => {
  const here = await shop();
  const into = target();
  const words = ["--no-activate-version"];
  const first = await tap(here, into, ...words);
  here.acme.control.remove?.("customers", "customer:8");
  here.acme.control.remove?.("items", "3");
  const second = await tap(here, into, ...words);
  expect([first.code, second.code]).toEqual([0, 0]);
  expect(first.stdout + second.stdout).not.toContain("ACTIVATE_VERSION");
  expect(differences(here, into)).toEqual(["invented 3"]);
});

test("a row that cannot be read is told, not by its values, and its older record is not taken for gone", async () => {
  const here = await shop();
  const into = target();
  await tap(here, into);
  here.acme.faults.inject({
    kind: "edit",
    path: "*/suppliers",
    edit: (rows) => (rows as object[]).map((row, index) => (index === 0 ? row : { ...row, name: 900001234 })),
  });
  const { code, stdout, stderr } = await tap(here, into);
  expect(code).toBe(1);
  expect(stderr).toContain("error: shop suppliers: 2 of 3 rows could not be read.");
  expect(stderr).toMatch(/\n {2}name: .*expected string.* \(2 rows, such as supplier:2\)\n/);
  expect(stdout + stderr).not.toContain("900001234");
  expect(stderr).not.toContain("opensme query");
  expect(differences(here, into)).toEqual([]);
});

test("a newer mapping reads everything again, deletions behind the old watermark included", async () => {
  const here = await shop();
  const into = target();
  await tap(here, into);
  here.acme.control.remove?.("customers", "customer:9");
  into.state = JSON.parse(JSON.stringify(into.state).replaceAll('"mapping":"1.0.0"', '"mapping":"0.9.0"'));
  const before = here.acme.exchanges.length;
  expect((await tap(here, into)).code).toBe(0);
  const asked = here.acme.exchanges.slice(before).map(({ request }) => request.url);
  expect(asked.filter((url) => url.includes("/customers"))).toHaveLength(5);
  expect(asked.join()).not.toContain("changedSince");
  expect(differences(here, into)).toEqual([]);
});

test("settings come from a JSON file, with or without a project, and none of their secrets is written", async () => {
  const here = await shop();
  here.write(".env", "");
  const missing = await here.run(["singer", "shop"]);
  expect(missing).toMatchObject({ code: 2, stdout: "" });
  here.write("settings.json", JSON.stringify({ clientSecret: acmeSecret.ACME_SECRET, start_date: "2026-01-01" }));
  const given = await here.run(["singer", "shop", "--config", "settings.json"]);
  expect(given.code).toBe(0);
  expect(given.stderr).toContain('WARNING The setting "start_date" is not one of the connector\'s.');

  here.acme.faults.inject({ kind: "status", status: 500, path: "*/token", times: Number.POSITIVE_INFINITY });
  const wrong = { clientSecret: "wrong-secret-of-acme", refreshToken: "wrong-refresh-token" };
  here.write("settings.json", JSON.stringify(wrong));
  const failed = await here.run(["singer", "shop", "--config", "settings.json", "--verbose"]);
  expect(failed.code).toBe(1);
  for (const { stdout, stderr } of [given, failed])
    expect(stdout + stderr).not.toMatch(/acme-client-secret|wrong-secret-of-acme|wrong-refresh-token/);

  const alone = project({ "settings.json": JSON.stringify({ shop: "main", clientSecret: "secret-of-acme" }) });
  const { code, stdout } = await alone.run(["singer", "acme", "--config", "settings.json", "--discover"]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout).streams).toHaveLength(3);
});

test("a refresh token that the vendor replaces is put into the settings", async () => {
  const here = await shop();
  const given = { refreshToken: "acme-second-refresh-token", start_date: "2026-01-01" };
  here.write("settings.json", JSON.stringify(given));
  const words = ["singer", "shop", "--config", "settings.json"];
  expect((await here.run(words)).code).toBe(0);
  const kept = JSON.parse(readFileSync(join(here.folder, "settings.json"), "utf8"));
  expect(kept).toMatchObject({ start_date: "2026-01-01" });
  expect(kept.refreshToken).not.toBe(given.refreshToken);
  // A machine that has nothing but what the platform keeps.
  expect((await here.run(words, { shell: 'rm -rf .opensme; "$@"' })).code).toBe(0);
});

test.each([
  ["state.json", '{"bookmarks":{"customers":{"mapping":1}}}', "bookmarks.customers.mapping: "],
  ["state.json", "{", "state.json cannot be read: it is not JSON"],
  ["catalog.json", "[]", "catalog.json does not have the expected form."],
  ["settings.json", '["acme-client-secret"]', "settings.json does not have the expected form."],
])("a %s that is wrong: %s", async (file, text, message) => {
  const here = await shop();
  here.write(file, text);
  const option = { "state.json": "--state", "catalog.json": "--catalog", "settings.json": "--config" }[file] ?? "";
  const { code, stdout, stderr } = await here.run(["singer", "shop", option, file]);
  expect(code).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toContain(message);
  expect(stderr).not.toContain("acme-client-secret");
});

test("a reader that ends early: the tap ends too, and says so", async () => {
  const here = await shop("", { latency: 30 });
  const { code, stderr } = await here.run(["singer", "shop"], {
    shell: 'set -o pipefail; "$@" | head -2 > /dev/null',
  });
  expect(code).toBe(1);
  expect(stderr).toContain("The reader of the output has ended");
});

test.each([
  ["SIGINT", 3],
  ["SIGKILL", 1],
  ["SIGKILL", 30],
  ["SIGKILL", 60],
] as const)(
  "%s behind line %i: from the last state on, the target comes to hold what the vendor has",
  async (signal, line) => {
    const here = await shop("", { latency: 30 });
    // Has a token: one that the vendor is just replacing is lost with a process that is killed.
    expect((await here.run(["check"])).code).toBe(0);
    const into = target();
    const stopped = here.start(["singer", "shop"]);
    while (stopped.output().stdout.split("\n").length <= line) await pause(5);
    stopped.child.kill(signal);
    const { code, stdout } = await stopped.ended;
    expect([130, null]).toContain(code);
    into.take(stdout);
    here.acme.control.remove?.("items", "2");
    expect((await tap(here, into)).code).toBe(0);
    expect((await tap(here, into)).code).toBe(0);
    expect(differences(here, into)).toEqual([]);
  },
);

test("wherever the messages break off, the run from the last state among them brings the rest", async () => {
  const here = await shop();
  const { stdout } = await here.run(["singer", "shop"]);
  for (let cut = 0; cut < 4; cut += 1) {
    const into = target();
    into.take(stdout.slice(0, Math.random() * stdout.length));
    expect((await tap(here, into)).code).toBe(0);
    expect(differences(here, into)).toEqual([]);
  }
});
