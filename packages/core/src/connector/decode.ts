import * as z from "zod";
import { safeParse } from "../compile.ts";
import { issuesOf } from "../errors.ts";
import { settleDraft } from "../model/draft.ts";
import type { EntityName } from "../model/entities.ts";
import { entities } from "../model/entities.ts";
import { settledAs } from "../model/settle.ts";
import type { Reject, Upsert } from "./change.ts";
import { type Resource, unifiedId } from "./resource.ts";

export interface DecodeOptions {
  /** Told the path of every vendor field that the row schema does not name: once for each, over all rows decoded with the same function. */
  onUnknownField?: ((path: string) => void) | undefined;
}

/** Reads one vendor row: its schema, the mapping, the entity's strict schema. Whatever fails makes this row a reject and touches no other. */
export const decode = <Entity extends EntityName>(
  resource: Resource<Entity>,
  raw: unknown,
  options: DecodeOptions = {},
): Upsert<Entity> | Reject<Entity> => {
  const { entity, definition } = resource;
  let id: string;
  let draft: Record<string, unknown>;
  try {
    const row = safeParse(resource.raw, raw);
    if (!row.success) return { type: "reject", entity, ...idOf(resource, raw), raw, issues: issuesOf(row.error) };
    const fields = options.onUnknownField && fieldsOf(resource.raw);
    if (fields && options.onUnknownField)
      tellUnknown(fields, raw, [], options.onUnknownField, knownTo(options.onUnknownField));
    id = unifiedId(resource, definition.id(row.data as never));
    const read = definition.read(row.data as never);
    const settled = settledAs(entities[entity], id, read);
    if (settled) return { type: "upsert", entity, id, record: settled as never, raw };
    draft = settleDraft(id, read);
  } catch (error) {
    const message =
      error instanceof z.ZodError ? z.prettifyError(error) : `the mapping failed: ${(error as Error).message}`;
    return { type: "reject", entity, ...idOf(resource, raw), raw, issues: [{ path: "", message }] };
  }

  const record = (entities[entity] as z.ZodType).safeParse(draft);
  if (!record.success) return { type: "reject", entity, id, raw, issues: issuesOf(record.error) };
  return { type: "upsert", entity, id, record: record.data as never, raw };
};

const idOf = (resource: Parameters<typeof unifiedId>[0], raw: unknown): { id?: string } => {
  const id = typeof raw === "object" && raw !== null ? (raw as { id?: unknown }).id : undefined;
  return typeof id === "string" || typeof id === "number" ? { id: unifiedId(resource, id) } : {};
};

/** The fields that a row schema names, nested; `closed` where a field's inside is left open, or has none. */
interface Fields {
  readonly keys: ReadonlyMap<string, Fields | typeof closed>;
}

const closed = Symbol("closed");

const described = new WeakMap<z.core.$ZodType, Fields | undefined>();

const fieldsOf = (schema: z.core.$ZodType): Fields | undefined => {
  if (!described.has(schema)) described.set(schema, describe(schema));
  return described.get(schema);
};

const describe = (schema: z.core.$ZodType): Fields | undefined => {
  const { def } = schema._zod as { def: z.core.$ZodTypeDef };
  switch (def.type) {
    case "object":
      return {
        keys: new Map(
          Object.entries((def as z.core.$ZodObjectDef).shape).map(([key, field]) => [key, fieldsOf(field) ?? closed]),
        ),
      };
    case "array":
      return fieldsOf((def as z.core.$ZodArrayDef).element);
    case "optional":
    case "nullable":
      return fieldsOf((def as z.core.$ZodOptionalDef).innerType);
    case "pipe":
      return fieldsOf((def as z.core.$ZodPipeDef).in);
    default:
      return undefined;
  }
};

type Tell = (path: string) => void;

/** What a function needs not be told at a place in the schema: fields that it names, and those that were told before. */
interface Known {
  readonly keys: Map<string, Fields | typeof closed>;
  /** The key that came at each place in the row before, and what is known of it: most rows of a list have the same fields in the same order. */
  readonly order: string[];
  readonly insides: (Fields | typeof closed)[];
}

const known = new WeakMap<Tell, Map<Fields, Known>>();

const knownTo = (tell: Tell): Map<Fields, Known> => {
  const places = known.get(tell) ?? new Map<Fields, Known>();
  known.set(tell, places);
  return places;
};

const knownAt = (fields: Fields, places: Map<Fields, Known>): Known => {
  const found = places.get(fields) ?? { keys: new Map(fields.keys), order: [], insides: [] };
  places.set(fields, found);
  return found;
};

/** `path` holds the keys that lead to the value. It is put together only where there is something to tell, which in most rows there is not. */
const tellUnknown = (fields: Fields, value: unknown, path: string[], tell: Tell, places: Map<Fields, Known>): void => {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) tellUnknown(fields, item, path, tell, places);
    return;
  }
  const { keys, order, insides } = places.get(fields) ?? knownAt(fields, places);
  let index = 0;
  for (const key in value) {
    if (order[index] !== key) {
      if (!keys.has(key)) tell([...path, key].join("."));
      const inside = keys.get(key) ?? closed;
      keys.set(key, inside);
      order[index] = key;
      insides[index] = inside;
    }
    const inside = insides[index];
    index += 1;
    if (inside === closed || inside === undefined) continue;
    path.push(key);
    tellUnknown(inside, (value as Record<string, unknown>)[key], path, tell, places);
    path.pop();
  }
};
