import { codec, fields, resource } from "@opensme/core";
import * as z from "zod";
import { idsIn, records } from "./records.ts";
import { choice, day, flag, link, links, maybe, moment, nameOfLink, provenance, row, stamps, text } from "./wire.ts";

const Lead = z.object({ id: stamps.id, type: text });

const Activity = row({
  activity_category: choice({ default: "task", phonecall: "call", meeting: "meeting" }),
  activity_type_id: nameOfLink,
  ...fields(text, "summary", "note", "res_model"),
  state: choice({ overdue: "open", today: "open", planned: "open", done: "done" }),
  date_deadline: day,
  user_id: link,
  // 0 or empty for what belongs to no record.
  res_id: maybe(codec.identifier.transform((id) => (id === "0" ? undefined : id))),
  leads: maybe(z.array(Lead)),
});

/** What is to be done: it belongs to a record of any model, of which the model here knows contacts, leads and deals. Those done are archived since Odoo 17, and deleted before. */
export const activities = resource({ entity: "activity", raw: Activity }).define({
  id: (activity) => activity.id,
  read: (activity) => {
    const [lead] = activity.leads ?? [];
    return {
      kind: activity.activity_category,
      subject: activity.summary || activity.activity_type_id,
      body: activity.note,
      status: activity.state,
      dueDate: activity.date_deadline,
      owner: activity.user_id,
      contacts:
        activity.res_model === "res.partner" && activity.res_id ? [{ contact: { id: activity.res_id } }] : undefined,
      deals: lead?.type === "opportunity" ? [{ deal: { id: lead.id } }] : undefined,
      leads: lead?.type === "lead" ? [{ lead: { id: lead.id } }] : undefined,
      ...provenance(activity),
    };
  },
  ...records({
    model: "mail.activity",
    row: Activity,
    parts: {
      leads: {
        model: "crm.lead",
        row: Lead,
        through: ["id"],
        ids: ({ res_model, res_id }) => (res_model === "crm.lead" ? idsIn(res_id) : []),
      },
    },
  }),
});

const Meeting = row({
  ...fields(text, "name", "description", "location", "videocall_location"),
  ...fields(flag, "active", "allday"),
  ...fields(moment, "start", "stop"),
  ...fields(link, "user_id", "opportunity_id"),
  partner_ids: links,
});

/** Appointments in the calendar. Those that are cancelled are archived. */
export const meetings = resource({ entity: "activity", raw: Meeting }).define({
  id: (meeting) => meeting.id,
  prefix: "meeting",
  read: (meeting) => ({
    kind: "meeting",
    subject: meeting.name,
    body: meeting.description,
    status: meeting.active === false ? "cancelled" : undefined,
    startsAt: meeting.start,
    endsAt: meeting.stop,
    place: meeting.location || meeting.videocall_location,
    owner: meeting.user_id,
    contacts: meeting.partner_ids?.map((contact) => ({ contact })),
    deals: meeting.opportunity_id ? [{ deal: meeting.opportunity_id }] : undefined,
    isAllDay: meeting.allday,
    ...provenance(meeting),
  }),
  ...records({ model: "calendar.event", row: Meeting }),
});
