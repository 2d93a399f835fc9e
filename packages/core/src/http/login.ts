import { type Answer, overlay } from "../connector/wire.ts";
import { OpenSMEError } from "../errors.ts";
import type { Login, Pass, SendForToken, SignIn } from "./auth.ts";
import { renewed, type Token, type TokenStore } from "./tokens.ts";

/** Tokens that the vendor gives for requests of its own. */
export const login = (auth: Login, tokens: TokenStore, send: SendForToken): (() => Promise<Pass>) => {
  const { token, renew } = renewed(tokens, (kept) => signIn(auth, kept, send));
  return async () => {
    const current = await token();
    return { prove: () => auth.proof(current), token: current, renew: () => renew(current) };
  };
};

/** Goes through the steps of signing in, and gives the token at their end. */
export const signIn = async ({ steps, token }: SignIn, kept: Token | undefined, send: SendForToken): Promise<Token> => {
  let answer: Answer | undefined;
  for (const { request, ...step } of steps) {
    const before = { answer, kept };
    const asked = await send({
      ...overlay(
        step,
        attempted(() => request?.(before)),
      ),
      path: step.path,
    });
    const { failure, status, retryAfter } = asked;
    if (failure === "rate_limited" || failure === "unavailable" || failure === "timeout")
      throw notNow(`Signing in was answered with ${status}`, status, retryAfter);
    if (failure) throw refused(status, kept);
    answer = asked;
  }
  const given = attempted(() => answer && token(answer));
  if (!given) throw refused(answer?.status ?? 0, kept);
  return given;
};

/** An answer of an unforeseen form holds no token. */
const attempted = <Result>(read: () => Result): Result | undefined => {
  try {
    return read();
  } catch {
    return undefined;
  }
};

const refused = (status: number, kept: Token | undefined): OpenSMEError =>
  kept?.refreshToken
    ? new OpenSMEError(
        `The vendor gave no new token (status ${status}). The connection was revoked or its refresh token has expired or been used elsewhere: authorise the app again.`,
        { code: "auth", state: "revoked", status },
      )
    : new OpenSMEError(
        `The vendor did not let the connection sign in (status ${status}). Check the credentials in its settings.`,
        { code: "auth", state: "wrong-credentials", status },
      );

/** No token at this moment, for reasons that pass. */
export const notNow = (what: string, status: number, retryAfter: number | undefined): OpenSMEError =>
  new OpenSMEError(`${what}. Try again later.${retryAfter ? ` The vendor asks to wait ${retryAfter} s.` : ""}`, {
    code: status === 429 ? "rate_limited" : "unavailable",
    retryable: true,
    status,
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });
