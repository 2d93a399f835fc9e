import type { SandboxKit } from "@opensme/testing";
import { bulkQueries } from "./bulk.ts";
import { cancelQueries } from "./cancelling.ts";
import type { Args, Node } from "./graphql.ts";
import { anything, byId, childrenOf, type Shop } from "./shop.ts";
import { subscriptionQueries } from "./webhooks.ts";
import { connection } from "./wire.ts";

const found = (nodes: readonly Node[], { id }: Args): Node | null => byId(nodes, id) ?? null;

const countOf = ({ length }: readonly Node[], { limit = 10_000 }: Args): Node => {
  const isLimited = typeof limit === "number" && length > limit;
  return { count: isLimited ? limit : length, precision: isLimited ? "AT_LEAST" : "EXACT" };
};

/** What can be asked: https://shopify.dev/docs/api/admin-graphql/latest */
export const queryRoot = (shop: Shop, kit: SandboxKit): Node => {
  const orders = shop.orders.map(({ order }) => order);
  const transfers = shop.transfers.map(({ node }) => node);
  const drafts = shop.drafts.map(({ node }) => node);
  const at = (location: Node): Node => ({
    ...location,
    inventoryLevels: (args) =>
      connection(
        shop.levels.filter((level) => level["location"] === location),
        args,
      ),
  });
  return {
    __typename: "QueryRoot",
    shop: shop.shop,
    locations: (args) => connection(shop.locations, args),
    location: (args) => {
      const location = found(shop.locations, args);
      return location && at(location);
    },
    staffMembers: (args) => connection(shop.staff, args),
    staffMember: (args) => found(shop.staff, args),
    // The search of customers by their time of change matches whole days.
    customers: (args) => connection(shop.customers, args, { wholeDays: true }),
    customer: (args) => found(shop.customers, args),
    companies: (args) => connection(shop.companies, args),
    company: (args) => found(shop.companies, args),
    products: (args) => connection(shop.products, args),
    product: (args) => found(shop.products, args),
    productVariant: (args) => found(shop.variants, args),
    inventoryLevel: (args) => found(shop.levels, args),
    orders: (args) => connection(orders, args),
    order: (args) => found(orders, args),
    draftOrders: (args) => connection(drafts, args),
    draftOrder: (args) => found(drafts, args),
    abandonedCheckouts: (args) => connection(shop.checkouts, args),
    fulfillment: (args) => found(childrenOf(shop, "fulfillments"), args),
    refund: (args) => found(childrenOf(shop, "refunds"), args),
    fulfillmentOrders: (args) => connection(shop.fulfillmentOrders, args),
    fulfillmentOrder: (args) => found(shop.fulfillmentOrders, args),
    inventoryTransfers: (args) => connection(transfers, args),
    inventoryTransfer: (args) => found(transfers, args),
    shopifyPaymentsAccount: {
      payouts: (args) => connection(shop.payouts, args),
      bankAccounts: (args) => connection(shop.bankAccounts, args),
    },
    customersCount: (args) => countOf(shop.customers, args),
    ordersCount: (args) => countOf(orders, args),
    productsCount: (args) => countOf(shop.products, args),
    ...bulkQueries(shop, kit),
    ...cancelQueries(shop, kit),
    ...subscriptionQueries(kit),
    nodes: ({ ids }) => (Array.isArray(ids) ? ids : []).map((id) => byId(orders, id) ?? null),
    node: ({ id }) => anything(shop, id) ?? null,
  };
};
