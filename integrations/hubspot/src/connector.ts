import { defineConnector, pick, secret } from "@opensme/core";
import * as z from "zod";
import { Account, accountPath } from "./account.ts";
import { calls } from "./calls.ts";
import { companies } from "./companies.ts";
import { contacts } from "./contacts.ts";
import { credentials } from "./credentials.ts";
import { deals } from "./deals.ts";
import { emails } from "./emails.ts";
import { classifyError, readError, retryAfter } from "./errors.ts";
import { invoices } from "./invoices.ts";
import { items } from "./items.ts";
import { leads } from "./leads.ts";
import { meetings } from "./meetings.ts";
import { messages } from "./messages.ts";
import { notes } from "./notes.ts";
import { orders } from "./orders.ts";
import { organizations } from "./organizations.ts";
import { payments } from "./payments.ts";
import { leadPipelines, pipelines } from "./pipelines.ts";
import { tasks } from "./tasks.ts";
import { taxRates } from "./tax-rates.ts";
import { users } from "./users.ts";
import { webhooks } from "./webhooks.ts";

const Config = z
  .strictObject({
    accessToken: secret(z.string().min(1).optional()).describe(
      "Service key of one account of your own, or the access token of a private app; then nothing else is needed",
    ),
    clientId: z.string().min(1).optional().describe("Client id of an app that others install, from its page Auth"),
    clientSecret: secret(z.string().min(1).optional()).describe("Client secret of that app, from the same page"),
    refreshToken: secret(z.string().min(1).optional()).describe(
      "Refresh token of the installation in the account; not needed after `opensme connect`",
    ),
  })
  .refine(({ accessToken, clientId, clientSecret }) => accessToken || (clientId && clientSecret), {
    path: ["accessToken"],
    message: "is required, or else clientId and clientSecret of an app",
  });

export const hubspot = defineConnector({
  spec: 1,
  id: "hubspot",
  name: "HubSpot",
  version: "0.1.0",
  categories: ["crm"],
  countries: [],
  config: Config,
  credentials,
  http: {
    // Accounts in Europe are reached here too.
    baseUrl: "https://api.hubapi.com",
    auth: ({ accessToken, clientId = "", clientSecret = "", refreshToken }) =>
      accessToken
        ? { kind: "bearer", token: accessToken }
        : {
            kind: "oauth2",
            tokenUrl: "https://api.hubapi.com/oauth/v3/token",
            grant: { type: "refresh_token", refreshToken },
            authorization: { url: "https://app.hubspot.com/oauth/authorize" },
            clientId,
            clientSecret,
            clientAuthentication: "body",
          },
    // The search takes five a second, and is what most requests are: https://developers.hubspot.com/docs/guides/api/crm/search#limitations
    limits: [
      { requests: 5, seconds: 1 },
      { requests: 250_000, seconds: 86_400 },
    ],
    error: { read: readError, classify: classifyError, retryAfter, requestIdHeader: "x-hubspot-correlation-id" },
  },
  check: { path: accountPath, identity: pick(Account, ({ portalId }) => ({ id: portalId })) },
  resources: {
    organizations,
    users,
    companies,
    contacts,
    pipelines,
    leadPipelines,
    leads,
    deals,
    calls,
    meetings,
    emails,
    messages,
    tasks,
    notes,
    items,
    orders,
    taxRates,
    invoices,
    payments,
  },
  webhooks,
});
