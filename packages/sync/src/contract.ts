/**
 * What becomes of a row in which the vendor sends what it did not send before: a field that the connector does not read, or a value that it cannot read.
 * `evolve`: the field stays in the raw row, and a row that cannot be read is kept as a reject. `freeze`: the stream stops before the page is stored.
 * `discard-row`: the row is kept as a reject, for the field alone too. `discard-value`: the field or the value is dropped, and the rest of the row is stored.
 */
export type Contract = "evolve" | "freeze" | "discard-row" | "discard-value";

/** What a vendor changed in a stream, and how much of it that touches. */
export interface Drift {
  /** The vendor's field, as a path. */
  readonly path: string;
  /** Why its values cannot be read; absent for a field that is new. */
  readonly message?: string | undefined;
  /** When a row with it was first fetched. */
  readonly since: string;
  /** How many rows came with it: those with a new field each time they came new or changed, those that cannot be read once. */
  readonly rows: number;
}

/** What a store knows of the fields of a stream. */
export interface KnownFields {
  /** Fields that the connector does not read and that the vendor sent before. */
  readonly unread: ReadonlySet<string>;
  /** Fields that it began to send after the stream had once been read to its end. */
  readonly drifting: ReadonlySet<string>;
  /** Fields whose values could not be read in rows that are kept as rejects. */
  readonly unreadable: ReadonlySet<string>;
}
