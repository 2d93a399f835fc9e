import { createHmac } from "node:crypto";
import {
  http,
  type RecordChange,
  type SandboxKit,
  type WebhookDefinition,
  type WebhookMessage,
} from "@opensme/testing";
import { ownerOf } from "./control.ts";
import { orgId } from "./parties.ts";
import type { Shop } from "./shop.ts";
import type { Desk } from "./wire.ts";

const subscribe = "https://webhook.haravan.com/api/subscribe";

/** The shop subscribes to whatever is set up in the app; the answers' form is that of apps which use it, not of the manual. */
export const webhookHandlers = ({ webhooks }: SandboxKit, desk: Desk) => {
  const done = (more: object = {}): Response => desk.json({ ...more, error: false, message: "", error_Code: null });
  return [
    http.get(
      subscribe,
      ({ request }) =>
        desk.gate(request) ??
        done({ data: webhooks.addresses.map(({ id, url }) => ({ id: String(id), event: "orders/updated", url })) }),
    ),
    ...[http.post, http.delete].map((method, index) =>
      method(subscribe, ({ request }) => {
        const refusal = desk.gate(request);
        if (!refusal) webhooks.turn(index === 0);
        return refusal ?? done();
      }),
    ),
  ];
};

/** Payments, deliveries and returns are told with their order. */
const subjects: Readonly<Record<string, string>> = {
  organizations: "shop",
  users: "user",
  customers: "customers",
  items: "products",
  stockLevels: "inventorylocationbalances",
  orders: "orders",
  fulfillments: "orders",
  refunds: "orders",
  payments: "orders",
};

/** The row, bare; of what was deleted the id alone, unless it is a part of what stays. */
const messages = ({ type, resource, id }: RecordChange, shop: Shop): WebhookMessage[] => {
  const [subject, row] = [subjects[resource], ownerOf(shop, resource, id)?.row];
  // Of stock that is gone there is no such topic.
  if (!subject || !row || (type === "deleted" && resource === "stockLevels")) return [];
  const isWhole = String(row.id) === id;
  if (type === "deleted" && isWhole) return [{ topic: `${subject}/delete`, body: { id: row.id } }];
  const happened =
    type === "created" && (isWhole || subject === "products") ? "create" : subject === "orders" ? "updated" : "update";
  return [{ topic: `${subject}/${happened}`, body: row }];
};

/** https://docs.haravan.com/docs/tutorials/webhooks/connect-webhook */
export const webhooks: WebhookDefinition<Shop> = {
  secret: "sandbox-app-secret-0001",
  startsOff: true,
  messages: (change, shop) => messages(change, shop),
  headers: ({ topic, body, secret }) => ({
    "content-type": "application/json",
    "x-haravan-topic": topic,
    "x-haravan-org-id": String(orgId),
    "x-haravan-hmacsha256": createHmac("sha256", secret).update(body, "utf8").digest("base64"),
  }),
};
