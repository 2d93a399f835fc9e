import { isDeepStrictEqual } from "node:util";
import { alternatives, isObject, leavesIn } from "../schema.ts";
import { decode } from "./decode.ts";
import type { Resource } from "./resource.ts";

/** The vendor fields that each unified field was read from, by path; `[]` stands for any position of a list. */
export type Lineage = Readonly<Record<string, readonly string[]>>;

/**
 * Finds out where each field of a row's record came from, by changing one vendor value after the other and looking at what moves. Fields that are the same for
 * every row have no origin. Empty for a row that is rejected.
 */
export const lineage = (resource: Resource, raw: unknown): Lineage => {
  const recordOf = (row: unknown): object | undefined => {
    const change = decode(resource, row);
    return change.type === "upsert" ? change.record : undefined;
  };
  const record = recordOf(raw);
  const origins = new Map<string, Set<string>>();
  if (!record) return {};
  for (const leaf of leavesIn(resource.raw, raw)) {
    for (const other of alternatives(leaf)) {
      const moved = recordOf(leaf.replaced(other));
      for (const field of moved ? differences(record, moved) : []) {
        const found = origins.get(field) ?? new Set();
        origins.set(field, found.add(leaf.path));
      }
    }
  }
  const fields = [...origins.keys()];
  // A part that comes and goes as a whole is told by what is in it.
  const isPart = (field: string): boolean =>
    fields.some((other) => other.startsWith(`${field}.`) || other.startsWith(`${field}[]`));
  return Object.fromEntries(
    [...origins].flatMap(([field, found]) => (isPart(field) ? [] : [[field, [...found].sort()]])),
  );
};

/** The paths at which the second value says something else than the first. */
const differences = (before: unknown, after: unknown, path = ""): string[] => {
  if (isDeepStrictEqual(before, after)) return [];
  if (isObject(before) && isObject(after)) {
    // The words that found no counterpart are there because of the change, and tell nothing of the record as it was.
    const keys = Object.keys(before).filter((key) => path !== "" || key !== "unmapped");
    return keys.flatMap((key) => differences(before[key], after[key], path ? `${path}.${key}` : key));
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length)
    return before.flatMap((item, index) => differences(item, after[index], `${path}[]`));
  return [path];
};
