import { fields, resource } from "@opensme/core";
import * as z from "zod";
import { activityObject, activityWriting, readActivity } from "./activities.ts";
import { RecordBody } from "./writes.ts";

const Message = activityObject(
  "message",
  fields(z.string(), "hs_communication_body", "hs_communication_channel_type"),
  "communications",
);

/** What was written by SMS, WhatsApp or LinkedIn; which of them stands in `unmapped`. https://developers.hubspot.com/docs/api/crm/communications */
export const messages = resource({ entity: "activity", raw: Message.row, body: RecordBody }).define({
  ...Message.reading,
  read: ({ properties: message, ...row }) => ({
    kind: "message",
    body: message.hs_communication_body,
    startsAt: message.hs_timestamp,
    ...readActivity(row, message),
    unmapped: { channel: message.hs_communication_channel_type },
  }),
  ...activityWriting("communications", { contact: 81, company: 87, deal: 85 }, (message) => ({
    hs_communication_body: message.body,
    hs_communication_logged_from: "CRM",
  })),
});
