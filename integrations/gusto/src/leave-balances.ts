import { codec, ref, refuse, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { company, pagedList } from "./wire.ts";

const Balances = z.object({
  employee_uuid: z.string().min(1),
  balances: z.array(z.looseObject({ balance_hours: z.unknown() })),
});

/** https://docs.gusto.com/embedded-payroll/reference/get-v1-companies-company_uuid-time_off-balances */
const Balance = row({
  employee_uuid: z.string(),
  policy_uuid: required(z.string().min(1)),
  balance_hours: required(codec.decimal),
  used_hours: codec.decimal,
});

/** One row for each policy of a person. A policy without limit has no balance. */
const balancesIn = (element: unknown): readonly unknown[] => {
  const { employee_uuid, balances } = Balances.parse(element);
  return balances
    .filter(({ balance_hours }) => balance_hours !== null && balance_hours !== undefined)
    .map((balance) => ({ employee_uuid, ...balance }));
};

/** Amounts are sent as text. */
const Body = row({ balance: z.string() });

export const leaveBalances = resource({ entity: "leaveBalance", raw: Balance, body: Body }).define({
  id: ({ employee_uuid, policy_uuid }) => [employee_uuid, policy_uuid].filter(Boolean).join("-"),
  read: (balance) => ({
    employee: ref(balance.employee_uuid),
    leaveType: ref(balance.policy_uuid),
    unit: "hours" as const,
    balance: balance.balance_hours,
    used: balance.used_hours,
  }),
  write: ({ balance, unit = "hours" }) => {
    if (unit !== "hours") throw refuse("unit", "is not hours, in which Gusto takes time off");
    return { balance };
  },
  // https://docs.gusto.com/embedded-payroll/reference/put-v1-time_off_policies-time_off_policy_uuid-balance; the id is made of two of 36 letters each.
  update: {
    path: (id) => `/v1/time_off_policies/${id.slice(37)}/balance`,
    method: "put",
    semantics: "merge",
    wrap: ({ balance }, id) => ({ employees: [{ uuid: id.slice(0, 36), balance }] }),
  },
  list: {
    // The vendor neither names the order of its pages nor lets it be chosen.
    ...pagedList({ path: `${company}/time_off/balances`, split: balancesIn }),
    paging: "custom",
  },
  scopes: { read: ["time_off_requests:read"], write: ["time_off_policies:write"] },
});
