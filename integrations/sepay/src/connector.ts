import { defineConnector, pick, secret } from "@opensme/core";
import * as z from "zod";
import { Accounts, BankAccount, bankAccounts } from "./bank-accounts.ts";
import { bankTransactions } from "./bank-transactions.ts";
import { credentials } from "./credentials.ts";
import { classifyError, isFailure, readError, retryAfter } from "./errors.ts";
import { withMerchant } from "./gateway.ts";
import { payments } from "./payments.ts";
import { webhooks } from "./webhooks.ts";

/**
 * SePay, which tells what happens on a company's bank accounts. By version 1 of its API, since a webhook names transactions by the ids of that version, and
 * version 2 does not know them: https://developer.sepay.vn/en/sepay-api/v2/nang-cap-tu-v1
 */
export const sepay = defineConnector({
  spec: 1,
  id: "sepay",
  name: "SePay",
  version: "0.1.0",
  categories: ["banking"],
  countries: ["VN"],
  config: z.strictObject({
    apiToken: secret(z.string().min(1)).describe("API token, at my.sepay.vn > Company Settings > API Access"),
    merchantId: z
      .string()
      .min(1)
      .optional()
      .describe("Payment gateway: id of the merchant; payments are not read without it"),
    merchantSecret: secret(z.string().min(1)).optional().describe("Payment gateway: secret key of the merchant"),
  }),
  credentials,
  http: {
    baseUrl: "https://my.sepay.vn/userapi",
    hosts: ({ merchantId }) => (merchantId ? ["pgapi.sepay.vn"] : []),
    auth: ({ apiToken }) => ({ kind: "bearer", token: apiToken }),
    envelope: (config) => ({ wrap: withMerchant(config), unwrap: (body) => body }),
    // 3 as the manual has it now, 2 as it had it before: https://developer.sepay.vn/en/sepay-api/v1/gioi-thieu
    limits: [{ requests: 2, seconds: 1 }],
    error: { read: readError, isFailure, classify: classifyError, retryAfter },
  },
  check: {
    path: "/bankaccounts/list",
    query: { limit: 1 },
    identity: pick(Accounts, ([account]) => ({
      name: BankAccount.safeParse(account).data?.account_holder_name || undefined,
    })),
  },
  resources: { bankAccounts, bankTransactions, payments },
  webhooks,
});
