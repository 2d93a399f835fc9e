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

export const deskOf = (kit: SandboxKit): Desk => {
  // A bucket of 80 that loses 4 a second admits at least this.
  const admit = kit.limiter({ requests: 80, seconds: 20 });
  const desk: Desk = {
    json: (body, status = 200) =>
      new HttpResponse(JSON.stringify(body), {
        status,
        headers: { "content-type": "application/json; charset=utf-8", date: kit.now().toUTCString() },
      }),
    gate(request) {
      const [kind, token] = (request.headers.get("authorization") ?? "").split(" ");
      if (kind !== "Bearer" || !kit.tokens.accepts(token)) return desk.json({ error: "invalid_token" }, 401);
      return admit() ? undefined : tooManyRequests(`${admit.retryAfter()}.0`);
    },
  };
  return desk;
};

export const tooManyRequests = (retryAfter: string | undefined): Response =>
  HttpResponse.json(
    { errors: "Exceeded 4 calls per second for api client. Reduce request rates to resume uninterrupted service." },
    {
      status: 429,
      headers: {
        "x-haravan-api-call-limit": "80/80",
        ...(retryAfter === undefined ? {} : { "retry-after": retryAfter }),
      },
    },
  );
