import { resource } from "@opensme/core";
import * as z from "zod";
import { activityObject, activityWriting, readActivity } from "./activities.ts";
import { RecordBody } from "./writes.ts";

const Note = activityObject("note", { hs_note_body: z.string() });

/** Bodies are HTML. https://developers.hubspot.com/docs/guides/api/crm/engagements/notes */
export const notes = resource({ entity: "activity", raw: Note.row, body: RecordBody }).define({
  ...Note.reading,
  read: ({ properties: note, ...row }) => ({
    kind: "note",
    body: note.hs_note_body,
    startsAt: note.hs_timestamp,
    ...readActivity(row, note),
  }),
  ...activityWriting("notes", { contact: 202, company: 190, deal: 214 }, (note) => ({ hs_note_body: note.body })),
});
