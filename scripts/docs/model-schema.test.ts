import { entities } from "@opensme/core";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect, it } from "vitest";
import { findSubjects } from "../subjects.ts";
import { modelSchema } from "./model-schema.ts";

const schema = modelSchema();
const definitions = schema["$defs"] as Record<string, Record<string, unknown>>;

const ajv = new Ajv2020({ strict: true, allErrors: true });
addFormats.default(ajv);
for (const annotation of ["x-ref", "x-sensitive", "x-plural"]) ajv.addKeyword(annotation);
ajv.addSchema(schema);

const errorsIn = (entity: string, record: unknown): string[] => {
  const validate = ajv.getSchema(`urn:opensme:model#/$defs/${entity}`);
  if (!validate) throw new Error(`There is no ${entity}.`);
  validate(record);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

it("takes every record that connectors' example rows become", async () => {
  const { found } = await findSubjects(["gusto", "kiotviet", "odoo", "xero"]);
  let records = 0;
  for (const { subject } of found)
    for (const [key, { rows }] of Object.entries(subject.fixtures))
      for (const { expected } of rows) {
        const entity = subject.connector.resources[key]?.entity ?? "";
        expect(errorsIn(entity, expected), JSON.stringify(expected)).toEqual([]);
        records += 1;
      }
  expect(records).toBeGreaterThan(100);
}, 60_000);

it.each([
  ["a field that must be there and is not", { id: "1" }, " must have required property 'amount'"],
  ["money that is a number", { id: "1", amount: 1250.5 }, "/amount must be string"],
  ["a decimal with needless zeros", { id: "1", amount: "1250.50" }, "/amount must match pattern"],
  ["a moment that is not in UTC", { id: "1", amount: "1", paidAt: "2026-10-31T02:00:00+07:00" }, "/paidAt must match"],
  ["a date with a time", { id: "1", amount: "1", date: "2026-10-31T00:00:00Z" }, '/date must match format "date"'],
  ["a day that there is not", { id: "1", amount: "1", date: "2026-02-30" }, '/date must match format "date"'],
  ["a word that there is not", { id: "1", amount: "1", direction: "sideways" }, "/direction must be equal to one of"],
  ["a ref without an id", { id: "1", amount: "1", contact: { name: "An" } }, "/contact must have required"],
  ["a currency in small letters", { id: "1", amount: "1", currency: "vnd" }, "/currency must match pattern"],
])("refuses %s", (_, payment, error) => {
  expect(errorsIn("payment", payment)).toEqual([expect.stringContaining(error)]);
});

it("takes fields that a later version may add", () => {
  expect(errorsIn("payment", { id: "1", amount: "1", mood: "good", allocations: [{ amount: "1", hue: 3 }] })).toEqual(
    [],
  );
});

it("keeps what the model says of each field", () => {
  expect(definitions["contact"]).toMatchObject({ description: expect.any(String), "x-plural": "contacts" });
  expect(definitions["contact"]?.["properties"]).toMatchObject({
    nationalId: { description: "Identity card or passport number", "x-sensitive": true },
    birthDate: { $ref: "#/$defs/localDate", "x-sensitive": true },
    parent: { $ref: "#/$defs/ref", "x-ref": "contact" },
  });
});

it("has every entity, with every field of it", () => {
  for (const [name, entity] of Object.entries(entities))
    expect(Object.keys(definitions[name]?.["properties"] ?? {})).toEqual(Object.keys(entity.shape));
});

it("writes decimals as the model checks them", () => {
  const { amount } = entities.payment.shape;
  expect(definitions["decimal"]?.["pattern"]).toBe(amount?.toJSONSchema()["pattern"]);
});
