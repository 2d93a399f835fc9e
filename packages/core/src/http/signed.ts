import { createHmac } from "node:crypto";
import type { Pass, Proof, SendForToken, Signed } from "./auth.ts";
import { signIn } from "./login.ts";
import { renewed, type Token, type TokenStore } from "./tokens.ts";

/** Requests that are signed one by one, with a token beside where the vendor wants one. */
export const signed = (
  auth: Signed,
  tokens: TokenStore,
  send: SendForToken,
  now: () => Date,
): (() => Promise<Pass>) => {
  const sign =
    (token: Token | undefined): Pass["prove"] =>
    (dress) => {
      const carried = auth.proof(now(), token);
      const hex = createHmac("sha256", auth.key)
        .update(auth.text(dress(carried)))
        .digest("hex");
      return both(carried, auth.signature(hex));
    };

  const { token: source } = auth;
  if (!source) return async () => ({ prove: sign(undefined) });
  const sendForToken: SendForToken = (wire) => send(wire, source.signed && sign(undefined));
  const { token, renew } = renewed(tokens, (kept) => signIn(source, kept, sendForToken));
  return async () => {
    const current = await token();
    return { prove: sign(current), token: current, renew: () => renew(current) };
  };
};

const both = (one: Proof, other: Proof): Proof => ({
  headers: { ...one.headers, ...other.headers },
  query: { ...one.query, ...other.query },
  form: { ...one.form, ...other.form },
});
