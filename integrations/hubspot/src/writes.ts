import { type Answer, codec, pick } from "@opensme/core";
import * as z from "zod";

/** A record as it is sent. Associations are taken when it is created. */
export const RecordBody = z.object({
  properties: z.record(z.string(), z.string()),
  associations: z
    .array(
      z.object({
        to: z.object({ id: z.string() }),
        types: z.array(z.object({ associationCategory: z.string(), associationTypeId: z.int() })),
      }),
    )
    .optional(),
});

const Written = z.object({ id: codec.ownId });

const writtenId = ({ body }: Answer): string => pick(Written, ({ id }) => id)(body);

/** The answer to a create has properties of HubSpot's choosing, so the record is then read. Records are removed into the recycle bin, from where people can take them back for 90 days. */
export const writing = (type: string) => {
  const path = (id: string): string => `/crm/v3/objects/${type}/${id}`;
  return {
    create: { path: `/crm/v3/objects/${type}`, id: writtenId },
    update: { path, method: "patch", semantics: "merge" },
    remove: { path },
  } as const;
};

/** The types of associations with what a record can be with. */
export interface LinkTypes {
  contact?: number;
  company?: number;
  deal?: number;
}

/**
 * Asks for associations when a record is created, with those of the refs whose kind has a type. `HUBSPOT_DEFINED` types are the same in every account.
 * https://developers.hubspot.com/docs/reference/api/crm/associations/association-details#association-type-id-values
 */
export const associate = (refs: readonly { id: string }[], types: LinkTypes) =>
  refs.flatMap(({ id }) => {
    const [, kind = "deal", own = ""] = /^(?:(contact|company):)?(.+)$/.exec(id) ?? [];
    const type = new Map(Object.entries(types)).get(kind);
    if (type === undefined) return [];
    return [{ to: { id: own }, types: [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId: type }] }];
  });

type Associations = z.output<typeof RecordBody>["associations"];

/** A record as it is sent: its properties, all of them text, of which those without a value are left out; and what a new one is associated with. */
export const written = (
  properties: Readonly<Record<string, string | undefined>>,
  custom: Readonly<Record<string, unknown>> | undefined,
  associations?: Associations,
) => {
  const given = Object.entries(properties).filter(([, value]) => value !== undefined);
  const all = Object.entries({ ...custom, ...Object.fromEntries(given) });
  return { properties: Object.fromEntries(all.map(([name, value]) => [name, textOf(value)])), associations };
};

const textOf = (value: unknown): string => (Array.isArray(value) ? value.join(";") : String(value ?? ""));
