import { createHmac } from "node:crypto";
import type { RecordChange, SandboxKit, WebhookAddress, WebhookDefinition, WebhookMessage } from "@opensme/testing";
import * as z from "zod";
import type { Node } from "./graphql.ts";
import { byId, childrenOf, type Shop } from "./shop.ts";
import { access, gid, numberIn, timeOf, version } from "./wire.ts";

const Address = z.object({
  topic: z.string().regex(/^[A-Z_]+$/),
  webhookSubscription: z.object({ uri: z.url({ protocol: /^https$/ }), format: z.literal("JSON") }),
});

/** `ORDERS_UPDATED` is what deliveries call `orders/updated`. */
const spoken = (topic: string): string => topic.toLowerCase().replace(/_(?=[a-z]+$)/, "/");

const nodeOf = ({ id, topic = "", url }: WebhookAddress): Node => ({
  __typename: "WebhookSubscription",
  id: gid("WebhookSubscription", id),
  topic: topic.replace("/", "_").toUpperCase(),
  uri: url,
});

const refused = (record: string, field: string[], message: string): Node => ({
  [record]: null,
  userErrors: [{ field, message }],
});

/** The addresses of the app: https://shopify.dev/docs/api/admin-graphql/latest/objects/WebhookSubscription */
export const subscriptionQueries = ({ webhooks }: SandboxKit): Node => ({
  webhookSubscriptions: () => ({ nodes: webhooks.addresses.map(nodeOf) }),
});

export const subscriptionMutations = ({ webhooks }: SandboxKit): Node => ({
  webhookSubscriptionCreate: (args) => {
    const given = Address.safeParse(args);
    const record = "webhookSubscription";
    if (!given.success) return refused(record, [record, "callbackUrl"], "Address is invalid");
    const url = given.data.webhookSubscription.uri;
    const topic = spoken(given.data.topic);
    if (webhooks.addresses.some((known) => known.url === url && known.topic === topic))
      return refused(record, [record, "callbackUrl"], "Address for this topic has already been taken");
    return { [record]: nodeOf(webhooks.add({ url, topic })), userErrors: [] };
  },
  webhookSubscriptionDelete: ({ id }) =>
    webhooks.remove(Number(numberIn(id)))
      ? { deletedWebhookSubscriptionId: String(id), userErrors: [] }
      : refused("deletedWebhookSubscriptionId", ["id"], "Webhook subscription does not exist"),
});

/** The head of a row in the form of the REST API, in which bodies are. */
const rowOf = (node: Node): Record<string, unknown> => ({
  id: Number(numberIn(node["id"])),
  admin_graphql_api_id: node["id"],
  created_at: node["createdAt"],
  updated_at: node["updatedAt"],
});

/** What a change of each resource is called, by what happened. A record of an order that is never changed has but one name. */
const words: Readonly<Record<string, Partial<Record<RecordChange["type"], string>>>> = {
  organizations: { changed: "shop/update" },
  locations: { created: "locations/create", changed: "locations/update", deleted: "locations/delete" },
  customers: { created: "customers/create", changed: "customers/update", deleted: "customers/delete" },
  companies: { created: "companies/create", changed: "companies/update", deleted: "companies/delete" },
  orders: { created: "orders/create", changed: "orders/updated", deleted: "orders/delete" },
  draftOrders: { created: "draft_orders/create", changed: "draft_orders/update", deleted: "draft_orders/delete" },
  checkouts: { created: "checkouts/create", changed: "checkouts/update", deleted: "checkouts/delete" },
  fulfillments: { created: "fulfillments/create", changed: "fulfillments/update" },
  refunds: { created: "refunds/create" },
  payments: { created: "order_transactions/create" },
};

const levels = { created: "connect", changed: "update", deleted: "disconnect" } as const;

const inventoryMessage = (level: Node, type: RecordChange["type"]): WebhookMessage => ({
  topic: `inventory_levels/${levels[type]}`,
  body: {
    inventory_item_id: Number(new URL(String(level["id"])).searchParams.get("inventory_item_id")),
    location_id: Number(numberIn(z.object({ id: z.string() }).parse(level["location"]).id)),
    available: 1,
    updated_at: level["updatedAt"],
    admin_graphql_api_id: level["id"],
  },
});

/** Variants are told with their product, and a product that goes by its number alone. */
const productMessage = (shop: Shop, id: string, type: RecordChange["type"]): WebhookMessage[] => {
  const product = z.object({ id: z.string() }).safeParse(byId(shop.variants, id)?.["product"]).data;
  const node = byId(shop.products, product?.id);
  if (!node) return [];
  if (type === "deleted") return [{ topic: "products/delete", body: { id: Number(numberIn(node["id"])) } }];
  const variants = shop.variants.filter((variant) => variant["product"] === node).map(rowOf);
  return [{ topic: type === "created" ? "products/create" : "products/update", body: { ...rowOf(node), variants } }];
};

const recordsOf = (shop: Shop): Node[] => [
  shop.shop,
  ...shop.locations,
  ...shop.customers,
  ...shop.companies,
  ...shop.levels,
  ...shop.orders.map(({ order }) => order),
  ...shop.drafts.map(({ node }) => node),
  ...shop.checkouts,
  ...childrenOf(shop, "fulfillments"),
  ...childrenOf(shop, "refunds"),
  ...childrenOf(shop, "transactions"),
];

const messages = ({ type, resource, id }: RecordChange, shop: Shop): WebhookMessage[] => {
  if (resource === "items") return productMessage(shop, id, type);
  const node = byId(recordsOf(shop), id);
  if (!node) return [];
  if (resource === "stockLevels") return [inventoryMessage(node, type)];
  const topic = words[resource]?.[type];
  if (!topic) return [];
  return [{ topic, body: type === "deleted" ? { id: Number(numberIn(id)) } : rowOf(node) }];
};

/** https://shopify.dev/docs/apps/build/webhooks/delivery-methods/https */
export const webhooks: WebhookDefinition<Shop> = {
  secret: access.clientSecret,
  messages: (change, shop) => messages(change, shop),
  headers: ({ topic, body, secret, now }) => ({
    "content-type": "application/json",
    "x-shopify-topic": topic,
    "x-shopify-hmac-sha256": createHmac("sha256", secret).update(body, "utf8").digest("base64"),
    "x-shopify-shop-domain": `${access.shop}.myshopify.com`,
    "x-shopify-api-version": version,
    "x-shopify-webhook-id": crypto.randomUUID(),
    "x-shopify-event-id": crypto.randomUUID(),
    "x-shopify-triggered-at": timeOf(now),
  }),
};
