/** How the protocols of data platforms are written down in tests, as JSON Schema. What they do not know is an error. */
export const text = { type: "string" };
export const whole = { type: "integer" };
export const flag = { type: "boolean" };
export const anything = { type: "object" };
export const oneOf = (...words: readonly string[]): object => ({ enum: words });
export const listOf = (items: object): object => ({ type: "array", items });
/** An object with these fields and no others. */
export const object = (
  required: Readonly<Record<string, object>>,
  optional: Readonly<Record<string, object>> = {},
): object => ({
  type: "object",
  properties: { ...required, ...optional },
  required: Object.keys(required),
  additionalProperties: false,
});

/** A schema for each value of `type`. */
export const byType = (schemas: Readonly<Record<string, object>>): object => ({
  type: "object",
  required: ["type"],
  properties: { type: oneOf(...Object.keys(schemas)) },
  allOf: Object.entries(schemas).map(([type, then]) => ({ if: { properties: { type: { const: type } } }, then })),
});

/** A schema that is one of JSON Schema itself, of an object. */
export const jsonSchema: object = {
  allOf: [{ $ref: "http://json-schema.org/draft-07/schema#" }],
  properties: { type: { anyOf: [{ const: "object" }, listOf(oneOf("object", "null"))] }, properties: anything },
  required: ["type", "properties"],
};
