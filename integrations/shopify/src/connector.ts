import { type Auth, defineConnector, pick, secret, type Wire } from "@opensme/core";
import * as z from "zod";
import { bankAccounts } from "./bank-accounts.ts";
import { checkouts } from "./checkouts.ts";
import { companies } from "./companies.ts";
import { credentials } from "./credentials.ts";
import { customers } from "./customers.ts";
import { draftOrders } from "./draft-orders.ts";
import { classifyError, isFailure, readError, retryAfter } from "./errors.ts";
import { fulfillmentOrders } from "./fulfillment-orders.ts";
import { fulfillments } from "./fulfillments.ts";
import { asking } from "./graphql.ts";
import { items } from "./items.ts";
import { locations } from "./locations.ts";
import { orders } from "./orders.ts";
import { organizations } from "./organizations.ts";
import { payments } from "./payments.ts";
import { payouts } from "./payouts.ts";
import { refunds } from "./refunds.ts";
import { stockLevels } from "./stock-levels.ts";
import { stockMovements } from "./stock-movements.ts";
import { users } from "./users.ts";
import { webhooks } from "./webhooks.ts";
import { version } from "./wire.ts";

const Config = z
  .strictObject({
    shop: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]*$/i, "expected the shop's name at Shopify, such as my-shop of my-shop.myshopify.com")
      .describe("The shop's name at Shopify: my-shop of my-shop.myshopify.com"),
    accessToken: secret(z.string().min(1))
      .optional()
      .describe(
        "Admin API access token of an app made in the shop's admin, beginning with shpat_; instead of the client's credentials",
      ),
    clientId: z.string().min(1).optional().describe("Client ID of the app, in the Dev Dashboard under Settings"),
    clientSecret: secret(z.string().min(1)).optional().describe("Client secret of the app, beside the client ID"),
    refreshToken: secret(z.string().min(1))
      .optional()
      .describe(
        "Refresh token of an expiring offline token, for apps of other organisations. Used once and then replaced, so keep the token store",
      ),
    staff: z
      .boolean()
      .optional()
      .describe(
        "Whether the app may read users (scope read_users, plans Advanced and Plus), so that orders tell who sold",
      ),
  })
  .refine(({ accessToken, clientId, clientSecret }) => accessToken || (clientId && clientSecret), {
    message: "give either accessToken, or clientId and clientSecret",
    path: ["accessToken"],
  });

/** Tokens go bare in a header of Shopify's own: https://shopify.dev/docs/apps/build/authentication-authorization */
const tokenHeader = "X-Shopify-Access-Token";

const authOf = ({
  shop,
  accessToken,
  clientId = "",
  clientSecret = "",
  refreshToken,
}: z.output<typeof Config>): Auth =>
  accessToken
    ? { kind: "header", name: tokenHeader, value: accessToken }
    : {
        kind: "oauth2",
        tokenUrl: `https://${shop}.myshopify.com/admin/oauth/access_token`,
        grant: refreshToken ? { type: "refresh_token", refreshToken } : { type: "client_credentials" },
        clientId,
        clientSecret,
        clientAuthentication: "body",
        header: tokenHeader,
      };

/** Fills in the variable by which queries ask what staff did. */
const withStaff = (wire: Wire & { path: string }): Wire & { path: string } => {
  const asked = z
    .looseObject({ query: z.string(), variables: z.record(z.string(), z.json()) })
    .safeParse(wire.body).data;
  if (!asked?.query.includes("$staff")) return wire;
  return { ...wire, body: { query: asked.query, variables: { ...asked.variables, staff: true } } };
};

/** The request that tells whether the credentials work, and whose they are. */
const check = {
  ...asking("{ shop { name myshopifyDomain } }"),
  // Who may write may read: https://shopify.dev/docs/api/usage/access-scopes
  includes: (scope: string) => (scope.startsWith("write_") ? [scope.replace("write_", "read_")] : []),
  identity: pick(
    z.object({ data: z.object({ shop: z.object({ name: z.string(), myshopifyDomain: z.string() }) }) }),
    ({ data: { shop } }) => ({ id: shop.myshopifyDomain, name: shop.name }),
  ),
};

export const shopify = defineConnector({
  spec: 1,
  id: "shopify",
  name: "Shopify",
  version: "0.1.0",
  categories: ["sales"],
  countries: [],
  config: Config,
  credentials,
  http: {
    baseUrl: ({ shop }) => `https://${shop}.myshopify.com/admin/api/${version}`,
    // Where files of bulk operations lie.
    hosts: ["storage.googleapis.com"],
    auth: authOf,
    envelope: ({ staff }) => (staff ? { wrap: withStaff, unwrap: (body) => body } : undefined),
    // What a query costs counts, and not how many there are; see `retryAfter`.
    limits: [{ concurrent: 4 }],
    error: { read: readError, isFailure, classify: classifyError, retryAfter, requestIdHeader: "x-request-id" },
  },
  check,
  resources: {
    organizations,
    locations,
    users,
    customers,
    companies,
    items,
    stockLevels,
    stockMovements,
    orders,
    draftOrders,
    checkouts,
    fulfillmentOrders,
    fulfillments,
    refunds,
    payments,
    payouts,
    bankAccounts,
  },
  webhooks,
});
