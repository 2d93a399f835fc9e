import { exampleVendor } from "../../../scripts/specs/example-vendor.ts";
import type { Spec } from "../../../scripts/specs/spec.ts";

/**
 * The vendor's description is a GraphQL schema, against which `schema.test.ts` holds every query and answer. Here its one address is described.
 */
export const spec: Spec = {
  load: (specs) =>
    exampleVendor("shopify", new URL("shopify/examples/", specs), {
      server: "https://{shop}.myshopify.com/admin",
      operations: [
        {
          section: "https://shopify.dev/docs/api/admin-graphql",
          method: "post",
          path: "/api/2026-07/graphql.json",
          headers: { "X-Shopify-Access-Token": "string" },
          body: { fields: { query: "string", variables: "unknown" }, required: ["query"] },
          answers: {
            "200": {
              examples: [
                "amp/read__customers.json",
                "amp/read__orders.json",
                "amp/read__products.json",
                "amp/write__response-customer-create.json",
                "amp/write__response-customer-update.json",
              ],
              fields: { data: "unknown", errors: "unknown", extensions: "unknown" },
            },
            "401": { fields: { errors: "string" } },
          },
        },
        {
          section: "https://shopify.dev/docs/apps/build/authentication-authorization",
          method: "post",
          path: "/oauth/access_token",
          body: {
            fields: { grant_type: "string", client_id: "string", client_secret: "string", refresh_token: "string" },
            required: ["grant_type", "client_id", "client_secret"],
            mediaType: "application/x-www-form-urlencoded",
          },
          answers: {
            "200": {
              fields: { access_token: "string", expires_in: "integer", scope: "string", refresh_token: "string" },
            },
            "400": { fields: { error: "string" } },
          },
        },
        {
          section: "https://shopify.dev/docs/api/usage/bulk-operations/queries",
          method: "get",
          server: "https://storage.googleapis.com",
          path: "/shopify-tiers-assets-prod-us-east1/{file}",
          headers: {},
          query: { Signature: "string" },
          requiredQuery: ["Signature"],
          answers: { "200": { fields: "string", mediaType: "application/jsonl" } },
        },
      ],
    }),
  // Answers of one address hold rows of any resource: `schema.test.ts` maps each by its own.
  mappedPaths: {},
};
