import type { z } from "zod";
import { amountOf, type FormField } from "./codecs.ts";

const totals = ["gross", "net", "taxable-income", "hours", "days"] as const;
const earnings = [
  "salary",
  "wage",
  "overtime",
  "bonus",
  "commission",
  "allowance",
  "leave",
  "reimbursement",
  "severance",
] as const;
const insurances = ["social-insurance", "health-insurance", "unemployment-insurance", "union"] as const;
const deductions = ["tax", ...insurances, "benefit", "garnishment", "advance"] as const;
const employerParts = [
  "employer-social-insurance",
  "employer-health-insurance",
  "employer-unemployment-insurance",
  "employer-union",
] as const;

/** What a column of the payroll may hold; each firm defines its own columns. */
export const columnKinds = [...totals, ...earnings, ...deductions, ...employerParts] as const;

type ColumnKind = (typeof columnKinds)[number];

/** Columns by their ids. */
export type Columns = Readonly<Record<string, ColumnKind>>;

const isOneOf = <Kind extends ColumnKind>(kinds: readonly Kind[], kind: ColumnKind | undefined): kind is Kind =>
  kinds.some((each) => each === kind);

interface Column {
  id: string;
  name: string;
  amount: string;
  kind: ColumnKind | undefined;
}

const columnsIn = (form: readonly z.output<typeof FormField>[] | null | undefined, columns: Columns): Column[] =>
  (form ?? []).flatMap(({ id, name, value }) => {
    const amount = amountOf(value);
    return id && amount !== undefined ? [{ id, name: name || id, amount, kind: columns[id] }] : [];
  });

/** The columns of a record as pay: those that the settings say the meaning of. */
export const payOf = (form: readonly z.output<typeof FormField>[] | null | undefined, columns: Columns) => {
  const found = columnsIn(form, columns);
  const total = (kind: (typeof totals)[number]): string | undefined =>
    found.find((column) => column.kind === kind)?.amount;
  const paid = found.flatMap(({ kind, ...line }) => (isOneOf(earnings, kind) ? [{ ...line, kind }] : []));
  const taken = found.flatMap(({ kind, ...line }) => (isOneOf(deductions, kind) ? [{ ...line, kind }] : []));
  const onTop = found.flatMap(({ id, name, amount, kind }) => {
    if (!isOneOf(employerParts, kind)) return [];
    const insurance = insurances.find((each) => kind === `employer-${each}`);
    return [{ id, name, employerAmount: amount, kind: insurance, isEmployerPaid: true }];
  });
  const known = [...taken, ...onTop];
  return {
    gross: total("gross"),
    net: total("net"),
    taxableIncome: total("taxable-income"),
    hours: total("hours"),
    days: total("days"),
    earnings: paid.length > 0 ? paid : undefined,
    deductions: known.length > 0 ? known : undefined,
    /** Ids of the columns that stand above. */
    named: found.flatMap(({ id, kind }) => (kind ? [id] : [])),
  };
};
