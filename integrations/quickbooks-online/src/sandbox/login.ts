import { HttpResponse, http, type SandboxKit } from "@opensme/testing";
import { access, tokenAddress, tokenLifetime } from "./wire.ts";

const basic = `Basic ${Buffer.from(`${access.clientId}:${access.clientSecret}`).toString("base64")}`;

/** https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/oauth-2.0 */
export const loginHandlers = (kit: SandboxKit) => [
  http.post(tokenAddress, async ({ request }) => {
    const form = new URLSearchParams(await request.text());
    const refused = (error: string, status = 400) => HttpResponse.json({ error }, { status });
    if (request.headers.get("authorization") !== basic) return refused("invalid_client", 401);
    if (form.get("grant_type") !== "refresh_token") return refused("unsupported_grant_type");
    const tokens = kit.tokens.redeem(form.get("refresh_token") ?? "", { lifetime: tokenLifetime });
    if (!tokens) return refused("invalid_grant");
    return HttpResponse.json({
      token_type: "bearer",
      access_token: tokens.accessToken,
      expires_in: tokens.expiresIn,
      refresh_token: tokens.refreshToken,
      x_refresh_token_expires_in: 8_726_400,
    });
  }),
];
