import { codec, resource } from "@opensme/core";
import * as z from "zod";
import { activityObject, readActivity } from "./activities.ts";

const status = codec.choice({
  COMPLETED: "done",
  BUSY: "done",
  NO_ANSWER: "done",
  MISSED: "done",
  FAILED: "done",
  CANCELED: "cancelled",
  QUEUED: "open",
  CONNECTING: "open",
  CALLING_CRM_USER: "open",
  RINGING: "open",
  IN_PROGRESS: "open",
});

const Call = activityObject("call", {
  hs_call_title: z.string().nullish(),
  hs_call_body: z.string().nullish(),
  hs_call_direction: codec.choice({ INBOUND: "in", OUTBOUND: "out" }).nullish(),
  hs_call_status: status.nullish(),
  hs_call_disposition: z.string().nullish(),
  hs_call_duration: codec.decimal.nullish(),
});

/** https://developers.hubspot.com/docs/guides/api/crm/engagements/calls */
export const calls = resource({ entity: "activity", raw: Call.row }).define({
  ...Call.reading,
  read: (row) => {
    const call = row.properties;
    const milliseconds = call.hs_call_duration;
    return {
      kind: "call",
      subject: call.hs_call_title,
      body: call.hs_call_body,
      direction: call.hs_call_direction,
      status: call.hs_call_status,
      // The id of one of the outcomes that the account has set up.
      outcome: call.hs_call_disposition,
      startsAt: call.hs_timestamp,
      durationSeconds: milliseconds ? Math.round(Number(milliseconds) / 1000) : undefined,
      ...readActivity(row),
    };
  },
});
