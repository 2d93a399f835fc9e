import { HttpResponse, type SandboxKit } from "@opensme/testing";

export const host = "https://public.kiotapi.com";
export const tokenAddress = "https://id.kiotviet.vn/connect/token";

/** What gets in. */
export const access = {
  retailer: "maymau",
  clientId: "0f5c2a6e-0000-4000-8000-5a4d6a0c0001",
  clientSecret: "SANDBOX0F5C2A6E4D6A0C0001",
} as const;

/** The number of the shop, which stands in its rows. */
export const retailerId = 500_000_080;

const hours = 3_600_000;

/** A moment as KiotViet writes it: wall clock of Vietnam, seven decimals, no offset. */
export const localTime = (moment: string | Date): string =>
  `${new Date(new Date(moment).getTime() + 7 * hours).toISOString().slice(0, -1)}0000`;

/** A day as KiotViet writes it. */
export const localDay = (day: string): string => `${day}T00:00:00.0000000`;

/** A time as clients write it, in full. */
export const fullTime = (time: string): string => {
  const [whole = "", part = ""] = time.split(".");
  return `${whole.length === 10 ? `${whole}T00:00:00` : whole}.${part.padEnd(7, "0")}`;
};

/** The parameters of a request. KiotViet reads their names in any case. */
export type Parameters = ReadonlyMap<string, string>;

export const parametersOf = (request: Request): Parameters =>
  new Map([...new URL(request.url).searchParams].map(([name, value]) => [name.toLowerCase(), value]));

export const isAsked = (parameters: Parameters, name: string): boolean =>
  parameters.get(name.toLowerCase())?.toLowerCase() === "true";

/** How this vendor answers: with its own clock, without the members that are null, and with its own form of a refusal. */
export interface Desk {
  json(body: unknown, status?: number): Response;
  refuse(status: number, errorCode: string, message: string): Response;
  /** A refusal unless the request may be answered. */
  gate(request: Request): Response | undefined;
}

export const deskOf = (kit: SandboxKit): Desk => {
  // GET alone is counted.
  const admit = kit.limiter({ requests: 5000, seconds: 3600 });
  const desk: Desk = {
    json: (body, status = 200) =>
      new HttpResponse(JSON.stringify(body), {
        status,
        headers: { "content-type": "application/json; charset=utf-8", date: kit.now().toUTCString() },
      }),
    refuse: (status, errorCode, message) => desk.json({ responseStatus: { errorCode, message } }, status),
    gate(request) {
      const [kind, token] = (request.headers.get("authorization") ?? "").split(" ");
      if (kind !== "Bearer" || !kit.tokens.accepts(token))
        return desk.refuse(401, "TokenException", "Phiên làm việc đã hết hạn");
      if (request.headers.get("retailer") !== access.retailer)
        return desk.refuse(401, "KvRetailerException", "Gian hàng không tồn tại");
      if (request.method === "GET" && !admit()) return tooManyRequests(String(admit.retryAfter()));
      return undefined;
    },
  };
  return desk;
};

export const tooManyRequests = (retryAfter: string | undefined): Response =>
  HttpResponse.json(
    { responseStatus: { errorCode: "TooManyRequests", message: "Vượt quá giới hạn 5000 request/1h" } },
    { status: 429, headers: retryAfter === undefined ? {} : { "retry-after": retryAfter } },
  );
