import type { Sandbox, SandboxKit, SandboxOptions } from "@opensme/testing";
import { defineSandbox, HttpResponse, http } from "@opensme/testing";
import { controlOf } from "./control.ts";
import { readingHandlers } from "./reading.ts";
import type { Shop } from "./shop.ts";
import { shopOf } from "./shop.ts";
import { webhookHandlers, webhooks } from "./webhooks.ts";
import { access, deskOf, tokenAddress, tooManyRequests } from "./wire.ts";
import { writingHandlers } from "./writing.ts";

/** The token endpoint. Its parameter for the scope is called "scopes". */
const tokenHandler = (kit: SandboxKit) =>
  http.post(tokenAddress, async ({ request }) => {
    const form = new URLSearchParams(await request.text());
    const refusal =
      form.get("grant_type") !== "client_credentials"
        ? "unsupported_grant_type"
        : form.get("client_id") !== access.clientId || form.get("client_secret") !== access.clientSecret
          ? "invalid_client"
          : form.get("scopes") !== "PublicApi.Access"
            ? "invalid_scope"
            : undefined;
    if (refusal) return HttpResponse.json({ error: refusal }, { status: 400 });
    const { accessToken, expiresIn } = kit.tokens.issue({ lifetime: 86_400 });
    return HttpResponse.json({
      access_token: accessToken,
      expires_in: expiresIn,
      token_type: "Bearer",
      scope: "PublicApi.Access",
    });
  });

/**
 * KiotViet with the shop of the sample company, from the vendor's manual:
 * https://www.kiotviet.vn/huong-dan-su-dung-kiotviet/retail-ket-noi-api/public-api/
 */
export const sandbox: (options?: SandboxOptions) => Sandbox = defineSandbox<Shop>({
  id: "kiotviet",
  config: { ...access },
  state: shopOf,
  handlers(shop, kit) {
    const desk = deskOf(kit);
    return [
      tokenHandler(kit),
      ...readingHandlers(shop, kit, desk),
      ...writingHandlers(shop, kit, desk),
      ...webhookHandlers(kit, desk),
    ];
  },
  control: controlOf,
  rateLimited: tooManyRequests,
  webhooks,
});
