import { createHash } from "node:crypto";
import type { Answer, Wire } from "../connector/wire.ts";
import type { ErrorCode } from "../error-codes.ts";
import type { Token } from "./tokens.ts";

/** How a connection proves who it is, as data. */
export type Auth =
  | { kind: "none" }
  | { kind: "basic"; username: string; password: string }
  | { kind: "bearer"; token: string }
  | { kind: "header" | "query" | "form"; name: string; value: string }
  | OAuth2
  | Login
  | Signed;

/** What a request carries to prove who sends it. */
export interface Proof {
  headers?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string>>;
  form?: Readonly<Record<string, string>>;
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

/** How a vendor that keeps to no standard gives a token: for a password, a code or the token before. */
export interface SignIn {
  /**
   * What tells this login from others at the vendor, such as the account and the user, so that each keeps a token of its own. Where the settings hold a first code
   * or refresh token it belongs here too: a new one then takes the place of what was kept.
   */
  id: readonly string[];
  /** The requests that sign in, one after the other. */
  steps: readonly [SignInStep, ...SignInStep[]];
  /** The token in the answer to the last step; undefined where there is none. `tokenIn` reckons its end from a lifetime in seconds. */
  token: (answer: Answer) => Token | undefined;
}

export interface SignInStep extends Wire {
  path: string;
  /** What else of the request depends on the answer to the step before, or on the token kept from last time, such as its refresh token. */
  request?: (before: { answer: Answer | undefined; kept: Token | undefined }) => Wire;
}

/** Signing in with requests of the vendor's own. Done again once where the vendor refuses the token, by status 401 or by an error that the connector classifies as `auth`. */
export interface Login extends SignIn {
  kind: "login";
  proof: (token: Token) => Proof;
}

/** Requests signed one by one with a shared key (HMAC-SHA256), as marketplaces want it. Each attempt is signed anew, for its own moment. */
export interface Signed {
  kind: "signed";
  key: string;
  /** How the token is got that requests carry beside their signature. `signed`: these requests are signed too. */
  token?: SignIn & { signed?: true };
  /** What a request carries besides, such as its moment and the token; signatures may cover it. */
  proof: (at: Date, token: Token | undefined) => Proof;
  /** The text that is signed. */
  text: (request: SignedRequest) => string;
  /** Where the signature, in lower-case hex, goes. */
  signature: (hex: string) => Proof;
}

/** A request as its signature covers it: with all that it carries but the signature. */
export interface SignedRequest {
  method: string;
  /** Path of the whole address, that of the base URL included. */
  path: string;
  query: Readonly<Record<string, string>>;
  form: Readonly<Record<string, string>>;
  /** The text of the body, as it is sent; empty where there is none. */
  body: string;
}

/** What one attempt at a request proves itself with. */
export interface Pass {
  /** Called for each attempt as it goes out: whatever holds for a moment holds for that one. `dress` gives the request with a part of the proof. */
  prove(dress: (proof: Proof) => SignedRequest): Proof;
  /** The token that it stands on. */
  token?: Token;
  /** Sees to a new token after this one was refused. */
  renew?: () => Promise<void>;
}

/** Sends a request for a token. `failure`: as what the vendor's answer is classified where it is one. */
export type SendForToken = (
  wire: Wire & { path: string },
  prove?: Pass["prove"],
) => Promise<Answer & { failure: ErrorCode | undefined; retryAfter: number | undefined }>;

/** Names the login whose token a connection keeps, without giving it away; undefined where there is no token to keep. */
export const loginName = (auth: Auth): string | undefined => {
  const parts = distinguishing(auth);
  return parts && createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 22);
};

/** A new refresh token in the settings is a new login, whose old tokens no longer matter. */
const distinguishing = (auth: Auth): object | undefined => {
  if (auth.kind === "oauth2") return [auth.tokenUrl, auth.clientId, auth.grant, auth.parameters];
  if (auth.kind === "login") return auth.id;
  return auth.kind === "signed" ? auth.token?.id : undefined;
};
