import { createHash, randomUUID } from "node:crypto";
import { HttpResponse, type Limiter, type SandboxKit } from "@opensme/testing";
import * as z from "zod";

export const host = "https://api.gusto-demo.com";
const version = "2026-02-01";

export const access = {
  clientId: "gusto-sandbox-app",
  clientSecret: "sandbox-secret-2f90ab",
  refreshToken: "sandbox-refresh-0001",
  environment: "demo",
} as const;

const kinds = ["company", "employee", "job", "compensation", "termination", "department", "location"].concat([
  "policy",
  "request",
  "payroll",
  "schedule",
  "field",
  "admin",
  "home",
]);

/** The id of the n-th record of a kind, always the same. */
export const uuid = (kind: string, n: number): string =>
  `${(0xa0 + kinds.indexOf(kind)).toString(16)}5e${String(n).padStart(4, "0")}-6d1c-4b7e-8f02-${String(n).padStart(12, "0")}`;

export const companyId = uuid("company", 1);

type Json = Readonly<Record<string, unknown>>;

/** A row with the mark of its present state. */
export const versioned = <Row extends Json>(row: Row): Row & { version: string } => ({
  ...row,
  version: createHash("md5").update(JSON.stringify(row)).digest("hex"),
});

export interface Failure {
  error_key: string;
  category: string;
  message: string;
}

export const notFound: Failure = {
  error_key: "request",
  category: "not_found",
  message: "The requested resource was not found.",
};
export const outOfDate: Failure = {
  error_key: "base",
  category: "invalid_resource_version",
  message: "You are attempting to update a resource using an out-of-date version.",
};
export const wrong = (error_key: string, message: string): Failure => ({
  error_key,
  category: "invalid_attribute_value",
  message,
});
export const cannot = (message: string): Failure => ({ error_key: "base", category: "invalid_operation", message });

/** How this vendor answers. */
export interface Desk {
  json(body: unknown, status?: number, headers?: Record<string, string>): Response;
  fail(status: number, failure: Failure): Response;
  /** A page of rows where one is asked for, with the counts in headers; all of them where `isForced` does not have it otherwise. */
  list(request: Request, rows: readonly unknown[], isForced?: boolean): Response;
  /** The slice of rows that a request asks for, and its headers. */
  slice<Row>(request: Request, rows: readonly Row[]): { rows: readonly Row[]; headers: Record<string, string> };
  /** A body that is not as it must be. */
  misfit(error: z.ZodError): Response;
  /** Changes the fields that are sent, from the version that is sent with them, and answers with the row that `apply` makes. */
  change<Shape extends z.ZodRawShape>(
    request: Request,
    version: string,
    fields: z.ZodObject<Shape>,
    apply: (changes: object) => unknown,
  ): Promise<Response>;
  /** Answers with what `work` makes of a record, if the request gets in and there is one. */
  one<Found>(
    request: Request,
    found: Found | undefined,
    work: (found: Found) => Response | Promise<Response>,
  ): Response | Promise<Response>;
  /** Answers with what `work` makes of it, if the request gets in. */
  enter(request: Request, work: () => Response | Promise<Response>): Response | Promise<Response>;
}

const mostPerPage = 100;

/** https://docs.gusto.com/app-integrations/docs/rate-limits: when the count begins anew stands there as a time. */
export const tooMany = (now: Date, retryAfter = "60"): Response =>
  HttpResponse.json(
    { errors: [{ error_key: "base", category: "rate_limit_exceeded", message: "Rate limit exceeded" }] },
    {
      status: 429,
      headers: {
        "retry-after": retryAfter,
        "x-ratelimit-limit": "200",
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": new Date(now.getTime() + Number(retryAfter) * 1000).toISOString(),
      },
    },
  );

export const deskOf = (kit: SandboxKit): Desk => {
  const admits: Limiter = kit.limiter({ requests: 200, seconds: 60 });
  const json: Desk["json"] = (body, status = 200, headers = {}) =>
    new HttpResponse(body === undefined ? null : JSON.stringify(body), {
      status,
      headers: {
        "content-type": "application/json",
        date: kit.now().toUTCString(),
        "x-request-id": randomUUID(),
        "x-gusto-api-version": version,
        ...headers,
      },
    });
  const fail: Desk["fail"] = (status, failure) => json({ errors: [failure] }, status);

  const slice: Desk["slice"] = (request, rows) => {
    const query = new URL(request.url).searchParams;
    const page = Math.max(1, Number(query.get("page") ?? 1));
    const per = Math.min(mostPerPage, Math.max(1, Number(query.get("per") ?? 25)));
    return {
      rows: rows.slice((page - 1) * per, page * per),
      headers: {
        "x-page": String(page),
        "x-per-page": String(per),
        "x-total-count": String(rows.length),
        "x-total-pages": String(Math.ceil(rows.length / per)),
      },
    };
  };

  const enter: Desk["enter"] = (request, work) => {
    const [kind, token] = (request.headers.get("authorization") ?? "").split(" ");
    if (kind !== "Bearer" || !kit.tokens.accepts(token))
      return json(undefined, 401, { "www-authenticate": 'Bearer realm="Gusto", error="invalid_token"' });
    if (!admits()) return tooMany(kit.now(), String(admits.retryAfter()));
    // The vendor would answer in the form of another version, which no client of this sandbox wants.
    if (request.headers.get("x-gusto-api-version") !== version)
      return fail(406, { error_key: "base", category: "invalid_api_version", message: `Ask for ${version}` });
    const [, inPath] = /\/v1\/companies\/([^/]+)/.exec(new URL(request.url).pathname) ?? [];
    return inPath && inPath !== companyId ? fail(404, notFound) : work();
  };
  const misfit: Desk["misfit"] = ({ issues: [issue] }) =>
    fail(422, wrong(issue?.path.join(".") ?? "base", issue?.message ?? "is invalid"));

  return {
    json,
    fail,
    slice,
    enter,
    misfit,
    async change(request, version, fields, apply) {
      const sent = z.looseObject({ version: z.string().optional() }).parse(await request.json());
      if (sent.version === undefined) return fail(422, wrong("version", "Version is required"));
      if (sent.version !== version) return fail(409, outOfDate);
      const { data, error } = fields.partial().safeParse(sent);
      return error ? misfit(error) : json(apply(data));
    },
    one: (request, found, work) => enter(request, () => (found === undefined ? fail(404, notFound) : work(found))),
    list(request, rows, isForced = false) {
      if (!isForced && !new URL(request.url).searchParams.has("page")) return json(rows);
      const page = slice(request, rows);
      return json(page.rows, 200, page.headers);
    },
  };
};
