import { resource } from "@opensme/core";
import * as z from "zod";
import { idsIn, records } from "./records.ts";
import { active, flag, label, maybe, provenance, row, stamps, text } from "./wire.ts";

const AnalyticAccount = z.object({ id: stamps.id, name: label, active: flag });
const Plan = row({ complete_name: text, name: label, values: maybe(z.array(AnalyticAccount)) });

/** Analytic plans, and the accounts in each. */
export const dimensions = resource({ entity: "dimension", raw: Plan }).define({
  id: (plan) => plan.id,
  read: (plan) => ({
    name: plan.complete_name || plan.name,
    values: plan.values?.map((account) => ({
      id: account.id,
      name: account.name,
      status: active(account.active),
    })),
    ...provenance(plan),
  }),
  ...records({
    model: "account.analytic.plan",
    row: Plan,
    parts: {
      values: {
        model: "account.analytic.account",
        row: AnalyticAccount,
        through: ["plan_id"],
        ids: ({ id }) => idsIn(id),
      },
    },
    children: ["account_ids"],
  }),
});
