import { HttpResponse, type SandboxKit } from "@opensme/testing";

export const host = "https://may-mau.bamboohr.com";

/** What gets in: an API key, or the tokens of an app. */
export const access = {
  companyDomain: "may-mau",
  apiKey: "sandbox-key-5d1c9e0b7a",
  clientId: "may-mau-app",
  clientSecret: "sandbox-secret-77e2",
  refreshToken: "sandbox-refresh-0001",
} as const;

type Headers = Record<string, string>;

/** How this vendor answers: with its own clock, and with the reason of a refusal in a header and nothing in the body. */
export interface Desk {
  json(body: unknown, status?: number, headers?: Headers): Response;
  empty(status: number, headers?: Headers): Response;
  refuse(status: number, reason: string): Response;
  /** The newer operations describe a problem in the body (RFC 7807). */
  problem(status: number, detail: string): Response;
  /** A refusal unless the request carries credentials that get in. */
  gate(request: Request): Response | undefined;
}

export const deskOf = (kit: SandboxKit): Desk => {
  const dated = (headers: Headers = {}): Headers => ({ date: kit.now().toUTCString(), ...headers });
  const desk: Desk = {
    json: (body, status = 200, headers) =>
      new HttpResponse(JSON.stringify(body), {
        status,
        headers: dated({ "content-type": "application/json", ...headers }),
      }),
    empty: (status, headers) => new HttpResponse(null, { status, headers: dated(headers) }),
    refuse: (status, reason) => desk.empty(status, { "x-bamboohr-error-message": reason }),
    problem: (status, detail) => desk.json({ type: "about:blank", title: "Bad request", status, detail }, status),
    gate(request) {
      const [kind, proof = ""] = (request.headers.get("authorization") ?? "").split(" ");
      const isKnown =
        kind === "Basic"
          ? Buffer.from(proof, "base64").toString().split(":")[0] === access.apiKey
          : kind === "Bearer" && kit.tokens.accepts(proof);
      if (!isKnown) return desk.empty(401);
      if (request.headers.get("accept")?.includes("application/json")) return undefined;
      // Without the header the older operations answer in XML, which no client of this sandbox wants.
      return desk.refuse(406, "Ask for application/json");
    },
  };
  return desk;
};

/** A moment as BambooHR writes it: whole seconds, with the offset of UTC. */
export const stamp = (instant: string | Date): string => `${new Date(instant).toISOString().slice(0, 19)}+00:00`;
