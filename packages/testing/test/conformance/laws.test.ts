import { listing, type Progress, single, toDecimal } from "@opensme/core";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { judge, laws, type Subject } from "../../src/index.ts";
import * as broken from "./broken.ts";
import { fixtures, groveWith, Person, peopleList, peopleWith, readPerson, salesWith } from "./grove.ts";
import { groveSandbox, type Mischief } from "./grove-sandbox.ts";

const subject = (changes: Partial<Subject> = {}, mischief: Mischief = {}): Subject => ({
  connector: groveWith({ people: peopleWith({}), sales: salesWith({}) }),
  sandbox: groveSandbox(mischief),
  fixtures,
  manifest: { name: "grove", version: "1.2.3", license: "Apache-2.0" },
  writes: { people: { create: { name: "Người Mới" }, update: { name: "Người Khác" } } },
  ...changes,
});

const withPeople = (people: Parameters<typeof peopleWith>[0], mischief?: Mischief): Subject =>
  subject({ connector: groveWith({ people: peopleWith(people), sales: salesWith({}) }) }, mischief);

const withList = (changes: object, mischief?: Mischief): Subject =>
  withPeople({ list: listing({ ...peopleList, ...changes }) }, mischief);

const withHttp = (changes: object): Subject => {
  const { connector } = subject();
  return subject({ connector: { ...connector, http: { ...connector.http, ...changes } } });
};

