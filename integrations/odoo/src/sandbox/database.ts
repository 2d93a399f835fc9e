import { models } from "./fields.ts";

/** A record as the database has it: another record is its id, several are their ids, and what is empty is undefined. */
export interface Row {
  id: number;
  create_date: string;
  write_date: string;
  [field: string]: unknown;
}

type Condition = readonly [field: string, operator: string, value: unknown];
export type Term = Condition | "|" | "&" | "!";

/** A request that Odoo does not take: the exception that it names, and the status that comes with it. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly exception: string;
  constructor(status: number, exception: string, message: string) {
    super(message);
    this.status = status;
    this.exception = exception;
  }
}

export const valueError = (message: string): Refusal => new Refusal(500, "builtins.ValueError", message);
export const userError = (message: string): Refusal => new Refusal(422, "odoo.exceptions.UserError", message);

const noModel = (model: string): Refusal =>
  new Refusal(404, "werkzeug.exceptions.NotFound", `the model '${model}' does not exist`);

export const missing = (model: string, id: number): Refusal =>
  new Refusal(
    404,
    "odoo.exceptions.MissingError",
    `Record does not exist or has been deleted.\n(Record: ${model}(${id},), User: 2)`,
  );

/** Odoo's own form of a moment: UTC, whole seconds. */
export const odooTime = (moment: Date | string): string =>
  new Date(moment).toISOString().slice(0, 19).replace("T", " ");

/** The tables of one database. */
export class Database {
  readonly #tables = new Map<string, Map<number, Row>>();
  /** Rows of a model by the id that a field of theirs holds; made when first asked for, and again after a change. */
  readonly #indexes = new Map<string, ReadonlyMap<unknown, readonly Row[]>>();

  table(model: string): Map<number, Row> {
    if (!models.has(model)) throw noModel(model);
    const table = this.#tables.get(model) ?? new Map<number, Row>();
    this.#tables.set(model, table);
    return table;
  }

  /** Adds a record; ids of a model only grow. */
  add(
    model: string,
    values: Readonly<Record<string, unknown>>,
    at: string | { created: string; updated: string },
  ): Row {
    const table = this.table(model);
    const [created, updated] = typeof at === "string" ? [at, at] : [at.created, at.updated];
    const id = typeof values["id"] === "number" ? values["id"] : this.nextId(model);
    const row: Row = { ...values, id, create_date: odooTime(created), write_date: odooTime(updated) };
    table.set(id, row);
    this.#forget(model);
    return row;
  }

  nextId(model: string): number {
    return Math.max(0, ...[...this.table(model).keys()].slice(-1)) + 1;
  }

  change(model: string, id: number, values: Readonly<Record<string, unknown>>, at: string): void {
    const row = this.get(model, id);
    if (!row) throw missing(model, id);
    Object.assign(row, values, { write_date: odooTime(at) });
    this.#forget(model);
  }

  remove(model: string, id: number): void {
    this.table(model).delete(id);
    this.#forget(model);
  }

  /** Puts a record back among the others, in the order of ids. */
  restore(model: string, row: Row): void {
    const rows = [...this.table(model).values(), row].sort((left, right) => left.id - right.id);
    this.#tables.set(model, new Map(rows.map((each) => [each.id, each])));
    this.#forget(model);
  }

  get(model: string, id: unknown): Row | undefined {
    return typeof id === "number" ? this.table(model).get(id) : undefined;
  }

  all(model: string): Row[] {
    return [...this.table(model).values()];
  }

  /** The rows whose field holds an id. */
  holding(model: string, field: string, id: unknown): readonly Row[] {
    const key = `${model} ${field}`;
    let index = this.#indexes.get(key);
    if (!index) {
      const made = new Map<unknown, Row[]>();
      for (const row of this.all(model)) {
        for (const value of [row[field]].flat()) {
          const rows = made.get(value);
          if (rows) rows.push(row);
          else made.set(value, [row]);
        }
      }
      index = made;
      this.#indexes.set(key, index);
    }
    return index.get(id) ?? [];
  }

  #forget(model: string): void {
    for (const key of this.#indexes.keys()) if (key.startsWith(`${model} `)) this.#indexes.delete(key);
  }
}

export const fieldOf = (model: string, name: string) => models.get(model)?.get(name);

