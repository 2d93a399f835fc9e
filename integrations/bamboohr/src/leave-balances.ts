import type { Listing } from "@opensme/core";
import { codec, each, fields, listing, mapRows, ref, required, resource, row, single } from "@opensme/core";
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

/** A balance is known by its person and the type of its leave. */
const partsOf = (id: string) => {
  const [employeeId = "", timeOffType = ""] = id.split("-");
  return { employeeId, timeOffType };
};

const oneBalance = (id: string): Listing => {
  const { employeeId, timeOffType } = partsOf(id);
  return mapRows(balancesOf(employeeId), (rows) =>
    rows.filter((balance) => Balance.safeParse(balance).data?.timeOffType === timeOffType),
  );
};

/** What is added to a balance, or taken from it where it is negative. */
const Adjustment = z.strictObject({ date: z.iso.date(), amount: codec.decimal, note: z.string().optional() });

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
  get: { listing: oneBalance },
  actions: {
    // https://documentation.bamboohr.com/reference/adjust-time-off-balance; each adjustment adds to the last.
    adjust: {
      path: (id) => `/employees/${partsOf(id).employeeId}/time_off/balance_adjustment`,
      method: "put",
      choices: Adjustment,
      body: (id, _, adjustment) => ({ timeOffTypeId: Number(partsOf(id).timeOffType), ...adjustment }),
    },
  },
  scopes: { read: ["time_off", "employee"], write: ["time_off.write"] },
});
