import { defineConnector, OpenSMEError, pick, secret } from "@opensme/core";
import * as z from "zod";
import { accounts } from "./accounts.ts";
import { attachments } from "./attachments.ts";
import { bankTransactions } from "./bank-transactions.ts";
import { batchPayments } from "./batch-payments.ts";
import { contacts } from "./contacts.ts";
import { credentials } from "./credentials.ts";
import { creditNotes, vendorCredits } from "./credit-notes.ts";
import { dimensions } from "./dimensions.ts";
import { classifyError, readError } from "./errors.ts";
import { bills, invoices } from "./invoices.ts";
import { items } from "./items.ts";
import { journalEntries } from "./journal-entries.ts";
import { Organisation, organizations } from "./organizations.ts";
import { payments } from "./payments.ts";
import { overpayments, prepayments } from "./prepayments.ts";
import { purchaseOrders } from "./purchase-orders.ts";
import { taxRates } from "./tax-rates.ts";
import { chooseTenant } from "./tenants.ts";
import { transfers } from "./transfers.ts";
import { users } from "./users.ts";
import { webhooks } from "./webhooks.ts";

const organisationsIn = pick(z.object({ Organisations: z.array(Organisation) }), ({ Organisations }) => Organisations);

const Config = z.strictObject({
  clientId: z.string().min(1).describe("Client id of the app, at developer.xero.com > My Apps > Configuration"),
  clientSecret: secret(z.string().min(1)).describe("Client secret of the app, from the same page"),
  refreshToken: secret(z.string().min(1))
    .optional()
    .describe(
      "Refresh token of an authorisation with the scope offline_access; not needed after `opensme connect`. Used once and then replaced, so keep the token store",
    ),
  tenantId: z
    .string()
    .min(1)
    .optional()
    .describe("Id of the organisation to read; needed where the login has connected several"),
});

export const xero = defineConnector({
  spec: 1,
  id: "xero",
  name: "Xero",
  version: "0.1.0",
  categories: ["accounting"],
  countries: ["AU", "NZ", "GB", "US"],
  config: Config,
  credentials,
  http: {
    baseUrl: "https://api.xero.com/api.xro/2.0",
    // Without it Xero answers in XML.
    headers: () => ({ accept: "application/json" }),
    auth: ({ clientId, clientSecret, refreshToken }) => ({
      kind: "oauth2",
      tokenUrl: "https://identity.xero.com/connect/token",
      grant: { type: "refresh_token", refreshToken },
      authorization: { url: "https://login.xero.com/identity/connect/authorize", scopes: ["offline_access"] },
      clientId,
      clientSecret,
      clientAuthentication: "basic",
    }),
    // A token may reach several organisations; each call names one.
    session: ({ tenantId }) => ({
      request: { path: "https://api.xero.com/connections" },
      headers: (answer) => ({ "xero-tenant-id": chooseTenant(answer, tenantId) }),
    }),
    // https://developer.xero.com/documentation/guides/oauth2/limits
    limits: [{ requests: 60, seconds: 60 }, { requests: 5000, seconds: 86_400 }, { concurrent: 5 }],
    idempotencyHeader: "Idempotency-Key",
    error: { read: readError, classify: classifyError, requestIdHeader: "xero-correlation-id" },
  },
  check: {
    path: "/Organisation",
    // Each scope has a twin that only reads: https://developer.xero.com/documentation/guides/oauth2/scopes
    includes: (scope) => (scope.endsWith(".read") ? [] : [`${scope}.read`]),
    identity: (answer, { tenantId }) => {
      const [organisation] = organisationsIn(answer);
      if (!organisation) throw new OpenSMEError("Xero named no organisation.", { code: "mismatch" });
      const { OrganisationID, Name, LegalName } = organisation;
      return { id: tenantId?.toLowerCase() ?? OrganisationID, name: Name || LegalName || undefined };
    },
  },
  resources: {
    organizations,
    accounts,
    taxRates,
    dimensions,
    users,
    contacts,
    items,
    invoices,
    bills,
    creditNotes,
    vendorCredits,
    prepayments,
    overpayments,
    payments,
    batchPayments,
    bankTransactions,
    transfers,
    journalEntries,
    purchaseOrders,
    attachments,
  },
  webhooks,
});
