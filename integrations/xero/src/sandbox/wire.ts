import { randomUUID } from "node:crypto";
import { HttpResponse, type SandboxKit } from "@opensme/testing";

export const api = "https://api.xero.com/api.xro/2.0";
export const connectionsAddress = "https://api.xero.com/connections";
export const authorizeAddress = "https://login.xero.com/identity/connect/authorize";
export const tokenAddress = "https://identity.xero.com/connect/token";

export const access = {
  clientId: "5A11CE0000000000000000000000F00D",
  clientSecret: "sandbox-secret-8f41c2",
  refreshToken: "sandbox-refresh-0001",
} as const;

/** The end of the last closed year. The later lock date does not bind the adviser who has connected the app. */
export const endOfYearLock = "2025-12-31";

/** What is wrong with a booking of these days. */
export const lockedOut = (...days: (string | undefined)[]): string[] =>
  days.some((day) => day !== undefined && day <= endOfYearLock)
    ? ["The document date cannot be before the end of year lock date, currently set at 31-Dec-2025"]
    : [];

/** Seconds that an access token lives. */
export const tokenLifetime = 1800;

type Json = Record<string, unknown>;

/** Milliseconds as the wire has them. */
export const msDate = (milliseconds: number): string => `/Date(${milliseconds}+0000)/`;

/** A calendar day as the wire has it: midnight UTC, and beside it as text. */
export const dayFields = (name: string, day: string | undefined): Json =>
  day === undefined ? {} : { [`${name}String`]: `${day}T00:00:00`, [name]: msDate(Date.parse(`${day}T00:00:00Z`)) };

/** A day of a field that has no text beside it. */
export const msDay = (name: string, day: string | undefined): Json =>
  day === undefined ? {} : { [name]: msDate(Date.parse(`${day}T00:00:00Z`)) };

/** The day of `2026-04-24`, `2026-04-24T00:00:00` or `/Date(...)/`, as a request may write it; undefined where it is none. */
export const dayOf = (sent: string): string | undefined => {
  const epoch = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/.exec(sent)?.[1];
  if (epoch !== undefined) return new Date(Number(epoch)).toISOString().slice(0, 10);
  const day = /^(\d{4}-\d{2}-\d{2})(?:T|$)/.exec(sent)?.[1];
  return day !== undefined && !Number.isNaN(Date.parse(day)) ? day : undefined;
};

/** How this vendor answers. */
export interface Desk {
  /** Rows in the API's envelope. */
  rows(name: string, rows: readonly unknown[], pagination?: Json): Response;
  json(body: unknown, status?: number, headers?: Record<string, string>): Response;
  /** What is wrong with the records of a request, each with what was sent of it. */
  invalid(elements: readonly { sent: unknown; messages: readonly string[] }[]): Response;
  /** A request that cannot be read at all. */
  unreadable(type: string, message: string): Response;
  notFound(): Response;
  problem(status: number, title: string, detail: string): Response;
}

export const deskOf = (kit: SandboxKit, remaining: () => Record<string, string>): Desk => {
  const json: Desk["json"] = (body, status = 200, headers = {}) =>
    new HttpResponse(JSON.stringify(body), {
      status,
      headers: {
        "content-type": "application/json; charset=utf-8",
        date: kit.now().toUTCString(),
        "xero-correlation-id": randomUUID(),
        ...remaining(),
        ...headers,
      },
    });
  return {
    json,
    rows: (name, rows, pagination) =>
      json({
        Id: randomUUID(),
        Status: "OK",
        ProviderName: "OpenSME sandbox",
        // The moment of the answer is the one that comes without an offset.
        DateTimeUTC: `/Date(${kit.now().getTime()})/`,
        ...(pagination ? { pagination } : {}),
        [name]: rows,
      }),
    invalid: (elements) =>
      json(
        {
          ErrorNumber: 10,
          Type: "ValidationException",
          Message: "A validation exception occurred",
          Elements: elements.map(({ sent, messages }) => ({
            ...(typeof sent === "object" ? sent : {}),
            ValidationErrors: messages.map((Message) => ({ Message })),
          })),
        },
        400,
      ),
    unreadable: (Type, Message) => json({ ErrorNumber: Type === "QueryParseException" ? 16 : 14, Type, Message }, 400),
    notFound: () =>
      new HttpResponse("The resource you're looking for cannot be found", {
        status: 404,
        headers: { "content-type": "text/html; charset=utf-8", date: kit.now().toUTCString(), ...remaining() },
      }),
    problem: (Status, Title, Detail) => json({ Type: null, Title, Status, Detail, Instance: randomUUID() }, Status),
  };
};

const kinds = [
  ["account", "tax", "category", "option", "user", "contact", "item", "invoice", "bill"],
  [
    "creditNote",
    "vendorCredit",
    "payment",
    "bankTransaction",
    "journal",
    "purchaseOrder",
    "line",
    "attachment",
    "prepayment",
    "overpayment",
    "batch",
    "transfer",
  ],
].flat();

/** The id of the n-th record of a kind: always the same, and rising with n. */
export const guid = (kind: string, n: number): string => {
  const mark = (kinds.indexOf(kind) + 17).toString(16).padStart(2, "0");
  return `${mark.repeat(4)}-5a3e-4d21-9b${mark}-${n.toString(16).padStart(12, "0")}`;
};

/** Two decimals, as documents have them. */
export const cents = (amount: number): number => Math.round(amount * 100 + Number.EPSILON) / 100;