/** For each law, a connector or vendor broken in just that way. */
const faults: Readonly<Record<number, Readonly<Record<string, () => Subject>>>> = {
  1: { "an id with a capital": () => subject({ connector: { ...subject().connector, id: "Grove" } }) },
  2: {
    "another version": () => subject({ manifest: { name: "grove", version: "1.2.4", license: "Apache-2.0" } }),
    "another name": () => subject({ manifest: { name: "forest", version: "1.2.3", license: "Apache-2.0" } }),
    "a scoped package under another licence": () =>
      subject({ manifest: { name: "@opensme/grove", version: "1.2.3", license: "MIT" } }),
  },
  3: {
    "a write that is never tried": () => subject({ writes: {} }),
    "a create that gives an id of its own making": () => withPeople({ id: ({ id }) => id + 500 }),
  },
  4: { "a host that is never asked": () => withHttp({ hosts: ["files.grove.example"] }) },
  5: { "a write without a scope": () => withPeople({ scopes: { read: ["people"] } }) },
  6: {
    "a secret that is not marked": () =>
      subject({ connector: { ...subject().connector, config: z.strictObject({ clientSecret: z.string() }) } }),
  },
  7: {
    "no limits": () => withHttp({ limits: [] }),
    "offset paging without an order": () => withList({ order: undefined }),
  },
  9: { "a vendor that takes any credentials": () => subject({}, { takesAnyCredentials: true }) },
  10: { "a token renewed for every request": () => subject({ connect: broken.renewsForEveryRequest }) },
  11: { "a token used before it is stored": () => subject({ connect: broken.storesTokensLate }) },
  12: { "a loop when refused": () => subject({ connect: broken.loopsWhenRefused }) },
  13: { "an error that tells the settings": () => subject({ connect: broken.tellsSecrets }) },
  14: {
    "only the first page": () => withList({ paging: single() }),
    "a filter that loses records": () => withList({ items: (page: { data: unknown[] }) => page.data.slice(0, -1) }),
    "a record made up": () =>
      withList({
        items: ({ data }: { data: unknown[] }) => (data.length < 10 ? [...data, { id: 4711, name: "Nobody" }] : data),
      }),
  },
  15: {
    "paging that does not notice a repeated page": () =>
      withList({
        paging: {
          ...peopleList.paging,
          next: ({ wire }: Progress) => ({
            wire: { query: { skip: Number(wire.query?.["skip"] ?? 0) + 10 } },
            seen: 0,
          }),
        },
      }),
  },
  16: {
    "a filter that wants more than the moment": () =>
      withList({ since: (instant: string) => ({ query: { since: new Date(Date.parse(instant) + 1).toISOString() } }) }),
  },
  17: {
    "offset paging without an anchor": () =>
      withList({
        paging: {
          ...peopleList.paging,
          next: ({ wire, elements }: Progress) => {
            const skip = Number(wire.query?.["skip"] ?? 0) + elements.length;
            return elements.length === 10 ? { wire: { query: { skip } }, seen: skip } : undefined;
          },
        },
      }),
  },
  18: {
    "a mapping that breaks the entity's schema": () =>
      withPeople({ read: (person) => ({ ...readPerson(person), birthDate: "17/05/1990" }) }),
    "a schema that is stricter than the vendor": () =>
      withPeople({ raw: Person.extend({ email: z.string() }) as never }),
  },
  19: {
    "a schema that refuses unknown fields": () => withPeople({ raw: z.strictObject(Person.shape) as never }),
    "a schema that takes anything": () =>
      withPeople({ raw: z.looseObject({}) as never, read: () => ({ name: "Somebody" }) as never, id: () => 1 }),
  },
  20: {
    "two rows with one id": () => withPeople({ id: ({ id }) => id % 20 }),
    "an id that is not there": () => withPeople({ id: (person) => String(person["code"]) }),
    "ids that two resources share": () =>
      subject({ connector: groveWith({ people: peopleWith({}), again: peopleWith({}), sales: salesWith({}) }) }),
  },
  21: {
    "a ref with a prefix that ids do not have": () =>
      subject({ connector: groveWith({ people: peopleWith({}), sales: salesWith({ personPrefix: "person:" }) }) }),
  },
  23: {
    "a row rebuilt by the listing": () =>
      withList({ items: (page: { data: object[] }) => page.data.map((row) => ({ ...row, seenAt: "now" })) }),
  },
  24: { "a vendor field that changes with every read": () => withPeople({}, { restless: true }) },
  26: { "a checkpoint that JSON changes": () => subject({ connect: broken.keepsItsPlaceInAFunction }) },
  27: {
    "a filter that is not sent": () => withList({ since: () => ({}) }),
    "a filter that reaches too far": () => withList({ since: () => ({ query: { since: "2030-01-01" } }) }),
  },
  28: { "a resumed listing that skips a page": () => subject({ connect: broken.skipsAPageOnResume }) },
  29: { "untyped errors": () => subject({ connect: broken.throwsUntypedErrors }) },
  31: { "a garbage checkpoint taken for a late page": () => subject({ connect: broken.startsOverSilently }) },
  34: {
    "deleted ids that are not read": () => withList({ removed: () => undefined }),
    "a vendor that forgets": () => subject({}, { forgetsRemoved: true }),
  },
  35: { "a listing that gives what was deleted": () => subject({}, { keepsRemoved: true }) },
  37: { "a listing that never gives back what was restored": () => subject({}, { losesRestored: true }) },
  40: { "asking again at once": () => subject({ connect: broken.asksAgainAtOnce }) },
  41: { "every failure taken for the same": () => subject({ connect: broken.takesEverythingForUnavailable }) },
  43: { "an abort that is ignored": () => subject({ connect: broken.ignoresAborts }) },
  44: {
    "a field mapped wrongly": () =>
      withPeople({ read: (person) => ({ ...readPerson(person), name: person.name.toUpperCase() }) }),
    "a field not mapped": () =>
      withPeople({ read: (person) => ({ ...readPerson(person), emails: undefined }) as never }),
    "a resource without a fixture": () => subject({ fixtures: { people: fixtures["people"] as never } }),
  },
  45: {
    "a field that is named and not read": () =>
      withPeople({ raw: Person.extend({ nickname: z.string().nullish() }) as never }),
  },
  46: {
    "a word that is lost": () =>
      withPeople({
        read: (person) => ({
          ...readPerson(person),
          status: person.tier === "active" ? person.tier : ("other" as never),
        }),
      }),
  },
  47: {
    "floating point": () =>
      withPeople({
        read: (person) => ({ ...readPerson(person), receivable: toDecimal(Number(person.owes ?? 0) * 1.1) }),
      }),
    "totals that do not add up": () => subject({}, { miscounts: true }),
  },
  48: {
    "a date that is guessed": () =>
      withPeople({
        raw: Person.extend({ born: z.string().nullish() }) as never,
        read: (person) => ({
          ...readPerson(person),
          birthDate: person.born?.startsWith("19") ? person.born : "1900-01-01",
        }),
      }),
  },
  49: {
    "text that loses its marks": () =>
      withPeople({
        read: (person) => ({
          ...readPerson(person),
          name: person.name.normalize("NFD").replace(/\p{M}/gu, ""),
          emails: [],
        }),
      }),
  },
  50: { "a write that changes what it writes": () => subject({}, { shouts: true }) },
  64: {
    "a real address": () =>
      subject({ fixtures: { ...fixtures, people: { ...fixtures["people"], source: "somebody@gmail.com" } as never } }),
  },
};

describe("the fictional vendor's connector", () => {
  it.each(laws.map((law) => [law.number, law] as const))("keeps law %i", async (_, law) => {
    expect(await judge(law, subject())).not.toHaveProperty("outcome", "broken");
  });
});

describe("a seeded fault breaks law", () => {
  it("of every number there is", () => {
    expect(laws.map(({ number }) => number).filter((number) => !(number in faults))).toEqual([]);
  });

  for (const [number, cases] of Object.entries(faults)) {
    const law = laws.find((candidate) => candidate.number === Number(number));
    it.each(Object.entries(cases))(`${number}: %s`, async (_, faulty) => {
      expect(law && (await judge(law, faulty()))).toHaveProperty("outcome", "broken");
    });
  }
});
