import type { Entities, EntityName } from "./entities.ts";

type Scalar = string | number | boolean;
type RequiredKeys<T> = { [K in keyof T]-?: undefined extends T[K] ? never : K }[keyof T];

/** What a mapping may return for a value of the model: absent things may be null, undefined or empty text. */
export type Draft<T> = T extends Scalar
  ? T
  : T extends readonly (infer Item)[]
    ? readonly (Draft<Item> | null | undefined)[]
    : { readonly [K in RequiredKeys<T>]: Draft<T[K]> } & {
        readonly [K in Exclude<keyof T, RequiredKeys<T>>]?: Draft<Exclude<T[K], undefined>> | null | undefined;
      };

/** A record as a mapping writes it: everything but the id, which stands beside it in the definition. */
export type RecordDraft<Entity extends EntityName> = Draft<Omit<Entities[Entity], "id" | "custom" | "unmapped">> & {
  readonly custom?: Readonly<Record<string, unknown>> | null | undefined;
  readonly unmapped?: Readonly<Record<string, unknown>> | null | undefined;
};

/** Stands in a draft where `other` will be; carries the vendor's word to the record's `unmapped`. */
export class OtherWord {
  readonly word: Scalar;
  constructor(word: Scalar) {
    this.word = word;
  }
}

type Json = Record<string, unknown>;

const blank = /^\s*$/;
/** Text that is neither blank nor in need of a Unicode form, as most is: lines of letters of Latin script with the marks of Vietnamese in them, none beside them. */
export const plain = /^[!-~\u00c0-\u02af\u1e00-\u1eff][\n -~\u00c0-\u02af\u1e00-\u1eff]*$/;

export const settleText = (value: string): string | undefined => {
  if (plain.test(value)) return value;
  return blank.test(value) ? undefined : value.normalize("NFC");
};

/** Where a value stands: its key, under the place of what holds it. */
interface Place {
  readonly key: string | number;
  readonly under: Place | undefined;
}

const pathOf = ({ key, under }: Place): string => (under ? `${pathOf(under)}.${key}` : String(key));

/** Settles what stands at a key. Most of it is text, and needs no place. */
const settle = (value: unknown, key: string | number, under: Place | undefined, words: Json): unknown => {
  if (typeof value === "string") return settleText(value);
  if (value === null || value === undefined) return undefined;
  if (typeof value !== "object") return value;
  const place = { key, under };
  if (value instanceof OtherWord) {
    words[pathOf(place)] = value.word;
    return "other";
  }
  return Array.isArray(value) ? settleList(value, place, words) : settleObject(value as Json, place, words);
};

const settleList = (list: readonly unknown[], place: Place, words: Json): unknown[] | undefined => {
  const items: unknown[] = [];
  for (const item of list) {
    const settled = settle(item, items.length, place, words);
    if (settled !== undefined) items.push(settled);
  }
  return items.length === 0 && list.length > 0 ? undefined : items;
};

const settleObject = (object: Json, place: Place, words: Json): Json | undefined => {
  let settledObject: Json | undefined;
  for (const key in object) {
    const settled = settle(object[key], key, place, words);
    if (settled === undefined) continue;
    settledObject ??= {};
    settledObject[key] = settled;
  }
  return settledObject;
};

/** Adds those fields that say something; undefined where none does. */
const collect = (fields: Json | null | undefined, into: Json | undefined): Json | undefined => {
  let kept = into;
  for (const key in fields) {
    const value = fields[key];
    if (value === undefined || value === null || value === "") continue;
    kept ??= {};
    kept[key] = typeof value === "object" ? withoutAbsent(value) : value;
  }
  return kept;
};

/** A part of the vendor's row as JSON has it: what is absent stands in rows as undefined. */
const withoutAbsent = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutAbsent);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : [[key, withoutAbsent(inner)]])),
  );
};

/**
 * Turns a draft into a record: null, undefined, blank text and what consists of nothing else are left out, text becomes NFC, and vendor
 * words without a counterpart move to `unmapped`. A list that was empty stays: known to be empty.
 */
export const settleDraft = (id: string, draft: object): Json => {
  const words: Json = {};
  const record: Json = { id };
  const fields = draft as Json;
  for (const key in fields) {
    if (key === "custom" || key === "unmapped") continue;
    const settled = settle(fields[key], key, undefined, words);
    if (settled !== undefined) record[key] = settled;
  }
  const custom = collect(fields["custom"] as Json, undefined);
  if (custom) record["custom"] = custom;
  const unmapped = collect(fields["unmapped"] as Json, collect(words, undefined));
  if (unmapped) record["unmapped"] = unmapped;
  return record;
};

/** A ref out of a vendor's id and name; absent without an id, or where the vendor writes 0 for nobody. */
export const ref = (
  id: string | number | null | undefined,
  name?: string | null,
): { id: string; name?: string } | undefined => {
  if (id === null || id === undefined || id === "" || String(id) === "0") return undefined;
  return name ? { id: String(id), name } : { id: String(id) };
};

/** A telephone number; absent without one. */
export const phone = <const Kind extends "mobile" | "work" | "home" | "fax" | "direct">(
  number: string | null | undefined,
  kind?: Kind,
): { number: string; kind?: Kind } | undefined => {
  if (!number?.trim()) return undefined;
  return kind ? { number, kind } : { number };
};
