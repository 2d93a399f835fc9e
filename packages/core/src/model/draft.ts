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

const settle = (value: unknown, path: string, words: Json): unknown => {
  if (typeof value === "string") return blank.test(value) ? undefined : value.normalize("NFC");
  if (value === null || value === undefined) return undefined;
  if (typeof value !== "object") return value;
  if (value instanceof OtherWord) {
    words[path] = value.word;
    return "other";
  }
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const item of value) {
      const settled = settle(item, `${path}.${items.length}`, words);
      if (settled !== undefined) items.push(settled);
    }
    return items.length === 0 && value.length > 0 ? undefined : items;
  }
  let settledObject: Json | undefined;
  for (const key in value) {
    const settled = settle((value as Json)[key], path === "" ? key : `${path}.${key}`, words);
    if (settled === undefined) continue;
    settledObject ??= {};
    settledObject[key] = settled;
  }
  return settledObject;
};

const present = (fields: Json | null | undefined): Json | undefined => {
  const kept = Object.entries(fields ?? {}).filter(
    ([, value]) => value !== undefined && value !== null && value !== "",
  );
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
};

/**
 * Turns a draft into a record: null, undefined, blank text and what consists of nothing else are left out, text becomes NFC, and vendor
 * words without a counterpart move to `unmapped`. A list that was empty stays: known to be empty.
 */
export const settleDraft = (id: string, draft: object): Json => {
  const { custom, unmapped, ...fields } = draft as { custom?: Json; unmapped?: Json };
  const words: Json = {};
  const record: Json = { id, ...(settle(fields, "", words) as Json | undefined) };
  const kept = present(custom);
  if (kept) record["custom"] = kept;
  const left = present({ ...words, ...unmapped });
  if (left) record["unmapped"] = left;
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
