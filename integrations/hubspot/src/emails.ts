import { codec, fields, resource } from "@opensme/core";
import * as z from "zod";
import { activityObject, activityScopes, activityWriting, readActivity } from "./activities.ts";
import { meaningOf, wordFor } from "./words.ts";
import { RecordBody } from "./writes.ts";

/** An e-mail is sent from HubSpot, came in, or was forwarded to it: https://developers.hubspot.com/docs/guides/api/crm/engagements/email */
const direction = codec.meanings({ out: ["EMAIL", "DRAFT_EMAIL"], in: ["INCOMING_EMAIL", "FORWARDED_EMAIL"] });

const status = codec.meanings({ done: ["SENT"], open: ["SCHEDULED", "SENDING"] });

const Email = activityObject("email", {
  ...fields(z.string(), "hs_email_subject", "hs_email_html", "hs_email_text"),
  ...fields(z.string(), "hs_email_direction", "hs_email_status"),
  ...fields(z.string(), "hs_email_from_email", "hs_email_to_email", "hs_email_cc_email"),
});

export const emails = resource({ entity: "activity", raw: Email.row, body: RecordBody }).define({
  ...Email.reading,
  read: ({ properties: email, ...row }) => {
    const way = meaningOf(direction, email.hs_email_direction);
    const state = meaningOf(status, email.hs_email_status);
    return {
      kind: "email",
      subject: email.hs_email_subject,
      body: email.hs_email_html || email.hs_email_text,
      direction: way.meant,
      status: state.meant,
      startsAt: email.hs_timestamp,
      ...readActivity(row, email),
      unmapped: {
        direction: way.word,
        status: state.word,
        from: email.hs_email_from_email,
        to: email.hs_email_to_email,
        cc: email.hs_email_cc_email,
      },
    };
  },
  ...activityWriting("emails", { contact: 198, company: 186, deal: 210 }, (email) => ({
    hs_email_subject: email.subject,
    hs_email_html: email.body,
    hs_email_direction: wordFor(direction, "direction", email.direction, email.unmapped?.["direction"]),
    hs_email_status: wordFor(status, "status", email.status, email.unmapped?.["status"]),
  })),
  scopes: { ...activityScopes, read: ["sales-email-read", ...activityScopes.read] },
});
