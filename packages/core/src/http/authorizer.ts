import type { Auth, Pass, Proof, SendForToken } from "./auth.ts";
import { login } from "./login.ts";
import { oauth2 } from "./oauth2.ts";
import { signed } from "./signed.ts";
import type { TokenStore } from "./tokens.ts";

/** Hands out passes, getting a new token once however many requests wait for it. */
export const authorizer = (
  auth: Auth,
  tokens: TokenStore,
  send: SendForToken,
  now: () => Date,
): (() => Promise<Pass>) => {
  const always =
    (proof: Proof): (() => Promise<Pass>) =>
    async () => ({ prove: () => proof });
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
    case "login":
      return login(auth, tokens, send);
    case "signed":
      return signed(auth, tokens, send, now);
  }
};
