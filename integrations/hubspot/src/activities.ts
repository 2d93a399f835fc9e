import { codec, ref } from "@opensme/core";
import type * as z from "zod";
import { crmObject, dealLinks, linkedIds, readRecord } from "./records.ts";
import { moment } from "./wire.ts";

/** Activities have no scopes of their own: https://developers.hubspot.com/docs/guides/api/crm/engagements/tasks */
export const activityScopes = {
  read: ["crm.objects.contacts.read", "crm.objects.companies.read", "crm.objects.deals.read"],
  write: ["crm.objects.contacts.write"],
};

/** What calls, meetings, e-mails, tasks and notes have in common, with the properties of one kind. */
export const activityObject = <const Properties extends z.ZodRawShape>(kind: string, properties: Properties) => {
  const { row, reading } = crmObject({
    type: `${kind}s`,
    fields: dealLinks,
    properties: { hs_timestamp: moment, hubspot_owner_id: codec.identifier, ...properties },
  });
  return { row, reading: { ...reading, prefix: kind, scopes: { read: activityScopes.read } } };
};

type Activity = z.output<ReturnType<typeof activityObject<Record<never, never>>>["row"]>;
type Row = Omit<Activity, "properties">;

/** Whom it is with, people before firms; undefined where that is not told. */
const partiesOf = (row: Row) => {
  const people = linkedIds(row, "contacts")?.map((id) => `contact:${id}`);
  const firms = linkedIds(row, "companies")?.map((id) => `company:${id}`);
  return people || firms ? [...(people ?? []), ...(firms ?? [])].map((id) => ({ contact: { id } })) : undefined;
};

/** What activities of all kinds tell in the same way. */
export const readActivity = (row: Row, properties: Activity["properties"]) => ({
  owner: ref(properties.hubspot_owner_id),
  contacts: partiesOf(row),
  deals: linkedIds(row, "deals")?.map((id) => ({ deal: { id } })),
  ...readRecord(row, properties),
});
