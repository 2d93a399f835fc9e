import type { Sandbox, SandboxKit, SandboxOptions } from "@opensme/testing";
import { defineSandbox, HttpResponse, http } from "@opensme/testing";
import * as z from "zod";
import { bulkFiles } from "./bulk.ts";
import { controlOf } from "./control.ts";
import { costOf, execute, parse, QueryError } from "./graphql.ts";
import { queryRoot } from "./schema.ts";
import type { Shop } from "./shop.ts";
import { stateOf } from "./shop.ts";
import { webhooks } from "./webhooks.ts";
import { access, host, version } from "./wire.ts";
import { mutationRoot } from "./writing.ts";

/** What the app was installed with; a scope for writing stands for that for reading as well. */
const scopes =
  "write_orders,read_companies,write_customers,write_draft_orders,read_locations,write_products,write_inventory,read_shopify_payments_payouts,read_shopify_payments_bank_accounts,read_inventory_transfers,write_merchant_managed_fulfillment_orders,read_users";

/** Points of a shop on the smallest plan: https://shopify.dev/docs/apps/build/apis/graphql-admin/rate-limits */
const bucket = { maximumAvailable: 2000, restoreRate: 100 };
const mostForOne = 1000;

const Request = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()).nullish() });

const costs = (requested: number, actual: number | null, available: number): object => ({
  cost: {
    requestedQueryCost: requested,
    actualQueryCost: actual,
    throttleStatus: { ...bucket, currentlyAvailable: available },
  },
});

const refused = (message: string, code: string, extensions: object = {}): Response =>
  HttpResponse.json({ errors: [{ message, extensions: { code } }], ...extensions });

/** Throttled for so many seconds; what is told is not the time, but the points that are missing. */
const throttled = (retryAfter = "1"): Response =>
  refused("Throttled", "THROTTLED", { extensions: costs(Number(retryAfter) * bucket.restoreRate, null, 0) });

const tokenHandler = ({ tokens }: SandboxKit) =>
  http.post(`${host}/admin/oauth/access_token`, async ({ request }) => {
    const form = new URLSearchParams(await request.text());
    if (form.get("client_id") !== access.clientId || form.get("client_secret") !== access.clientSecret)
      return HttpResponse.json({ error: "invalid_client" }, { status: 400 });
    if (form.get("grant_type") === "refresh_token") {
      const renewed = tokens.redeem(form.get("refresh_token") ?? "", { lifetime: 3600 });
      if (!renewed) return HttpResponse.json({ error: "invalid_grant" }, { status: 400 });
      return HttpResponse.json({
        access_token: renewed.accessToken,
        refresh_token: renewed.refreshToken,
        expires_in: renewed.expiresIn,
        scope: scopes,
      });
    }
    if (form.get("grant_type") !== "client_credentials")
      return HttpResponse.json({ error: "unsupported_grant_type" }, { status: 400 });
    const { accessToken, expiresIn } = tokens.issue({ lifetime: 86_399 });
    return HttpResponse.json({ access_token: accessToken, scope: scopes, expires_in: expiresIn });
  });

/** Answers one operation: https://shopify.dev/docs/api/admin-graphql */
const answered = (shop: Shop, kit: SandboxKit, body: unknown): Response => {
  const { query, variables } = Request.parse(body);
  try {
    const { kind, selections, defaults } = parse(query);
    const given = { ...defaults, ...variables };
    const requested = (kind === "mutation" ? 10 : 0) + costOf(selections, given);
    if (requested > mostForOne)
      return refused(
        `Query cost is ${requested}, which exceeds the single query max cost limit (${mostForOne}).`,
        "MAX_COST_EXCEEDED",
      );
    const data = execute(selections, kind === "mutation" ? mutationRoot(shop, kit) : queryRoot(shop, kit), given);
    const actual = Math.ceil(requested / 4);
    return HttpResponse.json(
      { data, extensions: costs(requested, actual, bucket.maximumAvailable - actual) },
      { headers: { date: kit.now().toUTCString(), "x-shopify-api-version": version } },
    );
  } catch (error) {
    if (error instanceof QueryError) return refused(error.message, error.code);
    throw error;
  }
};

/** Shopify with a shop of the sample company, from the vendor's description of its GraphQL Admin API. */
export const sandbox: (options?: SandboxOptions) => Sandbox = defineSandbox<Shop>({
  id: "shopify",
  config: { ...access },
  state(company, { tokens }) {
    tokens.admit("shpat_sandbox00000001");
    tokens.seed("shprt_sandbox00000001");
    return stateOf(company);
  },
  handlers(shop, kit) {
    // Near enough to what queries of this connector cost on the smallest plan.
    const admits = kit.limiter({ requests: 20, seconds: 1 });
    return [
      tokenHandler(kit),
      bulkFiles(shop, kit),
      http.post(`${host}/admin/api/${version}/graphql.json`, async ({ request }) => {
        if (!kit.tokens.accepts(request.headers.get("x-shopify-access-token")))
          return HttpResponse.json(
            { errors: "[API] Invalid API key or access token (unrecognized login or wrong password)" },
            { status: 401 },
          );
        return admits() ? answered(shop(), kit, await request.json()) : throttled(String(admits.retryAfter()));
      }),
    ];
  },
  control: controlOf,
  rateLimited: throttled,
  webhooks,
});
