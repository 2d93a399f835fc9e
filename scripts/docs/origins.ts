import { isDeepStrictEqual } from "node:util";
import { decode, lineage, type Resource } from "@opensme/core";
import { alternatives, leavesIn } from "../../packages/core/src/schema.ts";
import type { ModelField } from "./fields.ts";

/** A field that a resource fills, and where it reads it. */
export interface FilledField {
  /** Path of the field; within `custom` and `unmapped`, which hold the vendor's own fields, with the key. */
  path: string;
  field: ModelField;
  /** Vendor fields that it is read from, by path; none where no single one moves it. */
  sources: string[];
  /** For a ref: vendor fields that the name beside the id is read from. */
  nameSources: string[];
}

/** Gathers over a resource's example rows which fields of the model are filled, in the model's order, and from what. Throws where a row is rejected. */
export const filledFields = (
  resource: Resource,
  rows: readonly unknown[],
  model: readonly ModelField[],
): FilledField[] => {
  const filled = new Map<string, FilledField>();
  const note = (path: string, sources: readonly string[]): void => {
    const field = model.findLast((each) => each.path === path || isWithin(path, each.path));
    if (!field) throw new Error(`The entity ${resource.entity} has no field at ${path}.`);
    const key = field.type.name === "json" ? path : field.path;
    const entry = filled.get(key) ?? { path: key, field, sources: [], nameSources: [] };
    if (field.type.name === "ref" && path.endsWith(".name")) entry.nameSources = merged(entry.nameSources, sources);
    else entry.sources = merged(entry.sources, sources);
    filled.set(key, entry);
  };

  for (const raw of rows) {
    const change = decode(resource, raw);
    if (change.type === "reject")
      throw new Error(`an example row is rejected: ${change.issues.map((issue) => `${issue.path}: ${issue.message}`)}`);
    const { custom = {}, unmapped = {}, ...fields }: DecodedRecord = change.record;
    for (const path of pathsIn(fields)) note(path, []);
    const customPaths = Object.keys(custom).map((key) => `custom.${key}`);
    for (const path of customPaths) note(path, []);
    for (const [path, sources] of Object.entries(lineage(resource, raw)))
      note(customPaths.find((outer) => isWithin(path, outer)) ?? path, sources);
    for (const [key, sources] of originsOfWords(resource, raw, unmapped))
      note(`unmapped.${key.replace(/\.\d+(?=\.|$)/g, "[]")}`, sources);
  }

  const paths = [...filled.keys()];
  return [...filled.values()]
    .filter(({ path }) => !paths.some((other) => isWithin(other, path)))
    .sort((one, other) => model.indexOf(one.field) - model.indexOf(other.field) || (one.path < other.path ? -1 : 1));
};

interface DecodedRecord {
  custom?: object | undefined;
  unmapped?: Readonly<Record<string, unknown>> | undefined;
}

/** Which vendor fields make one of the tool's own words change or go. The lineage leaves them out. */
const originsOfWords = (
  resource: Resource,
  raw: unknown,
  words: Readonly<Record<string, unknown>>,
): Map<string, string[]> => {
  const origins = new Map(Object.keys(words).map((key): [string, string[]] => [key, []]));
  if (origins.size === 0) return origins;
  for (const leaf of leavesIn(resource.raw, raw))
    for (const other of alternatives(leaf)) {
      const moved = decode(resource, leaf.replaced(other));
      if (moved.type === "reject") continue;
      for (const [key, sources] of origins)
        if (!isDeepStrictEqual(moved.record.unmapped?.[key], words[key])) sources.push(leaf.path);
    }
  return origins;
};

const merged = (known: readonly string[], more: readonly string[]): string[] =>
  [...new Set([...known, ...more])].sort();

const isWithin = (path: string, outer: string): boolean =>
  path.startsWith(`${outer}.`) || path.startsWith(`${outer}[]`);

/** The paths of all values of a record, with `[]` for any position of a list. */
const pathsIn = (value: unknown, path = ""): string[] => {
  if (Array.isArray(value)) return value.length === 0 ? [path] : value.flatMap((item) => pathsIn(item, `${path}[]`));
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, path ? `${path}.${key}` : key));
};
