import { randomUUID } from "node:crypto";
import { HttpResponse, type SandboxKit } from "@opensme/testing";

const host = "https://quickbooks.api.intuit.com";
export const company = `${host}/v3/company/:realm`;
/** Up to when the books are closed. */
export const bookCloseDate = "2025-11-30";

export const tokenAddress = "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer";

export const access = {
  clientId: "ABsandboxClient0000000000000000000000000000000000f00d",
  clientSecret: "sandbox-secret-51c0d7",
  refreshToken: "AB11sandbox-refresh-0001",
} as const;

export const realmId = "9130350000000042";

/** Seconds that an access token lives. */
export const tokenLifetime = 3600;

const pacific = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "America/Los_Angeles",
  dateStyle: "short",
  timeStyle: "medium",
});

/** A moment as rows have it: whole seconds on the clock of California, with its offset. */
export const stamp = (moment: Date | string): string => {
  const date = new Date(moment);
  const local = pacific.format(date).replace(" ", "T");
  const offset = Math.round((date.getTime() - Date.parse(`${local}Z`)) / 3_600_000);
  return `${local}-${String(offset).padStart(2, "0")}:00`;
};

export interface Trouble {
  code: string;
  Message: string;
  Detail: string;
  element?: string;
}

/** How this vendor answers. */
export interface Desk {
  json(body: object, status?: number): Response;
  fault(trouble: Trouble, type?: string, status?: number): Response;
}

export const deskOf = (kit: SandboxKit): Desk => {
  const json: Desk["json"] = (body, status = 200) =>
    new HttpResponse(JSON.stringify({ ...body, time: stamp(kit.now()).replace(/-(\d\d):/, ".000-$1:") }), {
      status,
      headers: {
        "content-type": "application/json;charset=UTF-8",
        date: kit.now().toUTCString(),
        intuit_tid: `1-${randomUUID()}`,
      },
    });
  return {
    json,
    fault: (trouble, type = "ValidationFault", status = 400) => json({ Fault: { Error: [trouble], type } }, status),
  };
};

/** https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes */
export const troubles = {
  missing: (field: string): Trouble => ({
    code: "2020",
    Message: "Required param missing, need to supply the required value for the API",
    Detail: `Required parameter ${field} is missing in the request`,
    element: field,
  }),
  reference: (what: string, id: string): Trouble => ({
    code: "2500",
    Message: "Invalid Reference Id",
    Detail: `Invalid Reference Id : ${what} element id ${id} not found`,
    element: "",
  }),
  unknownField: (field: string): Trouble => ({
    code: "2010",
    Message: "Request has invalid or unsupported property",
    Detail: `Property Name:Can not deserialize ${field} is unsupported or not valid`,
  }),
  stale: {
    code: "5010",
    Message: "Stale Object Error",
    Detail: "Stale Object Error : You and Người Thử were working on this at the same time.",
    element: "",
  },
  notFound: {
    code: "610",
    Message: "Object Not Found",
    Detail: "Object Not Found : Something you're trying to use has been made inactive.",
    element: "",
  },
  duplicateName: (element: string): Trouble => ({
    code: "6240",
    Message: "Duplicate Name Exists Error",
    Detail: "The name supplied already exists. : null",
    element,
  }),
  rule: (Detail: string): Trouble => ({ code: "6000", Message: "A business validation error has occurred", Detail }),
  closed: {
    code: "6210",
    Message: "Account Period Closed, Cannot Update Through Services API",
    Detail: "The account period has closed and the account books cannot be updated through the QBO Services API.",
  },
  query: (Detail: string): Trouble => ({ code: "4000", Message: "Error parsing query", Detail }),
  invalidQuery: (Detail: string): Trouble => ({ code: "4001", Message: "Invalid query", Detail }),
  throttled: {
    code: "3001",
    Message: "message=ThrottleExceeded; errorCode=003001; statusCode=429",
    Detail: "The request limit was reached.  Try again later",
  },
} as const;
