import { OpenSMEError } from "@opensme/core";
import {
  distinctNames,
  requireReading,
  type SqlParameter,
  type SqlValue,
  severalStatements,
  writeRefused,
} from "@opensme/sync/sql";
import type { QueryResult as PgResult, PoolClient } from "pg";
import Cursor from "pg-cursor";
import type { Database } from "./database.ts";
import { explain, isMistakeInQuery, isSeveralStatements, isWriteRefusal } from "./errors.ts";
import { positional } from "./parameters.ts";
import { valueTypes } from "./values.ts";

export interface QueryResult {
  /** Names of the columns, in order; the second of two with one name is `name_2`. */
  readonly columns: readonly string[];
  /** The rows, read a few hundred at a time as they are asked for, once. Until the last one is read, they hold one of the reader's connections. */
  readonly rows: AsyncIterable<Record<string, SqlValue>>;
}

/** How many rows are read at a time. */
const rowsAtATime = 500;

type Values = readonly SqlValue[];

/** Runs one statement that reads. */
export const runQuery = async (
  database: Database,
  sql: string,
  parameters: readonly SqlParameter[] | Readonly<Record<string, SqlParameter>>,
): Promise<QueryResult> => {
  requireReading(sql);
  const { text, values } = isList(parameters) ? { text: sql, values: [...parameters] } : positional(sql, parameters);
  const client = await database.beginReading();
  try {
    const cursor = client.query(new Cursor<Values>(text, values, { rowMode: "array", types: valueTypes }));
    const first = await readFirst(cursor);
    const columns = distinctNames(first.fields.map(({ name }) => name));
    // Most answers are short, and then nothing stays open.
    const isWhole = first.rows.length < rowsAtATime;
    if (isWhole) await database.endReading(client);
    return { columns, rows: read(database, columns, first.rows, isWhole ? undefined : { client, cursor }) };
  } catch (error) {
    await database.endReading(client);
    throw explainQuery(error, database.place);
  }
};

const isList = (parameters: object): parameters is readonly SqlParameter[] => Array.isArray(parameters);

/** Only this form of reading tells the columns, which an empty answer has too. */
const readFirst = (cursor: Cursor<Values>): Promise<{ rows: Values[]; fields: PgResult["fields"] }> =>
  new Promise((resolve, reject) => {
    cursor.read(rowsAtATime, (error, rows, result) => {
      if (error) reject(error);
      else resolve({ rows, fields: result.fields });
    });
  });

async function* read(
  database: Database,
  columns: readonly string[],
  first: readonly Values[],
  rest: { client: PoolClient; cursor: Cursor<Values> } | undefined,
): AsyncGenerator<Record<string, SqlValue>> {
  let isAtEnd = false;
  try {
    for (let rows = first; ; rows = (await rest?.cursor.read(rowsAtATime)) ?? []) {
      for (const values of rows) {
        yield Object.fromEntries(columns.map((column, index) => [column, values[index] ?? null]));
      }
      isAtEnd = rows.length < rowsAtATime;
      if (isAtEnd) return;
    }
  } catch (error) {
    throw explainQuery(error, database.place);
  } finally {
    if (rest) await (isAtEnd ? database.endReading(rest.client) : database.breakOff(rest.client));
  }
}

const explainQuery = (error: unknown, place: string): unknown => {
  if (OpenSMEError.is(error)) return error;
  if (isWriteRefusal(error)) return writeRefused(error);
  if (isSeveralStatements(error)) return severalStatements(error);
  if (!isMistakeInQuery(error)) return explain(error, place);
  const { message, hint } = error as Error & { hint?: string };
  return new OpenSMEError(`The SQL cannot be run: ${message}.${hint ? ` ${hint}` : ""}`, {
    code: "invalid",
    cause: error,
  });
};
