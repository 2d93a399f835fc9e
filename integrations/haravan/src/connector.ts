import { defineConnector, pick, secret } from "@opensme/core";
import * as z from "zod";
import { credentials } from "./credentials.ts";
import { customers } from "./customers.ts";
import { classifyError, readError } from "./errors.ts";
import { fulfillments } from "./fulfillments.ts";
import { items } from "./items.ts";
import { locations } from "./locations.ts";
import { orders } from "./orders.ts";
import { organizations, Shop } from "./organizations.ts";
import { payments } from "./payments.ts";
import { purchaseOrders } from "./purchase-orders.ts";
import { refunds } from "./refunds.ts";
import { stockLevels } from "./stock-levels.ts";
import { stockMovements } from "./stock-movements.ts";
import { users } from "./users.ts";
import { webhooks } from "./webhooks.ts";

/** Haravan: web shop, counter and marketplaces of one shop. */
export const haravan = defineConnector({
  spec: 1,
  id: "haravan",
  name: "Haravan",
  version: "0.1.0",
  categories: ["sales"],
  countries: ["VN"],
  config: z.strictObject({
    token: secret(z.string().min(1)).describe(
      "Access token of a private app of the shop, or of an app installed in it",
    ),
  }),
  credentials,
  http: {
    baseUrl: "https://apis.haravan.com/com",
    // Where webhooks are subscribed.
    hosts: ["webhook.haravan.com"],
    auth: ({ token }) => ({ kind: "bearer", token }),
    // A bucket of 80 that loses 4 a second: never full as long as no 20 seconds see more than 80.
    // https://docs.haravan.com/docs/omni-apis/api-call-limit/
    limits: [{ requests: 80, seconds: 20 }],
    error: { read: readError, classify: classifyError },
  },
  check: {
    path: "/shop.json",
    identity: pick(z.object({ shop: Shop }), ({ shop }) => ({ id: shop.id, name: shop.name ?? undefined })),
  },
  resources: {
    organizations,
    locations,
    users,
    customers,
    items,
    stockLevels,
    stockMovements,
    orders,
    fulfillments,
    refunds,
    payments,
    purchaseOrders,
  },
  webhooks,
});
