import { defineSandbox, type Sandbox, type SandboxOptions } from "@opensme/testing";
import { type Books, booksOf } from "./books.ts";
import { controlOf } from "./control.ts";
import { gateOf, throttled } from "./gate.ts";
import { loginHandlers } from "./login.ts";
import { readingHandlers } from "./reading.ts";
import { webhooks } from "./webhooks.ts";
import { access, realmId } from "./wire.ts";
import { writingHandlers } from "./writing.ts";

/** QuickBooks Online with the books of the sample company, from its own description: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/account */
export const sandbox: (options?: SandboxOptions) => Sandbox = defineSandbox<Books>({
  id: "quickbooks-online",
  config: { ...access, realmId },
  state(company, kit) {
    kit.tokens.seed(access.refreshToken);
    return booksOf(company);
  },
  handlers(state, kit) {
    const gate = gateOf(state, kit);
    return [...loginHandlers(kit), ...readingHandlers(gate, kit.now), ...writingHandlers(gate, kit)];
  },
  control: controlOf,
  rateLimited: throttled,
  webhooks,
});
