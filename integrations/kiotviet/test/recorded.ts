import { decode } from "@opensme/core";
import { kiotviet } from "../src/index.ts";

type Key = keyof typeof kiotviet.resources;
type Fields = Readonly<Record<string, unknown>>;

/** Decodes one row and gives the record, or what is wrong with the row. */
const decoded = (key: Key, row: unknown): Fields | string[] => {
  const change = decode(kiotviet.resources[key], row);
  return change.type === "upsert" ? { ...change.record } : change.issues.map(({ path }) => path);
};

/** Decodes one row and gives the record. */
export const read = (key: Key, row: unknown): Fields => {
  const result = decoded(key, row);
  if (Array.isArray(result)) throw new Error(`rejected for ${result.join()}`);
  return result;
};

/** The paths that a row is rejected for. */
export const rejected = (key: Key, row: unknown): string[] => {
  const result = decoded(key, row);
  return Array.isArray(result) ? result : [];
};

/** What the listing finds in a recorded answer: records, and ids that it tells as deleted. */
export const recorded = async (key: Key, answer: unknown): Promise<{ records: Fields[]; removed: unknown }> => {
  const { list } = kiotviet.resources[key].definition;
  const rows = list.rowsIn(answer) ?? list.split(answer);
  const request = async () => ({ status: 200, headers: new Headers(), body: answer });
  let removed: unknown;
  if (list.rowsIn(answer) && list.paging === "offset")
    for await (const page of list.pages({}, { sensitive: true, config: {}, request })) {
      removed = page.removed;
      break;
    }
  return { records: rows.map((row) => read(key, row)), removed };
};
