import { type Issue, OpenSMEError } from "@opensme/core";
import type { ChangesOptions, StoredChange } from "../changes.ts";
import type { RecordVersion } from "../history.ts";
import type { RecordKey, StreamKey } from "../keys.ts";
import type { StreamStatus } from "../store.ts";
import type { Column, ColumnType } from "./layout.ts";

/** What stands for a parameter of a query. */
export type SqlParameter = string | number | bigint | boolean | null;

/** A value of a result. A number that JavaScript cannot hold is given as its digits. */
export type SqlValue = string | number | boolean | null | Uint8Array;

/** A table of records, and what its columns mean. */
export interface TableDescription {
  readonly name: string;
  readonly description: string;
  readonly rows: number;
  readonly columns: readonly {
    readonly name: string;
    readonly type: ColumnType;
    readonly description: string;
    readonly sensitive?: true | undefined;
    /** The entity whose id stands in the column. */
    readonly ref?: string | undefined;
  }[];
}

/** A row that could not be read. */
export interface RejectedRow {
  readonly connection: string;
  readonly resource: string;
  readonly id: string | undefined;
  readonly issues: readonly Issue[];
  readonly raw: unknown;
  readonly rejectedAt: string;
}

type Awaitable<Value> = Value | Promise<Value>;

/** The answer to a query. */
export interface QueryAnswer {
  /** Names of the columns, in order; the second of two with one name is `name_2`. */
  readonly columns: readonly string[];
  /** The rows, each read when it is asked for, once. */
  readonly rows: Iterable<Record<string, SqlValue>> | AsyncIterable<Record<string, SqlValue>>;
}

/** A store opened for questions, whatever it is: a file answers at once, a server after a while. */
export interface StoreReader {
  query(
    sql: string,
    parameters?: readonly SqlParameter[] | Readonly<Record<string, SqlParameter>>,
  ): Awaitable<QueryAnswer>;
  tables(): Awaitable<TableDescription[]>;
  status(): Awaitable<StreamStatus[]>;
  /** Every change since a position, as a store's own `changes`. */
  changes(options?: ChangesOptions): AsyncIterable<StoredChange>;
  /** The position behind all that has changed so far. */
  position(): Awaitable<string>;
  /** The states of a record, as a store's own `history`. */
  history(record: RecordKey): Awaitable<readonly RecordVersion[]>;
  rejects(stream?: Pick<StreamKey, "connection" | "resource">): Awaitable<RejectedRow[]>;
  close(): Awaitable<void>;
}

/** The columns of a table that a database has, as people are told of them. */
export const describeColumns = (columns: readonly Column[], known: ReadonlySet<string>): TableDescription["columns"] =>
  columns.filter(({ name }) => known.has(name)).map(({ path, ...column }) => column);

/** Names for the columns of a result: the second of two with one name is `name_2`. */
export const distinctNames = (names: readonly string[]): string[] => {
  const taken = new Set<string>();
  return names.map((name) => {
    let free = name;
    for (let count = 2; taken.has(free); count += 1) free = `${name}_${count}`;
    taken.add(free);
    return free;
  });
};

/** How much white space, comments and semicolons a text of SQL begins with. */
export const leadingBlank = (sql: string): number =>
  /^(?:\s|;|--.*|\/\*[\s\S]*?(?:\*\/|$))*/.exec(sql)?.[0].length ?? 0;

/** Throws where a query is empty, or does not begin as one that reads. The database itself has the last word on writing. */
export const requireReading = (sql: string): void => {
  const statement = sql.slice(leadingBlank(sql));
  if (statement === "") throw new OpenSMEError("There is no SQL in the query.", { code: "invalid" });
  if (!/^(?:select|with|values|explain)\b/i.test(statement)) throw writeRefused(undefined);
};

export const severalStatements = (cause?: unknown): OpenSMEError =>
  new OpenSMEError("A query is one SQL statement, and this text holds several. Run them one by one.", {
    code: "invalid",
    cause,
  });

export const writeRefused = (cause: unknown): OpenSMEError =>
  new OpenSMEError("The database can only be read by queries: its records are the tools', and come with each sync.", {
    code: "unsupported",
    cause,
  });
