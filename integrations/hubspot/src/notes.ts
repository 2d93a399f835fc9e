import { type RecordChanges, resource } from "@opensme/core";
import * as z from "zod";
import { activityLinks, activityObject, activityRow, activityScopes, readActivity } from "./activities.ts";
import { crmList, crmRecord } from "./objects.ts";
import { written } from "./properties.ts";
import { refuse } from "./wire.ts";
import { creating, RecordBody, removing, updating } from "./writes.ts";

const Note = activityRow({ hs_note_body: z.string().nullish() });

const object = activityObject("notes", Note.shape);

const takenAt = (note: RecordChanges<"activity">, operation: "create" | "update"): string | undefined => {
  if (note.startsAt || operation === "update") return note.startsAt;
  throw refuse("startsAt", "is needed: HubSpot takes no note without its time");
};

/** Bodies are HTML. https://developers.hubspot.com/docs/guides/api/crm/engagements/notes */
export const notes = resource({ entity: "activity", raw: Note, body: RecordBody }).define({
  id: (note) => note.id,
  prefix: "note",
  read: (row) => ({
    kind: "note",
    body: row.properties.hs_note_body,
    startsAt: row.properties.hs_timestamp,
    ...readActivity(row),
  }),
  write: (note, operation) => ({
    ...written(
      {
        hs_timestamp: takenAt(note, operation),
        hs_note_body: note.body,
        hubspot_owner_id: note.owner?.id,
      },
      note.custom,
    ),
    ...(operation === "create" ? { associations: activityLinks(note, { contact: 202, company: 190, deal: 214 }) } : {}),
  }),
  list: crmList(object),
  get: { listing: crmRecord(object) },
  create: creating("notes"),
  update: updating("notes"),
  remove: removing("notes"),
  scopes: activityScopes,
});
