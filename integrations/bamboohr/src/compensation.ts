import { codec, fieldMap, fields, refuse, required, resource, row } from "@opensme/core";
import { historyTable, ownerOf } from "./history.ts";
import { money, payPeriod } from "./money.ts";
import { customOf, orEmptyList } from "./wire.ts";

const Compensation = row({
  ...fields(codec.identifier, "id", "type", "paySchedule", "exempt", "reason", "comment"),
  employeeId: required(codec.identifier),
  ...fields(codec.localDate, "startDate", "endDate"),
  ...fields(orEmptyList(money), "rate", "overtimeRate"),
  paidPer: payPeriod,
}).loose();

/** A currency that differs from the one of the record. */
const differing = (one: string | undefined, another: string | undefined): string | undefined =>
  one && one !== another ? another : undefined;

const columns = fieldMap({
  effectiveDate: "startDate",
  payPeriod: "paidPer",
  payKind: "type",
  paySchedule: "paySchedule",
  overtimeStatus: "exempt",
  changeReason: "reason",
  note: "comment",
});

export const compensation = resource({ entity: "employment", raw: Compensation }).define({
  ...historyTable("compensation", "startDate"),
  read: (pay) => ({
    ...columns.read(pay),
    employee: { id: pay.employeeId },
    kind: "pay" as const,
    payRate: pay.rate?.amount,
    payCurrency: pay.rate?.currency || pay.overtimeRate?.currency,
    overtimeRate: pay.overtimeRate?.amount,
    custom: customOf(pay),
    unmapped: {
      endDate: pay.endDate,
      payRate: pay.rate?.written,
      payCurrency: pay.rate?.symbol ?? pay.overtimeRate?.symbol,
      overtimeRate: pay.overtimeRate?.written,
      overtimeCurrency: differing(pay.rate?.currency, pay.overtimeRate?.currency),
    },
  }),
  write: (pay, operation) => {
    const { payRate, overtimeRate, payCurrency: currency } = pay;
    // An amount without its currency would be one of the currency of the account.
    if ((payRate ?? overtimeRate) !== undefined && currency === undefined)
      throw refuse("payCurrency", "is missing: BambooHR needs the currency of what is paid");
    return {
      ...pay.custom,
      ...columns.write(pay),
      employeeId: ownerOf(pay, "pay", operation),
      rate: payRate === undefined ? undefined : { amount: payRate, currency },
      overtimeRate: overtimeRate === undefined ? undefined : { amount: overtimeRate, currency },
    };
  },
  sensitive: true,
  scopes: { read: ["employee:compensation"], write: ["employee:compensation.write"] },
});
