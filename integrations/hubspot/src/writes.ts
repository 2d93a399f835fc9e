import { type Answer, pick } from "@opensme/core";
import * as z from "zod";
import { ownId } from "./wire.ts";

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

const Written = z.object({ id: ownId });

const writtenId = ({ body }: Answer): string => pick(Written, ({ id }) => id)(body);

/** Creates a record. The answer has properties of HubSpot's choosing, so the record is then read. */
export const creating = (type: string) => ({ path: `/crm/v3/objects/${type}`, id: writtenId });

/** Changes the properties that are sent. */
export const updating = (type: string) => ({
  path: (id: string): string => `/crm/v3/objects/${type}/${id}`,
  method: "patch" as const,
  semantics: "merge" as const,
});

/** Puts a record into the recycle bin, from where people can take it back for 90 days. */
export const removing = (type: string) => ({ path: (id: string): string => `/crm/v3/objects/${type}/${id}` });

/** The vendor's ids of refs to records of one object; refs of others are left out. */
export const idsOfKind = (refs: readonly { id: string }[], kind: "contact" | "company"): string[] =>
  refs.flatMap(({ id }) => (id.startsWith(`${kind}:`) ? [id.slice(kind.length + 1)] : []));
