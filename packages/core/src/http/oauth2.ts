import { OpenSMEError } from "../errors.ts";
import type { OAuth2, Pass, SendForToken } from "./auth.ts";
import { notNow } from "./login.ts";
import { renewed, type Token, type TokenStore, tokenIn } from "./tokens.ts";

/** Access tokens by client credentials or a refresh token. */
export const oauth2 = (auth: OAuth2, tokens: TokenStore, send: SendForToken): (() => Promise<Pass>) => {
  const header = auth.header?.toLowerCase() ?? "authorization";
  const scheme = auth.header === undefined ? "Bearer " : "";

  const ask = async (kept: Token | undefined): Promise<Token> => {
    const refreshToken =
      auth.grant.type === "refresh_token" ? (kept?.refreshToken ?? auth.grant.refreshToken) : undefined;
    if (auth.grant.type === "refresh_token" && !refreshToken)
      throw new OpenSMEError(
        "Nobody has let this app in yet. Authorise it once with `opensme connect`, or set a refresh token in the connection's settings.",
        { code: "auth", state: "not-connected" },
      );
    const basic = Buffer.from(`${encodeURIComponent(auth.clientId)}:${encodeURIComponent(auth.clientSecret)}`).toString(
      "base64",
    );
    const { status, body, retryAfter } = await send({
      method: "post",
      path: auth.tokenUrl,
      headers: auth.clientAuthentication === "basic" ? { authorization: `Basic ${basic}` } : {},
      form: {
        grant_type: auth.grant.type,
        ...(refreshToken ? { refresh_token: refreshToken } : {}),
        ...(auth.clientAuthentication === "body" ? { client_id: auth.clientId, client_secret: auth.clientSecret } : {}),
        ...auth.parameters,
      },
    });
    const fields = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
    const { access_token: accessToken } = fields;
    if (status < 300 && Object.keys(fields).length === 0)
      throw notNow(`The token endpoint answered ${status} and nothing more`, status, retryAfter);
    if (status >= 400 || typeof accessToken !== "string") throw refusal(auth, status, fields, retryAfter);
    return { ...(refreshToken ? { refreshToken } : {}), ...tokenIn({ ...fields, access_token: accessToken }) };
  };

  const { token, renew } = renewed(tokens, ask);
  return async () => {
    const current = await token();
    return {
      prove: () => ({ headers: { [header]: `${scheme}${current.accessToken}` } }),
      token: current,
      renew: () => renew(current),
    };
  };
};

const refusal = (
  { grant }: OAuth2,
  status: number,
  { error, error_description: description }: Readonly<Record<string, unknown>>,
  retryAfter: number | undefined,
): OpenSMEError => {
  if (status === 429 || status >= 500) return notNow(`The token endpoint answered ${status}`, status, retryAfter);
  const reason = typeof error === "string" && /^[a-z_]+$/.test(error) ? error : undefined;
  const isOfClient = grant.type === "client_credentials" || reason === "invalid_client";
  // The standard has one word for both; few vendors say more, and some name both in one sentence.
  const hasExpired =
    typeof description === "string" && /expired/i.test(description) && !/revoked|invalid/i.test(description);
  return new OpenSMEError(
    `The vendor refused to give a token (${reason ?? `status ${status}`}). ${
      isOfClient
        ? "Check the client id and client secret."
        : "The connection was revoked or its refresh token has expired or been used elsewhere: authorise the app again and set the new refresh token."
    }`,
    {
      code: "auth",
      state: isOfClient ? "wrong-credentials" : hasExpired ? "expired" : "revoked",
      status,
      ...(reason ? { vendorCode: reason } : {}),
    },
  );
};
