import { codec, fields, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { shopifyList, shopifyOne } from "./lists.ts";
import { currencyOf, ownId } from "./wire.ts";

const BankAccount = row({
  id: required(ownId("ShopifyPaymentsBankAccount")),
  ...fields(z.string(), "bankName", "accountNumberLastDigits", "currency"),
  status: codec.meanings({ active: ["NEW", "VALIDATED", "VERIFIED"] }),
  createdAt: codec.instant,
});

const selection = "id bankName accountNumberLastDigits country currency status createdAt";

/** Where Shopify Payments pays out to: https://shopify.dev/docs/api/admin-graphql/latest/objects/ShopifyPaymentsBankAccount */
export const bankAccounts = resource({ entity: "bankAccount", raw: BankAccount }).define({
  id: (account) => account.id,
  read: (account) => ({
    // Of the number the end is told alone.
    name: [account.bankName, account.accountNumberLastDigits].filter(Boolean).join(" ") || account.id,
    bankName: account.bankName,
    currency: currencyOf(account.currency),
    status: account.status,
    createdAt: account.createdAt,
  }),
  list: shopifyList({
    path: ["shopifyPaymentsAccount", "bankAccounts"],
    selection,
    first: 50,
    args: "reverse: false",
    deletes: "absent",
  }),
  get: shopifyOne("node", selection, "ShopifyPaymentsBankAccount"),
  scopes: { read: ["read_shopify_payments_bank_accounts"] },
});
