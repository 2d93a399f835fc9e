import type * as z from "zod";

type Definition = { type: string } & Record<string, unknown>;

const definitionOf = (schema: z.core.$ZodType): Definition => schema._zod.def as unknown as Definition;

/** A schema without the optional and nullable around it. */
export const bare = (schema: z.core.$ZodType): z.core.$ZodType => {
  const definition = definitionOf(schema);
  return definition.type === "optional" || definition.type === "nullable"
    ? bare(definition["innerType"] as z.core.$ZodType)
    : schema;
};

export const shapeOf = (schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> | undefined => {
  const definition = definitionOf(bare(schema));
  return definition.type === "object" ? (definition["shape"] as Record<string, z.core.$ZodType>) : undefined;
};

export const elementOf = (schema: z.core.$ZodType): z.core.$ZodType | undefined => {
  const definition = definitionOf(bare(schema));
  return definition.type === "array" ? (definition["element"] as z.core.$ZodType) : undefined;
};

/** A place in a row where a value stands that its schema names. `path` writes every list position as `[]`. */
export interface Leaf {
  path: string;
  schema: z.core.$ZodType;
  /** A copy of the row with the value replaced, or left out when `undefined`. */
  replaced: (value: unknown) => unknown;
  value: unknown;
}

/** The paths of all values that a schema names. */
export const leafPaths = (schema: z.core.$ZodType, path = ""): string[] => {
  const shape = shapeOf(schema);
  if (shape) return Object.entries(shape).flatMap(([key, field]) => leafPaths(field, path ? `${path}.${key}` : key));
  const element = elementOf(schema);
  return element ? leafPaths(element, `${path}[]`) : [path];
};

/** The values in a row that its schema names. */
export const leavesOf = (schema: z.core.$ZodType, row: unknown): Leaf[] => {
  const found: Leaf[] = [];
  const visit = (at: z.core.$ZodType, value: unknown, path: string, keys: readonly (string | number)[]): void => {
    const shape = shapeOf(at);
    if (shape && typeof value === "object" && value !== null && !Array.isArray(value)) {
      for (const [key, field] of Object.entries(shape)) {
        if (key in value)
          visit(field, (value as Record<string, unknown>)[key], path ? `${path}.${key}` : key, [...keys, key]);
      }
      return;
    }
    const element = elementOf(at);
    if (element && Array.isArray(value)) {
      for (const [index, item] of value.entries()) visit(element, item, `${path}[]`, [...keys, index]);
      return;
    }
    found.push({ path, schema: at, value, replaced: (other) => replaceAt(row, keys, other) });
  };
  visit(schema, row, "", []);
  return found;
};

const replaceAt = (row: unknown, keys: readonly (string | number)[], value: unknown): unknown => {
  const copy: unknown = structuredClone(row);
  let parent = copy as Record<string | number, unknown>;
  for (const key of keys.slice(0, -1)) parent = parent[key] as Record<string | number, unknown>;
  const last = keys.at(-1);
  if (last === undefined) return value;
  if (value === undefined && !Array.isArray(parent)) delete parent[last];
  else parent[last] = value;
  return copy;
};

/** The refs in a record, with the entity each points at. */
export const refsIn = (schema: z.core.$ZodType, value: unknown): { entity: string; id: string }[] => {
  if (value === undefined || value === null) return [];
  const target = (bare(schema) as z.ZodType).meta()?.["ref"] ?? (schema as z.ZodType).meta()?.["ref"];
  if (typeof target === "string") return [{ entity: target, id: (value as { id: string }).id }];
  const shape = shapeOf(schema);
  if (shape)
    return Object.entries(shape).flatMap(([key, field]) => refsIn(field, (value as Record<string, unknown>)[key]));
  const element = elementOf(schema);
  return element && Array.isArray(value) ? value.flatMap((item) => refsIn(element, item)) : [];
};
