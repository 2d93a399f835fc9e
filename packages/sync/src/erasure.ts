import { type Entities, type EntityName, OpenSMEError } from "@opensme/core";
import type { RecordKey } from "./keys.ts";
import { entityTable } from "./sql/layout.ts";

/** What was erased of a person. It names the record by its id and holds nothing else of them. */
export interface ErasureReceipt {
  readonly record: RecordKey;
  readonly erasedAt: string;
  /** How many states of the record itself were removed: the present one, and those of its history, deletion and rejects. */
  readonly removed: number;
  /** In how many other rows what told of the person was replaced, by the entity, or by the store's own table. */
  readonly redacted: Readonly<Record<string, number>>;
}

/** Stands where something told of a person who was forgotten. */
const erased = "[erased]";

/** Entities whose records are people, or may be. */
const people: readonly EntityName[] = ["contact", "employee", "user", "candidate", "lead"];

/** Throws where the records of an entity are no people. */
export const requirePerson = (entity: EntityName): void => {
  if (people.includes(entity)) return;
  throw new OpenSMEError(`A record of ${entity} is no person. What can be forgotten: ${people.join(", ")}.`, {
    code: "invalid",
  });
};

/** Finds and replaces what tells of one person. */
export interface Eraser {
  /** Whether a record refers to the person, or it or the vendor's row holds an address or a number of theirs. */
  concerns(holder: { connection: string; entity?: EntityName | undefined }, record: unknown, raw: unknown): boolean;
  /** A value that concerns the person, without their names, addresses and numbers. Others of the same name keep it. */
  erase<Value>(value: Value): Value;
}

/** Fields that tell of a person what may be true of others too, such as a name. */
const nameKeys = /^(?:name|displayName|preferredName|username|recipient|line1|line2|skype|linkedIn|photoUrl|website)$/;
/** Fields that no two people share. */
const ownKeys = /email|^(?:taxId|nationalId|bankAccount|registrationNumber)$/i;
const phoneKeys = /phone/i;

/** Makes the eraser of a person out of all that is known of their record. */
export const eraserOf = ({ connection, entity, id }: RecordKey, states: readonly Entities[EntityName][]): Eraser => {
  const own = new Set<string>();
  const lines = new Set<string>();
  const names = new Set<string>();
  for (const state of states) {
    const { custom, unmapped, firstName, lastName, ...fields } = state as PersonFields;
    for (const [key, text] of textsIn(withoutRefs(fields))) {
      const line = phoneKeys.test(key) ? lineOf(text) : undefined;
      if (line) lines.add(line);
      else if (ownKeys.test(key)) own.add(folded(text));
      else if (nameKeys.test(key)) names.add(folded(text));
    }
    if (firstName && lastName) {
      names.add(folded(`${firstName} ${lastName}`));
      names.add(folded(`${lastName} ${firstName}`));
    }
  }
  const refs = refsTo(entity);
  const phones = [...lines].map(writtenAnyhow);
  const inTexts = (words: Iterable<string>): string[] =>
    [...words].filter((word) => word.length >= shortest).sort((one, other) => other.length - one.length);
  const ownInTexts = inTexts(own);
  const allInTexts = inTexts([...own, ...names]);

  const isOwn = (text: string): boolean => {
    const plain = folded(text);
    return (
      own.has(plain) ||
      ownInTexts.some((word) => plain.includes(word)) ||
      phones.some((phone) => text.search(phone) >= 0)
    );
  };
  const eraseText = (text: string): string => {
    const plain = folded(text);
    if (own.has(plain) || names.has(plain)) return erased;
    const rest = phones.reduce((left, phone) => left.replaceAll(phone, erased), text);
    return allInTexts.some((word) => plain.includes(word)) ? allInTexts.reduce(withoutWord, rest) : rest;
  };
  const mentions = (value: unknown): boolean => {
    for (const [, text] of textsIn(value)) if (isOwn(text)) return true;
    return false;
  };
  return {
    concerns: (holder, record, raw) =>
      (holder.connection === connection && holder.entity && refs(holder.entity, record).has(id)) ||
      mentions(record) ||
      mentions(raw),
    erase: (value) => mapTexts(value, eraseText) as typeof value,
  };
};

/** What people's records have in common, as far as it is looked at by name. */
interface PersonFields {
  readonly custom?: unknown;
  readonly unmapped?: unknown;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
}

/** The name of the department a person works in is not theirs. */
const withoutRefs = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutRefs);
  if (typeof value !== "object" || value === null) return value;
  const keys = Object.keys(value);
  if (keys.includes("id") && keys.every((key) => key === "id" || key === "name")) return undefined;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withoutRefs(member)]));
};

/** Case and the two ways to write Vietnamese letters make no difference. */
const folded = (text: string): string => text.trim().normalize("NFC").toLowerCase();

/** A word shorter than this stands in texts that have nothing to do with the person. */
const shortest = 6;

/** The last digits of a telephone number, which are the same with the country's code and without; undefined where a text has too few. */
const lineOf = (text: string): string | undefined => {
  const digits = text.replace(/\D/g, "");
  return digits.length >= 8 ? digits.slice(-9).replace(/^0/, "") : undefined;
};

/** Finds a telephone line in a text, whatever stands before and between its digits. */
const writtenAnyhow = (line: string): RegExp => {
  const between = "[\\s().-]*";
  return new RegExp(`(?<!\\d)[+(]*(?:\\d{1,4}${between})?${[...line].join(between)}(?!\\.?\\d)`, "g");
};

const withoutWord = (text: string, word: string): string => {
  let rest = text.normalize("NFC");
  for (let at = rest.toLowerCase().indexOf(word); at >= 0; at = rest.toLowerCase().indexOf(word)) {
    rest = rest.slice(0, at) + erased + rest.slice(at + word.length);
  }
  return rest;
};

/** Every text inside a value, with the key it stands under: for what is in a list, that of the list. */
function* textsIn(value: unknown, key = ""): Generator<[key: string, text: string]> {
  if (typeof value === "string") yield [key, value];
  else if (typeof value === "number") yield [key, String(value)];
  else if (Array.isArray(value)) for (const member of value) yield* textsIn(member, key);
  else if (typeof value === "object" && value !== null)
    for (const [inner, member] of Object.entries(value))
      yield* textsIn(member, key === "phones" && inner === "number" ? key : inner);
}

const mapTexts = (value: unknown, change: (text: string) => string): unknown => {
  if (typeof value === "string") return change(value);
  if (typeof value === "number") return change(String(value)) === erased ? erased : value;
  if (Array.isArray(value)) return value.map((member) => mapTexts(member, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, mapTexts(member, change)]));
};

/** Reads the ids of all records of an entity that a record refers to. */
const refsTo = (target: EntityName): ((holder: EntityName, record: unknown) => Set<string>) => {
  const at = (value: unknown, path: readonly string[]): unknown =>
    path.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value);
  return (holder, record) => {
    const table = entityTable(holder);
    const found = new Set<string>();
    const look = (
      columns: readonly { ref?: string | undefined; path?: readonly string[] | undefined }[],
      value: unknown,
    ) => {
      for (const { ref, path } of columns) {
        const id = ref === target && path ? at(value, path) : undefined;
        if (typeof id === "string") found.add(id);
      }
    };
    look(table?.columns ?? [], record);
    for (const { field, columns } of table?.children ?? []) {
      const members = at(record, [field]);
      if (Array.isArray(members)) for (const member of members) look(columns, member);
    }
    return found;
  };
};
