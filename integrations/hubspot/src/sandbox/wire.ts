import { randomUUID } from "node:crypto";
import { HttpResponse, type SandboxKit } from "@opensme/testing";

export const api = "https://api.hubapi.com";
export const tokenAddress = `${api}/oauth/v3/token`;

export const authorizeAddress = "https://app.hubspot.com/oauth/authorize";

export const access = {
  clientId: "5f1d7c20-3b8e-4a66-9c14-7e2d90ab41f8",
  clientSecret: "c0a7f3d2-61e9-4b85-8d17-2f94e6b3a5c8",
  refreshToken: "na1-sandbox-refresh-0001",
} as const;

/** The access token of a private app in the same account. */
export const privateToken = "pat-na1-00000000-sandbox-0001";

export const portalId = 44_237_000;

/** Seconds that an access token lives: https://developers.hubspot.com/changelog/upcoming-expiration-of-oauth-access-tokens-is-changing */
export const tokenLifetime = 1800;

/** Every type of object that there is here, with its number and where its ids begin. */
export const types = {
  contacts: { typeId: "0-1", firstId: 110_000_000_000, name: "contact" },
  companies: { typeId: "0-2", firstId: 29_000_000_000, name: "company" },
  deals: { typeId: "0-3", firstId: 38_000_000_000, name: "deal" },
  products: { typeId: "0-7", firstId: 3_100_000_000, name: "product" },
  line_items: { typeId: "0-8", firstId: 41_000_000_000, name: "line_item" },
  communications: { typeId: "0-18", firstId: 76_000_000_000, name: "communication" },
  tasks: { typeId: "0-27", firstId: 71_000_000_000, name: "task" },
  notes: { typeId: "0-46", firstId: 72_000_000_000, name: "note" },
  meetings: { typeId: "0-47", firstId: 73_000_000_000, name: "meeting" },
  calls: { typeId: "0-48", firstId: 74_000_000_000, name: "call" },
  emails: { typeId: "0-49", firstId: 75_000_000_000, name: "email" },
  invoices: { typeId: "0-53", firstId: 420_000_000_000, name: "invoice" },
  commerce_payments: { typeId: "0-101", firstId: 430_000_000_000, name: "commerce_payment" },
  orders: { typeId: "0-123", firstId: 390_000_000_000, name: "order" },
  leads: { typeId: "0-136", firstId: 510_000_000_000, name: "lead" },
} as const;

export type Type = keyof typeof types;

export const isType = (text: string): text is Type => Object.hasOwn(types, text);

/** The id of the n-th record of a type. */
export const idOf = (type: Type, n: number): string => String(types[type].firstId + n);

type Json = Record<string, unknown>;

/** How this vendor answers. */
export interface Desk {
  json(body: unknown, status?: number): Response;
  error(status: number, category: string, message: string, more?: Json): Response;
  /** What a batch did not find stands beside what it found. */
  batch(results: readonly unknown[], errors?: readonly Json[]): Response;
}

export const deskOf = ({ now }: SandboxKit): Desk => {
  const json: Desk["json"] = (body, status = 200) =>
    new HttpResponse(JSON.stringify(body), {
      status,
      headers: {
        "content-type": "application/json;charset=utf-8",
        date: now().toUTCString(),
        "x-hubspot-correlation-id": randomUUID(),
        "x-hubspot-ratelimit-max": "190",
        "x-hubspot-ratelimit-interval-milliseconds": "10000",
      },
    });
  return {
    json,
    error: (status, category, message, more = {}) =>
      json({ status: "error", message, correlationId: randomUUID(), category, ...more }, status),
    batch: (results, errors = []) =>
      json(
        {
          completedAt: now().toISOString(),
          status: "COMPLETE",
          startedAt: now().toISOString(),
          results,
          ...(errors.length > 0 ? { errors, numErrors: errors.length } : {}),
        },
        errors.length > 0 ? 207 : 200,
      ),
  };
};

/** https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines */
export const limited = (retryAfter: string | undefined, policyName = "TEN_SECONDLY_ROLLING"): Response =>
  HttpResponse.json(
    {
      status: "error",
      message: `You have reached your ${policyName.toLowerCase()} limit.`,
      errorType: "RATE_LIMIT",
      correlationId: randomUUID(),
      policyName,
    },
    { status: 429, headers: retryAfter === undefined ? {} : { "retry-after": retryAfter } },
  );
