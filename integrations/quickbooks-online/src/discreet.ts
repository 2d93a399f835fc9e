import { type Listing, listing, single } from "@opensme/core";
import * as z from "zod";
import { edition, reading, rowOf } from "./wire.ts";

const Row = z.record(z.string(), z.unknown());

const without = (row: unknown, fields: readonly string[]): unknown => {
  const { data } = Row.safeParse(row);
  return data ? Object.fromEntries(Object.entries(data).filter(([field]) => !fields.includes(field))) : row;
};

/** Leaves out what nobody asked for: a query gives all fields of its entity, and so does a look-up. */
const discreetly = (list: Listing, fields: readonly string[]): Listing => ({
  ...list,
  async *pages(input, api) {
    for await (const page of list.pages(input, api))
      yield api.sensitive ? page : { ...page, rows: page.rows.map((row) => without(row, fields)) };
  },
});

/** Reading of an entity, some fields of which only those see who asked for sensitive ones. */
export const readingDiscreetly = (declaration: Parameters<typeof reading>[0], fields: readonly string[]) => {
  const { list, ...read } = reading(declaration);
  const { entity, path, leaveOut = () => false } = declaration;
  const one = (id: string): Listing =>
    listing({
      path: `/${path}/${encodeURIComponent(id)}`,
      query: edition,
      page: z.unknown(),
      items: (answer) => [rowOf(entity)(answer)].filter((row) => !leaveOut(row)),
      paging: single(),
      deletes: "never",
    });
  return {
    ...read,
    list: discreetly(list, fields),
    get: { listing: (id: string) => discreetly(one(id), fields) },
  } as const;
};
