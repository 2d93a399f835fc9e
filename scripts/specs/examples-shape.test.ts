import { expect, test } from "vitest";
import type { Schema } from "./document.ts";
import { mergeSchemas, schemaOfSamples, schemaOfShape } from "./examples-shape.ts";
import { schemaValidator } from "./schema.ts";

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

test("documented fields are added at every depth; the samples decide where both know one", () => {
  const merged = mergeSchemas(
    schema,
    schemaOfShape({ id: "string", lines: [{ tax: { rate: "number" } }], closed: "local-time" }),
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
