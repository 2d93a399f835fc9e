import { codec, each, fields, type Listing, listing, ref, required, resource, row, single } from "@opensme/core";
import * as z from "zod";
import { activePeople, personId } from "./people.ts";

/** https://documentation.bamboohr.com/reference/get-time-off-balance. The answer does not say whose balance it is; `employeeId` is that of the request. */
const Balance = row({
  employeeId: codec.identifier,
  timeOffType: required(codec.identifier),
  units: codec.choice({ hours: "hours", days: "days" }),
  balance: required(codec.decimal),
  usedYearToDate: codec.decimal,
  end: codec.localDate,
  ...fields(z.string(), "name", "policyType"),
});

const Calculator = z.array(z.looseObject({ timeOffType: z.unknown() }));

/** As of the company's today. */
const balancesOf = (employeeId: string): Listing =>
  listing({
    path: `/employees/${encodeURIComponent(employeeId)}/time_off/calculator`,
    page: Calculator,
    items: (rows) => rows.map((row) => ({ ...row, employeeId })),
    paging: single(),
    deletes: "absent",
  });

const list = each({ of: activePeople, parent: personId, list: balancesOf, deletes: "absent" });

export const leaveBalances = resource({ entity: "leaveBalance", raw: Balance }).define({
  id: (balance) => [balance.employeeId, balance.timeOffType].filter(Boolean).join("-"),
  read: (balance) => ({
    employee: ref(balance.employeeId),
    leaveType: ref(balance.timeOffType, balance.name),
    unit: balance.units,
    balance: balance.balance,
    used: balance.usedYearToDate,
    asOf: balance.end,
    policyKind: balance.policyType,
  }),
  list: { ...list, rowsIn: (answer) => Calculator.safeParse(answer).data },
  scopes: { read: ["time_off", "employee"] },
});
