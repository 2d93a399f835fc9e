import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineFileConnector, inFiles, resource } from "@opensme/core";
import { HttpResponse } from "msw";
import * as z from "zod";
import { defineSandbox, type Subject } from "../../src/index.ts";

const Person = z.object({ no: z.int(), name: z.string() });

/** The connector of a tool that does not exist and leaves one file per person. */
const connector = defineFileConnector({
  spec: 1,
  id: "cabinet",
  name: "Cabinet",
  version: "1.2.3",
  categories: ["crm"],
  countries: [],
  config: z.strictObject({ folder: z.string() }),
  files: {
    folder: ({ folder }) => folder,
    extensions: [".json"],
    parse: (content) => [JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(content))],
  },
  check: { identity: async () => ({ name: "Cabinet" }) },
  resources: {
    people: resource({ entity: "contact", raw: Person }).define({
      id: ({ no }) => no,
      read: ({ name }) => ({ name }),
      list: inFiles({ rows: ({ content }) => [content] }),
    }),
  },
});

/** One folder for all sandboxes, which goes with the process. */
const room = mkdtempSync(join(tmpdir(), "cabinet-"));
process.on("exit", () => rmSync(room, { recursive: true, force: true }));

type Person = z.output<typeof Person>;

interface Drawer {
  people: Map<number, Person>;
  removed: Map<number, Person>;
}

const sandbox: Subject["sandbox"] = (options) => {
  const folder = mkdtempSync(join(room, "drawer-"));
  const pathOf = (no: number): string => join(folder, `${no}.json`);
  const write = (person: Person): void => writeFileSync(pathOf(person.no), JSON.stringify(person));
  return defineSandbox<Drawer>({
    id: "cabinet",
    config: { folder },
    state() {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
      const people = Array.from({ length: 45 }, (_, index) => ({ no: index + 1, name: `Người ${index + 1}` }));
      for (const person of people) write(person);
      return { people: new Map(people.map((person) => [person.no, person])), removed: new Map() };
    },
    handlers: () => [],
    control: (state) => ({
      ids: () => [...state().people.keys()].map(String),
      touch(_, id) {
        const person = state().people.get(Number(id));
        if (person) write({ ...person, name: `${person.name}.` });
      },
      remove(_, id) {
        const person = state().people.get(Number(id));
        if (!person) return;
        rmSync(pathOf(person.no));
        state().people.delete(person.no);
        state().removed.set(person.no, person);
      },
      restore(_, id) {
        const person = state().removed.get(Number(id));
        if (!person) return;
        write(person);
        state().people.set(person.no, person);
      },
      insert() {
        const no = Math.max(0, ...state().people.keys()) + 1;
        const person = { no, name: `Người ${no}` };
        write(person);
        state().people.set(no, person);
        return String(no);
      },
    }),
    rateLimited: () => new HttpResponse(null, { status: 429 }),
  })(options);
};

/** A subject that reads files. */
export const cabinet = (changes: Partial<Subject> = {}): Subject => ({
  connector,
  sandbox,
  fixtures: {
    people: {
      origin: "constructed",
      source: "a tool that does not exist",
      rows: [{ raw: { no: 1, name: "Ánh" }, expected: { id: "1", name: "Ánh" } }],
    },
  },
  manifest: {
    name: "cabinet",
    version: "1.2.3",
    license: "Apache-2.0",
    type: "module",
    peerDependencies: { "@opensme/core": "*" },
  },
  ...changes,
});
