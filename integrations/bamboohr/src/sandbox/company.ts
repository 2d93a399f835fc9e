import { http, type SandboxKit } from "@opensme/testing";
import { keptFields } from "./fields.ts";
import type { Account, Option } from "./state.ts";
import { access, type Desk, host } from "./wire.ts";

const listOf = (fieldId: number, alias: string, name: string, options: readonly Option[]) => ({
  fieldId: String(fieldId),
  manageable: "yes",
  multiple: "no",
  name,
  alias,
  options,
});

export const companyHandlers = (account: () => Account, kit: SandboxKit, desk: Desk) => [
  // https://github.com/BambooHR/bhr-api-python/blob/main/AUTHENTICATION.md
  http.post(`${host}/token.php`, async ({ request }) => {
    const form = new URLSearchParams(await request.text());
    if (form.get("client_id") !== access.clientId || form.get("client_secret") !== access.clientSecret)
      return desk.json({ error: "invalid_client" }, 401);
    const tokens = kit.tokens.redeem(form.get("refresh_token") ?? "");
    if (!tokens) return desk.json({ error: "invalid_grant" }, 400);
    return desk.json({
      access_token: tokens.accessToken,
      refresh_token: tokens.refreshToken,
      expires_in: tokens.expiresIn,
      token_type: "Bearer",
    });
  }),

  http.get(`${host}/api/v1/company_information`, ({ request }) => {
    const closed = desk.gate(request);
    if (closed) return closed;
    const { legalName, tradeName, address, phone } = kit.company;
    return desk.json({
      legalName,
      displayName: tradeName,
      address: { line1: address.street, line2: address.ward, city: address.province, state: "", zip: "" },
      phone,
    });
  }),

  http.get(`${host}/api/v1/meta/lists`, ({ request }) => {
    const closed = desk.gate(request);
    if (closed) return closed;
    return desk.json([
      listOf(4, "department", "Department", account().departments),
      listOf(18, "location", "Location", account().locations),
      listOf(1355, "division", "Division", []),
    ]);
  }),

  http.get(`${host}/api/v1/meta/fields`, ({ request }) => {
    const closed = desk.gate(request);
    if (closed) return closed;
    return desk.json([
      ...keptFields.map((alias, index) => ({ id: index + 1, name: alias, type: "text", alias })),
      { id: "4340.4", name: "Amount", type: "currency" },
      { id: 4501, name: "Locker", type: "text", alias: "customLocker", deprecated: true },
    ]);
  }),
];
