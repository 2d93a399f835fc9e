import type { Schema } from "./document.ts";

type Scalar = "string" | "number" | "integer" | "boolean" | `integer ${number} to ${number}`;

/**
 * A value as a vendor's tables document it: `"string"`, `"integer 1 to 100"`, `"number | null"`; a regular expression for
 * a text of one form; `"#order"` for another object of the vendor; `["#line"]` for a list; `{ id: "integer" }` for an
 * object, with `"*"` for every other key; `"unknown"` for anything.
 */
export type Shape =
  | Scalar
  | `${Scalar} | null`
  | `#${string}`
  | "unknown"
  | RegExp
  | readonly [Shape]
  | { readonly [key: string]: Shape };

const anything: Schema = { type: ["array", "boolean", "null", "number", "object", "string"] };

/**
 * The schema that all samples of one object have in common: every key seen, with its types and the forms of its times.
 * No key is required.
 */
export function schemaOfSamples(samples: readonly unknown[]): Schema {
  const types = [...new Set(samples.map(typeOf))].sort();
  if (types.length === 0) return {};
  const schema: Schema = { type: types.length === 1 && types[0] !== undefined ? types[0] : types };
  const texts = samples.filter((sample) => typeof sample === "string");
  const forms = new Set(texts.map(formOfTime));
  if (forms.size > 0 && !forms.has(undefined)) schema["pattern"] = `^(${[...forms].sort().join("|")})$`;
  if (types.includes("array")) schema.items = schemaOfSamples(samples.filter(Array.isArray).flat());
  const objects = samples.filter(isObject);
  if (objects.length > 0) {
    const keys = [...new Set(objects.flatMap(Object.keys))];
    schema.properties = Object.fromEntries(
      keys.map((key) => [key, schemaOfSamples(objects.filter((object) => key in object).map((object) => object[key]))]),
    );
  }
  return schema;
}

export function schemaOfShape(shape: Shape): Schema {
  if (shape instanceof RegExp) return { type: "string", pattern: shape.source };
  if (typeof shape !== "string") {
    if (isList(shape)) return { type: "array", items: schemaOfShape(shape[0]) };
    const { "*": others, ...fields } = shape;
    return {
      type: "object",
      properties: Object.fromEntries(Object.entries(fields).map(([key, each]) => [key, schemaOfShape(each)])),
      ...(others === undefined ? {} : { additionalProperties: schemaOfShape(others) }),
    };
  }
  if (shape === "unknown") return anything;
  if (shape.startsWith("#")) return { $ref: `#/components/schemas/${shape.slice(1)}` };
  const [scalar = "", orNull] = shape.split(" | ");
  const [type = "", minimum, , maximum] = scalar.split(" ");
  return {
    type: orNull === undefined ? type : [type, orNull],
    ...(minimum === undefined ? {} : { minimum: Number(minimum), maximum: Number(maximum) }),
  };
}

/** Which source decides where both know a value. */
export type Decisive = "examples" | "tables";

/**
 * Joins what examples and tables know of one value: keys of either. Where both know it one decides, but tables add what
 * examples leave open: whether a number is whole, its bounds, what stands where only null was seen, keys by no name.
 */
export function mergeSchemas(seen: Schema, documented: Schema, decisive: Decisive = "examples"): Schema {
  if (Object.keys(documented).length === 0) return seen;
  if (documented === anything || Object.keys(seen).length === 0) return documented;
  if (seen.type === "null") return nullable(documented);
  if (documented.$ref !== undefined) return typesOf(seen).includes("null") ? nullable(documented) : documented;
  const known = typesOf(documented);
  if (!typesOf(seen).some((type) => known.includes(type) || (type === "number" && known.includes("integer")))) {
    return decisive === "examples" ? seen : documented;
  }
  const merged: Schema = decisive === "examples" ? { ...documented, ...seen } : { ...documented };
  if (seen.type === "number" && documented.type === "integer") merged.type = "integer";
  if (seen.properties !== undefined && documented.properties !== undefined) {
    merged.properties = { ...seen.properties };
    for (const [key, schema] of Object.entries(documented.properties)) {
      merged.properties[key] = mergeSchemas(seen.properties[key] ?? {}, schema, decisive);
    }
  }
  if (seen.items !== undefined && documented.items !== undefined) {
    merged.items = mergeSchemas(seen.items, documented.items, decisive);
  }
  return merged;
}

/** The pattern of a date or time: its order, its separators, its decimals and how its offset is written; undefined for other texts. */
function formOfTime(text: string): string | undefined {
  const time = /^(\d{4}-\d{2}-\d{2}|\d{2}\/\d{2}\/\d{4})([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
  if (!time.test(text)) return undefined;
  return text
    .replace(/[+-](?=\d{2}:?\d{2}$)/, "[+-]")
    .replace(".", "\\.")
    .replace(/\d+/g, ({ length }) => `\\d{${length}}`);
}

function nullable(schema: Schema): Schema {
  if (schema.type === undefined) return { anyOf: [schema, { type: "null" }] };
  return { ...schema, type: [...new Set([...typesOf(schema), "null"])] };
}

const typesOf = ({ type = [] }: Schema): string[] => [type].flat();

function typeOf(sample: unknown): string {
  if (sample === null) return "null";
  return Array.isArray(sample) ? "array" : typeof sample;
}

function isObject(sample: unknown): sample is Record<string, unknown> {
  return typeOf(sample) === "object";
}

function isList(shape: object): shape is readonly [Shape] {
  return Array.isArray(shape);
}
