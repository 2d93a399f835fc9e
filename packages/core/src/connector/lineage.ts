import { alternatives, leavesIn } from "../schema.ts";
import { decode } from "./decode.ts";
import { differences, type Path } from "./differences.ts";
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
      for (const field of moved ? fieldsMoved(record, moved) : []) {
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

/** The fields of a record that came from what was changed. */
const fieldsMoved = (record: object, moved: object): string[] =>
  differences(record, moved)
    // What is there because of the change tells nothing of the record as it was, nor do the words that found no counterpart.
    .filter((path) => path[0] !== "unmapped" && isIn(record, path))
    .map((path) =>
      path.reduce<string>(
        (text, key) => (typeof key === "number" ? `${text}[]` : text === "" ? key : `${text}.${key}`),
        "",
      ),
    );

const isIn = (value: unknown, [key, ...rest]: Path): boolean =>
  key === undefined ? value !== undefined : isIn((value as Readonly<Record<string | number, unknown>>)[key], rest);
