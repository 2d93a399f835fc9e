import type * as z from "zod";
import type { Issue } from "../errors.ts";
import { entities } from "../model/entities.ts";
import { isObject } from "../schema.ts";
import { differences } from "./differences.ts";
import type { Resource } from "./resource.ts";
import { sampleOf } from "./sample.ts";

type Fields = Readonly<Record<string, unknown>>;
type Write = (record: Fields) => unknown;

/** A unified field, and a place in the vendor's body that moves with it. Paths are in dots. */
interface Origin {
  field: string;
  place: string;
}

/** Finds which unified fields each place of a body is written from, by changing one after the other and looking at what moves: as `lineage` does for reading. */
export const writtenFrom = (write: Write, record: Fields): Origin[] => {
  const body = outcome(write, record);
  return leavesIn(record).flatMap(({ path, value }) =>
    others(value).flatMap((other) => {
      const moved = outcome(write, replaced(record, path, other));
      if (!body || !moved) return [];
      return differences(body.value, moved.value).map((place) => ({ field: path.join("."), place: place.join(".") }));
    }),
  );
};

/**
 * What is wrong with a record, in its own fields rather than in the vendor's. A place that was written from no field of the record is looked for among
 * those that it could have; one that none of them moves stays in the message.
 */
export const inUnifiedTerms = (resource: Resource, write: Write, record: Fields, issues: readonly Issue[]): Issue[] => {
  let origins: Origin[] | undefined;
  let absent: Origin[] | undefined;
  return issues.map((issue) => {
    const path = issue.path.replace(/\[(\d+)\]/g, ".$1");
    if (path === "") return { ...issue, path: culprit(write, record) ?? "" };
    origins ??= writtenFrom(write, record);
    absent ??= origins.length === 0 || !fieldAt(origins, path) ? fromAbsent(resource, write, record) : [];
    const field = fieldAt(origins, path) ?? fieldAt(absent, path);
    return field === undefined
      ? { path: "", message: `${path}: ${issue.message}` }
      : { path: field, message: issue.message };
  });
};

/** The field without which the record can be written. */
const culprit = (write: Write, record: Fields): string | undefined =>
  outcome(write, record)
    ? undefined
    : leavesIn(record)
        .find(({ path }) => outcome(write, replaced(record, path, undefined)))
        ?.path.join(".");

const fromAbsent = ({ entity }: Resource, write: Write, record: Fields): Origin[] => {
  const body = outcome(write, record);
  if (!body) return [];
  return Object.entries(entities[entity].shape as Record<string, z.core.$ZodType>).flatMap(([field, schema]) => {
    const moved = record[field] === undefined && outcome(write, { ...record, [field]: sampleOf(schema) });
    return moved ? differences(body.value, moved.value).map((place) => ({ field, place: place.join(".") })) : [];
  });
};

/** The field of the nearest place. A vendor's path may begin outside of the body, as in `Invoices.0.Contact`. */
const fieldAt = (origins: readonly Origin[], path: string): string | undefined => {
  const parts = path.split(".");
  for (let start = 0; start < parts.length; start += 1) {
    const inner = parts.slice(start).join(".");
    const near = origins.filter(({ place }) => within(inner, place) || within(place, inner));
    const nearest = near.sort((left, right) => right.place.length - left.place.length)[0];
    if (nearest) return nearest.field;
  }
  return undefined;
};

const within = (inner: string, outer: string): boolean => inner === outer || inner.startsWith(`${outer}.`);

/** What the mapping makes of a record; undefined where it refuses it. */
export const outcome = (write: Write, record: Fields): { value: unknown } | undefined => {
  try {
    return { value: write(record) };
  } catch {
    return undefined;
  }
};

interface Leaf {
  path: readonly string[];
  value: unknown;
}

const leavesIn = (value: unknown, path: readonly string[] = []): Leaf[] => {
  const inner = Array.isArray(value) ? Object.entries(value) : isObject(value) ? Object.entries(value) : [];
  if (inner.length === 0) return path.length === 0 ? [] : [{ path, value }];
  return inner.flatMap(([key, item]) => leavesIn(item, [...path, key]));
};

const others = (value: unknown): unknown[] => [
  ...(typeof value === "string" ? [`${value}7`] : []),
  ...(typeof value === "number" ? [value + 1] : []),
  ...(typeof value === "boolean" ? [!value] : []),
  undefined,
];

const replaced = (record: Fields, path: readonly string[], value: unknown): Fields => {
  const copy = structuredClone(record) as Record<string, unknown>;
  let parent = copy;
  for (const key of path.slice(0, -1)) parent = parent[key] as Record<string, unknown>;
  parent[path.at(-1) ?? ""] = value;
  return copy;
};
