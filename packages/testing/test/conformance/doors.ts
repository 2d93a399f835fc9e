import { createHmac } from "node:crypto";
import { type Auth, type Signed, secret, tokenIn } from "@opensme/core";
import { type HttpHandler, HttpResponse, http } from "msw";
import * as z from "zod";
import type { SandboxKit } from "../../src/index.ts";

/** How Grove lets somebody in: the vendor's half. */
export interface Door {
  /** Settings that get in. */
  config: Record<string, string>;
  /** Makes the first tokens known. */
  seed?: (kit: SandboxKit) => void;
  /** Where tokens are given. `takesAny`: to anybody. */
  desk: (kit: SandboxKit, takesAny: boolean) => HttpHandler[];
  admits: (request: Request, kit: SandboxKit) => Promise<boolean> | boolean;
}

/** A door, and how a connector goes through it. */
export interface Entrance {
  door: Door;
  /** The connector's settings. */
  config: z.ZodObject;
  auth: (config: never) => Auth;
}

const base = "https://api.grove.example";

export const nobody = (): Response => HttpResponse.json({ message: "who are you" }, { status: 401 });

const key = "grove-secret-0001";

export const byClientCredentials: Door = {
  config: { clientSecret: key },
  desk: (kit, takesAny) => [
    http.post("https://id.grove.example/token", async ({ request }) => {
      const form = new URLSearchParams(await request.text());
      if (form.get("client_secret") !== key && !takesAny)
        return HttpResponse.json({ error: "invalid_client" }, { status: 401 });
      const { accessToken, expiresIn } = kit.tokens.issue({ lifetime: 3600 });
      return HttpResponse.json({ access_token: accessToken, expires_in: expiresIn });
    }),
  ],
  admits: (request, { tokens }) => tokens.accepts(request.headers.get("authorization")?.replace("Bearer ", "")),
};

const Session = z.object({ session: z.string(), seconds: z.int() });

const sessionIn = (body: unknown) => {
  const { session, seconds } = Session.parse(body);
  return tokenIn({ access_token: session, expires_in: seconds });
};

const password = "grove-password-0001";
const loginConfig = z.strictObject({ user: z.string(), password: secret(z.string().min(1)) });

/** By a login in two steps at one address: the second one names the first. */
export const byLogin: Entrance = {
  config: loginConfig,
  auth: ({ user, password }: z.output<typeof loginConfig>) => ({
    kind: "login",
    id: ["grove", user],
    steps: [
      { method: "post", path: "/sessions", body: { user } },
      {
        method: "post",
        path: "/sessions",
        body: { user, password },
        request: ({ answer }) => ({ body: z.object({ visit: z.string() }).parse(answer?.body) }),
      },
    ],
    token: ({ body }) => sessionIn(body),
    proof: ({ accessToken }) => ({ headers: { "x-grove-session": accessToken } }),
  }),
  door: {
    config: { user: "grove-user", password },
    desk: ({ tokens }, takesAny) => [
      http.post<never, { user: string; password?: string; visit?: string }>(`${base}/sessions`, async ({ request }) => {
        const asked = await request.json();
        if (asked.password === undefined) return HttpResponse.json({ visit: `visit of ${asked.user}` });
        const isRight = asked.password === password && asked.visit === `visit of ${asked.user}`;
        if (!isRight && !takesAny) return nobody();
        const { accessToken, expiresIn } = tokens.issue({ lifetime: 3600 });
        return HttpResponse.json({ session: accessToken, seconds: expiresIn });
      }),
    ],
    admits: ({ headers }, { tokens }) => tokens.accepts(headers.get("x-grove-session")),
  },
};

const signatureOf = (text: string, by: string): string => createHmac("sha256", by).update(text).digest("hex");

/** What Grove wants signed: path, query, of which the moment is a part, and body. */
const textOf = (path: string, query: Readonly<Record<string, string>>, body: string): string =>
  [
    path,
    ...Object.keys(query)
      .sort()
      .map((name) => `${name}=${query[name]}`),
    body,
  ].join("\n");

/** Whether a request is signed with the key, within five minutes. */
const isSigned = async (request: Request): Promise<boolean> => {
  const { pathname, searchParams } = new URL(request.url);
  const text = textOf(pathname, Object.fromEntries(searchParams), await request.clone().text());
  const isRecent = Math.abs(Date.now() / 1000 - Number(searchParams.get("moment"))) < 300;
  return isRecent && request.headers.get("x-grove-signed") === signatureOf(text, key);
};

const signing = {
  kind: "signed",
  proof: (at, token) => ({
    headers: token ? { "x-grove-session": token.accessToken } : {},
    query: { moment: String(Math.floor(at.getTime() / 1000)) },
  }),
  text: ({ path, query, body }) => textOf(path, query, body),
  signature: (hex) => ({ headers: { "x-grove-signed": hex } }),
} satisfies Partial<Signed>;

const signedConfig = z.strictObject({ key: secret(z.string().min(1)) });

/** By a signature on each request, and nothing beside it. */
export const bySignature: Entrance = {
  config: signedConfig,
  auth: ({ key }: z.output<typeof signedConfig>) => ({ ...signing, key }),
  door: { config: { key }, desk: () => [], admits: isSigned },
};

const shop = "grove-shop-0001";
const shopConfig = signedConfig.extend({ refreshToken: secret(z.string().min(1)) });

/** By a signature on each request, and the token of a shop that its owner let the app into. */
export const bySignatureAndToken: Entrance = {
  config: shopConfig,
  auth: ({ key, refreshToken }: z.output<typeof shopConfig>) => ({
    ...signing,
    key,
    token: {
      id: ["grove", refreshToken],
      signed: true,
      steps: [
        {
          method: "post",
          path: "/tokens",
          request: ({ kept }) => ({ body: { refreshToken: kept?.refreshToken ?? refreshToken } }),
        },
      ],
      token: ({ body }) => sessionIn(body),
    },
  }),
  door: {
    config: { key, refreshToken: shop },
    seed: ({ tokens }) => tokens.seed(shop),
    desk: ({ tokens }, takesAny) => [
      http.post<never, { refreshToken: string }>(`${base}/tokens`, async ({ request }) => {
        if (!(takesAny || (await isSigned(request)))) return nobody();
        const { refreshToken } = await request.json();
        const given = takesAny ? tokens.issue() : tokens.redeem(refreshToken, { rotate: false });
        return given ? HttpResponse.json({ session: given.accessToken, seconds: given.expiresIn }) : nobody();
      }),
    ],
    admits: async (request, { tokens }) =>
      tokens.accepts(request.headers.get("x-grove-session")) && (await isSigned(request)),
  },
};
