import { defineConnector, secret } from "@opensme/core";
import * as z from "zod";
import { accounts } from "./accounts.ts";
import { attachments } from "./attachments.ts";
import { billPayments } from "./bill-payments.ts";
import { bills } from "./bills.ts";
import { credentials } from "./credentials.ts";
import { creditCardPayments } from "./credit-card-payments.ts";
import { creditNotes } from "./credit-notes.ts";
import { customers } from "./customers.ts";
import { deposits } from "./deposits.ts";
import { classes, departments } from "./dimensions.ts";
import { employees } from "./employees.ts";
import { classifyError, isFailure, readError, waitAfter } from "./errors.ts";
import { expenses } from "./expenses.ts";
import { invoices } from "./invoices.ts";
import { items } from "./items.ts";
import { journalEntries } from "./journal-entries.ts";
import { CompanyInfo, organizations } from "./organizations.ts";
import { payments } from "./payments.ts";
import { purchaseOrders } from "./purchase-orders.ts";
import { refundReceipts } from "./refund-receipts.ts";
import { salesReceipts } from "./sales-receipts.ts";
import { taxCodes } from "./tax-codes.ts";
import { taxRates } from "./tax-rates.ts";
import { timeEntries } from "./time-entries.ts";
import { transfers } from "./transfers.ts";
import { vendorCredits } from "./vendor-credits.ts";
import { vendors } from "./vendors.ts";
import { webhooks } from "./webhooks.ts";
import { edition } from "./wire.ts";

const Answered = z.object({ QueryResponse: z.object({ CompanyInfo: z.array(CompanyInfo) }) });

const Config = z.strictObject({
  clientId: z
    .string()
    .min(1)
    .describe("Client id of the app, at developer.intuit.com > the app > Keys and credentials"),
  clientSecret: secret(z.string().min(1)).describe("Client secret of the app, from the same page"),
  refreshToken: secret(z.string().min(1))
    .optional()
    .describe(
      "Refresh token of the authorisation; not needed after `opensme connect`. It is replaced about daily, so keep the token store",
    ),
  realmId: z
    .string()
    .regex(/^\d+$/, "is the company's number, which came as realmId with the authorisation")
    .describe("Id of the company, which came as realmId with the authorisation"),
  environment: z.enum(["production", "sandbox"]).default("production").describe("Where the company is kept"),
});

const hosts = {
  production: "https://quickbooks.api.intuit.com",
  sandbox: "https://sandbox-quickbooks.api.intuit.com",
} as const;

export const quickbooksOnline = defineConnector({
  spec: 1,
  id: "quickbooks-online",
  name: "QuickBooks Online",
  version: "0.1.0",
  categories: ["accounting"],
  countries: ["US", "CA", "GB", "AU", "IN"],
  config: Config,
  credentials,
  http: {
    baseUrl: ({ realmId, environment }) => `${hosts[environment]}/v3/company/${realmId}`,
    // Without it the answer is XML.
    headers: () => ({ accept: "application/json" }),
    auth: ({ clientId, clientSecret, refreshToken }) => ({
      kind: "oauth2",
      tokenUrl: "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer",
      grant: { type: "refresh_token", refreshToken },
      authorization: { url: "https://appcenter.intuit.com/connect/oauth2" },
      clientId,
      clientSecret,
      clientAuthentication: "basic",
    }),
    // https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/limits-and-throttles
    limits: [{ requests: 500, seconds: 60 }, { requests: 10, seconds: 1 }, { concurrent: 10 }],
    // https://developer.intuit.com/app/developer/qbo/docs/learn/rest-api-features
    idempotencyParameter: "requestid",
    error: {
      read: readError,
      classify: classifyError,
      isFailure,
      retryAfter: waitAfter,
      requestIdHeader: "intuit_tid",
    },
  },
  check: {
    path: "/query",
    query: { query: "select * from CompanyInfo", ...edition },
    // The answer numbers the company 1 and does not name its realm.
    identity: (answer, { realmId }) => {
      const [company] = Answered.parse(answer).QueryResponse.CompanyInfo;
      return { id: realmId, name: company?.CompanyName || company?.LegalName || undefined };
    },
  },
  resources: {
    organizations,
    accounts,
    taxCodes,
    taxRates,
    classes,
    departments,
    customers,
    vendors,
    items,
    invoices,
    salesReceipts,
    bills,
    expenses,
    creditNotes,
    refundReceipts,
    vendorCredits,
    payments,
    billPayments,
    transfers,
    creditCardPayments,
    deposits,
    journalEntries,
    purchaseOrders,
    employees,
    timeEntries,
    attachments,
  },
  webhooks,
});
