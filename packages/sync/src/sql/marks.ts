import type { UnreadRow } from "@opensme/core";
import { fingerprinter } from "./fingerprint.ts";
import type { RecordState } from "./lag.ts";

/** A state of a record, as a database keeps it. */
export interface MarkedState extends RecordState {
  readonly mark: string;
}

/** Tells states of records apart: by the first half of a mark the vendor's row, by the second the record that was made of it. */
export class Marker {
  readonly #fingerprint = fingerprinter();

  /** Of a row and its record, both as JSON. */
  of(raw: string, record: string): string {
    return this.#fingerprint(raw) + this.#fingerprint(record);
  }

  /** Those rows whose state is held, as `Store.unchanged` tells them. */
  unchanged(
    rows: readonly UnreadRow[],
    held: ReadonlyMap<string, MarkedState>,
    read: (raw: unknown) => unknown,
  ): Map<string, string | undefined> {
    const same = rows.filter(({ id, raw }) => {
      const mark = held.get(id)?.mark;
      return mark?.startsWith(this.#fingerprint(JSON.stringify(raw)));
    });
    const [sample] = same;
    if (sample) {
      const record = JSON.stringify(read(sample.raw)) ?? "";
      if (!held.get(sample.id)?.mark.endsWith(this.#fingerprint(record))) return new Map();
    }
    return new Map(same.map(({ id }) => [id, held.get(id)?.updatedAt]));
  }
}
