import { decode, lineage, type Resource } from "@opensme/core";
import type { ModelField } from "./fields.ts";
import { isWithin, originsOfWords, scalarsIn, unnamedOrigins } from "./tracing.ts";

/** A field that a resource fills, and where it reads it. */
export interface FilledField {
  /** Path of the field; within `custom` and `unmapped`, which hold the vendor's own fields, with the key. */
  path: string;
  field: ModelField;
  /** Vendor fields that it is read from, by path; none where no single one moves it. */
  sources: string[];
  /** For a field that is one of several words: those that the example rows show. */
  words: string[];
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
  const note = (path: string, sources: readonly string[], value?: unknown): void => {
    const field = model.findLast((each) => each.path === path || isWithin(path, each.path));
    if (!field) throw new Error(`The entity ${resource.entity} has no field at ${path}.`);
    const key = field.type.name === "json" ? path : field.path;
    const entry = filled.get(key) ?? { path: key, field, sources: [], words: [], nameSources: [] };
    if (field.type.name === "ref" && path.endsWith(".name")) entry.nameSources = merged(entry.nameSources, sources);
    else entry.sources = merged(entry.sources, sources);
    if (field.type.words && typeof value === "string") entry.words = merged(entry.words, [value]);
    filled.set(key, entry);
  };

  for (const raw of rows) {
    const change = decode(resource, raw);
    if (change.type === "reject")
      throw new Error(`an example row is rejected: ${change.issues.map((issue) => `${issue.path}: ${issue.message}`)}`);
    const { custom = {}, unmapped = {}, ...fields }: DecodedRecord = change.record;
    const vendorsOwn = [...Object.keys(custom).map(customPath), ...Object.keys(unmapped).map(wordPath)];
    for (const { path, value } of scalarsIn(fields)) note(path, [], value);
    for (const path of vendorsOwn) note(path, []);
    const origins = [
      ...Object.entries(lineage(resource, raw)),
      ...[...originsOfWords(resource, raw, unmapped)].map(([key, sources]) => [wordPath(key), sources] as const),
      ...unnamedOrigins(resource, raw, change.record),
    ];
    for (const [path, sources] of origins) note(vendorsOwn.find((outer) => isWithin(path, outer)) ?? path, sources);
  }

  const paths = [...filled.keys()];
  return [...filled.values()]
    .filter(({ path }) => !paths.some((other) => isWithin(other, path)))
    .sort((one, other) => model.indexOf(one.field) - model.indexOf(other.field) || (one.path < other.path ? -1 : 1));
};

const customPath = (key: string): string => `custom.${key}`;

/** The tool's own words are kept by the path of their field, which may lead through lists: `lines.0.unit`. */
const wordPath = (key: string): string => `unmapped.${key.replace(/\.\d+(?=\.|$)/g, "[]")}`;

interface DecodedRecord {
  custom?: object | undefined;
  unmapped?: Readonly<Record<string, unknown>> | undefined;
}

/** All of both, in order; what is told by what is in it does not stand beside it. */
const merged = (known: readonly string[], more: readonly string[]): string[] => {
  const all = [...new Set([...known, ...more])];
  return all.filter((path) => !all.some((other) => isWithin(other, path))).sort();
};
