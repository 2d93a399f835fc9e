import { createHmac, randomUUID } from "node:crypto";
import type { RecordChange, WebhookDefinition } from "@opensme/testing";
import { places } from "./places.ts";
import { realmId } from "./wire.ts";

/** Of these there are no webhooks: https://developer.intuit.com/app/developer/qbo/docs/develop/webhooks/entities-and-operations-supported */
const untold: readonly string[] = ["CompanyInfo", "TaxCode", "TaxRate", "Attachable", "CreditCardPaymentTxn"];

const operations = { created: "created", changed: "updated", deleted: "deleted" } as const;

/** CloudEvents, with ids alone: https://blogs.intuit.com/2025/11/12/upcoming-change-to-webhooks-payload-structure */
const messages = ({ type, resource, id }: RecordChange, now: Date) => {
  const { entity = "", prefix = "" } = places[resource] ?? {};
  if (untold.includes(entity)) return [];
  const name = entity.toLowerCase();
  const event = {
    specversion: "1.0",
    id: randomUUID(),
    source: "intuit.dsnBgbseACLLRZNxo2dfc4evmEJdxde58xeeYcZliOU=",
    type: `qbo.${name}.${operations[type]}.v1`,
    datacontenttype: "application/json",
    time: now.toISOString(),
    intuitentityid: id.slice(prefix.length),
    intuitaccountid: realmId,
    data: {},
  };
  return [{ topic: name, body: [event] }];
};

export const webhooks: WebhookDefinition<unknown> = {
  secret: "00000000-0000-4000-8000-00sandbox0001",
  messages: (change, _, now) => messages(change, now),
  headers: ({ body, secret }) => ({
    "content-type": "application/json; charset=utf-8",
    "intuit-signature": createHmac("sha256", secret).update(body, "utf8").digest("base64"),
  }),
};
