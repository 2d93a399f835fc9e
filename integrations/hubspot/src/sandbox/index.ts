import { defineSandbox, type Sandbox, type SandboxOptions } from "@opensme/testing";
import { controlOf } from "./control.ts";
import { type Crm, crmOf } from "./crm.ts";
import { gateOf, loginHandlers } from "./gate.ts";
import { readingHandlers } from "./reading.ts";
import { settingsHandlers } from "./settings.ts";
import { webhooks } from "./webhooks.ts";
import { access, limited, privateToken } from "./wire.ts";
import { writingHandlers } from "./writing.ts";

/** HubSpot with the customers, suppliers, orders and products of the sample company, from the vendor's documentation: https://developers.hubspot.com/docs/guides/api/crm/understanding-the-crm */
export const sandbox: (options?: SandboxOptions) => Sandbox = defineSandbox<Crm>({
  id: "hubspot",
  config: { ...access },
  state(company, { tokens }) {
    tokens.seed(access.refreshToken);
    tokens.admit(privateToken);
    return crmOf(company);
  },
  handlers(crm, kit) {
    const gate = gateOf(crm, kit);
    return [...loginHandlers(gate), ...settingsHandlers(gate), ...readingHandlers(gate), ...writingHandlers(gate)];
  },
  control: controlOf,
  rateLimited: limited,
  webhooks,
});
