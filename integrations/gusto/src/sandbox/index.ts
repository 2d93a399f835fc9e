import { defineSandbox, type Sandbox, type SandboxOptions } from "@opensme/testing";
import { companyHandlers } from "./company.ts";
import { controlOf } from "./control.ts";
import { jobHandlers } from "./jobs.ts";
import { payrollHandlers } from "./payrolls.ts";
import { peopleHandlers } from "./people.ts";
import { type Account, accountOf } from "./state.ts";
import { timeOffHandlers } from "./time-off.ts";
import { webhooks } from "./webhooks.ts";
import { access, deskOf, tooMany } from "./wire.ts";

/** Gusto with the people of the sample company as a demo company of it, from its own description: https://docs.gusto.com/app-integrations/reference */
export const sandbox: (options?: SandboxOptions) => Sandbox = defineSandbox<Account>({
  id: "gusto",
  config: { ...access },
  state(company, { tokens }) {
    tokens.seed(access.refreshToken, company.tradeName);
    return accountOf(company);
  },
  handlers(account, kit) {
    const desk = deskOf(kit);
    return [companyHandlers, peopleHandlers, jobHandlers, timeOffHandlers, payrollHandlers].flatMap((make) =>
      make(account, kit, desk),
    );
  },
  control: controlOf,
  rateLimited: (retryAfter) => tooMany(new Date(), retryAfter),
  webhooks,
});
