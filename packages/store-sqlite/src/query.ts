import type { DatabaseSync, SQLOutputValue, StatementSync } from "node:sqlite";
import { OpenSMEError } from "@opensme/core";
import { explain, isMistakeInQuery, isWriteRefusal } from "./errors.ts";

/** What stands for a `?` or a `:name`. */
export type SqlParameter = string | number | bigint | boolean | null;

/** A value of a result. A whole number too large for JavaScript is given as its digits. */
export type SqlValue = string | number | null | Uint8Array;

export interface QueryResult {
  /** Names of the columns, in order; the second of two with one name is `name_2`. */
  readonly columns: readonly string[];
  /** The rows, each read when it is asked for, once. */
  readonly rows: Iterable<Record<string, SqlValue>>;
}

/** Runs one statement that reads. */
export const runQuery = (
  database: DatabaseSync,
  path: string,
  sql: string,
  parameters: readonly SqlParameter[] | Readonly<Record<string, SqlParameter>>,
): QueryResult => {
  try {
    if (sql.slice(leading(sql)) === "") throw new OpenSMEError("There is no SQL in the query.", { code: "invalid" });
    const statement = database.prepare(sql);
    requireOneThatReads(sql, statement);
    statement.setReturnArrays(true);
    statement.setReadBigInts(true);
    const columns = distinct(statement.columns().map(({ name }) => name));
    const rows = (Array.isArray(parameters)
      ? statement.iterate(...parameters.map(bound))
      : statement.iterate(
          Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, bound(value)])),
        )) as Iterable<unknown> as Iterable<SQLOutputValue[]>;
    return { columns, rows: read(rows, columns, path) };
  } catch (error) {
    throw explainQuery(error, path);
  }
};

const bound = (value: SqlParameter): string | number | bigint | null =>
  typeof value === "boolean" ? Number(value) : value;

function* read(
  rows: Iterable<SQLOutputValue[]>,
  columns: readonly string[],
  path: string,
): Generator<Record<string, SqlValue>> {
  try {
    for (const values of rows) {
      const row: Record<string, SqlValue> = {};
      columns.forEach((column, index) => {
        const value = values[index] ?? null;
        row[column] = typeof value === "bigint" ? wholeNumber(value) : value;
      });
      yield row;
    }
  } catch (error) {
    throw explainQuery(error, path);
  }
}

const wholeNumber = (value: bigint): number | string => {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
};

const distinct = (names: readonly string[]): string[] => {
  const taken = new Set<string>();
  return names.map((name) => {
    let free = name;
    for (let count = 2; taken.has(free); count += 1) free = `${name}_${count}`;
    taken.add(free);
    return free;
  });
};

/** How much white space, comments and semicolons a text begins with. */
const leading = (sql: string): number => /^(?:\s|;|--.*|\/\*[\s\S]*?(?:\*\/|$))*/.exec(sql)?.[0].length ?? 0;

const requireOneThatReads = (sql: string, statement: StatementSync): void => {
  const start = leading(sql);
  const first = sql.slice(start);
  // SQLite compiles the first statement only, and leaves the others unread.
  const end = statement.sourceSQL.length;
  const rest = sql.slice(end);
  if (rest.slice(leading(rest)) !== "") {
    throw new OpenSMEError("A query is one SQL statement, and this text holds several. Run them one by one.", {
      code: "invalid",
    });
  }
  // SQLite would refuse to write to this database, but not to copy it elsewhere or to change how it is kept.
  if (!/^(?:select|with|values|explain)\b/i.test(first)) throw writeRefused(undefined);
};

const writeRefused = (cause: unknown): OpenSMEError =>
  new OpenSMEError("The database can only be read by queries: its records are the tools', and come with each sync.", {
    code: "unsupported",
    cause,
  });

const explainQuery = (error: unknown, path: string): unknown => {
  if (OpenSMEError.is(error)) return error;
  if (isWriteRefusal(error)) return writeRefused(error);
  if (isMistakeInQuery(error)) {
    return new OpenSMEError(`The SQL cannot be run: ${(error as Error).message}.`, { code: "invalid", cause: error });
  }
  return explain(error, path);
};
