import { codec, resource } from "@opensme/core";
import * as z from "zod";
import { money, orEmptyList, tableList, word } from "./wire.ts";

const Compensation = z.looseObject({
  id: codec.identifier,
  employeeId: codec.identifier,
  startDate: codec.localDate.nullish(),
  rate: orEmptyList(money),
  paidPer: codec
    .choice({ Hour: "hour", Day: "day", Week: "week", Month: "month", Quarter: "quarter", Year: "year" })
    .nullish(),
  type: word.nullish(),
  paySchedule: word.nullish(),
  exempt: word.nullish(),
  overtimeRate: orEmptyList(money),
  reason: word.nullish(),
  comment: word.nullish(),
});

export const compensation = resource({ entity: "employment", raw: Compensation }).define({
  id: (row) => row.id,
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
    unmapped: { payRate: row.rate?.written, overtimeRate: row.overtimeRate?.written },
  }),
  list: tableList("compensation"),
  sensitive: true,
  scopes: { read: ["employee:compensation"] },
});
