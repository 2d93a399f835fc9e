import {
  parseJson,
  pick,
  row,
  type Subscriptions,
  signature,
  type WebhookEvent,
  type WebhookRequest,
  type Webhooks,
} from "@opensme/core";
import * as z from "zod";
import { asking } from "./graphql.ts";

/** HMAC-SHA256 of the body in base64, by the client secret of the app: https://shopify.dev/docs/apps/build/webhooks/verify-deliveries */
const verify = signature({ header: "x-shopify-hmac-sha256", encoding: "base64" });

/** The resource that a topic is about, and the type within its ids. Of an order its refunds, fulfilments and payments are told by topics of their own. */
const subjects: Readonly<Record<string, { resource: string; type: string }>> = {
  shop: { resource: "organizations", type: "Shop" },
  locations: { resource: "locations", type: "Location" },
  customers: { resource: "customers", type: "Customer" },
  companies: { resource: "companies", type: "Company" },
  inventory_levels: { resource: "stockLevels", type: "InventoryLevel" },
  orders: { resource: "orders", type: "Order" },
  draft_orders: { resource: "draftOrders", type: "DraftOrder" },
  fulfillments: { resource: "fulfillments", type: "Fulfillment" },
  refunds: { resource: "refunds", type: "Refund" },
  order_transactions: { resource: "payments", type: "OrderTransaction" },
};

const Id = z.union([z.int(), z.string()]);
const Row = row({ id: Id, admin_graphql_api_id: z.string() });
const Body = row({
  ...Row.shape,
  variants: z.array(Row),
  variant_gids: z.array(Row),
  updated_at: z.iso.datetime({ offset: true }),
});

/** A row of the REST form has a number, and beside it mostly the id by which it is read. */
const idOf = ({ id, admin_graphql_api_id }: z.output<typeof Row>, type: string): string | undefined =>
  admin_graphql_api_id || (id ? `gid://shopify/${type}/${id}` : undefined);

/** What the privacy laws ask for (`customers/redact` and the like) is for the receiver to see to, and tells of no record here. */
const privacy = /^(?:customers\/(?:data_request|redact)|shop\/redact)$/;

const events = ({ headers, body }: WebhookRequest): WebhookEvent[] => {
  const topic = headers.get("x-shopify-topic") ?? "";
  if (privacy.test(topic)) return [];
  const [subject = "", happened] = topic.split("/");
  const parsed = Body.parse(parseJson(body));
  const shared = {
    type: happened === "delete" || happened === "disconnect" ? ("deleted" as const) : ("changed" as const),
    at: momentOf(headers.get("x-shopify-triggered-at") ?? parsed.updated_at),
    account: headers.get("x-shopify-shop-domain") ?? undefined,
  };
  // Of a product all variants are told by their ids, beside those that are told whole: https://shopify.dev/docs/api/webhooks
  // One that is deleted does not say which variants go with it: they are missing at the next full read.
  const told =
    subject === "products"
      ? (parsed.variant_gids ?? parsed.variants ?? []).map((row) => ({
          resource: "items",
          id: idOf(row, "ProductVariant"),
        }))
      : [];
  const found = subjects[subject];
  const all = found ? [{ resource: found.resource, id: idOf(parsed, found.type) }] : told;
  return all.flatMap(({ resource, id }) => (id ? [{ ...shared, resource, id }] : []));
};

const momentOf = (time: string | null | undefined): string | undefined => {
  const moment = Date.parse(time ?? "");
  return Number.isNaN(moment) ? undefined : new Date(moment).toISOString();
};

const Held = z.object({
  data: z.object({
    webhookSubscriptions: z.object({
      nodes: z.array(z.object({ id: z.string(), topic: z.string(), uri: z.string() })),
    }),
  }),
});

/** One for each topic, of which an address may have one only: https://shopify.dev/docs/api/admin-graphql/latest/mutations/webhookSubscriptionCreate */
const subscriptions: Subscriptions = {
  topics: [
    "SHOP_UPDATE",
    "LOCATIONS_CREATE",
    "LOCATIONS_UPDATE",
    "LOCATIONS_DELETE",
    "CUSTOMERS_CREATE",
    "CUSTOMERS_UPDATE",
    "CUSTOMERS_DELETE",
    "COMPANIES_CREATE",
    "COMPANIES_UPDATE",
    "COMPANIES_DELETE",
    "PRODUCTS_CREATE",
    "PRODUCTS_UPDATE",
    "INVENTORY_LEVELS_CONNECT",
    "INVENTORY_LEVELS_UPDATE",
    "INVENTORY_LEVELS_DISCONNECT",
    "ORDERS_CREATE",
    "ORDERS_UPDATED",
    "ORDERS_DELETE",
    "DRAFT_ORDERS_CREATE",
    "DRAFT_ORDERS_UPDATE",
    "DRAFT_ORDERS_DELETE",
    "FULFILLMENTS_CREATE",
    "FULFILLMENTS_UPDATE",
    "REFUNDS_CREATE",
    "ORDER_TRANSACTIONS_CREATE",
  ],
  list: {
    ...asking("{ webhookSubscriptions(first: 250) { nodes { id topic uri } } }"),
    read: pick(Held, ({ data }) => data.webhookSubscriptions.nodes.map(({ uri, ...held }) => ({ ...held, url: uri }))),
  },
  create: ({ url, topic }) => ({
    ...asking(
      `mutation($topic: WebhookSubscriptionTopic!, $webhookSubscription: WebhookSubscriptionInput!) { webhookSubscriptionCreate(topic: $topic, webhookSubscription: $webhookSubscription) { webhookSubscription { id } userErrors { field message } } }`,
      { topic, webhookSubscription: { uri: url, format: "JSON" } },
    ),
    // The second of two would be refused.
    idempotent: false,
  }),
  remove: ({ id }) =>
    asking(
      "mutation($id: ID!) { webhookSubscriptionDelete(id: $id) { deletedWebhookSubscriptionId userErrors { field message } } }",
      { id },
    ),
};

/**
 * Deliveries are signed; answer 200 within 5 seconds. The signature covers neither `X-Shopify-Triggered-At` nor `X-Shopify-Event-Id`, and what failed is sent
 * again for 4 hours: so a delivery is not refused for its age, and is told from others by its body.
 */
export const webhooks: Webhooks = { verify, events, subscriptions };
