import { OpenSMEError } from "../errors.ts";

/** How a connection proves who it is, as data. */
export type Auth =
  | { kind: "none" }
  | { kind: "basic"; username: string; password: string }
  | { kind: "bearer"; token: string }
  | { kind: "header" | "query" | "form"; name: string; value: string }
  | OAuth2;

/** What a request carries to prove who sends it. */
export interface Proof {
  headers?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string>>;
  form?: Readonly<Record<string, string>>;
}

interface Authority {
  proof(): Promise<Proof>;
  /** Sees to a new token after one was refused. */
  renew?: (refused: Proof) => Promise<void>;
}

/** OAuth 2: access tokens by client credentials, or by a refresh token, which the vendor may replace each time. */
export interface OAuth2 {
  kind: "oauth2";
  tokenUrl: string;
  /** Without a refresh token the connection waits for one in its token store, as `authorization` gives it. */
  grant: { type: "client_credentials" } | { type: "refresh_token"; refreshToken?: string | undefined };
  /** Where a person lets the app in (authorization code with PKCE), so that there is a first refresh token. */
  authorization?: {
    url: string;
    /** Scopes asked for beside those that the resources name. */
    scopes?: readonly string[];
    parameters?: Readonly<Record<string, string>>;
  };
  clientId: string;
  clientSecret: string;
  /** Where the client's own credentials go. */
  clientAuthentication: "body" | "basic";
  /** Further fields of the token request, such as scopes. */
  parameters?: Readonly<Record<string, string>>;
  /** Header that carries the bare access token, for vendors that do not take it as `authorization: Bearer`. */
  header?: string;
}

/** What a token endpoint gave. */
export interface Token {
  accessToken: string;
  refreshToken?: string | undefined;
  /** Until when it is used, in milliseconds since 1970. */
  expiresAt?: number | undefined;
}

