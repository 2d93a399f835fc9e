import type { WebhookEvent, WebhookRequest, Webhooks } from "@opensme/core";
import { codec, fields, OpenSMEError, required, row, signature } from "@opensme/core";
import * as z from "zod";

/** The characters that HubSpot signs as they are, whatever stands for them in the address. */
const plain: Readonly<Record<string, string>> = {
  "%3A": ":",
  "%2F": "/",
  "%3F": "?",
  "%40": "@",
  "%21": "!",
  "%24": "$",
  "%27": "'",
  "%28": "(",
  "%29": ")",
  "%2A": "*",
  "%2C": ",",
  "%3B": ";",
};

/**
 * HMAC-SHA256 in base64 of method, address, body and time of sending, by the app's client secret.
 * https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation
 */
const verify = signature({
  header: "x-hubspot-signature-v3",
  encoding: "base64",
  text: ({ headers, body, url }) => {
    if (url === undefined)
      throw new OpenSMEError("HubSpot signs the address it calls: give the webhook's url, as set in the app.", {
        code: "config",
        issues: [{ path: "url", message: "is required" }],
      });
    const address = url.replace(/%[0-9A-F]{2}/gi, (coded) => plain[coded.toUpperCase()] ?? coded);
    return `POST${address}${body}${headers.get(timestamp)}`;
  },
});

const timestamp = "x-hubspot-request-timestamp";

const sentAt = ({ headers }: WebhookRequest): number => {
  const milliseconds = headers.get(timestamp) ?? "";
  return /^\d{13}$/.test(milliseconds) ? Number(milliseconds) : Number.NaN;
};

/** The resource and the prefix of its ids, by the name of an object in `contact.creation` and by the `objectTypeId` beside `object.creation`. */
const resources: Readonly<Record<string, { resource: string; prefix?: string }>> = {
  contact: { resource: "contacts", prefix: "contact" },
  company: { resource: "companies", prefix: "company" },
  deal: { resource: "deals" },
  product: { resource: "items" },
  "0-1": { resource: "contacts", prefix: "contact" },
  "0-2": { resource: "companies", prefix: "company" },
  "0-3": { resource: "deals" },
  "0-7": { resource: "items" },
  "0-18": { resource: "messages", prefix: "message" },
  "0-27": { resource: "tasks", prefix: "task" },
  "0-46": { resource: "notes", prefix: "note" },
  "0-47": { resource: "meetings", prefix: "meeting" },
  "0-48": { resource: "calls", prefix: "call" },
  "0-49": { resource: "emails", prefix: "email" },
  "0-53": { resource: "invoices" },
  "0-101": { resource: "payments" },
  "0-123": { resource: "orders" },
  "0-136": { resource: "leads" },
};

const Event = row({
  subscriptionType: required(z.string()),
  objectTypeId: z.string(),
  ...fields(codec.identifier, "objectId", "portalId", "newObjectId"),
  occurredAt: z.number(),
  // Of a merge: what was merged into what; the result may be a third record.
  primaryObjectId: codec.identifier,
  mergedObjectIds: z.array(codec.identifier),
  // Of a change of associations.
  fromObjectId: codec.identifier,
  fromObjectTypeId: z.string(),
});

const eventsOf = (event: z.output<typeof Event>): WebhookEvent[] => {
  const [subject = "", happened = ""] = event.subscriptionType.split(".");
  const found = resources[subject] ?? resources[event.objectTypeId ?? event.fromObjectTypeId ?? ""];
  if (!found) return [];
  const told = (type: "changed" | "deleted", id: string | null | undefined): WebhookEvent[] =>
    id
      ? [
          {
            type,
            resource: found.resource,
            id: found.prefix ? `${found.prefix}:${id}` : id,
            at: typeof event.occurredAt === "number" ? new Date(event.occurredAt).toISOString() : undefined,
            account: event.portalId ?? undefined,
          },
        ]
      : [];
  switch (happened) {
    case "deletion":
    case "privacyDeletion":
      return told("deleted", event.objectId);
    case "merge": {
      const result = event.newObjectId || event.primaryObjectId || event.objectId;
      const gone = [event.primaryObjectId, ...(event.mergedObjectIds ?? [])].filter((id) => id !== result);
      return [...gone.flatMap((id) => told("deleted", id)), ...told("changed", result)];
    }
    default:
      return told("changed", event.objectId ?? event.fromObjectId);
  }
};

/** Up to 100 events at a time, of several accounts, at times twice and not in their order: https://developers.hubspot.com/docs/api/webhooks */
const events = ({ body }: WebhookRequest): WebhookEvent[] => z.array(Event).parse(JSON.parse(body)).flatMap(eventsOf);

export const webhooks: Webhooks = { verify, sent: { at: sentAt, tolerance: 300 }, events };
