import { absolute, codec, fields, ref, required, resource, row, sum } from "@opensme/core";
import * as z from "zod";
import { shopifyList, shopifyOne } from "./lists.ts";
import { Amount, currencyOf, Link, money, ownId } from "./wire.ts";

/** What of the summary is kept by Shopify, and what else is added or taken off. */
const fees = fields(
  Amount,
  "chargesFee",
  "refundsFee",
  "adjustmentsFee",
  "advanceFees",
  "reservedFundsFee",
  "retriedPayoutsFee",
);
const adjustments = fields(Amount, "adjustmentsGross", "advanceGross", "reservedFundsGross", "retriedPayoutsGross");

const Summary = row({ chargesGross: Amount, refundsFeeGross: Amount, ...fees, ...adjustments });

type Summary = z.output<typeof Summary>;

const Payout = row({
  id: required(ownId("ShopifyPaymentsPayout")),
  status: codec.meanings({
    pending: ["SCHEDULED"],
    "in-transit": ["IN_TRANSIT"],
    paid: ["PAID"],
    failed: ["FAILED"],
    cancelled: ["CANCELED"],
  }),
  transactionType: codec.choice({ DEPOSIT: "in", WITHDRAWAL: "out" }),
  net: required(row({ amount: required(codec.decimal), currencyCode: z.string() })),
  summary: Summary,
  externalTraceId: z.string(),
  // Not asked for, since it takes a scope of its own.
  bankAccount: Link,
  issuedAt: codec.instant,
});

const selection = `id status transactionType net ${money} summary { ${Object.keys(Summary.shape)
  .map((field) => `${field} ${money}`)
  .join(" ")} } externalTraceId issuedAt`;

const added = (summary: Summary | null | undefined, parts: object): string | undefined => {
  const known = Object.entries(summary ?? {}).flatMap(([name, part]) => (name in parts && part?.amount) || []);
  return known.length > 0 ? sum(...known) : undefined;
};

/** What Shopify Payments pays out; a shop without it has none: https://shopify.dev/docs/api/admin-graphql/latest/objects/ShopifyPaymentsPayout */
export const payouts = resource({ entity: "payout", raw: Payout }).define({
  id: (payout) => payout.id,
  read: ({ summary, ...payout }) => ({
    amount: absolute(payout.net.amount),
    status: payout.status,
    direction: payout.transactionType,
    currency: currencyOf(payout.net.currencyCode),
    issuedAt: payout.issuedAt,
    gross: summary?.chargesGross?.amount,
    fees: added(summary, fees),
    // Written as what they take off, below zero.
    refunds: summary?.refundsFeeGross?.amount && absolute(summary.refundsFeeGross.amount),
    adjustments: added(summary, adjustments),
    bankAccount: ref(payout.bankAccount?.id),
    reference: payout.externalTraceId,
  }),
  // The search knows when they were issued, not when they arrived.
  list: shopifyList({ path: ["shopifyPaymentsAccount", "payouts"], selection, first: 50, deletes: "never" }),
  get: shopifyOne("node", selection, "ShopifyPaymentsPayout"),
  scopes: { read: ["read_shopify_payments_payouts"] },
});
