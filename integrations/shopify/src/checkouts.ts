import { codec, fields, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { shopifyList } from "./lists.ts";
import { amountOf, Buyer, bag, currencyIn, ownId, Total, toBuyer } from "./wire.ts";

const Checkout = row({
  id: required(ownId("AbandonedCheckout")),
  name: z.string(),
  ...fields(codec.instant, "completedAt", "createdAt", "updatedAt"),
  customer: Buyer,
  totalPriceSet: Total,
  note: z.string(),
});

const selection = `id name completedAt customer { id displayName } totalPriceSet ${bag} note createdAt updatedAt`;

/** Purchases that were left before the payment: https://shopify.dev/docs/api/admin-graphql/latest/objects/AbandonedCheckout */
export const checkouts = resource({ entity: "deal", raw: Checkout }).define({
  id: (checkout) => checkout.id,
  read: (checkout) => ({
    name: checkout.name || checkout.id,
    status: checkout.completedAt ? "won" : "open",
    amount: amountOf(checkout.totalPriceSet),
    currency: currencyIn(checkout.totalPriceSet, {}),
    contacts: [toBuyer(checkout.customer)].flatMap((contact) => (contact ? [{ contact }] : [])),
    closedAt: checkout.completedAt,
    note: checkout.note,
    createdAt: checkout.createdAt,
    updatedAt: checkout.updatedAt,
  }),
  // They are gone after three months.
  list: shopifyList({ path: ["abandonedCheckouts"], selection, first: 200, incremental: true, deletes: "absent" }),
  scopes: { read: ["read_orders", "read_customers"] },
});
