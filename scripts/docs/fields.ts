import type { EntityName } from "@opensme/core";
import { entities } from "@opensme/core";

/** A field of an entity, or of a part of one such as a line. */
export interface ModelField {
  /** Keys with dots between; `[]` stands for any position of a list: `lines[].quantity`. */
  path: string;
  description: string;
  type: FieldType;
  required: boolean;
  /** Path of the sensitive field that it is or is part of. */
  sensitive: string | undefined;
}

export interface FieldType {
  /** Type of the value, or of the members where it is a list. */
  name: "text" | "decimal" | "instant" | "date" | "currency" | "country" | "integer" | "flag" | "ref" | "part" | "json";
  isList: boolean;
  /** The entity that a ref points at; `document` for one of several. */
  ref?: string | undefined;
  /** The words that the text is one of. */
  words?: readonly string[] | undefined;
}

/** What is read of the JSON schema that zod makes of a schema; its metadata stands among the keywords. */
export interface JsonSchema {
  type?: string;
  description?: string;
  format?: string;
  ref?: string;
  sensitive?: boolean;
  secret?: boolean;
  default?: unknown;
  enum?: readonly string[];
  items?: JsonSchema;
  properties?: Readonly<Record<string, JsonSchema>>;
  required?: readonly string[];
  plural?: string;
  [keyword: string]: unknown;
}

/** The JSON schema of what may be given to a zod schema. */
export const jsonSchemaOf = (schema: {
  toJSONSchema(options: object): { readonly [keyword: string]: unknown };
}): JsonSchema => schema.toJSONSchema({ io: "input", unrepresentable: "any" });

export const describeEntity = (entity: EntityName): { description: string; fields: ModelField[] } => {
  const schema = jsonSchemaOf(entities[entity]);
  return { description: schema.description ?? "", fields: fieldsOf(schema) };
};

const fieldsOf = ({ properties = {}, required = [] }: JsonSchema, path = "", sensitive?: string): ModelField[] =>
  Object.entries(properties).flatMap(([key, schema]) => {
    const isList = schema.type === "array";
    const inner = (isList ? schema.items : schema) ?? {};
    const field: ModelField = {
      path: path + key,
      description: schema.description ?? inner.description ?? "",
      type: { name: typeNameOf(inner), isList, ref: inner.ref, words: inner.enum },
      required: required.includes(key),
      sensitive: sensitive ?? (schema.sensitive ? path + key : undefined),
    };
    // A ref is told as a whole.
    if (inner.ref !== undefined) return [field];
    return [field, ...fieldsOf(inner, `${field.path}${isList ? "[]" : ""}.`, field.sensitive)];
  });

const formats: Readonly<Record<string, FieldType["name"]>> = {
  decimal: "decimal",
  instant: "instant",
  "local-date": "date",
  currency: "currency",
  country: "country",
};

const typeNameOf = ({ ref, format = "", type, properties }: JsonSchema): FieldType["name"] => {
  if (ref !== undefined) return "ref";
  if (properties) return "part";
  if (type === "string") return formats[format] ?? "text";
  return type === "integer" ? "integer" : type === "boolean" ? "flag" : "json";
};
