import type { DatabaseSync, SQLOutputValue, StatementSync } from "node:sqlite";
import { OpenSMEError } from "@opensme/core";
import {
  distinctNames,
  leadingBlank,
  requireReading,
  type SqlParameter,
  type SqlValue,
  severalStatements,
  writeRefused,
} from "@opensme/sync/sql";
import { explain, isMistakeInQuery, isWriteRefusal } from "./errors.ts";

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
    if (sql.slice(leadingBlank(sql)) === "") requireReading(sql);
    const statement = database.prepare(sql);
    requireOne(sql, statement);
    // SQLite would refuse to write to this database, but not to copy it elsewhere or to change how it is kept.
    requireReading(sql);
    statement.setReturnArrays(true);
    statement.setReadBigInts(true);
    const columns = distinctNames(statement.columns().map(({ name }) => name));
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

const requireOne = (sql: string, statement: StatementSync): void => {
  // SQLite compiles the first statement only, and leaves the others unread.
  const rest = sql.slice(statement.sourceSQL.length);
  if (rest.slice(leadingBlank(rest)) !== "") throw severalStatements();
};

const explainQuery = (error: unknown, path: string): unknown => {
  if (OpenSMEError.is(error)) return error;
  if (isWriteRefusal(error)) return writeRefused(error);
  if (isMistakeInQuery(error)) {
    return new OpenSMEError(`The SQL cannot be run: ${(error as Error).message}.`, { code: "invalid", cause: error });
  }
  return explain(error, path);
};
