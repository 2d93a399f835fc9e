import type { RecordChanges } from "@opensme/core";
import { ref } from "@opensme/core";
import * as z from "zod";
import { associate } from "./associations.ts";
import { customOf } from "./properties.ts";
import { Associated, Linked, linkedIds, moment, recordFields, word } from "./wire.ts";
import { idsOfKind } from "./writes.ts";

/** The properties that calls, meetings, e-mails, tasks and notes have in common. */
const activityProperties = { hs_timestamp: moment.nullish(), hubspot_owner_id: word.nullish() };

/** An activity with properties of its kind. */
export const activityRow = <Shape extends z.core.$ZodLooseShape>(properties: Shape) =>
  z.object({
    ...recordFields,
    properties: z.looseObject({ ...activityProperties, ...properties }),
    contacts: Linked,
    companies: Linked,
    deals: Linked,
    associations: z.object({ contacts: Associated, companies: Associated, deals: Associated }).nullish(),
  });

/** How activities of a kind are read. */
export const activityObject = (type: string, { properties }: { properties: z.ZodObject }) => ({
  type,
  properties: Object.keys(properties.shape),
  links: ["contacts", "companies", "deals"],
});

type Row = z.output<ReturnType<typeof activityRow<Record<never, never>>>>;

/** Whom it is with, people before firms; undefined where that is not told. */
const partiesOf = ({ contacts, companies, associations }: Row) => {
  const people = linkedIds(contacts, associations?.contacts)?.map((id) => `contact:${id}`);
  const firms = linkedIds(companies, associations?.companies)?.map((id) => `company:${id}`);
  return people || firms ? [...(people ?? []), ...(firms ?? [])].map((id) => ({ contact: { id } })) : undefined;
};

/** What activities of all kinds tell in the same way. */
export const readActivity = (row: Row) => ({
  owner: ref(row.properties.hubspot_owner_id),
  contacts: partiesOf(row),
  deals: linkedIds(row.deals, row.associations?.deals)?.map((id) => ({ deal: { id } })),
  url: row.url,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
  custom: customOf(row),
});

/** Whom a new activity is with; `types` are those of its kind. */
export const activityLinks = (
  { contacts, deals }: RecordChanges<"activity">,
  types: { contact: number; company: number; deal: number },
) => {
  const parties = contacts?.map(({ contact }) => contact) ?? [];
  return associate([
    ...idsOfKind(parties, "contact").map((id) => ({ id, type: types.contact })),
    ...idsOfKind(parties, "company").map((id) => ({ id, type: types.company })),
    ...(deals ?? []).map(({ deal: { id } }) => ({ id, type: types.deal })),
  ]);
};

/** Activities have no scopes of their own: https://developers.hubspot.com/docs/guides/api/crm/engagements/tasks */
export const activityScopes = {
  read: ["crm.objects.contacts.read", "crm.objects.companies.read", "crm.objects.deals.read"],
  write: ["crm.objects.contacts.write"],
};
