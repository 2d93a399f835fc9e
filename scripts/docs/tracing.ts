import { isDeepStrictEqual } from "node:util";
import { decode, type Resource } from "@opensme/core";
import { alternatives, leavesIn } from "../../packages/core/src/schema.ts";

/** A value of a row or record that is neither an object nor a list. */
interface Scalar {
  /** Keys with dots between, and `[]` for any position of a list. */
  path: string;
  value: unknown;
  /** A copy of the whole with another value there. */
  replaced: (value: unknown) => unknown;
}

/** Every scalar within a value; an empty list counts as one. */
export const scalarsIn = (
  value: unknown,
  path = "",
  replaced: (value: unknown) => unknown = (other) => other,
): Scalar[] => {
  if (Array.isArray(value) && value.length > 0)
    return value.flatMap((item, index) => scalarsIn(item, `${path}[]`, (other) => replaced(value.with(index, other))));
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [{ path, value, replaced }];
  return Object.entries(value).flatMap(([key, inner]) =>
    scalarsIn(inner, path ? `${path}.${key}` : key, (other) => replaced({ ...value, [key]: other })),
  );
};

export const isWithin = (path: string, outer: string): boolean =>
  path.startsWith(`${outer}.`) || path.startsWith(`${outer}[]`);

/** Which vendor fields make one of the tool's own words change or go. The lineage leaves them out. */
export const originsOfWords = (
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

/**
 * Which values of a row that its schema does not name move which fields of its record: members of pairs, a company's own fields. The lineage changes
 * only what the schema names.
 */
export const unnamedOrigins = (
  resource: Resource,
  raw: unknown,
  record: object,
): [field: string, sources: string[]][] => {
  const named = new Set(leavesIn(resource.raw, raw).map(({ path }) => path));
  const before = valuesByPath(record);
  return scalarsIn(raw).flatMap(({ path, value, replaced }) =>
    named.has(path)
      ? []
      : others(value).flatMap((other) => {
          const moved = decode(resource, replaced(other));
          if (moved.type === "reject") return [];
          const after = valuesByPath(moved.record);
          return [...before]
            .filter(([field, values]) => {
              const now = after.get(field);
              return now?.length === values.length && !isDeepStrictEqual(now, values);
            })
            .map(([field]): [string, string[]] => [field, [path.replace(dateKey, ".*")]]);
        }),
  );
};

/** Some vendors keep days by their date: one row shows some, and there may be any. */
const dateKey = /\.\d{4}-\d{2}-\d{2}(?=\.|$)/g;

const valuesByPath = (record: object): Map<string, unknown[]> => {
  const values = new Map<string, unknown[]>();
  for (const { path, value } of scalarsIn(record)) values.set(path, [...(values.get(path) ?? []), value]);
  return values;
};

/** Values that could stand where a value stands, and mean something else. */
const others = (value: unknown): unknown[] => {
  if (typeof value === "number") return [value + 1];
  if (typeof value === "string") return [`${value}7`, value.replace(/\d/g, "2"), value.replace(/\d{4}/, "2019")];
  return typeof value === "boolean" ? [!value] : [];
};
