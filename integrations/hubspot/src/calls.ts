import { codec, fieldMap, fields, resource } from "@opensme/core";
import * as z from "zod";
import { activityObject, activityWriting, readActivity } from "./activities.ts";
import { meaningOf, wordFor } from "./words.ts";
import { RecordBody } from "./writes.ts";

const status = codec.meanings({
  done: ["COMPLETED", "BUSY", "NO_ANSWER", "MISSED", "FAILED"],
  cancelled: ["CANCELED"],
  open: ["QUEUED", "CONNECTING", "CALLING_CRM_USER", "RINGING", "IN_PROGRESS"],
});

const direction = codec.choice({ INBOUND: "in", OUTBOUND: "out" });

const Call = activityObject("call", {
  ...fields(z.string(), "hs_call_title", "hs_call_body", "hs_call_disposition", "hs_call_status"),
  ...fields(codec.identifier, "hs_call_from_number", "hs_call_to_number"),
  hs_call_recording_url: z.string(),
  hs_call_direction: direction,
  hs_call_duration: codec.decimal,
});

// The outcome is the id of one of those that the account has set up.
const plain = fieldMap({ subject: "hs_call_title", body: "hs_call_body", outcome: "hs_call_disposition" });

/** https://developers.hubspot.com/docs/guides/api/crm/engagements/calls */
export const calls = resource({ entity: "activity", raw: Call.row, body: RecordBody }).define({
  ...Call.reading,
  read: ({ properties: call, ...row }) => {
    const { meant, word } = meaningOf(status, call.hs_call_status);
    return {
      kind: "call",
      ...plain.read(call),
      direction: call.hs_call_direction,
      status: meant,
      startsAt: call.hs_timestamp,
      durationSeconds: call.hs_call_duration ? Math.round(Number(call.hs_call_duration) / 1000) : undefined,
      ...readActivity(row, call),
      unmapped: {
        status: word,
        from: call.hs_call_from_number,
        to: call.hs_call_to_number,
        recording: call.hs_call_recording_url,
      },
    };
  },
  ...activityWriting("calls", { contact: 194, company: 182, deal: 206 }, (call) => ({
    ...plain.write(call),
    hs_call_direction: wordFor(direction, "direction", call.direction),
    hs_call_status: wordFor(status, "status", call.status, call.unmapped?.["status"]),
    hs_call_duration: call.durationSeconds === undefined ? undefined : String(call.durationSeconds * 1000),
  })),
});
