import { HttpResponse, http, type SandboxKit } from "@opensme/testing";
import type { Gate, World } from "./gate.ts";
import type { Handler } from "./lists.ts";
import { access, authorizeAddress, connectionsAddress, tokenAddress, tokenLifetime } from "./wire.ts";

const basic = `Basic ${Buffer.from(`${access.clientId}:${access.clientSecret}`).toString("base64")}`;

/** What whoever asks is allowed. */
const scope = [
  "offline_access",
  "accounting.invoices",
  "accounting.payments",
  "accounting.banktransactions",
  "accounting.manualjournals",
  "accounting.contacts",
  "accounting.attachments",
  "accounting.settings.read",
].join(" ");

/** A refresh token is taken again for half an hour, lest an answer that was lost ends the connection: https://developer.xero.com/documentation/guides/oauth2/auth-flow#refreshing-access-and-refresh-tokens */
const grace = 1_800_000;

/** https://developer.xero.com/documentation/guides/oauth2/auth-flow; whoever asks is allowed. */
export const loginHandlers = (world: () => World, gate: Gate, kit: SandboxKit): Handler[] => [
  http.get(authorizeAddress, ({ request }) => {
    const query = new URL(request.url).searchParams;
    const back = new URL(query.get("redirect_uri") ?? "");
    const code = kit.tokens.authorize(query.get("code_challenge") ?? "");
    back.searchParams.set("code", code);
    back.searchParams.set("scope", query.get("scope") ?? "");
    back.searchParams.set("state", query.get("state") ?? "");
    return HttpResponse.redirect(back.href);
  }),
  http.post(tokenAddress, async ({ request }) => {
    const form = new URLSearchParams(await request.text());
    if (request.headers.get("authorization") !== basic) return gate.desk.json({ error: "invalid_client" }, 400);
    const grant = form.get("grant_type");
    if (grant !== "refresh_token" && grant !== "authorization_code")
      return gate.desk.json({ error: "unsupported_grant_type" }, 400);
    const { replaced } = world();
    const now = kit.now().getTime();
    let given = form.get("refresh_token") ?? "";
    for (let next = replaced.get(given); next && now - next.at < grace; next = replaced.get(given)) given = next.by;
    const tokens =
      grant === "refresh_token"
        ? kit.tokens.redeem(given, { lifetime: tokenLifetime })
        : kit.tokens.exchange(form.get("code") ?? "", form.get("code_verifier") ?? "", { lifetime: tokenLifetime });
    if (!tokens) return gate.desk.json({ error: "invalid_grant" }, 400);
    if (tokens.refreshToken) replaced.set(given, { by: tokens.refreshToken, at: now });
    return gate.desk.json({
      access_token: tokens.accessToken,
      expires_in: tokens.expiresIn,
      token_type: "Bearer",
      refresh_token: tokens.refreshToken,
      scope,
    });
  }),
  http.get(connectionsAddress, ({ request }) =>
    gate.enterLogin(request, () =>
      gate.desk.json(
        [...world().tenants.values()].map(({ tenantId, name }, index) => ({
          id: `7c41d0a5-3be8-4f26-8a97-00000000000${index + 1}`,
          authEventId: "e2b7f5c0-94d1-4c3a-b6e8-51a0d9f7c283",
          tenantId,
          tenantType: "ORGANISATION",
          tenantName: name,
          createdDateUtc: "2026-05-01T03:10:43.3063640",
          updatedDateUtc: "2026-05-01T03:10:43.3084790",
        })),
      ),
    ),
  ),
];
