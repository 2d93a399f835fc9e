import { absolute, codec, resource, sum } from "@opensme/core";
import * as z from "zod";
import { shopifyList, shopifyOne } from "./lists.ts";
import { Amount, currencyOf, money, ownId } from "./wire.ts";

/** What of the summary is kept by Shopify, and what else is added or taken off. */
const feeFields = [
  "chargesFee",
  "refundsFee",
  "adjustmentsFee",
  "advanceFees",
  "reservedFundsFee",
  "retriedPayoutsFee",
] as const;
const adjustmentFields = ["adjustmentsGross", "advanceGross", "reservedFundsGross", "retriedPayoutsGross"] as const;

const Summary = z.object({
  chargesGross: Amount.nullish(),
  refundsFeeGross: Amount.nullish(),
  chargesFee: Amount.nullish(),
  refundsFee: Amount.nullish(),
  adjustmentsFee: Amount.nullish(),
  advanceFees: Amount.nullish(),
  reservedFundsFee: Amount.nullish(),
  retriedPayoutsFee: Amount.nullish(),
  adjustmentsGross: Amount.nullish(),
  advanceGross: Amount.nullish(),
  reservedFundsGross: Amount.nullish(),
  retriedPayoutsGross: Amount.nullish(),
});

type Summary = z.output<typeof Summary>;

const Payout = z.object({
  id: ownId("ShopifyPaymentsPayout"),
  status: codec
    .choice({ SCHEDULED: "pending", IN_TRANSIT: "in-transit", PAID: "paid", FAILED: "failed", CANCELED: "cancelled" })
    .nullish(),
  transactionType: codec.choice({ DEPOSIT: "in", WITHDRAWAL: "out" }).nullish(),
  net: z.object({ amount: codec.decimal, currencyCode: z.string().nullish() }),
  summary: Summary.nullish(),
  externalTraceId: z.string().nullish(),
  issuedAt: codec.instant.nullish(),
});

const fields = `id status transactionType net ${money} summary { ${Object.keys(Summary.shape)
  .map((field) => `${field} ${money}`)
  .join(" ")} } externalTraceId issuedAt`;

const added = (summary: Summary | null | undefined, names: readonly (keyof Summary)[]): string | undefined => {
  const known = names.flatMap((name) => summary?.[name]?.amount || []);
  return known.length > 0 ? sum(...known) : undefined;
};

/** Written as what they take off, below zero. */
const refundsIn = (summary: Summary | null | undefined): string | undefined => {
  const amount = summary?.refundsFeeGross?.amount;
  return amount ? absolute(amount) : undefined;
};

/** What Shopify Payments pays out; a shop without it has none: https://shopify.dev/docs/api/admin-graphql/latest/objects/ShopifyPaymentsPayout */
export const payouts = resource({ entity: "payout", raw: Payout }).define({
  id: (payout) => payout.id,
  read: (payout) => ({
    amount: absolute(payout.net.amount),
    status: payout.status,
    direction: payout.transactionType,
    currency: currencyOf(payout.net.currencyCode),
    issuedAt: payout.issuedAt,
    gross: payout.summary?.chargesGross?.amount,
    fees: added(payout.summary, feeFields),
    refunds: refundsIn(payout.summary),
    adjustments: added(payout.summary, adjustmentFields),
    reference: payout.externalTraceId,
  }),
  // The search knows when they were issued, not when they arrived.
  list: shopifyList({
    path: ["shopifyPaymentsAccount", "payouts"],
    fields,
    first: 50,
    deletes: "never",
  }),
  get: shopifyOne("node", fields, "ShopifyPaymentsPayout"),
  scopes: { read: ["read_shopify_payments_payouts"] },
});
