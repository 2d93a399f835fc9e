import { type Answer, pick } from "@opensme/core";
import * as z from "zod";
import type { recordsBy } from "./records.ts";

/** The id in the answer to `create`, which makes as many records as it was given: here one. */
const createdId = ({ body }: Answer): string =>
  pick(z.union([z.tuple([z.int()]).transform(([id]) => id), z.int()]), String)(body);

export interface Find {
  field: string;
  listing: ReturnType<typeof recordsBy>;
}

/**
 * How records of a model are made and changed. A change leaves what it does not name as it is. Odoo knows no key that makes it carry out a write once: such a key
 * is kept in the field by which a record is found.
 */
export const writing = (model: string, find: Find) => ({
  create: {
    path: `/json/2/${model}/create`,
    wrap: (values: Readonly<Record<string, unknown>>) => ({ vals_list: [values] }),
    id: createdId,
    find,
  },
  update: {
    path: () => `/json/2/${model}/write`,
    semantics: "merge" as const,
    wrap: (vals: Readonly<Record<string, unknown>>, id: string) => ({ ids: [Number(id)], vals }),
  },
});

/** A method of a model, called for one record. */
export const acting = (model: string, method: string, context?: Readonly<Record<string, boolean>>) => ({
  path: `/json/2/${model}/${method}`,
  method: "post" as const,
  body: (id: string) => ({ ids: [Number(id)], ...(context ? { context } : {}) }),
});

/** The lines of a document as commands: one that has an id is changed, one without is added, and none is taken away. */
export const commands = <Line extends object>(
  lines: readonly ({ id?: string | undefined } & Line)[] | undefined,
  values: (line: Line) => object | undefined,
): ([0, 0, object] | [1, number, object])[] | undefined =>
  lines?.flatMap((line) => {
    const fields = values(line);
    if (!fields) return [];
    return [line.id === undefined ? [0, 0, fields] : [1, Number(line.id), fields]];
  });
