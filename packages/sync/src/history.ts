import type { Entities, EntityName } from "@opensme/core";
import type { StoredRecord } from "./changes.ts";

/** A state of a record, and when it held. */
export interface RecordVersion {
  readonly record: Entities[EntityName];
  /** When the tool changed the record to this state, or where it does not say so, when that was noticed. */
  readonly from: string;
  /** When another state took its place or the record was deleted; absent from the present one. */
  readonly to?: string | undefined;
}

/** When a state of a record began. */
export const validFrom = ({ record, fetchedAt }: Pick<StoredRecord, "record" | "fetchedAt">): string =>
  record.updatedAt ?? fetchedAt;

/** When a state of a record ended, given what took its place. */
export const validTo = (held: StoredRecord, next: Pick<StoredRecord, "record" | "fetchedAt">): string => {
  const { updatedAt } = next.record;
  // Some tools change a record and say nothing of when: its balance, say.
  return updatedAt !== undefined && updatedAt > validFrom(held) ? updatedAt : next.fetchedAt;
};

/** The state that a record had at a moment; undefined where there was none yet, or no longer, or it was not kept. */
export const versionAt = (versions: readonly RecordVersion[], moment: string): RecordVersion | undefined =>
  versions.findLast(({ from, to }) => from <= moment && (to === undefined || to > moment));
