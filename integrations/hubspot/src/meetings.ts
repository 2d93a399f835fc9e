import { codec, fields, resource } from "@opensme/core";
import * as z from "zod";
import { activityObject, activityWriting, readActivity } from "./activities.ts";
import { moment } from "./wire.ts";
import { meaningOf, wordFor } from "./words.ts";
import { RecordBody } from "./writes.ts";

/** https://developers.hubspot.com/docs/guides/api/crm/engagements/meetings */
const outcome = codec.meanings({
  open: ["SCHEDULED", "RESCHEDULED"],
  // With a blank as the documentation has it.
  done: ["COMPLETED", "NO_SHOW", "NO SHOW"],
  cancelled: ["CANCELED"],
});

const Meeting = activityObject("meeting", {
  ...fields(z.string(), "hs_meeting_title", "hs_meeting_body", "hs_internal_meeting_notes", "hs_meeting_outcome"),
  ...fields(z.string(), "hs_meeting_location", "hs_meeting_external_url"),
  hs_meeting_start_time: moment,
  hs_meeting_end_time: moment,
});

export const meetings = resource({ entity: "activity", raw: Meeting.row, body: RecordBody }).define({
  ...Meeting.reading,
  read: ({ properties: meeting, ...row }) => ({
    kind: "meeting",
    subject: meeting.hs_meeting_title,
    body: meeting.hs_meeting_body || meeting.hs_internal_meeting_notes,
    status: meaningOf(outcome, meeting.hs_meeting_outcome).meant,
    outcome: meeting.hs_meeting_outcome,
    startsAt: meeting.hs_meeting_start_time || meeting.hs_timestamp,
    endsAt: meeting.hs_meeting_end_time,
    place: meeting.hs_meeting_location || meeting.hs_meeting_external_url,
    ...readActivity(row, meeting),
    unmapped: {
      internalNotes: meeting.hs_meeting_body ? meeting.hs_internal_meeting_notes : undefined,
      externalUrl: meeting.hs_meeting_location ? meeting.hs_meeting_external_url : undefined,
    },
  }),
  ...activityWriting("meetings", { contact: 200, company: 188, deal: 212 }, (meeting) => ({
    hs_meeting_title: meeting.subject,
    hs_meeting_body: meeting.body,
    hs_meeting_start_time: meeting.startsAt,
    hs_meeting_end_time: meeting.endsAt,
    hs_meeting_location: meeting.place,
    hs_meeting_outcome: meeting.outcome ?? wordFor(outcome, "status", meeting.status),
  })),
});
