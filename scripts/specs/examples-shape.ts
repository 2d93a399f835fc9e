import type { Schema } from "./document.ts";

/**
 * A documented value in a vendor's words, for vendors who publish tables and examples in place of a machine-readable
 * description. `#name` stands for another object of the same vendor, a list of one shape for an array of it.
 */
export type Shape =
  | "string"
  | "number"
  | "boolean"
  | "local-time"
  | "written-time"
  | `#${string}`
  | readonly [Shape]
  | { readonly [key: string]: Shape };

/** Texts that have one form in every example must keep it in every answer. */
const forms = {
  /** Local time without offset and with seven decimals. */
  local: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{7}$",
  offset: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{7}[+-]\\d{2}:\\d{2}$",
  /** Local time as a client may write it: decimals as it likes, never an offset. */
  written: "^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,7})?)?$",
};

/** The schema that all samples of one object have in common: every key seen, with its types and text form. No key is required. */
export function schemaOfSamples(samples: unknown[]): Schema {
  const types = [...new Set(samples.map(typeOf))].sort();
  if (types.length === 0) return {};
  const schema: Schema = { type: types.length === 1 && types[0] !== undefined ? types[0] : types };
  const texts = samples.filter((sample) => typeof sample === "string");
  const form = [forms.local, forms.offset].find(
    (pattern) => texts.length > 0 && texts.every((text) => new RegExp(pattern).test(text)),
  );
  if (form !== undefined) schema["pattern"] = form;
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
  if (typeof shape !== "string") {
    if (isList(shape)) return { type: "array", items: schemaOfShape(shape[0]) };
    return {
      type: "object",
      properties: Object.fromEntries(Object.entries(shape).map(([key, each]) => [key, schemaOfShape(each)])),
    };
  }
  if (shape === "local-time") return { type: "string", pattern: forms.local };
  if (shape === "written-time") return { type: "string", pattern: forms.written };
  if (shape.startsWith("#")) return { $ref: `#/components/schemas/${shape.slice(1)}` };
  return { type: shape };
}

/** Adds what is documented but in no example. Where both know a value, the example decides: it shows the wire. */
export function mergeSchemas(seen: Schema, documented: Schema): Schema {
  if (documented.$ref !== undefined) return documented;
  const merged: Schema = { ...documented, ...seen };
  if (seen.properties !== undefined && documented.properties !== undefined) {
    merged.properties = { ...seen.properties };
    for (const [key, schema] of Object.entries(documented.properties)) {
      const known = seen.properties[key];
      merged.properties[key] = known === undefined ? schema : mergeSchemas(known, schema);
    }
  }
  if (seen.items !== undefined && documented.items !== undefined)
    merged.items = mergeSchemas(seen.items, documented.items);
  return merged;
}

function typeOf(sample: unknown): string {
  if (sample === null) return "null";
  return Array.isArray(sample) ? "array" : typeof sample;
}

function isObject(sample: unknown): sample is Record<string, unknown> {
  return typeOf(sample) === "object";
}

function isList(shape: Exclude<Shape, string>): shape is readonly [Shape] {
  return Array.isArray(shape);
}
