import { codec, resource } from "@opensme/core";
import * as z from "zod";
import { activityObject, readActivity } from "./activities.ts";

const status = codec.meanings({
  done: ["COMPLETED", "BUSY", "NO_ANSWER", "MISSED", "FAILED"],
  cancelled: ["CANCELED"],
  open: ["QUEUED", "CONNECTING", "CALLING_CRM_USER", "RINGING", "IN_PROGRESS"],
});

const Call = activityObject("call", {
  hs_call_title: z.string(),
  hs_call_body: z.string(),
  hs_call_direction: codec.choice({ INBOUND: "in", OUTBOUND: "out" }),
  hs_call_status: status,
  hs_call_disposition: z.string(),
  hs_call_duration: codec.decimal,
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
