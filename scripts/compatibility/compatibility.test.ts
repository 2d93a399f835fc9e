import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { modelSchema } from "../docs/model-schema.ts";
import { repository } from "../subjects.ts";
import { type Schema, schemaBreaks } from "./compare.ts";
import { runCompatibility } from "./compatibility.ts";
import { type ConnectorDefinition, connectorBreaks } from "./definition.ts";

const text = { type: "string", minLength: 1 };
const invoice = {
  type: "object",
  description: "What is owed",
  required: ["id"],
  properties: {
    id: text,
    status: { type: "string", enum: ["open", "paid", "other"] },
    total: { $ref: "#/$defs/decimal" },
    contact: { $ref: "#/$defs/ref", "x-ref": "contact" },
    lines: { type: "array", items: { type: "object", required: ["code"], properties: { code: text, note: text } } },
  },
};
const withFields = (properties: object, rest: object = {}): Schema => ({
  $defs: { invoice: { ...invoice, ...rest, properties: { ...invoice.properties, ...properties } } },
});
const before = withFields({});
const { total, ...withoutTotal } = invoice.properties;
const lines = (part: object): object => ({ lines: { type: "array", items: part } });

it.each<[string, Schema, string]>([
  ["an entity removed", { $defs: {} }, "invoice is gone"],
  ["an entity renamed", { $defs: { salesInvoice: invoice } }, "invoice is gone"],
  ["a field removed", { $defs: { invoice: { ...invoice, properties: withoutTotal } } }, "invoice.total is gone"],
  [
    "a field renamed",
    { $defs: { invoice: { ...invoice, properties: { ...withoutTotal, sum: total } } } },
    "invoice.total is gone",
  ],
  [
    "a field of a line removed",
    withFields(lines({ type: "object", required: ["code"], properties: { code: text } })),
    "invoice.lines[].note is gone",
  ],
  [
    "a field of a line required",
    withFields(lines({ ...invoice.properties.lines.items, required: ["code", "note"] })),
    "invoice.lines[].note is required now",
  ],
  ["a word removed", withFields({ status: { type: "string", enum: ["open", "other"] } }), 'status is no longer "paid"'],
  ["text narrowed to words", withFields({ id: { ...text, enum: ["1"] } }), "invoice.id takes only some words now"],
  ["words widened to text", withFields({ status: { type: "string" } }), "invoice.status may be any text now"],
  ["a type changed", withFields({ id: { type: "integer" } }), 'invoice.id: type was "string" and is "integer"'],
  ["a decimal turned into text", withFields({ total: text }), "invoice.total: $ref was"],
  ["a list turned into one", withFields({ lines: invoice.properties.lines.items }), 'invoice.lines: type was "array"'],
  ["text limited", withFields({ id: { ...text, pattern: "^I" } }), "invoice.id: pattern was not given"],
  [
    "a ref to another entity",
    withFields({ contact: { $ref: "#/$defs/ref", "x-ref": "employee" } }),
    'invoice.contact: x-ref was "contact" and is "employee"',
  ],
  ["a field newly required", withFields({}, { required: ["id", "total"] }), "invoice.total is required now"],
  ["a new field required", withFields({ mood: text }, { required: ["id", "mood"] }), "invoice.mood is required now"],
  ["a field that was always there", withFields({}, { required: [] }), "invoice.id may be absent now"],
  [
    "a field made sensitive",
    withFields({ total: { ...total, "x-sensitive": true } }),
    "invoice.total is sensitive now",
  ],
])("the model breaks with %s", (_, after, sentence) => {
  expect(schemaBreaks(before, after, { isRead: true })).toContainEqual(expect.stringContaining(sentence));
});

it("the model may gain entities, fields and words, and say it better", () => {
  const status = { type: "string", enum: ["open", "paid", "lost", "other"] };
  const after = withFields({ mood: text, status }, { description: "What a customer owes" });
  expect(schemaBreaks(before, { $defs: { ...(after["$defs"] as object), mood: invoice } }, { isRead: true })).toEqual(
    [],
  );
});

const till: ConnectorDefinition = {
  config: { type: "object", properties: { shop: text, key: { ...text, secret: true } }, required: ["key"] },
  resources: {
    sales: { entity: "order", operations: ["list", "get"], sensitive: false },
    customers: { entity: "contact", prefix: "customer", operations: ["list"], sensitive: false },
  },
  webhooks: true,
};
const { sales, customers } = till.resources;
const resources = (changes: object): ConnectorDefinition => ({ ...till, resources: { ...till.resources, ...changes } });
const config = (changes: object): ConnectorDefinition => ({ ...till, config: { ...till.config, ...changes } });

