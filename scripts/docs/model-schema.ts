import { entities } from "@opensme/core";
import { type JsonSchema, jsonSchemaOf } from "./fields.ts";

/** A JSON Schema as it is published; annotations of our own begin with `x-`. */
type Schema = Readonly<Record<string, unknown>>;

/** The kinds of value that JSON has no type of its own for, by the model's word for their format. */
const formats: Readonly<Record<string, string>> = {
  decimal: "decimal",
  instant: "instant",
  "local-date": "localDate",
  currency: "currency",
  country: "country",
};

/** The whole model as JSON Schema: every entity, and the kinds of value that they share, below `$defs`. */
export const modelSchema = (): Schema => ({
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "urn:opensme:model",
  title: "The OpenSME model",
  description:
    "Every record has the form of one of the entities below $defs. Minor versions add fields and words: a reader passes over those it does not know. x-ref: the entity that a ref points at (document: one of several). x-sensitive: fetched only when asked for. x-plural: the name of a collection of them.",
  $defs: {
    decimal: {
      type: "string",
      pattern: "^(?:0|-?(?:[1-9]\\d*|0\\.\\d*[1-9]|[1-9]\\d*\\.\\d*[1-9]))$",
      description: "An exact number as text, without exponent or needless zeros: 1250.5",
    },
    instant: { type: "string", format: "date-time", pattern: "Z$", description: "A moment in UTC" },
    localDate: { type: "string", format: "date", description: "A calendar day without a time zone" },
    currency: { type: "string", pattern: "^[A-Z]{3}$", description: "An ISO 4217 currency code" },
    country: { type: "string", pattern: "^[A-Z]{2}$", description: "An ISO 3166-1 alpha-2 country code" },
    ref: {
      type: "object",
      description: "A pointer to another record of the same connection, and its name where the tool gives one",
      properties: { id: { type: "string", minLength: 1 }, name: { type: "string", minLength: 1 } },
      required: ["id"],
    },
    ...Object.fromEntries(Object.entries(entities).map(([name, entity]) => [name, published(jsonSchemaOf(entity))])),
  },
});

/** Objects stay open, so that a reader of one version takes the records of a later one. */
const published = (schema: JsonSchema): Schema => {
  const { $schema, $defs, entity, additionalProperties, propertyNames, ref, sensitive, plural, format, ...rest } =
    schema;
  const annotations = {
    ...(rest.description === undefined ? {} : { description: rest.description }),
    ...(ref === undefined ? {} : { "x-ref": ref }),
    ...(sensitive ? { "x-sensitive": true } : {}),
    ...(plural === undefined ? {} : { "x-plural": plural }),
  };
  if (ref !== undefined) return { $ref: "#/$defs/ref", ...annotations };
  if (format !== undefined) {
    const shared = formats[format];
    if (shared === undefined) throw new Error(`The format "${format}" has no counterpart in the model's JSON Schema.`);
    return { $ref: `#/$defs/${shared}`, ...annotations };
  }
  const { type, description, items, properties, ...constraints } = rest;
  return {
    type,
    ...annotations,
    ...constraints,
    ...(items === undefined ? {} : { items: published(items) }),
    ...(properties === undefined
      ? {}
      : { properties: Object.fromEntries(Object.entries(properties).map(([key, field]) => [key, published(field)])) }),
  };
};
