import type * as z from "zod";

type Definition = { type: string } & Record<string, unknown>;

const definitionOf = (schema: z.core.$ZodType): Definition => schema._zod.def as unknown as Definition;

const metaOf = (schema: z.core.$ZodType): Readonly<Record<string, unknown>> =>
  (schema as z.ZodType).meta() ?? (bare(schema) as z.ZodType).meta() ?? {};

/** A schema without the optional and nullable around it. */
const bare = (schema: z.core.$ZodType): z.core.$ZodType => {
  const definition = definitionOf(schema);
  return definition.type === "optional" || definition.type === "nullable"
    ? bare(definition["innerType"] as z.core.$ZodType)
    : schema;
};

const shapeOf = (schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> | undefined => {
  const definition = definitionOf(bare(schema));
  return definition.type === "object" ? (definition["shape"] as Record<string, z.core.$ZodType>) : undefined;
};

const elementOf = (schema: z.core.$ZodType): z.core.$ZodType | undefined => {
  const definition = definitionOf(bare(schema));
  return definition.type === "array" ? (definition["element"] as z.core.$ZodType) : undefined;
};

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether a config field is marked with `secret`. */
export const isSecret = (schema: z.core.$ZodType): boolean => {
  if ((schema as z.ZodType).meta()?.["secret"] === true) return true;
  const inner = definitionOf(schema)["innerType"] as z.core.$ZodType | undefined;
  return inner !== undefined && isSecret(inner);
};

/** The words that a vendor schema itself limits a value to. */
export const wordsOf = (schema: z.core.$ZodType): readonly unknown[] => {
  const definition = definitionOf(bare(schema));
  if (definition.type === "literal") return definition["values"] as readonly unknown[];
  return definition.type === "enum" ? Object.values(definition["entries"] as object) : [];
};

/** A place in a row that its schema names. `path` writes every list position as `[]`. */
export interface Place {
  path: string;
  schema: z.core.$ZodType;
  value: unknown;
  /** Whether its schema names nothing within it. */
  isLeaf: boolean;
  /** A copy of the row with another value there, or with none when `undefined`. */
  replaced: (value: unknown) => unknown;
}

/** The paths of all values that a schema names. */
export const leafPaths = (schema: z.core.$ZodType, path = ""): string[] => {
  const shape = shapeOf(schema);
  if (shape) return Object.entries(shape).flatMap(([key, field]) => leafPaths(field, path ? `${path}.${key}` : key));
  const element = elementOf(schema);
  return element ? leafPaths(element, `${path}[]`) : [path];
};

/** The places in a row that its schema names: fields, what is within them, and members of lists. */
export const placesIn = (schema: z.core.$ZodType, row: unknown): Place[] => {
  const found: Place[] = [];
  const visit = (at: z.core.$ZodType, value: unknown, path: string, keys: readonly (string | number)[]): void => {
    const shape = shapeOf(at);
    const element = elementOf(at);
    const isLeaf = !(shape && isObject(value)) && !(element && Array.isArray(value));
    if (path !== "") found.push({ path, schema: at, value, isLeaf, replaced: (other) => replaceAt(row, keys, other) });
    if (shape && isObject(value)) {
      for (const [key, field] of Object.entries(shape))
        if (key in value) visit(field, value[key], path ? `${path}.${key}` : key, [...keys, key]);
    } else if (element && Array.isArray(value)) {
      for (const [index, item] of value.entries()) visit(element, item, `${path}[]`, [...keys, index]);
    }
  };
  visit(schema, row, "", []);
  return found;
};

/** The values in a row that its schema names. */
export const leavesIn = (schema: z.core.$ZodType, row: unknown): Place[] =>
  placesIn(schema, row).filter(({ isLeaf }) => isLeaf);

/** Values that could stand where a value stands, and mean something else. Those that could not make the row a reject, which tells nothing. */
export const alternatives = ({ schema, value }: Pick<Place, "schema" | "value">): unknown[] => [
  ...wordsOf(schema).filter((word) => word !== value),
  ...(typeof value === "number" ? [value + 1, value * 2 + 86_400_000] : []),
  ...(typeof value === "string" ? [value.replace(/\d{4}/, "2019"), value.replace(/\d/g, "2"), `${value}7`] : []),
  ...(typeof value === "boolean" ? [!value] : []),
  // A map, whose members are all of one kind, without its first.
  ...(isObject(value) && !shapeOf(schema) ? [Object.fromEntries(Object.entries(value).slice(1))] : []),
  null,
  undefined,
];

const replaceAt = (row: unknown, keys: readonly (string | number)[], value: unknown): unknown => {
  const copy: unknown = structuredClone(row);
  let parent = copy as Record<string | number, unknown>;
  for (const key of keys.slice(0, -1)) parent = parent[key] as Record<string | number, unknown>;
  const last = keys.at(-1) ?? "";
  if (value === undefined && !Array.isArray(parent)) delete parent[last];
  else parent[last] = value;
  return copy;
};

/** A field of a record, with what the model says of it. */
interface Field {
  path: string;
  value: unknown;
  schema: z.core.$ZodType;
  meta: Readonly<Record<string, unknown>>;
}

/** Every field that a record has, those within it too. */
export const fieldsIn = (schema: z.core.$ZodType, value: unknown, path = ""): Field[] => {
  if (value === undefined || value === null) return [];
  const found: Field[] = path === "" ? [] : [{ path, value, schema, meta: metaOf(schema) }];
  const shape = shapeOf(schema);
  const element = elementOf(schema);
  if (shape && isObject(value)) {
    for (const [key, field] of Object.entries(shape))
      found.push(...fieldsIn(field, value[key], path ? `${path}.${key}` : key));
  } else if (element && Array.isArray(value)) {
    for (const [index, item] of value.entries()) found.push(...fieldsIn(element, item, `${path}.${index}`));
  }
  return found;
};

/** The refs in a record, with the entity each points at. */
export const refsIn = (schema: z.core.$ZodType, record: unknown): { entity: string; id: string }[] =>
  fieldsIn(schema, record).flatMap(({ meta: { ref }, value }) =>
    typeof ref === "string" ? [{ entity: ref, id: (value as { id: string }).id }] : [],
  );

/** The words of the model in a record, by path. */
export const wordsIn = (schema: z.core.$ZodType, record: unknown): ReadonlyMap<string, unknown> =>
  new Map(
    fieldsIn(schema, record).flatMap(({ path, value, schema: field }) =>
      wordsOf(field).includes("other") ? [[path, value] as const] : [],
    ),
  );
