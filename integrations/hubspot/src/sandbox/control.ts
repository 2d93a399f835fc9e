import type { SandboxControl, SandboxKit } from "@opensme/testing";
import type { Crm, CrmRecord } from "./crm.ts";
import { taxRatesOf } from "./invoices.ts";
import { ownerId } from "./parties.ts";
import { pipelines } from "./pipelines.ts";
import { living } from "./rendering.ts";
import { portalId, type Type } from "./wire.ts";

/** The resources whose records are objects of the CRM, with what stands before their ids, and a property that does not matter. */
export const objects: Readonly<Record<string, { type: Type; prefix?: string; harmless: string }>> = {
  companies: { type: "companies", prefix: "company", harmless: "description" },
  contacts: { type: "contacts", prefix: "contact", harmless: "jobtitle" },
  leads: { type: "leads", harmless: "hs_lead_label" },
  deals: { type: "deals", harmless: "description" },
  calls: { type: "calls", prefix: "call", harmless: "hs_call_body" },
  meetings: { type: "meetings", prefix: "meeting", harmless: "hs_meeting_body" },
  emails: { type: "emails", prefix: "email", harmless: "hs_email_text" },
  messages: { type: "communications", prefix: "message", harmless: "hs_communication_body" },
  invoices: { type: "invoices", harmless: "hs_comments" },
  payments: { type: "commerce_payments", harmless: "hs_internal_comment" },
  tasks: { type: "tasks", prefix: "task", harmless: "hs_task_body" },
  notes: { type: "notes", prefix: "note", harmless: "hs_note_body" },
  items: { type: "products", harmless: "description" },
  orders: { type: "orders", harmless: "hs_order_note" },
};

/** A record of a type as the resource has it. */
export const recordOf = (type: Type, id: string): { resource: string; id: string } | undefined => {
  const [found] = Object.entries(objects).filter(([, object]) => object.type === type);
  if (!found) return undefined;
  const [resource, { prefix }] = found;
  return { resource, id: prefix ? `${prefix}:${id}` : id };
};

const firstLiving = (records: Iterable<CrmRecord>): CrmRecord | undefined => {
  for (const record of records) if (record.archivedAt === undefined) return record;
  return undefined;
};

export const controlOf = (crm: () => Crm, kit: SandboxKit): SandboxControl => {
  const found = (resource: string, id: string): CrmRecord => {
    const object = objects[resource];
    const record = object && crm().records(object.type).get(id.replace(/^\w+:/, ""));
    if (record) return record;
    throw new Error(`The sandbox has no ${resource} ${id} that changes`);
  };
  const settings: Readonly<Record<string, () => string[]>> = {
    organizations: () => [String(portalId)],
    users: () =>
      crm()
        .company.employees.filter(({ shopUser }) => shopUser)
        .map(({ id }) => ownerId(id)),
    pipelines: () => (pipelines["deals"] ?? []).map(({ id }) => id),
    taxRates: () => taxRatesOf(crm().company).map(({ id }) => id),
    leadPipelines: () => (pipelines["leads"] ?? []).map(({ id }) => `lead:${id}`),
  };
  return {
    ids(resource) {
      const object = objects[resource];
      if (!object) return settings[resource]?.() ?? [];
      return living(crm(), object.type).map(({ id }) => (object.prefix ? `${object.prefix}:${id}` : id));
    },
    touch(resource, id) {
      const record = found(resource, id);
      const now = kit.now().toISOString();
      record.properties[objects[resource]?.harmless ?? ""] = `Sửa lúc ${now}`;
      record.updatedAt = now;
    },
    remove(resource, id) {
      found(resource, id).archivedAt = kit.now().toISOString();
    },
    restore(resource, id) {
      const record = found(resource, id);
      delete record.archivedAt;
      record.updatedAt = kit.now().toISOString();
    },
    insert(resource) {
      const object = objects[resource];
      if (!object) throw new Error(`The sandbox does not insert ${resource}`);
      const like = firstLiving(crm().records(object.type).values());
      const now = kit.now().toISOString();
      const id = crm().nextId(object.type);
      const { email: _, ...properties } = like?.properties ?? {};
      crm().records(object.type).set(id, { id, properties, createdAt: now, updatedAt: now });
      return object.prefix ? `${object.prefix}:${id}` : id;
    },
  };
};
