import { HttpResponse, type SandboxKit } from "@opensme/testing";

export const host = "https://apis.haravan.com/com";

/** What gets in. */
export const access = { token: "haravan-sandbox-token-0001" } as const;

/** A row of the vendor, whole. */
export type Row = { readonly id: number } & Readonly<Record<string, unknown>>;

/** A moment as Haravan writes it: UTC, without the zeros that end the milliseconds. */
export const utc = (moment: string | Date): string => new Date(moment).toISOString().replace(/\.?0*Z$/, "Z");

export const timeOf = (value: unknown): number => Date.parse(String(value));

/** How this vendor answers. */
export interface Desk {
  json(body: unknown, status?: number): Response;
  /** A refusal unless the request may be answered. */
  gate(request: Request): Response | undefined;
}

/** A bucket of 80 requests that loses 4 a second admits at least this. */
const bucket = { requests: 80, seconds: 20 };

export const deskOf = ({ limiter, tokens, now }: SandboxKit): Desk => {
  const admit = limiter(bucket);
  const json: Desk["json"] = (body, status = 200) => {
    const headers = { "content-type": "application/json; charset=utf-8", date: now().toUTCString() };
    return new HttpResponse(JSON.stringify(body), { status, headers });
  };
  return {
    json,
    gate({ headers }) {
      const token = /^Bearer (.+)$/.exec(headers.get("authorization") ?? "")?.[1];
      if (!tokens.accepts(token)) return json({ error: "invalid_token" }, 401);
      return admit() ? undefined : tooManyRequests(`${admit.retryAfter()}.0`);
    },
  };
};

/** The bucket is full. */
export const tooManyRequests = (retryAfter?: string): Response => {
  const wait = retryAfter === undefined ? {} : { "retry-after": retryAfter };
  const headers = { "x-haravan-api-call-limit": `${bucket.requests}/${bucket.requests}`, ...wait };
  return HttpResponse.json({ errors: "Too Many Requests" }, { status: 429, headers });
};
