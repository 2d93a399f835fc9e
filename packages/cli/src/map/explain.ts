import { lineage, type Resource, type Upsert } from "@opensme/core";
import { table } from "../output/table.ts";

/** Gathers over many rows where the fields of their records came from. */
export const explainer = (resource: Resource): { add(change: Upsert): void; lines(): string[] } => {
  const origins = new Map<string, Set<string>>();
  const present = new Set<string>();
  return {
    add({ raw }) {
      for (const path of pathsIn(raw)) present.add(path);
      for (const [field, paths] of Object.entries(lineage(resource, raw))) {
        const found = origins.get(field) ?? new Set();
        for (const path of paths) found.add(path);
        origins.set(field, found);
      }
    },
    lines() {
      const read = new Set([...origins.values()].flatMap((paths) => [...paths]));
      const unread = [...present].filter((path) => ![...read].some((other) => covers(other, path))).sort();
      return [
        ...table(
          ["field", "read from"],
          [...origins].map(([field, paths]) => [field, [...paths].sort().join(", ")]),
        ),
        ...(unread.length > 0 ? ["", `Not read, and kept in the raw row: ${unread.join(", ")}`] : []),
      ];
    },
  };
};

/** A field that is read as it stands, such as an object of the tool's own fields, is read with all that is in it. */
const covers = (read: string, path: string): boolean =>
  path === read || path.startsWith(`${read}.`) || path.startsWith(`${read}[]`);

/** The paths of all values in a row that say something, with `[]` for any position of a list. */
const pathsIn = (value: unknown, path = ""): string[] => {
  if (value === null || value === undefined || value === "") return [];
  if (Array.isArray(value)) return value.flatMap((item) => pathsIn(item, `${path}[]`));
  if (typeof value === "object")
    return Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, path ? `${path}.${key}` : key));
  return [path];
};
