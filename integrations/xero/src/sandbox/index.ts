import { defineSandbox, type Sandbox, type SandboxOptions } from "@opensme/testing";
import { allocationHandlers } from "./allocations.ts";
import { booksOf, demoBooks, tenants } from "./books.ts";
import { contactHandlers } from "./contacts.ts";
import { controlOf } from "./control.ts";
import { documentHandlers } from "./documents.ts";
import { gateOf, limited, type World } from "./gate.ts";
import { invoiceHandlers } from "./invoices.ts";
import { itemHandlers } from "./items.ts";
import { journalHandlers } from "./journals.ts";
import { loginHandlers } from "./login.ts";
import { batchHandlers, paymentHandlers } from "./payments.ts";
import { settingsHandlers } from "./settings.ts";
import { transferHandlers } from "./transfers.ts";
import { webhooks } from "./webhooks.ts";
import { access } from "./wire.ts";

/** Xero with the books of the sample company, and its empty demo company beside it, from its own description: https://developer.xero.com/documentation/api/accounting/overview */
export const sandbox: (options?: SandboxOptions) => Sandbox = defineSandbox<World>({
  id: "xero",
  config: { ...access, tenantId: tenants.mayMau },
  state(company, kit) {
    kit.tokens.seed(access.refreshToken);
    return {
      tenants: new Map([
        [tenants.mayMau, booksOf(company)],
        [tenants.demo, demoBooks()],
      ]),
      repeated: new Map(),
      replaced: new Map(),
    };
  },
  handlers(world, kit) {
    const gate = gateOf(world, kit);
    return [
      ...loginHandlers(world, gate, kit),
      ...settingsHandlers(gate),
      ...itemHandlers(gate, kit),
      ...contactHandlers(gate, kit),
      ...documentHandlers(gate),
      ...allocationHandlers(gate, kit),
      ...invoiceHandlers(gate, kit),
      ...paymentHandlers(gate, kit),
      ...batchHandlers(gate, kit),
      ...transferHandlers(gate, kit),
      ...journalHandlers(gate, kit),
    ];
  },
  control: controlOf,
  rateLimited: (retryAfter) => limited(retryAfter, "minute"),
  webhooks,
});
