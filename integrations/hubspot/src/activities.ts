import { codec, type RecordChanges, ref, refuse } from "@opensme/core";
import type * as z from "zod";
import { crmObject, dealLinks, linkedIds, readRecord } from "./records.ts";
import { moment } from "./wire.ts";
import { associate, type LinkTypes, writing, written } from "./writes.ts";

/** Activities have no scopes of their own: https://developers.hubspot.com/docs/guides/api/crm/engagements/tasks */
export const activityScopes = {
  read: ["crm.objects.contacts.read", "crm.objects.companies.read", "crm.objects.deals.read"],
  write: ["crm.objects.contacts.write"],
};

/** What activities of all kinds have in common, with the properties of one kind. */
export const activityObject = <const Properties extends z.ZodRawShape>(
  kind: string,
  properties: Properties,
  type = `${kind}s`,
) => {
  const { row, reading } = crmObject({
    type,
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

type Changes = RecordChanges<"activity">;

/** How activities of a kind are sent: its own properties, its time, without which HubSpot takes no new one, and whom a new one is with, by the types of such associations. */
export const activityWriting = (
  type: string,
  links: LinkTypes,
  sent: (activity: Changes) => Readonly<Record<string, string | undefined>>,
  time: "startsAt" | "dueAt" = "startsAt",
) => ({
  write: (activity: Changes, operation: "create" | "update") => {
    const { [time]: at, owner, contacts = [], deals = [], custom } = activity;
    if (operation === "create" && !at) throw refuse(time, "is needed: HubSpot takes no activity without its time");
    const refs = [...contacts.map(({ contact }) => contact), ...deals.map(({ deal }) => deal)];
    return written(
      { hs_timestamp: at, hubspot_owner_id: owner?.id, ...sent(activity) },
      custom,
      operation === "create" ? associate(refs, links) : undefined,
    );
  },
  ...writing(type),
  scopes: activityScopes,
});
