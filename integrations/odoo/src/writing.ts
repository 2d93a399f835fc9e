import { type Answer, pick } from "@opensme/core";
import * as z from "zod";

/** The id in the answer to `create`, which makes as many records as it was given: here one. */
const createdId = ({ body }: Answer): string =>
  pick(z.union([z.tuple([z.int()]).transform(([id]) => id), z.int()]), String)(body);

/**
 * How records of a model are made and changed. A change leaves what it does not name as it is. Odoo knows no key that makes it carry out a write once: look up a
 * reference of your own before sending a create again.
 */
export const writing = (model: string) => ({
  create: {
    path: `/json/2/${model}/create`,
    wrap: (values: Readonly<Record<string, unknown>>) => ({ vals_list: [values] }),
    id: createdId,
  },
  update: {
    path: () => `/json/2/${model}/write`,
    semantics: "merge" as const,
    wrap: (vals: Readonly<Record<string, unknown>>, id: string) => ({ ids: [Number(id)], vals }),
  },
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
