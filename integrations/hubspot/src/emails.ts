import { codec, fields, resource } from "@opensme/core";
import * as z from "zod";
import { activityObject, activityScopes, readActivity } from "./activities.ts";

/** An e-mail is sent from HubSpot, came in, or was forwarded to it: https://developers.hubspot.com/docs/guides/api/crm/engagements/email */
const direction = codec.meanings({ out: ["EMAIL", "DRAFT_EMAIL"], in: ["INCOMING_EMAIL", "FORWARDED_EMAIL"] });

const Email = activityObject("email", {
  ...fields(z.string(), "hs_email_subject", "hs_email_html", "hs_email_text"),
  hs_email_direction: direction,
  hs_email_status: codec.meanings({ done: ["SENT"], open: ["SCHEDULED", "SENDING"] }),
});

export const emails = resource({ entity: "activity", raw: Email.row }).define({
  ...Email.reading,
  read: ({ properties: email, ...row }) => ({
    kind: "email",
    subject: email.hs_email_subject,
    body: email.hs_email_html || email.hs_email_text,
    direction: email.hs_email_direction,
    status: email.hs_email_status,
    startsAt: email.hs_timestamp,
    ...readActivity(row, email),
  }),
  scopes: { read: ["sales-email-read", ...activityScopes.read] },
});
