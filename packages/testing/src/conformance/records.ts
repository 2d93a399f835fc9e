import { isDeepStrictEqual } from "node:util";
import { type Change, entities } from "@opensme/core";
import { refsIn } from "@opensme/core/schema";
import type { Exchange } from "../sandbox/exchange.ts";
import { insist, type Law, some } from "./law.ts";
import { readAll, small, wholeRead, withVendor } from "./vendor.ts";

export const recordLaws: readonly Law[] = [
  {
    number: 18,
    title: "every record passes the strict schema of its entity",
    async check(subject) {
      for (const { stream, changes } of (await wholeRead(subject)).streams) {
        for (const change of changes) {
          if (change.type !== "reject") continue;
          const issues = change.issues.map(({ path, message }) => `${path || "row"}: ${message}`);
          insist(false, `${stream.resource}: a row is rejected: ${issues.join("; ")}`);
        }
      }
    },
  },
  {
    number: 20,
    title: "ids are there, unique and those of the change",
    async check(subject) {
      const owners = new Map<string, string>();
      for (const { stream, changes } of (await wholeRead(subject)).streams) {
        const rows = new Map<string, string>();
        for (const change of changes) {
          if (change.type !== "upsert") continue;
          const { id, record } = change;
          const isMade = id.split(/[^A-Za-z0-9]+/).every((part) => !["undefined", "null", "NaN"].includes(part));
          insist(id !== "" && isMade, `${stream.resource}: "${id}" is no id`);
          insist(record.id === id, `${stream.resource}: the record's id differs from the change's`);
          const raw = JSON.stringify(change.raw);
          // The same row may come again, where a page overlaps the one before.
          insist((rows.get(id) ?? raw) === raw, `${stream.resource}: two rows have the id ${id}`);
          rows.set(id, raw);
        }
        for (const id of rows.keys()) {
          const owner = owners.get(`${stream.entity} ${id}`);
          insist(
            owner === undefined,
            `${stream.resource} and ${owner ?? ""} both have a ${stream.entity} with the id ${id}: declare a prefix`,
          );
          owners.set(`${stream.entity} ${id}`, stream.resource);
        }
      }
    },
  },
  {
    number: 21,
    title: "refs point at records that the connector has",
    async check(subject) {
      const known = new Map<string, Set<string>>();
      const refs: { entity: string; id: string; from: string }[] = [];
      for (const { stream, changes } of (await wholeRead(subject)).streams) {
        for (const change of changes) {
          if (change.type !== "upsert") continue;
          known.set(stream.entity, (known.get(stream.entity) ?? new Set()).add(change.id));
          for (const ref of refsIn(entities[stream.entity], change.record))
            refs.push({ ...ref, from: stream.resource });
        }
      }
      const anything = new Set([...known.values()].flatMap((ids) => [...ids]));
      for (const { entity, id, from } of refs) {
        const targets = entity === "document" ? anything : known.get(entity);
        insist(!targets || targets.has(id), `${from}: a ref to the ${entity} ${id}, which no listing gives`);
      }
    },
  },
  {
    number: 22,
    title: "no field outside the model's schema is in a record",
    async check(subject) {
      for (const { stream, changes } of (await wholeRead(subject)).streams) {
        for (const change of changes) {
          if (change.type !== "upsert") continue;
          const parsed = entities[stream.entity].safeParse(change.record);
          insist(
            parsed.success,
            `${stream.resource} ${change.id}: ${parsed.error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ") ?? ""}`,
          );
        }
      }
    },
  },
  {
    number: 23,
    title: "the vendor's row is kept as it was sent",
    async check(subject) {
      const { streams, exchanges, documents, settings } = await wholeRead(subject);
      const sent = sentIn([...exchanges.map(bodyOf), ...documents], settings);
      for (const { stream, changes } of streams) {
        for (const { type, id = "", ...change } of changes) {
          if (type === "delete" || !("raw" in change)) continue;
          const problem = difference(change.raw, sent);
          insist(!problem, `${stream.resource}: the row of ${id} is not what the vendor sent: ${problem ?? ""}`);
        }
      }
    },
  },
  {
    number: 24,
    title: "two full reads are equal",
    async check(subject) {
      await withVendor(
        subject,
        async ({ client }) => {
          for (const stream of client.streams) {
            const [first, second] = [recordsOf(await readAll(stream)), recordsOf(await readAll(stream))];
            const changed = [...first.keys(), ...second.keys()].filter(
              (id) => !isDeepStrictEqual(first.get(id), second.get(id)),
            );
            insist(changed.length === 0, `${stream.resource}: a second full read differs: ${some(new Set(changed))}`);
          }
        },
        small,
      );
    },
  },
];

const recordsOf = (changes: readonly Change[]): Map<string, unknown> =>
  new Map(changes.map((change) => [change.id ?? "", change.type === "upsert" ? change.record : change]));

/** What a vendor sent: all values within its answers, and its objects by their members. */
interface Sent {
  values: ReadonlySet<string>;
  objectsWith: ReadonlyMap<string, readonly object[]>;
}

/** What was answered; undefined where it is not JSON, so that it has no rows. */
const bodyOf = ({ response }: Exchange): unknown => {
  try {
    return JSON.parse(response.body);
  } catch {
    return undefined;
  }
};

/** A row may also carry a setting of the connection that tells what the vendor does not, such as the name of the account. */
const sentIn = (answers: readonly unknown[], settings: Readonly<Record<string, unknown>>): Sent => {
  const values = new Set(Object.values(settings).map(textOf));
  const objectsWith = new Map<string, object[]>();
  const collect = (value: unknown): void => {
    values.add(textOf(value));
    if (typeof value !== "object" || value === null) return;
    for (const [key, member] of Object.entries(value)) {
      collect(member);
      if (Array.isArray(value)) continue;
      const mark = memberMark(key, member);
      const owners = objectsWith.get(mark);
      if (owners) owners.push(value);
      else objectsWith.set(mark, [value]);
    }
  };
  for (const answer of answers) collect(answer);
  return { values, objectsWith };
};

/** Single values as text, since an id sent as a number may stand in an address as text. */
const textOf = (value: unknown): string =>
  typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);

const memberMark = (key: string, member: unknown): string => `${key}=${textOf(member)}`;

/**
 * What sets a row apart from what was sent; undefined where nothing does. A row is one object as sent, or put together from such: then each member was
 * sent, and it is no object of the vendor's with members left out.
 */
const difference = (row: unknown, { values, objectsWith }: Sent): string | undefined => {
  if (values.has(textOf(row))) return undefined;
  if (typeof row !== "object" || row === null) return "it was never sent";
  /** A list put together from objects of another answer, such as the lines of a document. */
  const isGathered = (member: unknown): boolean =>
    Array.isArray(member) && !values.has(textOf(member)) && member.every((part) => values.has(textOf(part)));
  const members = Object.entries(row).filter(([, member]) => !isGathered(member));
  if (values.has(textOf(Object.fromEntries(members)))) return undefined;
  const made = members.find(([, member]) => !values.has(textOf(member)));
  if (made) return `${made[0]} was never sent`;
  const [first] = members;
  const whole = (first ? (objectsWith.get(memberMark(...first)) ?? []) : []).find((object) =>
    members.every(
      ([key, member]) => key in object && textOf((object as Record<string, unknown>)[key]) === textOf(member),
    ),
  );
  const cut = whole && Object.keys(whole).filter((key) => !(key in row));
  return cut?.length ? `it lacks ${some(cut)}` : undefined;
};
