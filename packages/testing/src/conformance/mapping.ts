import { isDeepStrictEqual } from "node:util";
import { type Change, decode, entities, type Resource } from "@opensme/core";
import { alternatives, leafPaths, leavesIn, type Place, wordsIn, wordsOf } from "@opensme/core/schema";
import { insist, type Law, type Subject, some } from "./law.ts";

interface Mapped {
  key: string;
  resource: Resource;
  rows: readonly { raw: unknown; expected: Readonly<Record<string, unknown>> }[];
}

/** The resources with their fixtures. */
const mapped = ({ connector, fixtures }: Subject): Mapped[] =>
  Object.entries(connector.resources).map(([key, resource]) => ({
    key,
    resource: resource as unknown as Resource,
    rows: fixtures[key]?.rows ?? [],
  }));

/** Every value in every fixture that a schema names. */
export const eachLeaf = function* (
  subject: Subject,
): Generator<
  Place & Mapped & { raw: unknown; read: (value: unknown) => Readonly<Record<string, unknown>> | undefined }
> {
  for (const { key, resource, rows } of mapped(subject)) {
    for (const { raw } of rows) {
      for (const leaf of leavesIn(resource.raw, raw))
        yield { ...leaf, key, resource, rows, raw, read: (value) => recordOf(decode(resource, leaf.replaced(value))) };
    }
  }
};

/** The record that a row becomes; undefined where it is rejected. */
export const recordOf = (change: Change): Readonly<Record<string, unknown>> | undefined =>
  change.type === "upsert" ? { ...change.record } : undefined;

const strangeWord = "a-word-nobody-knows";
const strangeNumber = 987_654;
const vietnamese = "Nguyễn Thị Ánh Đào";

/** Values of which at least one is valid where a value stands, and another than it. */
const othersFor = (place: Place): unknown[] => [
  ...alternatives(place),
  strangeWord,
  strangeNumber,
  String(strangeNumber),
  true,
  false,
  "2019-03-04",
  "2019-03-04T05:06:07",
  "2019-03-04T05:06:07Z",
];

/** A value of a fixture, which holds nobody's data, so far as it helps. */
const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? "left out";
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
};

export const mappingLaws: readonly Law[] = [
  {
    number: 44,
    title: "the fixtures become the records that they say, and none is left over",
    check(subject) {
      const left = Object.keys(subject.fixtures).filter((key) => !(key in subject.connector.resources));
      insist(left.length === 0, `fixtures of resources that there are not: ${some(left)}`);
      for (const { key, resource, rows } of mapped(subject)) {
        insist(rows.length > 0, `${key} has no fixture`);
        for (const [index, { raw, expected }] of rows.entries()) {
          const change = decode(resource, raw);
          const where = `${key}, row ${index + 1}`;
          insist(
            change.type === "upsert",
            `${where}: rejected: ${change.type === "reject" ? change.issues.map((issue) => `${issue.path}: ${issue.message}`).join("; ") : ""}`,
          );
          const record: Readonly<Record<string, unknown>> = { ...change.record };
          const fields = new Set([...Object.keys(record), ...Object.keys(expected)]);
          const wrong = [...fields].filter((field) => !isDeepStrictEqual(record[field], expected[field]));
          const differences = wrong.map(
            (field) => `${field} is ${shown(record[field])}, not ${shown(expected[field])}`,
          );
          insist(wrong.length === 0, `${where}: not as expected: ${some(differences)}`);
        }
      }
    },
  },
  {
    number: 45,
    title: "changing any vendor field that a schema names changes the record",
    check(subject) {
      const idle = new Set(
        mapped(subject).flatMap(({ key, resource }) => leafPaths(resource.raw).map((path) => `${key}: ${path}`)),
      );
      for (const leaf of eachLeaf(subject)) {
        const name = `${leaf.key}: ${leaf.path}`;
        if (!idle.has(name)) continue;
        const before = leaf.read(leaf.value);
        // A row that is then rejected shows that its schema looks at the field, and not that its mapping does.
        const moves = (other: unknown): boolean => {
          const record = leaf.read(other);
          return record !== undefined && !isDeepStrictEqual(record, before);
        };
        const isFixed = wordsOf(leaf.schema).length === 1;
        if (isFixed || othersFor(leaf).some(moves)) idle.delete(name);
      }
      insist(idle.size === 0, `no fixture shows what becomes of ${some(idle)}`);
    },
  },
  {
    number: 46,
    title: "a word that the model does not have becomes other, and is kept",
    check(subject) {
      for (const { key, resource, path, value, raw, read } of eachLeaf(subject)) {
        if (typeof value !== "string" && typeof value !== "number") continue;
        const strange = typeof value === "number" ? strangeNumber : strangeWord;
        const after = read(strange);
        const before = recordOf(decode(resource, raw));
        if (!before || !after) continue;
        const isKept = JSON.stringify(after["unmapped"] ?? {}).includes(String(strange));
        const wordsAfter = wordsIn(entities[resource.entity], after);
        for (const [field, word] of wordsIn(entities[resource.entity], before)) {
          const taken = wordsAfter.get(field);
          // A number may well decide: less than nothing, more than nothing. A word that nobody knows may not.
          if (taken === word || (typeof value === "number" && taken !== undefined && taken !== "other")) continue;
          insist(
            taken === undefined || taken === "other",
            `${key}: an unknown word in ${path} is taken for "${String(taken)}" in ${field}`,
          );
          insist(
            isKept,
            `${key}: the word in ${path} ${taken === undefined ? "is lost" : "became other and was not kept"} in ${field}`,
          );
        }
      }
    },
  },
  {
    number: 49,
    title: "Vietnamese text comes through whole, in NFC",
    check(subject) {
      let carried = 0;
      for (const { key, path, value, read } of eachLeaf(subject)) {
        if (typeof value !== "string" || !textOf(read(strangeWord)).includes(strangeWord)) continue;
        for (const form of ["NFC", "NFD"]) {
          const record = read(vietnamese.normalize(form));
          const text = textOf(record);
          insist(text.includes(vietnamese.normalize("NFC")), `${key}: ${path} does not carry "${vietnamese}" whole`);
          insist(!text.includes(vietnamese.normalize("NFD")), `${key}: ${path} is not in NFC`);
        }
        carried += 1;
      }
      insist(carried > 0, "no field carries text");
    },
  },
];

/** The text of a record but for its id and for what the tool's own words and fields say. */
const textOf = (record: Readonly<Record<string, unknown>> | undefined): string => {
  const { id: _, custom: __, unmapped: ___, ...fields } = record ?? {};
  return JSON.stringify(fields);
};
