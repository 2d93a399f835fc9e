import { codec, fields, resource } from "@opensme/core";
import * as z from "zod";
import { activityObject, readActivity } from "./activities.ts";

const status = codec.meanings({
  done: ["COMPLETED", "BUSY", "NO_ANSWER", "MISSED", "FAILED"],
  cancelled: ["CANCELED"],
  open: ["QUEUED", "CONNECTING", "CALLING_CRM_USER", "RINGING", "IN_PROGRESS"],
});

const Call = activityObject("call", {
  ...fields(z.string(), "hs_call_title", "hs_call_body", "hs_call_disposition"),
  hs_call_direction: codec.choice({ INBOUND: "in", OUTBOUND: "out" }),
  hs_call_status: status,
  hs_call_duration: codec.decimal,
});

/** https://developers.hubspot.com/docs/guides/api/crm/engagements/calls */
export const calls = resource({ entity: "activity", raw: Call.row }).define({
  ...Call.reading,
  read: ({ properties: call, ...row }) => ({
    kind: "call",
    subject: call.hs_call_title,
    body: call.hs_call_body,
    direction: call.hs_call_direction,
    status: call.hs_call_status,
    // The id of one of the outcomes that the account has set up.
    outcome: call.hs_call_disposition,
    startsAt: call.hs_timestamp,
    durationSeconds: call.hs_call_duration ? Math.round(Number(call.hs_call_duration) / 1000) : undefined,
    ...readActivity(row, call),
  }),
});
