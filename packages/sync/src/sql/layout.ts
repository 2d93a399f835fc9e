import { type EntityMeta, type EntityName, entities, type FieldMeta } from "@opensme/core";

/** How a column's value is to be read; the SQL type says less. */
export type ColumnType =
  | "text"
  | "decimal"
  | "integer"
  | "boolean"
  | "instant"
  | "date"
  | "currency"
  | "country"
  | "json";

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly description: string;
  /** National ids, bank accounts, pay, birth dates, health. */
  readonly sensitive?: true | undefined;
  /** The entity whose id stands here. */
  readonly ref?: string | undefined;
  /** Where the value stands in the record or list member; absent where the store itself gives it, to every row. */
  readonly path?: readonly string[] | undefined;
}

/** A table and its key. */
export interface Table {
  readonly name: string;
  readonly description: string;
  readonly columns: readonly Column[];
  readonly key: readonly string[];
}

/** The table of one list of a record, such as the lines of an order: a row for each member. */
export interface ChildTable extends Table {
  /** The record's field that holds the list. */
  readonly field: string;
  /** Whether every record has the list, be it empty. */
  readonly isRequired: boolean;
  /** The column that holds the record's id. */
  readonly parent: string;
}

/** The table of an entity, and those of its lists. */
export interface EntityTable extends Table {
  readonly entity: EntityName;
  readonly children: readonly ChildTable[];
}

/** What is read of a zod schema. */
interface Schema {
  readonly def: {
    readonly type: string;
    readonly innerType?: Schema;
    readonly element?: Schema;
    readonly shape?: Readonly<Record<string, Schema>>;
  };
  meta(): Partial<FieldMeta & EntityMeta> | undefined;
}

const spaced = (name: string, space: string): string =>
  name.replace(/[A-Z]/g, (letter) => space + letter.toLowerCase());

const snakeCase = (name: string): string => spaced(name, "_");

const connection: Column = {
  name: "connection",
  type: "text",
  description: "Name of the connection that the record came through",
};

/** What the store knows of each record. The raw row stands last, so that queries need not read past it. */
const bookkeeping: readonly Column[] = [
  { name: "_resource", type: "text", description: "The connector's resource that the record came from" },
  { name: "_fetched_at", type: "instant", description: "When this state of the record was fetched" },
  { name: "_hash", type: "text", description: "Fingerprints of raw row and record, to recognise what has not changed" },
  { name: "_raw", type: "json", description: "The tool's own row" },
];

const typeWords: Partial<Record<string, ColumnType>> = {
  string: "text",
  enum: "text",
  number: "integer",
  boolean: "boolean",
};

const withoutOptional = (schema: Schema): Schema =>
  schema.def.type === "optional" && schema.def.innerType ? withoutOptional(schema.def.innerType) : schema;

const typeOf = (schema: Schema): ColumnType => {
  const { format } = schema.meta() ?? {};
  return format === "local-date" ? "date" : (format ?? typeWords[schema.def.type] ?? "json");
};

const fieldsOf = ({ def: { shape = {} } }: Schema): (readonly [key: string, schema: Schema, isRequired: boolean])[] =>
  Object.entries(shape).map(([key, schema]) => [key, withoutOptional(schema), schema.def.type !== "optional"]);

interface Place {
  readonly prefix: string;
  readonly path: readonly string[];
  readonly sensitive: true | undefined;
}

/** The columns of a field: an object inside is laid flat, a ref is an id and a name, a list is JSON. */
const columnsOf = (key: string, schema: Schema, under: Place): Column[] => {
  const { description = "", sensitive = under.sensitive, ref } = schema.meta() ?? {};
  const name = under.prefix + snakeCase(key);
  const path = [...under.path, key];
  if (ref !== undefined) {
    const target = spaced(ref, " ");
    return [
      {
        name: `${name}_id`,
        type: "text",
        description: `${description}: id of the ${target}`,
        ref,
        path: [...path, "id"],
      },
      { name: `${name}_name`, type: "text", description: `${description}: name`, path: [...path, "name"] },
    ].map((column): Column => ({ ...column, type: "text", sensitive }));
  }
  if (schema.def.type !== "object") return [{ name, type: typeOf(schema), description, sensitive, path }];
  return fieldsOf(schema).flatMap(([inner, field]) => columnsOf(inner, field, { prefix: `${name}_`, path, sensitive }));
};

const childTable = (entity: EntityName, field: string, schema: Schema, isRequired: boolean): ChildTable => {
  const { description = "", sensitive } = schema.meta() ?? {};
  const parent = `${snakeCase(entity)}_id`;
  const place = { prefix: "", path: [], sensitive };
  return {
    name: `${snakeCase(entity)}_${snakeCase(field)}`,
    description,
    field,
    isRequired,
    parent,
    key: ["connection", parent, "position"],
    columns: [
      connection,
      { name: parent, type: "text", description: `Id of the ${spaced(entity, " ")}`, ref: entity },
      { name: "position", type: "integer", description: "Place in the list, from 0" },
      ...fieldsOf(schema.def.element as Schema).flatMap(([key, inner]) => columnsOf(key, inner, place)),
    ],
  };
};

const isListOfObjects = ({ def }: Schema): boolean => def.type === "array" && def.element?.def.type === "object";

/** Generates the tables of an entity from its schema. Throws where two fields would share a column. */
export const tableOf = (entity: EntityName, schema: Schema = entities[entity] as unknown as Schema): EntityTable => {
  const { plural = entity, description = "" } = schema.meta() ?? {};
  const fields = fieldsOf(schema);
  const place = { prefix: "", path: [], sensitive: undefined };
  const table: EntityTable = {
    name: snakeCase(plural),
    entity,
    description,
    key: ["connection", "id"],
    columns: [
      connection,
      ...fields.flatMap(([key, field]) => (isListOfObjects(field) ? [] : columnsOf(key, field, place))),
      ...bookkeeping,
    ],
    children: fields.flatMap(([key, field, isRequired]) =>
      isListOfObjects(field) ? [childTable(entity, key, field, isRequired)] : [],
    ),
  };
  for (const { name, columns } of [table, ...table.children]) requireDistinct(name, columns);
  return table;
};

const requireDistinct = (table: string, columns: readonly Column[]): void => {
  for (const [name, [one, other]] of Map.groupBy(columns, (column) => column.name)) {
    if (!one || !other) continue;
    const origins = [one, other].map(({ path }) => (path ? `the field ${path.join(".")}` : "the store's own"));
    throw new Error(
      `Table ${table} would have two columns ${name}: ${origins.join(" and ")}. Rename the field in the model.`,
    );
  }
};

/** The tables of every entity of the model. */
export const entityTables: readonly EntityTable[] = Object.keys(entities).map((entity) =>
  tableOf(entity as EntityName),
);

const byEntity = new Map<string, EntityTable>(entityTables.map((table) => [table.entity, table]));

/** The table of an entity; undefined for one that the model does not have, as an older or a newer store may. */
export const entityTable = (entity: EntityName): EntityTable | undefined => byEntity.get(entity);

/** The table of an entity that is known to be of the model. Throws a `TypeError` for another. */
export const requireEntityTable = (entity: EntityName): EntityTable => {
  const table = entityTable(entity);
  if (!table) throw new TypeError(`There is no table for the entity ${entity}`);
  return table;
};
