import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test as sequential } from "vitest";
import { project } from "./project.ts";

const test = sequential.concurrent;
const customer = { id: 7, name: "Nguyễn Văn An", phone: "0901234567", changed: "2026-05-01T00:00:00Z" };
const unified = {
  type: "upsert",
  entity: "contact",
  id: "customer:7",
  record: {
    id: "customer:7",
    name: "Nguyễn Văn An",
    roles: ["customer"],
    phones: [{ number: "0901234567" }],
    updatedAt: "2026-05-01T00:00:00.000Z",
  },
};
const lines = (text: string): unknown[] =>
  text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

test.each([
  ["a row", customer],
  ["a list", [customer]],
  ["a page", { total: 1, data: [customer] }],
  ["the answer of a look-up", { data: customer }],
])("map reads %s", async (_, payload) => {
  const { run } = project({ "payload.json": JSON.stringify(payload) });
  const { code, stdout, stderr } = await run(["map", "acme", "customers", "payload.json"]);
  expect(stderr).toBe("");
  expect(lines(stdout)).toEqual([unified]);
  expect(code).toBe(0);
});

test("map reads stdin, one document a line, after a byte order mark, and keeps the raw row when asked", async () => {
  const stdin = `\uFEFF${JSON.stringify(customer)}\r\n\r\n${JSON.stringify({ total: 1, data: [{ ...customer, id: 8 }] })}\n`;
  const { code, stdout } = await project().run(["map", "acme", "customers", "--raw"], { stdin });
  expect(code).toBe(0);
  expect(lines(stdout)).toEqual([
    { ...unified, raw: customer },
    expect.objectContaining({ id: "customer:8", raw: { ...customer, id: 8 } }),
  ]);
});

test("map reads documents written one after another, over several lines each", async () => {
  const stdin = [
    customer,
    [{ ...customer, id: 8, name: 'brackets } and \\" in "a text' }],
    { total: 1, data: [{ ...customer, id: 9 }] },
  ]
    .map((document) => JSON.stringify(document, undefined, 2))
    .join("\n");
  const { code, stdout, stderr } = await project().run(["map", "acme", "customers"], { stdin });
  expect(stderr).toBe("");
  expect(lines(stdout).map((change) => (change as { id: string }).id)).toEqual([
    "customer:7",
    "customer:8",
    "customer:9",
  ]);
  expect(code).toBe(0);
});

test("map reads a file that Windows has written", async () => {
  const { folder, run } = project();
  writeFileSync(join(folder, "row.json"), Buffer.from(`\uFEFF${JSON.stringify(customer)}`, "utf16le"));
  const { code, stdout } = await run(["map", "acme", "customers", "row.json"]);
  expect(lines(stdout)).toEqual([unified]);
  expect(code).toBe(0);
});

