import { beforeAll, expect, test as sequential } from "vitest";
import { acmeConfig, acmeSecret, project, type Shop, shop } from "./project.ts";

const test = sequential.concurrent;

let filled: Shop;
beforeAll(async () => {
  filled = await shop();
  expect((await filled.run(["sync"])).code).toBe(0);
});

test("query prints a table", async () => {
  const sql = "select id, name, price from items order by price desc limit 2";
  const { code, stdout, stderr } = await filled.run(["query", sql]);
  expect(stderr).toBe("");
  expect(stdout).toBe(
    "id  name         price\n──  ─────────  ───────\n12  Cà phê 12    12006\n11  Cà phê 11  11005.5\n",
  );
  expect(code).toBe(0);
});

test("query prints JSON and CSV, with what is missing as missing", async () => {
  const sql = "select id, barcode, name || ', \"fine\"' as name from items where id in ('1', '2') order by id";
  const json = await filled.run(["query", "--json", sql]);
  expect(JSON.parse(json.stdout)).toEqual([
    { id: "1", barcode: null, name: 'Cà phê 1, "fine"' },
    { id: "2", barcode: null, name: 'Cà phê 2, "fine"' },
  ]);
  const csv = await filled.run(["query", "--csv", sql]);
  expect(csv.stdout).toBe('id,barcode,name\n1,,"Cà phê 1, ""fine"""\n2,,"Cà phê 2, ""fine"""\n');
  const both = await filled.run(["query", "--csv", "--json", sql]);
  expect(both.stderr).toContain("--json and --csv exclude each other.");
  expect(both.code).toBe(2);
});

test("an empty answer is an empty answer in each form", async () => {
  const sql = "select id from items where id = 'none'";
  expect(await filled.run(["query", sql])).toMatchObject({ code: 0, stdout: "id\n──\n", stderr: "no rows\n" });
  expect(await filled.run(["query", "--json", sql])).toMatchObject({ code: 0, stdout: "[]\n", stderr: "" });
  expect(await filled.run(["query", "--csv", sql])).toMatchObject({ code: 0, stdout: "id\n", stderr: "" });
});

test("query takes SQL from stdin, and parameters: numbers as numbers, codes as text", async () => {
  const stdin = "-- the first\nselect typeof(:price) as price, typeof(:code) as code, :note as note;\n";
  const { stdout } = await filled.run(
    ["query", "-", "--json", "-p", "price=1000.5", "--param", ":code=0901", "-p", "note=a=b"],
    { stdin },
  );
  expect(JSON.parse(stdout)).toEqual([{ price: "real", code: "text", note: "a=b" }]);
  const wrong = await filled.run(["query", "select 1", "-p", "price"]);
  expect(wrong.stderr).toContain("It must be name=value.");
  expect(wrong.code).toBe(2);
});

test.each([
  ["insert into items (connection, id) values ('shop', '99')", "The database can only be read by queries"],
  ["with x as (select 1) delete from items", "The database can only be read by queries"],
  ["vacuum into 'copy.db'", "The database can only be read by queries"],
  ["select 1; delete from items", "A query is one SQL statement"],
  ["select nought from items", "no such column: nought"],
  ["", "There is no SQL in the query."],
])("query refuses: %s", async (sql, message) => {
  const { code, stdout, stderr } = await filled.run(["query", sql]);
  expect(stderr).toMatch(/^error: /);
  expect(stderr).toContain(message);
  expect(stdout).toBe("");
  expect(code).toBe(2);
  expect(filled.differences()).toEqual([]);
});

test("a mistake in a query: where to look", async () => {
  const { stderr } = await filled.run(["query", "select phone from contacts"]);
  expect(stderr).toContain("Which tables and columns there are: opensme tables, opensme tables <table>");
});

test("a table shows the beginning of a long value on one line, CSV the whole", async () => {
  const sql = "select replace(hex(zeroblob(60)), '0', 'x') || char(10) || 'end' as long";
  expect((await filled.run(["query", sql])).stdout).toMatch(/\nx{79}…\n$/);
  expect((await filled.run(["query", "--csv", sql])).stdout).toMatch(/\n"x{120}\nend"\n$/);
});

test("whoever reads the output may have enough of it", async () => {
  const sql = "with recursive n(i) as (select 1 union all select i + 1 from n) select i from n";
  const { code, stdout, stderr } = await filled.run(["query", "--csv", sql], {
    shell: '"$@" | head -n3; exit "$' + '{PIPESTATUS[0]}"',
  });
  expect(stdout).toBe("i\n1\n2\n");
  expect(stderr).toBe("");
  expect(code).toBe(0);
});