it.each<[string, ConnectorDefinition, string]>([
  ["a resource removed", { ...till, resources: { customers: customers as never } }, "sales is gone"],
  ["an operation removed", resources({ sales: { ...sales, operations: ["list"] } }), "sales.get is gone"],
  ["its entity changed", resources({ sales: { ...sales, entity: "invoice" } }), "sales was order and is invoice"],
  [
    "its ids changed",
    resources({ customers: { ...customers, prefix: "buyer" } }),
    "customers: ids were customer:… and are buyer:…",
  ],
  ["a prefix added", resources({ sales: { ...sales, prefix: "sale" } }), "sales: ids were the vendor's and are sale:…"],
  ["a resource made sensitive", resources({ sales: { ...sales, sensitive: true } }), "sales is sensitive now"],
  ["a setting removed", config({ properties: { key: text } }), "config.shop is gone"],
  ["a setting newly required", config({ required: ["key", "shop"] }), "config.shop is required now"],
  [
    "a setting limited",
    config({ properties: { shop: { ...text, pattern: "^s" }, key: text } }),
    "config.shop: pattern",
  ],
  ["webhooks gone", { ...till, webhooks: false }, "webhooks are no longer understood"],
])("law 8: a connector breaks with %s", (_, after, sentence) => {
  expect(connectorBreaks(till, after)).toEqual([expect.stringContaining(sentence)]);
});

it("a connector may gain resources, operations and settings, and ask for less", () => {
  const after = {
    ...resources({ sales: { ...sales, operations: ["list", "get", "create"] }, items: { ...sales, entity: "item" } }),
    config: { type: "object", properties: { shop: { type: "string" }, key: text, branch: text }, required: [] },
  };
  expect(connectorBreaks(till, after)).toEqual([]);
});

const subject = `
import { defineConnector, resource, secret } from "@opensme/core";
import * as z from "zod";
const sales = resource({ entity: "order", raw: z.object({ no: z.int() }) }).define({
  id: (row) => row.no, read: () => ({}), get: { path: (id) => "/" + id },
});
export const subject = {
  connector: defineConnector({
    spec: 1, id: "till", name: "Till", version: "1.0.0", categories: ["sales"], countries: [],
    config: z.strictObject({ key: secret(z.string()) }),
    http: { baseUrl: "https://till.example", auth: () => ({ kind: "none" }) },
    check: { path: "/", identity: () => ({}) },
    resources: { sales },
  }),
  manifest: { name: "@opensme/till", version: "1.0.0" },
};
`;

it("holds a repository against what it published, until a changeset or the version says major", async () => {
  const root = pathToFileURL(`${await mkdtemp(join(tmpdir(), "opensme-compatibility-"))}/`);
  onTestFinished(() => rm(root, { recursive: true }));
  const write = async (path: string, content: unknown): Promise<void> => {
    const file = new URL(path, root);
    await mkdir(new URL("./", file), { recursive: true });
    await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
  };
  const run = async (options: { renew?: boolean } = {}): Promise<{ exitCode: number; lines: string[] }> => {
    const lines: string[] = [];
    return { exitCode: await runCompatibility({ ...options, root }, (line) => lines.push(line)), lines };
  };
  await symlink(new URL("node_modules", repository), new URL("node_modules", root));
  await write("packages/core/package.json", { name: "@opensme/core", version: "0.1.0" });
  await write("integrations/till/test/subject.ts", subject);
  expect(await run()).toMatchObject({
    exitCode: 0,
    lines: ["@opensme/core: not published yet", expect.any(String), expect.any(String)],
  });

  expect((await run({ renew: true })).lines).toHaveLength(2);
  expect(await run()).toEqual({ exitCode: 0, lines: ["compatibility: 2 packages keep what they published"] });

  const model = "scripts/compatibility/published/model.json";
  const published = structuredClone(modelSchema()) as { $defs: { invoice: { properties: object } } };
  published.$defs.invoice.properties = { ...published.$defs.invoice.properties, mood: text };
  await write(model, { version: "0.1.0", definition: published });
  await write("scripts/compatibility/published/connectors/inn.json", { version: "0.1.0", definition: till });
  await write("scripts/compatibility/published/connectors/till.json", { version: "1.0.0", definition: till });
  const broken = [
    "inn: there is no such connector any more; where that is meant, delete scripts/compatibility/published/connectors/inn.json",
    "@opensme/core: invoice.mood is gone",
    "@opensme/till: customers is gone",
  ];
  expect(await run()).toMatchObject({ exitCode: 1, lines: expect.arrayContaining(broken) });
  expect((await run({ renew: true })).lines).toEqual(broken.slice(0, 1));

  await rm(new URL("scripts/compatibility/published/connectors/inn.json", root));
  await write(
    ".changeset/small.md",
    '---\n"@opensme/core": minor\n"@opensme/till": patch\n---\n\nNot "@opensme/core": major\n',
  );
  expect((await run()).exitCode).toBe(1);
  await write(".changeset/large.md", '---\n"@opensme/core": major\n"@opensme/till": major\n---\n\nCleared up.\n');
  expect(await run()).toMatchObject({
    exitCode: 0,
    lines: expect.arrayContaining([expect.stringContaining("allowed")]),
  });

  await rm(new URL(".changeset", root), { recursive: true });
  await write("packages/core/package.json", { name: "@opensme/core", version: "1.0.0" });
  await write("scripts/compatibility/published/connectors/till.json", { version: "0.1.0", definition: till });
  await write(model, { version: "1.0.0", definition: published });
  const { lines } = await run();
  expect(lines).toContain("@opensme/core: invoice.mood is gone");
  expect(lines).toContainEqual(expect.stringMatching(/^@opensme\/till: \d breaks with 0\.1\.0, allowed/));
});
