import { type EntityName, entities } from "@opensme/core";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { schemaOf } from "../src/platforms/schema.ts";

const ajv = new Ajv({ strict: true, allowUnionTypes: true, strictRequired: false });
addFormats.default(ajv);

const names = Object.keys(entities) as EntityName[];

describe.each(names)("the schema of %s", (name) => {
  it("has every field, is draft 7 without references, and asks for no more than the id", () => {
    const schema = schemaOf(name, { sensitive: true });
    expect(Object.keys(schema.properties ?? {})).toEqual(Object.keys(entities[name].shape));
    expect(JSON.stringify(schema)).not.toMatch(/"(?:\$ref|x-[a-z]+)"/);
    const validate = ajv.compile(schema);
    expect(validate({ id: "1" })).toBe(true);
    expect(validate({})).toBe(false);
    const nothing = Object.fromEntries(Object.keys(entities[name].shape).map((field) => [field, null]));
    expect(validate({ ...nothing, id: "1" }), ajv.errorsText(validate.errors)).toBe(true);
  });
});

it("leaves sensitive fields out unless they are fetched, in lists too", () => {
  const fieldsOf = (name: EntityName, sensitive: boolean): string[] =>
    Object.keys(schemaOf(name, { sensitive }).properties ?? {});
  expect(fieldsOf("contact", true)).toContain("nationalId");
  expect(fieldsOf("contact", false)).not.toContain("nationalId");
  expect(fieldsOf("employee", true)).toContain("birthDate");
  expect(fieldsOf("employee", false)).not.toContain("birthDate");
  const told = names.map((name) => JSON.stringify(schemaOf(name, { sensitive: false })));
  expect(told.join()).not.toMatch(/"(?:nationalId|birthDate|homeAddress|taxableIncome)"/);
});

it("tells decimals by their format, in lists too", () => {
  const { properties } = schemaOf("invoice", { sensitive: false, decimal: { format: "x-decimal" } });
  expect(properties?.["total"]).toMatchObject({ type: ["null", "string"], format: "x-decimal" });
  expect(properties?.["lines"]?.items?.properties?.["quantity"]).toMatchObject({ format: "x-decimal" });
});

it("takes what a word may be, and nothing else", () => {
  const validate = ajv.compile(schemaOf("invoice", { sensitive: false }));
  expect(validate({ id: "1", status: "paid" })).toBe(true);
  expect(validate({ id: "1", status: "sideways" })).toBe(false);
  expect(validate({ id: "1", total: 1250.5 })).toBe(false);
});
