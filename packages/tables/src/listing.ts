import { inFiles, type Listing } from "@opensme/core";
import type * as z from "zod";
import type { EntityKey } from "./fields.ts";

/** A listing of the rows whose ids a function tells. */
export type ListOf = (idOf: (content: unknown) => string | undefined) => Listing;

/** Of rows with the same id, in one file or in several, the last counts: exports that were made later tend to have later names. */
export const listingOf = (
  entity: EntityKey,
  entityOf: (content: unknown) => EntityKey | undefined,
  idOf: (content: unknown) => string | undefined,
): Listing =>
  inFiles<ReadonlyMap<string, string>>({
    survey: async (documents) => {
      const last = new Map<string, string>();
      for await (const { content, place } of documents) {
        const id = entityOf(content) === entity ? idOf(content) : undefined;
        if (id !== undefined) last.set(id, place);
      }
      return last;
    },
    rows: ({ content, place }, last) => {
      if (!last) return [content];
      if (entityOf(content) !== entity) return [];
      const id = idOf(content);
      return id === undefined || last.get(id) === place ? [content] : [];
    },
  });

/** The id that a row has, read as the resource reads it; undefined where the row will be rejected. */
export const idIn =
  <Schema extends z.ZodType>(schema: Schema, id: (row: z.output<Schema>) => string) =>
  (content: unknown): string | undefined => {
    const { data } = schema.safeParse(content);
    try {
      return data === undefined ? undefined : id(data as z.output<Schema>);
    } catch {
      return undefined;
    }
  };
