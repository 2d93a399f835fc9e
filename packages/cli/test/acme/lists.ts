import { defineFileConnector, inFiles, resource } from "@opensme/core";
import * as z from "zod";

const Person = z.object({ no: z.int(), name: z.string() });

/** A tool that does not exist and leaves lists of people: `1 Ánh` on each line. */
export const lists = defineFileConnector({
  spec: 1,
  id: "lists",
  name: "Lists",
  version: "1.0.0",
  categories: ["crm"],
  countries: [],
  config: z.strictObject({ folder: z.string() }),
  files: {
    folder: ({ folder }) => folder,
    extensions: [".txt"],
    parse: (content) =>
      new TextDecoder()
        .decode(content)
        .trim()
        .split("\n")
        .map((line, index) => {
          const [, no, name] = /^(\d+) (.+)$/.exec(line) ?? [];
          if (name === undefined) throw new Error(`line ${index + 1}: expected a number and a name`);
          return { no: Number(no), name };
        }),
  },
  check: { identity: async () => ({ name: "Lists" }) },
  resources: {
    people: resource({ entity: "contact", raw: Person }).define({
      id: ({ no }) => no,
      read: ({ name }) => ({ name }),
      list: inFiles({ rows: ({ content }) => [content] }),
    }),
  },
});