test("an output that cannot be written", async () => {
  const { code, stderr } = await filled.run(["query", "select 1"], { shell: '"$@" > /dev/full' });
  expect(stderr).toMatch(/^error: The output cannot be written: ENOSPC.*\n$/);
  expect(code).toBe(1);
});

test("status tells records, freshness and the last error, for people and for programs", async () => {
  const { stdout, code } = await filled.run(["status"]);
  expect(stdout).toMatch(/shop +customers +45 +0 +\d+ (seconds?|minutes?) ago +complete \d+ (seconds?|minutes?) ago\n/);
  expect(code).toBe(0);
  const { stdout: json } = await filled.run(["status", "--json"]);
  expect(JSON.parse(json)).toMatchObject([
    { connection: "shop", resource: "customers", records: 45, rejects: 0, last: { outcome: "complete" } },
    { resource: "items", unknownFields: ["changed"] },
    { resource: "suppliers" },
  ]);
});

test("status tells what the vendor sends anew: since when and in how many rows, the first five of each stream", async () => {
  const rows = Array.from({ length: 12 }, (_, index) => ({ id: index + 1, title: `Cà phê ${index + 1}`, price: 1000 }));
  let items: readonly object[] = rows;
  const { run } = await shop('streams: ["items"],', { items: () => items });
  expect((await run(["sync"])).code).toBe(0);
  expect((await run(["status"])).stdout).not.toContain("since");

  items = rows.map((row) =>
    row.id <= 3 ? { ...row, origin: "Đắk Lắk" } : row.id === 4 ? { ...row, price: { amount: 1 } } : row,
  );
  expect((await run(["sync"])).code).toBe(1);
  const { stdout, code } = await run(["status"]);
  expect(stdout).toMatch(
    /\nshop items: origin: a new field, since \d+ seconds? ago, in 3 rows\nshop items: price: .+, since \d+ seconds? ago, in 1 row\n$/,
  );
  expect(code).toBe(0);

  items = items.map((row) => ({ ...row, a: 1, b: 1, c: 1, d: 1 }));
  await run(["sync"]);
  const lines = (await run(["status"])).stdout.split("\n").filter((line) => line.startsWith("shop items: "));
  expect(lines.slice(-6).map((line) => line.split(": ").slice(1, 2).join())).toEqual([
    "a",
    "b",
    "c",
    "d",
    "origin",
    "and 1 more",
  ]);
  const [told] = JSON.parse((await run(["status", "--json"])).stdout);
  expect(told.drift).toHaveLength(6);
  expect(told.drift[4]).toEqual({ path: "origin", since: expect.any(String), rows: 6 });
});

test("status names what was not read yet", async () => {
  const { gateway, run, write } = await shop();
  expect((await run(["sync"])).code).toBe(0);
  const other = acmeConfig(gateway).replace(
    /( {4}shop: \{[\s\S]*?\n {4}\},\n)/,
    (entry) => entry + entry.replace("shop:", "other:"),
  );
  write("opensme.config.ts", other);
  const { stderr } = await run(["status"]);
  expect(stderr).toBe("Not read yet: other. Read it: opensme sync other\n");
});

test("tables lists the tables, and the columns of one with what they mean", async () => {
  const { stdout, stderr } = await filled.run(["tables"]);
  expect(stdout).toMatch(/\ncontacts +48 +Anyone the company deals with/);
  expect(stderr).toMatch(/^Empty: .*invoices/);
  const { stdout: columns } = await filled.run(["tables", "contacts"]);
  expect(columns).toMatch(/\ntax_id +text +Tax code, kept as text\n/);
  expect(columns).toMatch(/\nnational_id +text +.* \(sensitive\)\n/);
  const { stdout: json } = await filled.run(["tables", "contacts", "--json"]);
  expect(JSON.parse(json)).toMatchObject({ name: "contacts", rows: 48 });
  const unknown = await filled.run(["tables", "contact"]);
  expect(unknown.stderr).toMatch(/^error: There is no table "contact"\.\n {2}The tables are: .*contacts/);
  expect(unknown.code).toBe(2);
});

test.each([[["status"]], [["query", "select 1"]], [["tables"]]])(
  "no database yet: %s says how to get one",
  async (words) => {
    const { run } = project({ "opensme.config.ts": acmeConfig("http://127.0.0.1:1") });
    const { code, stderr } = await run(words, { env: acmeSecret });
    expect(stderr).toMatch(/^error: There is no database yet at .*company\.db\.\n {2}Fill it first: opensme sync\n$/);
    expect(code).toBe(2);
  },
);
