import { createHmac, randomUUID } from "node:crypto";
import type { RecordChange, WebhookDefinition } from "@opensme/testing";
import { tenants } from "./books.ts";
import { api } from "./wire.ts";

/** What there are webhooks of: https://developer.xero.com/documentation/guides/webhooks/overview */
const categories: Readonly<Record<string, { category: string; path: string; type?: string }>> = {
  contacts: { category: "CONTACT", path: "Contacts" },
  invoices: { category: "INVOICE", path: "Invoices" },
  bills: { category: "INVOICE", path: "Invoices" },
  creditNotes: { category: "CREDITNOTE", path: "CreditNotes", type: "ACCRECCREDIT" },
  vendorCredits: { category: "CREDITNOTE", path: "CreditNotes", type: "ACCPAYCREDIT" },
};

const messages = ({ type, resource, id }: RecordChange, now: Date) => {
  const told = categories[resource];
  if (!told) return [];
  const event = {
    resourceUrl: `${api}/${told.path}/${id}`,
    resourceId: id,
    tenantId: tenants.mayMau,
    tenantType: "ORGANISATION",
    eventCategory: told.category,
    eventType: type === "created" ? "CREATE" : "UPDATE",
    // In UTC, without saying so.
    eventDateUtc: now.toISOString().slice(0, -1),
    ...(told.type ? { data: { Type: told.type, Status: "AUTHORISED" } } : {}),
  };
  const sequence = now.getTime();
  const body = { events: [event], firstEventSequence: sequence, lastEventSequence: sequence, entropy: randomUUID() };
  return [{ topic: told.category, body }];
};

export const webhooks: WebhookDefinition<unknown> = {
  secret: "sandbox-webhook-key-0001",
  messages: (change, _, now) => messages(change, now),
  headers: ({ body, secret }) => ({
    "content-type": "application/json; charset=utf-8",
    "x-xero-signature": createHmac("sha256", secret).update(body, "utf8").digest("base64"),
  }),
};
