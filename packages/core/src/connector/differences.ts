import { isDeepStrictEqual } from "node:util";
import { isObject } from "../schema.ts";

/** Leads to a value, by the names of fields and the positions of lists. */
export type Path = readonly (string | number)[];

/** The places at which the second value says something else than the first. Lists of different lengths differ as a whole. */
export const differences = (before: unknown, after: unknown, path: Path = []): Path[] => {
  if (isDeepStrictEqual(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length)
    return before.flatMap((item, position) => differences(item, after[position], [...path, position]));
  if (!isObject(before) || !isObject(after)) return [path];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => differences(before[key], after[key], [...path, key]));
};
