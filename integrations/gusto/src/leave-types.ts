import { codec, fields, refuse, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { company, wholeList } from "./wire.ts";
import { changing } from "./writing.ts";

const path = (id: string) => `/v1/time_off_policies/${id}`;

const term = z.union([z.string(), z.number(), z.boolean()]);

/** How a policy gives hours, which the model has no fields for. */
const terms = {
  ...fields(term, "policy_type", "accrual_method", "accrual_rate", "accrual_rate_unit", "accrual_waiting_period_days"),
  ...fields(term, "carryover_limit_hours", "max_accrual_hours_per_year", "max_hours", "policy_reset_date"),
  ...fields(term, "paid_out_on_termination", "complete"),
};

const Terms = row(terms);

/** https://docs.gusto.com/app-integrations/reference/get-companies-company_uuid-time_off_policies: all its amounts are hours. */
const Policy = row({
  ...terms,
  uuid: required(z.string().min(1)),
  name: required(z.string()),
  is_active: codec.choice({ true: "active", false: "archived" }),
  version: z.string(),
});

export const leaveTypes = resource({ entity: "leaveType", raw: Policy }).define({
  id: ({ uuid }) => uuid,
  read: (policy) => ({
    name: policy.name,
    unit: "hours" as const,
    status: policy.is_active,
    version: policy.version,
    custom: Terms.parse(policy),
  }),
  write: ({ name, version, unit = "hours", custom = {} }, operation) => {
    if (unit !== "hours") throw refuse("unit", "is not hours, in which Gusto takes time off");
    const terms = Terms.parse(custom);
    // A policy stays of its type; Gusto reads more types than it takes.
    return { name, version, ...terms, policy_type: operation === "create" ? terms.policy_type : undefined };
  },
  list: wholeList({ path: `${company}/time_off_policies` }),
  get: { path },
  // https://docs.gusto.com/embedded-payroll/reference/post-v1-companies-company_uuid-time_off_policies
  create: {
    path: `${company}/time_off_policies`,
    wrap: ({ version: _, ...policy }) => policy,
    row: (answer) => answer,
  },
  update: { ...changing(path), row: (answer) => answer },
  // https://docs.gusto.com/embedded-payroll/reference/put-v1-time_off_policies-time_off_policy_uuid-deactivate
  remove: { path: (id) => `${path(id)}/deactivate`, method: "put", archives: true },
  scopes: { read: ["time_off_policies:read"], write: ["time_off_policies:write"] },
});
