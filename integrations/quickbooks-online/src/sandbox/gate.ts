import { HttpResponse, type SandboxKit } from "@opensme/testing";
import type { Books } from "./books.ts";
import { type Desk, deskOf, realmId, troubles } from "./wire.ts";

export interface Gate {
  desk: Desk;
  /** Answers with what `work` makes of the company's books, if the request gets in. */
  enter(request: Request, realm: unknown, work: (books: Books) => Response | Promise<Response>): Promise<Response>;
}

const longestId = 50;

/** Keys of the gateway before the API are in lower case. */
const refusal = (status: number, code: string, message: string, detail: string, type: string): Response =>
  HttpResponse.json(
    { fault: { error: [{ message, detail, code, element: null }], type }, time: 1_793_500_000_000 },
    { status },
  );

export const gateOf = (state: () => Books, kit: SandboxKit): Gate => {
  const desk = deskOf(kit);
  const ofMinute = kit.limiter({ requests: 500, seconds: 60 });
  const ofSecond = kit.limiter({ requests: 10, seconds: 1 });

  return {
    desk,
    async enter(request, realm, work) {
      const [kind, token] = (request.headers.get("authorization") ?? "").split(" ");
      if (kind !== "Bearer" || !kit.tokens.accepts(token))
        return refusal(
          401,
          "3200",
          "message=AuthenticationFailed; errorCode=003200; statusCode=401",
          "Token invalid",
          "AUTHENTICATION",
        );
      if (realm !== realmId)
        return refusal(
          403,
          "3100",
          "message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403",
          "The company is not connected",
          "AUTHORIZATION",
        );
      if (!ofMinute() || !ofSecond()) return throttled(undefined);
      if (!request.headers.get("accept")?.includes("application/json"))
        return new HttpResponse("<IntuitResponse/>", { headers: { "content-type": "application/xml" } });
      return once(request, () => work(state()));
    },
  };

  /** A write with an id that was used before is answered as it was: https://blogs.intuit.com/blog/2015/04/06/15346/ */
  async function once(request: Request, work: () => Response | Promise<Response>): Promise<Response> {
    const id = new URL(request.url).searchParams.get("requestid");
    if (id === null || request.method === "GET") return work();
    if (id.length > longestId) return desk.fault(troubles.rule(`requestid has at most ${longestId} characters`));
    const { answered } = state();
    const before = answered.get(id);
    if (before) return before.clone();
    const answer = await work();
    answered.set(id, answer.clone());
    return answer;
  }
};

/** https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/limits-and-throttles */
export const throttled = (retryAfter: string | undefined): Response =>
  HttpResponse.json(
    { Fault: { Error: [troubles.throttled], type: "SERVICE" }, time: "2026-10-31T09:00:00.000-07:00" },
    { status: 429, headers: retryAfter === undefined ? {} : { "retry-after": retryAfter } },
  );
