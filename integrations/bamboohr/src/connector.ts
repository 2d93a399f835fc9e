import { codec, defineConnector, fields, required, row, secret } from "@opensme/core";
import * as z from "zod";
import { applications } from "./applications.ts";
import { candidates } from "./candidates.ts";
import { compensation } from "./compensation.ts";
import { credentials } from "./credentials.ts";
import { departments } from "./departments.ts";
import { concurrent } from "./employee-list.ts";
import { employees } from "./employees.ts";
import { employmentStatus } from "./employment-status.ts";
import { jobInfo } from "./job-info.ts";
import { jobOpenings } from "./job-openings.ts";
import { leaveBalances } from "./leave-balances.ts";
import { leaveRequests } from "./leave-requests.ts";
import { leaveTypes } from "./leave-types.ts";
import { locations } from "./locations.ts";
import { Company, organizations } from "./organizations.ts";
import { timeEntries } from "./time-entries.ts";
import { webhooks } from "./webhooks.ts";

const Config = z
  .strictObject({
    companyDomain: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]*$/i, 'write only the first part of the address, "acme" of https://acme.bamboohr.com')
      .describe('Subdomain of the company: "acme" of https://acme.bamboohr.com'),
    apiKey: secret(z.string().min(1))
      .optional()
      .describe("API key of a user; it sees what that user sees. Made under the user's picture > API Keys"),
    clientId: z.string().min(1).optional().describe("OAuth: id of the app, in place of an API key"),
    clientSecret: secret(z.string().min(1)).optional().describe("OAuth: secret of the app"),
    refreshToken: secret(z.string().min(1))
      .optional()
      .describe(
        "OAuth: refresh token of the company, given with the scope offline_access; not needed after `opensme connect`",
      ),
  })
  .refine(({ apiKey, clientId, clientSecret }) => apiKey || (clientId && clientSecret), {
    message: "give an apiKey, or clientId and clientSecret of an OAuth app",
    path: ["apiKey"],
  });

/** The reason of an empty error answer stands in a header. */
const reasonHeaders = ["x-bamboohr-error-message", "x-bamboohr-message"];

/** The header comes twice at times, and its values are then joined by commas. */
const once = (reason: string): string => [...new Set(reason.split(", "))].join(", ");

const ErrorBody = row({
  error: z
    .preprocess(
      (error) => (typeof error === "string" ? { message: error } : error),
      row({ code: codec.identifier, message: z.string() }).nullish(),
    )
    .optional(),
  ...fields(z.string(), "title", "detail", "message"),
  code: codec.identifier,
});

const Unsuccessful = row({ success: required(z.literal(false)), error: z.string() });

export const bamboohr = defineConnector({
  spec: 1,
  id: "bamboohr",
  name: "BambooHR",
  version: "0.1.0",
  categories: ["people"],
  countries: [],
  config: Config,
  credentials,
  http: {
    baseUrl: ({ companyDomain }) => `https://${companyDomain.toLowerCase()}.bamboohr.com/api`,
    // Most operations are of the first version.
    envelope: () => ({
      wrap: ({ path, ...wire }) => ({ ...wire, path: /^\/v\d/.test(path) ? path : `/v1${path}` }),
      unwrap: (body) => body,
    }),
    // Without it the older operations answer in XML.
    headers: () => ({ accept: "application/json" }),
    auth: ({ companyDomain, apiKey, clientId = "", clientSecret = "", refreshToken }) =>
      apiKey
        ? { kind: "basic", username: apiKey, password: "x" }
        : {
            kind: "oauth2",
            tokenUrl: `https://${companyDomain.toLowerCase()}.bamboohr.com/token.php?request=token`,
            grant: { type: "refresh_token", refreshToken },
            authorization: {
              url: `https://${companyDomain.toLowerCase()}.bamboohr.com/authorize.php?request=authorize`,
              scopes: ["offline_access"],
            },
            clientId,
            clientSecret,
            clientAuthentication: "body",
          },
    // The vendor publishes no numbers and says when to come back (Retry-After); a few at a time stays well clear of it.
    limits: [{ concurrent }],
    error: {
      read: ({ headers, body }) => {
        const { error, title, detail, message: words, code } = ErrorBody.safeParse(body).data ?? {};
        const reason = reasonHeaders.map((name) => headers.get(name)).find(Boolean);
        const message = (reason && once(reason)) || error?.message || words || detail || title || undefined;
        return { message, code: error?.code || code || undefined };
      },
      // Removing the row of a table that cannot be removed.
      isFailure: ({ body }) => Unsuccessful.safeParse(body).success,
      classify: ({ status, headers }) => {
        // Too many requests were 503 until September 2026: https://documentation.bamboohr.com/docs/planned-changes-to-the-api
        if (status === 503 && headers.has("retry-after")) return "rate_limited";
        if (status === 200) return "invalid";
        // A field with a value that it cannot have, such as an address that another person has; in tables, 406 and 412 too.
        return [406, 409, 412].includes(status) ? "invalid" : undefined;
      },
      requestIdHeader: "x-request-id",
    },
  },
  check: {
    path: "/company_information",
    identity: (answer) => {
      const company = Company.parse(answer);
      return { name: company.displayName || company.legalName || undefined };
    },
  },
  resources: {
    organizations,
    departments,
    locations,
    employees,
    jobInfo,
    employmentStatus,
    compensation,
    leaveTypes,
    leaveRequests,
    leaveBalances,
    timeEntries,
    jobOpenings,
    candidates,
    applications,
  },
  webhooks,
});
