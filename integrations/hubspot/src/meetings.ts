import { codec, fields, resource } from "@opensme/core";
import * as z from "zod";
import { activityObject, readActivity } from "./activities.ts";
import { moment } from "./wire.ts";

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

export const meetings = resource({ entity: "activity", raw: Meeting.row }).define({
  ...Meeting.reading,
  read: ({ properties: meeting, ...row }) => ({
    kind: "meeting",
    subject: meeting.hs_meeting_title,
    body: meeting.hs_meeting_body || meeting.hs_internal_meeting_notes,
    status: meeting.hs_meeting_outcome ? outcome.decode(meeting.hs_meeting_outcome) : undefined,
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
});
