import { createRequire } from "node:module";
import type { EntityName } from "@opensme/core";

/** A JSON Schema, as far as the model's goes. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[] | undefined;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly [keyword: string]: unknown;
}

const model: { $defs: Readonly<Record<string, Schema>> } = createRequire(import.meta.url)(
  "@opensme/core/model.schema.json",
);

/**
 * The model's JSON Schema of an entity in a form that every target knows: draft 7 without references, and null allowed wherever a value may be absent. Only
 * the id must be there, since all that is known of a deleted record is its id. Sensitive fields are left out unless they are fetched. `decimal` is added
 * to what is an exact number in text.
 */
export const schemaOf = (
  entity: EntityName,
  { sensitive, decimal = {} }: { sensitive: boolean; decimal?: Schema },
): Schema => {
  const plain = (schema: Schema, isRequired: boolean): Schema => {
    const kind = schema.$ref?.replace("#/$defs/", "");
    const { $ref: _, properties, items, ...rest }: Schema = { ...(kind ? model.$defs[kind] : {}), ...schema };
    const { type, enum: words, required = [], ...keywords } = rest;
    const fields = Object.entries(properties ?? {}).filter(([, field]) => sensitive || field["x-sensitive"] !== true);
    return {
      type: isRequired ? type : ["null", String(type)],
      ...Object.fromEntries(Object.entries(keywords).filter(([keyword]) => !keyword.startsWith("x-"))),
      ...(kind === "decimal" ? decimal : {}),
      ...(words ? { enum: isRequired ? words : [...words, null] } : {}),
      ...(items ? { items: plain(items, true) } : {}),
      ...(properties
        ? {
            properties: Object.fromEntries(fields.map(([key, field]) => [key, plain(field, required.includes(key))])),
            required,
          }
        : {}),
    };
  };
  return plain({ ...model.$defs[entity], required: ["id"] }, true);
};
