import type { WebhookEvent, WebhookRequest, Webhooks } from "@opensme/core";
import { fields, OpenSMEError, pick, required, row, signature } from "@opensme/core";
import * as z from "zod";

/** HMAC-SHA256 of the body in hexadecimal, by the verification token of the subscription: https://docs.gusto.com/app-integrations/docs/webhooks */
const verify = signature({ header: "x-gusto-signature", encoding: "hex" });

/** An event, or what the vendor sends once to a new address: the token by which the subscription is then verified. */
const Delivery = z.union([
  row({
    event_type: required(z.string()),
    ...fields(z.string(), "resource_type", "resource_uuid", "entity_type", "entity_uuid"),
    // Seconds since 1970.
    timestamp: z.number(),
  }),
  z.object({ verification_token: z.string(), event_type: z.undefined().optional() }),
]);

/** Where the entities of events are kept, by https://docs.gusto.com/app-integrations/docs/webhook-events and https://docs.gusto.com/embedded-payroll/docs/time-off-request-events */
const resources: Readonly<Record<string, { resource: string; prefix?: string }>> = {
  Company: { resource: "organizations" },
  Location: { resource: "locations" },
  Employee: { resource: "employees" },
  EmployeeJobCompensation: { resource: "compensations", prefix: "compensation:" },
  Payroll: { resource: "payrollRuns" },
  TimeOffRequest: { resource: "leaveRequests" },
};

const eventsIn = pick(Delivery, (delivery): WebhookEvent[] => {
  if (delivery.event_type === undefined) return [];
  const { event_type, resource_type, resource_uuid, entity_type, entity_uuid, timestamp } = delivery;
  const place = resources[entity_type ?? ""];
  if (!place || !entity_uuid) return [];
  return [
    {
      type: event_type.endsWith(".deleted") ? "deleted" : "changed",
      resource: place.resource,
      id: `${place.prefix ?? ""}${entity_uuid}`,
      at: timestamp ? new Date(timestamp * 1000).toISOString() : undefined,
      account: (resource_type === "Company" && resource_uuid) || undefined,
    },
  ];
});

const events = ({ body }: WebhookRequest): WebhookEvent[] => {
  let delivery: unknown;
  try {
    delivery = JSON.parse(body);
  } catch (cause) {
    const message = "The body of this webhook cannot be parsed. Hand over the text as it came.";
    throw new OpenSMEError(message, { code: "mismatch", cause });
  }
  return eventsIn(delivery);
};

const Offer = z.object({ verification_token: z.string().min(1) });

/** The verification token, which comes once to a new address. With it the subscription is verified, and from then on all is signed. */
const offer = ({ body }: WebhookRequest): string | undefined => {
  try {
    return Offer.parse(JSON.parse(body)).verification_token;
  } catch {
    return undefined;
  }
};

export const webhooks: Webhooks = { verify, events, offer };
