import type { Issue } from "../errors.ts";
import { entities } from "../model/entities.ts";
import { fieldsIn, isObject } from "../schema.ts";
import type { Resource } from "./resource.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A record that remembers, by path, what of it was looked at. */
export interface Watched {
  record: Fields;
  seen: ReadonlySet<string>;
}

export const watch = (record: Fields): Watched => {
  const seen = new Set<string>();
  const known = new Map<string, object>();
  const watched = <Value>(value: Value, path: string): Value => {
    if (typeof value !== "object" || value === null) return value;
    const proxy = known.get(path) ?? watcher(value, path);
    known.set(path, proxy);
    return proxy as Value;
  };
  const watcher = (value: object, path: string): object =>
    // Of a copy, since what a proxy gives of a frozen object may be nothing but what is in it.
    new Proxy(Array.isArray(value) ? [...value] : { ...value }, {
      get(target, key, receiver) {
        const found: unknown = Reflect.get(target, key, receiver);
        if (typeof key !== "string" || typeof found === "function") return found;
        const place = path === "" ? key : `${path}.${key}`;
        seen.add(place);
        return watched(found, place);
      },
    });
  return { record: watched(record, ""), seen };
};

/** What stands in a body is no longer watched, and what was put there as a whole has been looked at. */
export const unwatched = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(unwatched);
  const isPlain = isObject(value) && [Object.prototype, null].includes(Object.getPrototypeOf(value));
  return isPlain ? Object.fromEntries(Object.entries(value).map(([key, field]) => [key, unwatched(field)])) : value;
};

/**
 * What of a record was not looked at: what can be left out, and what cannot, since it stands in a list whose members say something else without it. A ref is
 * looked at as a whole, the id of a member says nothing of it, and the kind of an address no more than the field that it stands in.
 */
export const overlooked = (
  { entity, definition: { leavesOut = [] } }: Resource,
  record: Fields,
  seen: ReadonlySet<string>,
): { fields: string[]; inLists: Issue["path"][] } => {
  const refs = new Set(fieldsIn(entities[entity], record).flatMap(({ path, meta }) => (meta["ref"] ? [path] : [])));
  const fields: string[] = [];
  const inLists: string[] = [];
  const visit = (value: unknown, path: string, inList: boolean): void => {
    if (value === undefined) return;
    if (leavesOut.includes(path.replace(/\.\d+/g, ""))) return;
    if (!seen.has(path)) (inList ? inLists : fields).push(path);
    else if (Array.isArray(value)) for (const [index, item] of value.entries()) visit(item, `${path}.${index}`, true);
    else if (isObject(value) && !refs.has(path))
      for (const [key, field] of Object.entries(value))
        if (key !== (inList ? "id" : "kind")) visit(field, `${path}.${key}`, inList);
  };
  for (const [field, value] of Object.entries(record)) visit(value, field, false);
  return { fields, inLists };
};
