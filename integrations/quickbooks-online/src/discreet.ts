import { type Listing, listing, single, withoutSensitive } from "@opensme/core";
import * as z from "zod";
import { edition, type ListDeclaration, pathOf, reading, rowOf } from "./wire.ts";

/** Reading of an entity, some fields of which only those see who asked for sensitive ones: a query gives all fields, and so does a look-up. */
export const readingDiscreetly = (declaration: ListDeclaration, fields: readonly string[]) => {
  const { list, ...read } = reading(declaration);
  const { entity, leaveOut = () => false } = declaration;
  const discreetly = (listed: Listing): Listing => withoutSensitive(listed, (field) => fields.includes(field));
  const one = (id: string): Listing =>
    listing({
      path: `${pathOf(entity)}/${encodeURIComponent(id)}`,
      query: edition,
      page: z.unknown(),
      items: (answer) => [rowOf(entity)(answer)].filter((row) => !leaveOut(row)),
      paging: single(),
      deletes: "never",
    });
  return { ...read, list: discreetly(list), get: { listing: (id: string) => discreetly(one(id)) } } as const;
};