test("map --explain says where each field came from, over all rows, and what was not read", async () => {
  const rows = [
    { ...customer, phone: null, vat: "12", colour: { name: "red" } },
    { ...customer, id: 8 },
    { id: "nine" },
  ];
  const { code, stdout, stderr } = await project().run(["map", "acme", "customers", "--explain"], {
    stdin: JSON.stringify(rows),
  });
  expect(stdout.split("\n").map((line) => line.trim().split(/ {2,}/))).toEqual([
    ["field", "read from"],
    [expect.stringMatching(/^─+$/), expect.stringMatching(/^─+$/)],
    ["id", "id"],
    ["name", "name"],
    ["updatedAt", "changed"],
    ["phones[].number", "phone"],
    [""],
    ["Not read, and kept in the raw row: colour.name, vat"],
    [""],
  ]);
  expect(stderr).toMatch(/^stdin#3: id: /);
  expect(code).toBe(1);
});

test("map keeps all digits of a number, or rejects it", async () => {
  const stdin = `
    {"id": 1, "title": "sold by the gram", "price": 12345678901234567.89}
    {"id": 2, "title": "as a float would have it", "price": 0.1000000000000000055511151231257827}
    {"id": 3, "title": "no digit lost", "price": 1250.500000000000000}
    {"id": 9007199254740993, "title": "an id that does not fit", "price": 1}
    {"id": 5, "title": "beyond all numbers", "price": 1e400}`;
  const { code, stdout, stderr } = await project().run(["map", "acme", "items"], { stdin });
  expect(lines(stdout).map((change) => (change as { record: { price: string } }).record.price)).toEqual([
    "12345678901234567.89",
    "0.1000000000000000055511151231257827",
    "1250.5",
  ]);
  expect(stderr).toMatch(/^stdin#4: id: .*\nstdin#5: price: .*\n$/);
  expect(code).toBe(1);
});

const depth = 20_000;

test("map answers odd JSON with lines that say what is wrong", async () => {
  const odd: Record<string, string> = {
    null: "null",
    number: "17",
    text: '"text"',
    surrogate: '"\\ud800"',
    yes: "true",
    empty: "{}",
    mixed: '[null, 1, "a", [], [[]], {"id": {}}]',
    nothing: '{"total": 1, "data": null}',
    gaps: '{"total": 1, "data": [null, 1]}',
    prototype: '{"__proto__": {"id": 1}, "constructor": null}',
    turned: "}{",
    deep: `${"[".repeat(depth)}${"]".repeat(depth)}`,
    inside: `{"id": 1, "name": "deep", "inside": ${"[".repeat(depth)}${"]".repeat(depth)}}`,
  };
  const { code, stdout, stderr } = await project(odd).run(["map", "acme", "customers", "--raw", ...Object.keys(odd)]);
  expect(stdout).toBe("");
  expect(stderr).toMatch(/^(\w+#\d+: (\w+|line \d+): .+\n)+$/);
  for (const file of Object.keys(odd)) expect(stderr).toContain(`${file}#1: `);
  expect(stderr).toContain("mixed#6: id: ");
  expect(code).toBe(1);
});

test("a page or list without rows is no mistake", async () => {
  const { run } = project({ list: "[]", page: '{"total": 0, "data": []}' });
  const ended = await run(["map", "acme", "customers", "list", "page"]);
  expect(ended).toEqual({ code: 0, stdout: "", stderr: "list: holds no rows\npage: holds no rows\n" });
});

test("map tells deletions that a page reports, with the resource's prefix", async () => {
  const stdin = JSON.stringify({ total: 0, data: [], removed: [3, 4] });
  const { code, stdout, stderr } = await project().run(["map", "acme", "customers"], { stdin });
  expect(code).toBe(0);
  expect(stderr).toBe("");
  expect(lines(stdout)).toEqual([
    { type: "delete", entity: "contact", id: "customer:3", cause: "reported" },
    { type: "delete", entity: "contact", id: "customer:4", cause: "reported" },
  ]);
});

test("map rejects a row on stderr without its values, and goes on with the others", async () => {
  const { run } = project({
    "rows.json": JSON.stringify([customer, { id: "0909999888", name: 5 }, { ...customer, id: 9 }]),
  });
  const { code, stdout, stderr } = await run(["map", "acme", "customers", "rows.json"]);
  expect(code).toBe(1);
  expect(lines(stdout)).toHaveLength(2);
  expect(stderr).toMatch(/^rows\.json#2: id: .*expected.*\nrows\.json#2: name: .*expected string.*\n$/);
  expect(stderr).not.toContain("0909999888");
});

test("map takes the page of another resource for no empty page", async () => {
  const stdin = JSON.stringify({ total: 2, data: [], invoices: [{ id: 1 }, { id: 2 }] });
  const { code, stdout, stderr } = await project().run(["map", "acme", "customers"], { stdin });
  expect(code).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toContain("stdin#1: id: ");
});

test("map says that an empty page holds no rows", async () => {
  const { code, stderr } = await project().run(["map", "acme", "customers"], { stdin: '{"total":0,"data":[]}' });
  expect(code).toBe(0);
  expect(stderr).toBe("stdin: holds no rows\n");
});

test("map refuses broken JSON without repeating it", async () => {
  const { run } = project({
    short: '[{"id": 1, "name": "Trần Thị Bí Mật',
    page: "<html>Trần Thị Bí Mật</html>",
    empty: "",
    lines: `${JSON.stringify(customer)}\n{"name": "Trần Thị Bí Mật"\n{"name": Trần}`,
  });
  const { code, stdout, stderr } = await run(["map", "acme", "customers", "short", "page", "empty", "lines"]);
  expect(stderr).toBe(
    [
      "short#1: line 1: the JSON breaks off",
      "page#1: line 1: it is not valid JSON",
      "empty#1: it is empty",
      "lines#2: line 2: the JSON breaks off",
      "lines#3: line 3: it is not valid JSON",
      "",
    ].join("\n"),
  );
  expect(lines(stdout)).toEqual([unified]);
  expect(code).toBe(1);
});

test("map names a file that is not there or is a folder, and reads the others", async () => {
  const { run } = project({ "there.json": JSON.stringify(customer) });
  const { code, stdout, stderr } = await run(["map", "acme", "customers", "missing.json", ".", "there.json"]);
  expect(code).toBe(1);
  expect(stderr).toBe("missing.json: there is no such file\n.: it is a folder; name the files in it\n");
  expect(lines(stdout)).toEqual([unified]);
});

test.each([
  ["items", 0, ""],
  ["Item", 0, ""],
  ["contacts", 2, "Name one of them: customers, suppliers"],
  ["invoices", 2, "It has: customers, suppliers, items"],
])("map finds the resource %s by key or entity", async (resource, code, hint) => {
  const ended = await project().run(["map", "acme", resource], { stdin: '{"id":1,"title":"Cà phê"}' });
  expect(ended.code).toBe(code);
  expect(ended.stderr).toContain(hint);
});

test("map loads a connector by the path of its file", async () => {
  const { folder, run } = project();
  const { code } = await run(["map", `${folder}/node_modules/@opensme/acme/connector.ts`, "items"], {
    stdin: '{"id":1,"title":"x"}',
  });
  expect(code).toBe(0);
});

test("map loads a connector whose package offers nothing but import", async () => {
  const { folder, write, run } = project();
  write("node_modules/@opensme/acme.txt", "");
  mkdirSync(`${folder}/node_modules/opensme-connector-outside`);
  write("node_modules/opensme-connector-outside/package.json", '{"type":"module","exports":{"import":"./index.js"}}');
  write("node_modules/opensme-connector-outside/index.js", 'export { acme as outside } from "@opensme/acme";');
  const { code } = await run(["map", "outside", "items"], { stdin: '{"id":1,"title":"x"}' });
  expect(code).toBe(0);
});

test("map finds a connector by its id in a package of somebody's scope", async () => {
  const { folder, write, run } = project();
  const name = "@vendor/opensme-connector-outside";
  mkdirSync(`${folder}/node_modules/${name}`, { recursive: true });
  write("package.json", JSON.stringify({ type: "module", dependencies: { [name]: "1.0.0" } }));
  write(`node_modules/${name}/package.json`, '{"type":"module","exports":"./index.js"}');
  write(
    `node_modules/${name}/index.js`,
    'import { acme } from "@opensme/acme"; export const elsewhere = { ...acme, id: "elsewhere" };',
  );
  const { code } = await run(["map", "elsewhere", "items"], { stdin: '{"id":1,"title":"x"}' });
  expect(code).toBe(0);
});

test("an unknown connector: what to install", async () => {
  const { code, stderr } = await project().run(["map", "acmee", "items"], { stdin: "{}" });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^error: There is no connector "acmee"/);
  expect(stderr).toContain("npm install @opensme/acmee");
});
