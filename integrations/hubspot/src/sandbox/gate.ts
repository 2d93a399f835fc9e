import { HttpResponse, http, type SandboxKit } from "@opensme/testing";
import type { Crm } from "./crm.ts";
import { access, authorizeAddress, type Desk, deskOf, limited, tokenAddress, tokenLifetime } from "./wire.ts";

export type Handler = ReturnType<typeof http.get>;

export interface Gate {
  desk: Desk;
  crm: () => Crm;
  kit: SandboxKit;
  /** Answers with what `work` makes of the JSON that was sent, if the request gets in. */
  enter(request: Request, work: (body: unknown) => Response): Promise<Response>;
  /** The same for a search, which has a limit of its own. */
  enterSearch(request: Request, work: (body: unknown) => Response): Promise<Response>;
}

export const gateOf = (crm: () => Crm, kit: SandboxKit): Gate => {
  const desk = deskOf(kit);
  const burst = kit.limiter({ requests: 190, seconds: 10 });
  const search = kit.limiter({ requests: 5, seconds: 1 });

  const enter: Gate["enter"] = async (request, work) => {
    if (!kit.tokens.accepts(request.headers.get("authorization")?.replace(/^Bearer /, "")))
      return desk.error(401, "EXPIRED_AUTHENTICATION", "The OAuth token used to make this call expired.");
    if (!burst()) return limited(undefined);
    if (request.method === "GET" || request.method === "DELETE") return work(undefined);
    const text = await request.text();
    try {
      return work(JSON.parse(text));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      return desk.error(400, "VALIDATION_ERROR", "Invalid input JSON");
    }
  };
  return {
    desk,
    crm,
    kit,
    enter,
    enterSearch: async (request, work) => (search() ? enter(request, work) : limited(undefined, "SECONDLY")),
  };
};

/** The client's secret stands in the form, and the refresh token stays the same. Whoever asks to install the app is allowed. */
export const loginHandlers = ({ desk, kit }: Gate): Handler[] => [
  http.get(authorizeAddress, ({ request }) => {
    const query = new URL(request.url).searchParams;
    const back = new URL(query.get("redirect_uri") ?? "");
    back.searchParams.set("code", kit.tokens.authorize(query.get("code_challenge") ?? ""));
    back.searchParams.set("state", query.get("state") ?? "");
    return HttpResponse.redirect(back.href);
  }),
  http.post(tokenAddress, async ({ request }) => {
    const form = new URLSearchParams(await request.text());
    if (form.get("client_id") !== access.clientId || form.get("client_secret") !== access.clientSecret)
      return desk.json({ error: "invalid_client", error_description: "missing or unknown client" }, 400);
    const lifetime = tokenLifetime;
    const grants: Readonly<Record<string, () => ReturnType<typeof kit.tokens.redeem>>> = {
      refresh_token: () => kit.tokens.redeem(form.get("refresh_token") ?? "", { lifetime, rotate: false }),
      authorization_code: () =>
        kit.tokens.exchange(form.get("code") ?? "", form.get("code_verifier") ?? "", { lifetime }),
    };
    const grant = grants[form.get("grant_type") ?? ""];
    if (!grant) return desk.json({ error: "unsupported_grant_type" }, 400);
    const tokens = grant();
    if (!tokens) return desk.json({ error: "invalid_grant", error_description: "the token or code is invalid" }, 400);
    return desk.json({
      token_type: "bearer",
      access_token: tokens.accessToken,
      refresh_token: tokens.refreshToken,
      expires_in: tokens.expiresIn,
    });
  }),
];
