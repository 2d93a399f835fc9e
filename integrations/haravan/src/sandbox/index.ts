import { defineSandbox, type Sandbox, type SandboxOptions } from "@opensme/testing";
import { controlOf } from "./control.ts";
import { readingHandlers } from "./reading.ts";
import { type Shop, shopOf } from "./shop.ts";
import { webhookHandlers, webhooks } from "./webhooks.ts";
import { access, deskOf, tooManyRequests } from "./wire.ts";
import { writingHandlers } from "./writing.ts";

/** Haravan with the shop of the sample company, from the vendor's manual: https://docs.haravan.com/docs/omni-apis/ */
export const sandbox: (options?: SandboxOptions) => Sandbox = defineSandbox<Shop>({
  id: "haravan",
  config: { ...access },
  state(company, { tokens }) {
    tokens.admit(access.token);
    return shopOf(company);
  },
  handlers(shop, kit) {
    const desk = deskOf(kit);
    return [...readingHandlers(shop, desk), ...writingHandlers(shop, kit, desk), ...webhookHandlers(kit, desk)];
  },
  control: controlOf,
  rateLimited: tooManyRequests,
  webhooks,
});
