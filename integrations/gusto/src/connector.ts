import { defineConnector, secret } from "@opensme/core";
import * as z from "zod";
import { compensations } from "./compensations.ts";
import { credentials } from "./credentials.ts";
import { departments } from "./departments.ts";
import { employees } from "./employees.ts";
import { readError } from "./errors.ts";
import { jobs } from "./jobs.ts";
import { leaveBalances } from "./leave-balances.ts";
import { leaveRequests } from "./leave-requests.ts";
import { leaveTypes } from "./leave-types.ts";
import { locations } from "./locations.ts";
import { Company, organizations } from "./organizations.ts";
import { payrollRuns } from "./payroll-runs.ts";
import { payslips } from "./payslips.ts";
import { terminations } from "./terminations.ts";
import { webhooks } from "./webhooks.ts";
import { company, companyOf } from "./wire.ts";

const Config = z.strictObject({
  clientId: z.string().min(1).describe("Client id of the app, in the developer portal at dev.gusto.com"),
  clientSecret: secret(z.string().min(1)).describe("Secret of the app, from the same page"),
  refreshToken: secret(z.string().min(1))
    .optional()
    .describe(
      "Refresh token given for the company; not needed after `opensme connect`. Used once and then replaced, so keep the token store",
    ),
  redirectUri: z.url().optional().describe("Redirect URI of the app, as set in the developer portal"),
  environment: z
    .enum(["production", "demo"])
    .default("production")
    .describe("Demo companies are at api.gusto-demo.com, with apps and tokens of their own"),
});

const hosts = { production: "https://api.gusto.com", demo: "https://api.gusto-demo.com" } as const;

/** Carries the company from the session to the paths. */
const companyHeader = "opensme-company";

export const gusto = defineConnector({
  spec: 1,
  id: "gusto",
  name: "Gusto",
  version: "0.1.0",
  categories: ["people"],
  countries: ["US"],
  config: Config,
  credentials,
  http: {
    baseUrl: ({ environment }) => hosts[environment],
    // Without it the answers have the form of the oldest version that the app may use: https://docs.gusto.com/app-integrations/docs/api-versioning
    // Each is retired a year after the next: https://docs.gusto.com/embedded-payroll/changelog/v2026-02-01-deprecation
    headers: () => ({ "X-Gusto-API-Version": "2026-02-01" }),
    auth: ({ clientId, clientSecret, refreshToken, redirectUri, environment }) => ({
      kind: "oauth2",
      tokenUrl: `${hosts[environment]}/oauth/token`,
      grant: { type: "refresh_token", refreshToken },
      // What the app may do is set in the developer portal.
      authorization: { url: `${hosts[environment]}/oauth/authorize` },
      clientId,
      clientSecret,
      clientAuthentication: "body",
      ...(redirectUri === undefined ? {} : { parameters: { redirect_uri: redirectUri } }),
    }),
    session: () => ({
      request: { path: "/v1/token_info" },
      headers: (answer) => ({ [companyHeader]: companyOf(answer) }),
    }),
    envelope: () => ({
      wrap: ({ path, headers: { [companyHeader]: id = "", ...headers } = {}, ...wire }) => ({
        ...wire,
        headers,
        path: path.replace("{company}", encodeURIComponent(id)),
      }),
      unwrap: (body) => body,
    }),
    // https://docs.gusto.com/app-integrations/docs/rate-limits
    limits: [{ requests: 200, seconds: 60 }, { concurrent: 8 }],
    error: { read: readError, requestIdHeader: "x-request-id" },
  },
  check: {
    path: company,
    identity: (answer) => {
      const { uuid, name, trade_name } = Company.parse(answer);
      return { id: uuid, name: trade_name || name || undefined };
    },
  },
  resources: {
    organizations,
    locations,
    departments,
    employees,
    jobs,
    compensations,
    terminations,
    leaveTypes,
    leaveRequests,
    leaveBalances,
    payrollRuns,
    payslips,
  },
  webhooks,
});
