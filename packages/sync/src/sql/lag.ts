/** Milliseconds for which a vendor's list may run behind what it gives of a single record. */
const longestLag = 600_000;

/** A state of a record: when the tool last changed it, by the tool's own clock, and when it was fetched. */
export interface RecordState {
  readonly updatedAt: string | undefined;
  readonly fetchedAt: string;
}

/** Whether what is held was changed later than what comes, and was fetched so shortly before that a list may not show it yet. */
export const isNewer = (held: RecordState, coming: RecordState): boolean => {
  if (held.updatedAt === undefined || coming.updatedAt === undefined) return false;
  const age = Date.parse(coming.fetchedAt) - Date.parse(held.fetchedAt);
  // What is read again by a newer mapping was fetched at the same moment.
  return age !== 0 && Math.abs(age) < longestLag && Date.parse(held.updatedAt) > Date.parse(coming.updatedAt);
};