/** What a record is called where another one points at it. */
const displayName = (database: Database, model: string, row: Row): string => {
  const name = String(row["name"] || "");
  if (model === "account.account") return `${row["code"]} ${name}`;
  if (model === "product.product" && row["default_code"]) return `[${row["default_code"]}] ${name}`;
  if (model === "account.move") return row["ref"] ? `${name || "Draft"} (${row["ref"]})` : name || "Draft";
  if (model === "account.move.line") {
    const move = database.get("account.move", row["move_id"]);
    return `${move ? displayName(database, "account.move", move) : ""} ${name}`.trim();
  }
  if (model === "stock.location") return String(row["complete_name"] ?? name);
  const parent = model === "res.partner" ? database.get("res.partner", row["parent_id"]) : undefined;
  return parent ? `${parent["name"]}, ${name || row["type"]}` : name;
};

/** A value as the API gives it: what is empty is `false`. */
export const rendered = (database: Database, model: string, row: Row, name: string): unknown => {
  const field = fieldOf(model, name);
  if (!field) throw valueError(`Invalid field '${name}' on '${model}'`);
  if (name === "display_name") return displayName(database, model, row) || false;
  const value = row[name];
  if (field.type === "many2many") return value ?? [];
  if (field.type === "many2one") {
    const other = field.relation ? database.get(field.relation, value) : undefined;
    return field.relation && other ? [other.id, displayName(database, field.relation, other)] : false;
  }
  if (value === undefined || value === null || value === "") return numeric.has(field.type) ? 0 : false;
  return value;
};

const numeric = new Set(["integer", "float", "monetary"]);

/** The values that a path such as `order_line.write_date` leads to. */
const valuesAt = (database: Database, model: string, row: Row, path: string): unknown[] => {
  const [name = "", ...rest] = path.split(".");
  const field = fieldOf(model, name);
  if (!field) throw valueError(`Invalid field ${model}.${name} in condition ('${path}')`);
  const values = field.type === "many2many" ? [row[name] ?? []].flat() : [row[name]];
  if (rest.length === 0) return values.length === 0 ? [undefined] : values;
  const { relation } = field;
  return relation === undefined
    ? []
    : values.flatMap((id) => {
        const other = database.get(relation, id);
        return other ? valuesAt(database, relation, other, rest.join(".")) : [];
      });
};

const holds = (database: Database, model: string, row: Row, [path, operator, value]: Condition): boolean => {
  const values = valuesAt(database, model, row, path).map((found) => found ?? false);
  const list = Array.isArray(value) ? new Set<unknown>(value) : undefined;
  switch (operator) {
    case "=":
      return values.some((found) => found === value);
    case "!=":
      return values.every((found) => found !== value);
    case "in":
      return values.some((found) => list?.has(found));
    case "not in":
      return values.every((found) => !list?.has(found));
    case ">":
      return values.some((found) => typeof found === typeof value && Number(found) > Number(value));
    case "<":
      return values.some((found) => typeof found === "number" && found < Number(value));
    case ">=":
      if (typeof value === "number") return values.some((found) => typeof found === "number" && found >= value);
      if (typeof value === "string" && !/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(value))
        throw valueError(`expecting only datetimes with no timezone: '${value}'`);
      return values.some((found) => typeof found === "string" && found >= String(value));
    default:
      throw valueError(`Invalid operator in condition ('${path}', '${operator}')`);
  }
};

/** Whether a row is one that a domain, in prefix notation, is about. */
export const matches = (database: Database, model: string, row: Row, domain: readonly Term[]): boolean => {
  let position = 0;
  const next = (): boolean => {
    const term = domain[position++];
    if (term === "|" || term === "&") {
      const [left, right] = [next(), next()];
      return term === "|" ? left || right : left && right;
    }
    if (term === "!") return !next();
    return term === undefined || holds(database, model, row, term);
  };
  while (position < domain.length) if (!next()) return false;
  return true;
};

/** The rows that can be meant by the first condition, where that names ids. */
export const candidates = (database: Database, model: string, [first]: readonly Term[]): readonly Row[] => {
  if (!Array.isArray(first)) return database.all(model);
  const [field, operator, value] = first;
  if (operator !== "in" || !Array.isArray(value) || String(field).includes(".")) return database.all(model);
  const found = new Set(
    value.flatMap((id) =>
      field === "id" ? (database.get(model, id) ?? []) : database.holding(model, String(field), id),
    ),
  );
  return [...found].sort((left, right) => left.id - right.id);
};
