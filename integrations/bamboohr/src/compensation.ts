import { codec, resource } from "@opensme/core";
import * as z from "zod";
import { customOf, money, orEmptyList, payPeriod, rowId, tableList, word } from "./wire.ts";

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

export const compensation = resource({ entity: "employment", raw: Compensation }).define({
  id: (row) => rowId(row, row.startDate),
  prefix: "compensation",
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
  list: tableList("compensation"),
  sensitive: true,
  scopes: { read: ["employee:compensation"] },
});