/** Keeps a connection's token between runs. Vendors that rotate refresh tokens accept each once, so it must outlive the process. */
export interface TokenStore {
  read(): Promise<Token | undefined>;
  write(token: Token): Promise<void>;
  /** Runs work that reads, renews and writes the token, while no other process that shares the store does. Without it such processes may use a refresh token twice. */
  exclusive?<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** A token store that forgets with the process. */
export const memoryTokens = (): TokenStore => {
  let kept: Token | undefined;
  return {
    read: async () => kept,
    write: async (token) => {
      kept = token;
    },
  };
};

type Send = (
  url: string,
  form: URLSearchParams,
  headers: Record<string, string>,
) => Promise<{ status: number; body: unknown; retryAfter?: number | undefined }>;

/** Renewals under way. Connections to several accounts of one login share a store, and must not use its refresh token twice. */
const renewals = new WeakMap<TokenStore, Promise<Token>>();

/** Until when a token of so many seconds is used: a little less than it lives, since clocks differ and requests take time. */
const endOf = (lifetime: number): number => Date.now() + lifetime * 1000 - Math.min(60_000, lifetime * 100);

/** The token in what a token endpoint answers. */
export const tokenIn = (answer: {
  readonly access_token: string;
  readonly refresh_token?: unknown;
  readonly expires_in?: unknown;
}): Token => {
  const lifetime = Number(answer.expires_in);
  return {
    accessToken: answer.access_token,
    ...(typeof answer.refresh_token === "string" ? { refreshToken: answer.refresh_token } : {}),
    ...(lifetime > 0 ? { expiresAt: endOf(lifetime) } : {}),
  };
};

/** Hands out what authorises a request, refreshing an OAuth token once however many requests wait for it. */
export const authorizer = (auth: Auth, tokens: TokenStore, send: Send): Authority => {
  const always = (proof: Proof): Authority => ({ proof: async () => proof });
  switch (auth.kind) {
    case "none":
      return always({});
    case "basic": {
      const pair = Buffer.from(`${auth.username}:${auth.password}`).toString("base64");
      return always({ headers: { authorization: `Basic ${pair}` } });
    }
    case "bearer":
      return always({ headers: { authorization: `Bearer ${auth.token}` } });
    case "header":
      return always({ headers: { [auth.name.toLowerCase()]: auth.value } });
    case "query":
      return always({ query: { [auth.name]: auth.value } });
    case "form":
      return always({ form: { [auth.name]: auth.value } });
    case "oauth2":
      return oauth2(auth, tokens, send);
  }
};

const oauth2 = (auth: OAuth2, tokens: TokenStore, send: Send): Authority => {
  let current: Token | undefined;
  const header = auth.header?.toLowerCase() ?? "authorization";
  const scheme = auth.header === undefined ? "Bearer " : "";

  const usable = (token: Token | undefined): token is Token =>
    token !== undefined && (token.expiresAt === undefined || token.expiresAt > Date.now());

  const fetchToken = async (refused: string | undefined): Promise<Token> => {
    const kept = await tokens.read();
    // Another process may have renewed it already; using the old refresh token again would revoke both.
    if (usable(kept) && kept.accessToken !== refused) return kept;
    const refreshToken =
      auth.grant.type === "refresh_token" ? (kept?.refreshToken ?? auth.grant.refreshToken) : undefined;
    if (auth.grant.type === "refresh_token" && !refreshToken)
      throw new OpenSMEError(
        "Nobody has let this app in yet. Authorise it once with `opensme connect`, or set a refresh token in the connection's settings.",
        { code: "auth" },
      );
    const form = new URLSearchParams({
      grant_type: auth.grant.type,
      ...(refreshToken ? { refresh_token: refreshToken } : {}),
      ...(auth.clientAuthentication === "body" ? { client_id: auth.clientId, client_secret: auth.clientSecret } : {}),
      ...auth.parameters,
    });
    const basic = Buffer.from(`${encodeURIComponent(auth.clientId)}:${encodeURIComponent(auth.clientSecret)}`).toString(
      "base64",
    );
    const { status, body, retryAfter } = await send(
      auth.tokenUrl,
      form,
      auth.clientAuthentication === "basic" ? { authorization: `Basic ${basic}` } : {},
    );
    const fields = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
    if (status >= 400 || typeof fields["access_token"] !== "string") {
      // Another process may have used the refresh token at the same time, and been given the new one.
      const newer = await tokens.read();
      if (usable(newer) && newer.accessToken !== refused && newer.accessToken !== kept?.accessToken) return newer;
      throw refusal(auth, status, fields["error"], retryAfter);
    }
    const token = { refreshToken, ...tokenIn({ ...fields, access_token: fields["access_token"] }) };
    await tokens.write(token);
    return token;
  };

  const renewOnce = async (refused?: string): Promise<Token> => {
    let renewal = renewals.get(tokens);
    if (!renewal) {
      const work = (): Promise<Token> => fetchToken(refused);
      renewal = (tokens.exclusive ? tokens.exclusive(work) : work()).finally(() => renewals.delete(tokens));
      renewals.set(tokens, renewal);
    }
    current = await renewal;
    return current;
  };

  return {
    async proof() {
      const known = current;
      const token = usable(known) ? known : await renewOnce();
      return { headers: { [header]: `${scheme}${token.accessToken}` } };
    },
    async renew({ headers }) {
      const accessToken = headers?.[header]?.slice(scheme.length);
      if (renewals.has(tokens) || current?.accessToken === accessToken) await renewOnce(accessToken);
    },
  };
};

const refusal = (auth: OAuth2, status: number, reason: unknown, retryAfter: number | undefined): OpenSMEError => {
  const code = typeof reason === "string" && /^[a-z_]+$/.test(reason) ? reason : undefined;
  if (status === 429 || status >= 500) {
    const wait = retryAfter ? ` The vendor asks to wait ${retryAfter} s.` : "";
    return new OpenSMEError(`The token endpoint answered ${status}. Try again later.${wait}`, {
      code: status === 429 ? "rate_limited" : "unavailable",
      retryable: true,
      status,
      ...(retryAfter === undefined ? {} : { retryAfter }),
    });
  }
  const remedy =
    auth.grant.type === "refresh_token"
      ? "The connection was revoked or its refresh token has expired or been used elsewhere: authorise the app again and set the new refresh token."
      : "Check the client id and client secret.";
  return new OpenSMEError(`The vendor refused to give a token (${code ?? `status ${status}`}). ${remedy}`, {
    code: "auth",
    status,
    ...(code ? { vendorCode: code } : {}),
  });
};
