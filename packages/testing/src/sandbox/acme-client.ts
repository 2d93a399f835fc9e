import { setupServer } from "msw/node";
import { onTestFinished } from "vitest";
import type { Sandbox } from "./sandbox.ts";
import { serve } from "./serve.ts";

type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

/** Puts sandboxes in the way of this process's own fetch until the test ends. */
export async function inProcess(...sandboxes: Sandbox[]): Promise<Fetch> {
  const server = setupServer(...sandboxes.flatMap(({ handlers }) => handlers));
  server.listen({ onUnhandledFrame: "error" });
  onTestFinished(() => server.close());
  return (url, init) => fetch(url, init);
}

/** Reaches sandboxes through a gateway until the test ends. */
export async function overLoopback(...sandboxes: Sandbox[]): Promise<Fetch> {
  const gateway = await serve(sandboxes);
  onTestFinished(() => gateway.close());
  return (url, init) => fetch(url.replace("https:/", gateway.url), init);
}

export interface AcmeTokens {
  access_token: string;
  refresh_token: string;
  expires_in: number;
}

/** The JSON of an answer, taken to be of the given type. */
export async function bodyOf<Body>(response: Response): Promise<Body> {
  return JSON.parse(await response.text());
}

/** A client of the fictional vendor that does nothing by itself: no refresh, no retry. */
export class AcmeClient {
  readonly #fetch: Fetch;
  #accessToken = "";

  constructor(fetch: Fetch) {
    this.#fetch = fetch;
  }

  redeem(refreshToken: string): Promise<Response> {
    return this.#fetch("https://login.acme.example/token", {
      method: "POST",
      body: new URLSearchParams({ grant_type: "refresh_token", refresh_token: refreshToken }),
    });
  }

  async login(refreshToken = "acme-first-refresh-token"): Promise<AcmeTokens> {
    const tokens = await bodyOf<AcmeTokens>(await this.redeem(refreshToken));
    this.#accessToken = tokens.access_token;
    return tokens;
  }

  list(query = "", init: RequestInit = {}): Promise<Response> {
    return this.#send(`/v1/widgets${query}`, init);
  }

  create(name: string, init: RequestInit = {}): Promise<Response> {
    return this.#send("/v1/widgets", { method: "POST", body: JSON.stringify({ name }), ...init });
  }

  remove(id: number): Promise<Response> {
    return this.#send(`/v1/widgets/${id}`, { method: "DELETE" });
  }

  #send(path: string, init: RequestInit): Promise<Response> {
    return this.#fetch(`https://api.acme.example${path}`, {
      ...init,
      headers: { authorization: `Bearer ${this.#accessToken}` },
    });
  }
}
