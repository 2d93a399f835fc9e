import { defineSandbox, HttpResponse, type Sandbox, type SandboxOptions } from "@opensme/testing";
import { companyHandlers } from "./company.ts";
import { controlOf } from "./control.ts";
import { employeeHandlers } from "./employees.ts";
import { hiringHandlers } from "./hiring.ts";
import { type Account, accountOf } from "./state.ts";
import { tableHandlers } from "./tables.ts";
import { timeOffHandlers } from "./time-off.ts";
import { timeTrackingHandlers } from "./time-tracking.ts";
import { webhooks } from "./webhooks.ts";
import { access, deskOf } from "./wire.ts";

/** BambooHR with the people of the sample company, from its own description: https://documentation.bamboohr.com/reference. Its limits are not published and not enforced. */
export const sandbox: (options?: SandboxOptions) => Sandbox = defineSandbox<Account>({
  id: "bamboohr",
  config: { companyDomain: access.companyDomain, apiKey: access.apiKey },
  state(company, kit) {
    kit.tokens.seed(access.refreshToken);
    return accountOf(company);
  },
  handlers(account, kit) {
    const desk = deskOf(kit);
    return [
      companyHandlers,
      employeeHandlers,
      tableHandlers,
      timeOffHandlers,
      timeTrackingHandlers,
      hiringHandlers,
    ].flatMap((make) => make(account, kit, desk));
  },
  control: controlOf,
  webhooks,
  // The vendor always says when to come back.
  rateLimited: (retryAfter = "30") =>
    new HttpResponse(null, {
      status: 429,
      headers: { "retry-after": retryAfter, "x-bamboohr-error-message": "Too many requests" },
    }),
});
