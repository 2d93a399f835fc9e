import { codec, resource } from "@opensme/core";
import * as z from "zod";
import { historyTable, ownerOf } from "./history.ts";
import { customOf, missing, money, orEmptyList, payPeriod, word } from "./wire.ts";

const Compensation = z.looseObject({
  id: codec.identifier.nullish(),
  employeeId: codec.identifier,
  startDate: codec.localDate.nullish(),
  endDate: codec.localDate.nullish(),
  rate: orEmptyList(money),
  paidPer: payPeriod.nullish(),
  type: word.nullish(),
  paySchedule: word.nullish(),
  exempt: word.nullish(),
  overtimeRate: orEmptyList(money),
  reason: word.nullish(),
  comment: word.nullish(),
});

/** A currency that differs from the one of the record. */
const otherThan = (one: string | undefined, another: string | undefined): string | undefined =>
  one && one !== another ? another : undefined;

const CompensationBody = Compensation.partial().extend({ rate: money.optional(), overtimeRate: money.optional() });

export const compensation = resource({ entity: "employment", raw: Compensation, body: CompensationBody }).define({
  ...historyTable("compensation", "startDate"),
  read: (row) => ({
    employee: { id: row.employeeId },
    effectiveDate: row.startDate,
    kind: "pay" as const,
    payRate: row.rate?.amount,
    payCurrency: row.rate?.currency || row.overtimeRate?.currency,
    payPeriod: row.paidPer,
    payKind: row.type,
    paySchedule: row.paySchedule,
    overtimeStatus: row.exempt,
    overtimeRate: row.overtimeRate?.amount,
    changeReason: row.reason,
    note: row.comment,
    custom: customOf(row),
    unmapped: {
      endDate: row.endDate,
      payRate: row.rate?.written,
      payCurrency: row.rate?.symbol ?? row.overtimeRate?.symbol,
      overtimeRate: row.overtimeRate?.written,
      overtimeCurrency: otherThan(row.rate?.currency, row.overtimeRate?.currency),
    },
  }),
  write: (pay, operation) => {
    const currency = pay.payCurrency;
    // An amount without its currency would be one of the currency of the account.
    if ((pay.payRate ?? pay.overtimeRate) !== undefined && currency === undefined)
      throw missing("payCurrency", "BambooHR needs the currency of what is paid.");
    return {
      ...pay.custom,
      employeeId: ownerOf(pay, "pay", operation),
      startDate: pay.effectiveDate,
      rate: pay.payRate === undefined ? undefined : { amount: pay.payRate, currency },
      paidPer: pay.payPeriod,
      type: pay.payKind,
      paySchedule: pay.paySchedule,
      exempt: pay.overtimeStatus,
      overtimeRate: pay.overtimeRate === undefined ? undefined : { amount: pay.overtimeRate, currency },
      reason: pay.changeReason,
      comment: pay.note,
    };
  },
  sensitive: true,
  scopes: { read: ["employee:compensation"], write: ["employee:compensation.write"] },
});
