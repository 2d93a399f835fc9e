import { fields, required, row, signature, type WebhookEvent, type WebhookRequest, type Webhooks } from "@opensme/core";
import * as z from "zod";
import { moment } from "./wire.ts";

/** HMAC-SHA256 of the body in base64. Xero wants 401 within five seconds where it does not match: https://developer.xero.com/documentation/guides/webhooks/overview */
const verify = signature({ header: "x-xero-signature", encoding: "base64" });

const Delivery = z.object({
  // Empty where Xero only tries whether the receiver checks signatures.
  events: z.array(
    row({
      ...fields(required(z.string()), "resourceId", "eventCategory"),
      tenantId: z.string(),
      // In UTC, without saying so.
      eventDateUtc: moment,
      data: row({ Type: z.string() }),
    }),
  ),
});

/**
 * The resources that a record may belong to. `INVOICE` covers sales invoices and bills and does not tell which, so it is told for both: reading it gives the
 * record from the one and `not_found` from the other. Archived, voided and deleted records stay readable, so all events are changes.
 */
const resourcesOf = (category: string, type: string | null | undefined): readonly string[] => {
  if (category === "CONTACT") return ["contacts"];
  if (category === "INVOICE") return ["invoices", "bills"];
  if (category !== "CREDITNOTE") return [];
  if (type === "ACCRECCREDIT") return ["creditNotes"];
  return type === "ACCPAYCREDIT" ? ["vendorCredits"] : ["creditNotes", "vendorCredits"];
};

const events = ({ body }: WebhookRequest): WebhookEvent[] =>
  Delivery.parse(JSON.parse(body)).events.flatMap(({ resourceId, tenantId, eventCategory, eventDateUtc, data }) =>
    resourcesOf(eventCategory, data?.Type).map((resource) => ({
      type: "changed" as const,
      resource,
      id: resourceId,
      at: eventDateUtc || undefined,
      account: tenantId ?? undefined,
    })),
  );

export const webhooks: Webhooks = { verify, events };
