import { HttpResponse, type Limiter, type SandboxKit } from "@opensme/testing";
import type { Books } from "./records.ts";
import { type Desk, deskOf } from "./wire.ts";

/** What the sandbox holds: the books of each organisation that the login has connected. */
export interface World {
  tenants: Map<string, Books>;
  /** Answers to writes, by organisation and key. */
  repeated: Map<string, { sent: string; answer: Response }>;
  /** Refresh tokens that were used, with what replaced them. */
  replaced: Map<string, { by: string; at: number }>;
}

export interface Gate {
  desk: Desk;
  /** Answers with what `work` makes of the organisation's books, if the request gets in. */
  enter(request: Request, work: (books: Books) => Response | Promise<Response>): Promise<Response>;
  /** The same for what belongs to no organisation. */
  enterLogin(request: Request, work: () => Response): Response;
}

const longestKey = 128;

export const gateOf = (world: () => World, kit: SandboxKit): Gate => {
  let ofMinute = 60;
  let ofDay = 5000;
  const minute = new Map<string, Limiter>();
  const day = new Map<string, Limiter>();
  for (const tenant of world().tenants.keys()) {
    minute.set(tenant, kit.limiter({ requests: 60, seconds: 60 }));
    day.set(tenant, kit.limiter({ requests: 5000, seconds: 86_400 }));
  }
  const desk = deskOf(kit, () => ({
    "x-minlimit-remaining": String(ofMinute),
    "x-daylimit-remaining": String(ofDay),
    "x-appminlimit-remaining": "9999",
  }));

  const tooMany = (tenant: string): Response | undefined => {
    for (const [name, limiter] of [
      ["minute", minute.get(tenant)],
      ["day", day.get(tenant)],
    ] as const) {
      if (!limiter || limiter()) continue;
      return limited(String(limiter.retryAfter()), name);
    }
    ofMinute = ofMinute > 0 ? ofMinute - 1 : 59;
    ofDay = Math.max(0, ofDay - 1);
    return undefined;
  };

  const refusal = (request: Request): Response | undefined => {
    const [kind, token] = (request.headers.get("authorization") ?? "").split(" ");
    if (kind !== "Bearer" || !token) return desk.problem(401, "Unauthorized", "AuthenticationUnsuccessful");
    if (kit.tokens.accepts(token)) return undefined;
    return desk.problem(401, "Unauthorized", `TokenExpired: token expired at ${kit.now().toUTCString()}`);
  };

  return {
    desk,
    enterLogin: (request, work) => refusal(request) ?? work(),
    async enter(request, work) {
      const refused = refusal(request);
      if (refused) return refused;
      const tenant = request.headers.get("xero-tenant-id") ?? "";
      const books = world().tenants.get(tenant);
      if (!books) return desk.problem(403, "Forbidden", "AuthenticationUnsuccessful");
      const limit = tooMany(tenant);
      if (limit) return limit;
      if (!request.headers.get("accept")?.includes("application/json"))
        return new HttpResponse("<Response><Status>OK</Status></Response>", {
          headers: { "content-type": "text/xml; charset=utf-8" },
        });
      return once(request, tenant, () => work(books));
    },
  };

  /** Carries out a write with a key once: https://developer.xero.com/documentation/guides/idempotent-requests/idempotency */
  async function once(request: Request, tenant: string, work: () => Response | Promise<Response>): Promise<Response> {
    const key = request.headers.get("idempotency-key");
    if (key === null) return work();
    if (key.length > longestKey)
      return desk.unreadable("PostDataInvalidException", `An Idempotency-Key has at most ${longestKey} characters`);
    const sent = `${request.method} ${request.url} ${await request.clone().text()}`;
    const { repeated } = world();
    const before = repeated.get(`${tenant} ${key}`);
    if (before && before.sent !== sent)
      return desk.unreadable("PostDataInvalidException", "The Idempotency-Key was used for another request");
    if (before) return before.answer.clone();
    const answer = await work();
    if (answer.ok) repeated.set(`${tenant} ${key}`, { sent, answer: answer.clone() });
    return answer;
  }
};

/** https://developer.xero.com/documentation/guides/oauth2/limits */
export const limited = (retryAfter: string | undefined, problem: string): Response =>
  new HttpResponse("", {
    status: 429,
    headers: {
      "x-rate-limit-problem": problem,
      ...(retryAfter === undefined ? {} : { "retry-after": retryAfter }),
    },
  });
