import { expect, test } from "vitest";
import type { Schema } from "./document.ts";
import { schemaValidator } from "./schema.ts";
import { mergeSchemas, schemaOfSamples, schemaOfShape } from "./shape.ts";

const localTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{7}$/;

const validate = schemaValidator({ openapi: "3.1.0" });
const problems = (schema: Schema, value: unknown): string[] =>
  validate(schema, "response", value).map(({ where, keyword }) => `${where} ${keyword}`);

const schema = schemaOfSamples([
  { id: 1, name: "Áo", at: "2026-10-06T09:00:00.0000000", lines: [{ quantity: 1 }, { note: "x" }], tags: [] },
  { id: 2, timestamp: "2026-10-07T14:39:10.0000000+07:00", cost: null, lines: [] },
  { id: 3, cost: 2.5 },
]);

test("every key of every sample is known and none is required", () => {
  expect(problems(schema, {})).toEqual([]);
  expect(problems(schema, { id: 4, cost: null, lines: [{ quantity: 2.5, note: "y" }], tags: ["anything"] })).toEqual(
    [],
  );
  expect(problems(schema, { Id: 4 })).toEqual(["/Id undeclared"]);
  expect(problems(schema, { lines: [{ amount: 1 }] })).toEqual(["/lines/0/amount undeclared"]);
});

test("types must agree", () => {
  expect(problems(schema, { id: "4" })).toEqual(["/id type"]);
  expect(problems(schema, { id: null })).toEqual(["/id type"]);
  expect(problems(schema, { lines: {} })).toEqual(["/lines type"]);
  expect(problems(schema, { cost: "2.5" })).toEqual(["/cost type"]);
});

test("times keep the form of the samples", () => {
  expect(problems(schema, { at: "2026-01-01T00:00:00.1230000" })).toEqual([]);
  expect(problems(schema, { at: "2026-01-01T00:00:00" })).toEqual(["/at pattern"]);
  expect(problems(schema, { at: "2026-01-01T00:00:00.0000000+07:00" })).toEqual(["/at pattern"]);
  expect(problems(schema, { timestamp: "2026-01-01T00:00:00.0000000" })).toEqual(["/timestamp pattern"]);
  expect(problems(schema, { name: "2026-01-01" })).toEqual([]);
});

test("times may have each form that a sample has, and no other", () => {
  const forms = schemaOfSamples(["2026-10-06", "2026-10-06 09:00:00", "2026-10-06T09:00:00+0700", "06/10/2026 09:00"]);
  expect(problems(forms, "2026-01-31 23:59:59")).toEqual([]);
  expect(problems(forms, "31/01/2026 23:59")).toEqual([]);
  expect(problems(forms, "2026-01-31T23:59:59-0500")).toEqual([]);
  for (const text of ["2026-01-31T23:59:59", "2026-01-31 23:59", "2026-01-31T23:59:59-05:00", "31/01/2026"]) {
    expect(problems(forms, text), text).toEqual([" pattern"]);
  }
  expect(problems(schemaOfSamples(["2026-10-06", "tomorrow"]), "2026-10-06T09:00")).toEqual([]);
  expect(problems(schemaOfSamples(["2026-10-06T09:00:00Z"]), "2026-10-06T09:00:00+00:00")).toEqual([" pattern"]);
});

test("shapes say bounds, forms, nulls, maps and anything", () => {
  const shape = schemaOfShape({
    size: "integer 1 to 100",
    order: /^(asc|desc)$/,
    note: "string | null",
    stock: { "*": "number" },
    custom: "unknown",
  });
  const fitting = { size: 100, order: "asc", note: null, stock: { 7: 2.5 }, custom: [{}] };
  expect(problems(shape, fitting)).toEqual([]);
  expect(problems(shape, { size: 0, order: "up", note: 1, stock: { 7: "2" } })).toEqual([
    "/size minimum",
    "/order pattern",
    "/note type",
    "/stock/7 type",
  ]);
  expect(problems(shape, { size: 1.5, other: 1 })).toEqual(["/other undeclared", "/size type"]);
});

test("what a sample leaves open is taken from the table", () => {
  const sampled = schemaOfSamples([{ total: 1, note: null, rate: 8.5, parent: null }]);
  const merged = mergeSchemas(sampled, schemaOfShape({ total: "integer", note: "string", rate: "number" }));
  expect(problems(merged, { total: 2, note: "x", rate: 8 })).toEqual([]);
  expect(problems(merged, { note: null, parent: null })).toEqual([]);
  expect(problems(merged, { total: 2.5, note: 1, parent: 1 })).toEqual(["/total type", "/note type", "/parent type"]);
});

test("tables decide in requests, loosen what they call unknown, and name keys by no name", () => {
  const sampled = schemaOfSamples([{ at: "2026-10-06T09:00:00Z", free: { a: 1 }, stock: { 7: 1 }, more: 1 }]);
  const table = schemaOfShape({ at: "string", free: "unknown", stock: { "*": "number" }, count: "number" });
  const loose = { free: { b: "x" }, stock: { 8: 2 }, more: 2, count: 3 };
  expect(problems(mergeSchemas(sampled, table, "tables"), { ...loose, at: "any time" })).toEqual([]);
  expect(problems(mergeSchemas(sampled, table), { ...loose, at: "any time" })).toEqual(["/at pattern"]);
  expect(problems(mergeSchemas(schemaOfSamples(["open"]), schemaOfShape(/^(open|paid)$/)), "void")).toEqual([
    " pattern",
  ]);
});

test("documented fields are added at every depth; the samples decide where both know one", () => {
  const merged = mergeSchemas(
    schema,
    schemaOfShape({ id: "string", lines: [{ tax: { rate: "number" } }], closed: localTime }),
  );
  expect(
    problems(merged, { id: 1, closed: "2026-01-01T00:00:00.0000000", lines: [{ note: "x", tax: { rate: 8 } }] }),
  ).toEqual([]);
  expect(problems(merged, { id: "1", closed: "2026-01-01", lines: [{ tax: { rate: "8" } }] })).toEqual([
    "/id type",
    "/lines/0/tax/rate type",
    "/closed pattern",
  ]);
});
