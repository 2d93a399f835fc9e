import { codec, resource } from "@opensme/core";
import * as z from "zod";
import { activityObject, activityRow, activityScopes, readActivity } from "./activities.ts";
import { crmList, crmRecord } from "./objects.ts";

/** An e-mail is sent from HubSpot, came in, or was forwarded to it: https://developers.hubspot.com/docs/guides/api/crm/engagements/email */
const direction = codec.choice({
  EMAIL: "out",
  INCOMING_EMAIL: "in",
  FORWARDED_EMAIL: "in",
  DRAFT_EMAIL: "out",
});

const Email = activityRow({
  hs_email_subject: z.string().nullish(),
  hs_email_html: z.string().nullish(),
  hs_email_text: z.string().nullish(),
  hs_email_direction: direction.nullish(),
  hs_email_status: codec.choice({ SENT: "done", SCHEDULED: "open", SENDING: "open" }).nullish(),
});

const object = activityObject("emails", Email.shape);

export const emails = resource({ entity: "activity", raw: Email }).define({
  id: (email) => email.id,
  prefix: "email",
  read: (row) => {
    const email = row.properties;
    return {
      kind: "email",
      subject: email.hs_email_subject,
      body: email.hs_email_html || email.hs_email_text,
      direction: email.hs_email_direction,
      status: email.hs_email_status,
      startsAt: email.hs_timestamp,
      ...readActivity(row),
    };
  },
  list: crmList(object),
  get: { listing: crmRecord(object) },
  scopes: { read: ["sales-email-read", ...activityScopes.read] },
});
