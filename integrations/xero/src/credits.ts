import { codec, fields, ref, row } from "@opensme/core";
import * as z from "zod";
import { calendarDay } from "./wire.ts";

/** A credit, as the document that it was used on shows it: `AppliedAmount` is the part used there. */
const Used = row({ ...fields(calendarDay, "DateString", "Date"), AppliedAmount: codec.decimal });

/** The credits used on a document: credit notes, prepayments and overpayments. */
export const Credits = row({
  CreditNotes: z.array(row({ ...Used.shape, CreditNoteID: codec.otherId, CreditNoteNumber: codec.identifier })),
  Prepayments: z.array(row({ ...Used.shape, PrepaymentID: codec.otherId })),
  Overpayments: z.array(row({ ...Used.shape, OverpaymentID: codec.otherId })),
});

const readUsed = <const Kind extends string>(
  used: z.output<typeof Used>,
  id: string | null | undefined,
  documentKind: Kind,
) =>
  used.AppliedAmount
    ? { amount: used.AppliedAmount, document: ref(id), documentKind, date: used.DateString || used.Date }
    : undefined;

export const readCredits = (document: z.output<typeof Credits>, creditKind: "creditNote" | "vendorCredit") => {
  const { CreditNotes: notes, Prepayments: prepayments, Overpayments: overpayments } = document;
  if (!notes && !prepayments && !overpayments) return undefined;
  return [
    ...(notes ?? []).map((used) => {
      const read = readUsed(used, used.CreditNoteID, creditKind);
      return read && { ...read, number: used.CreditNoteNumber };
    }),
    ...(prepayments ?? []).map((used) => readUsed(used, used.PrepaymentID, "prepayment")),
    ...(overpayments ?? []).map((used) => readUsed(used, used.OverpaymentID, "overpayment")),
  ];
};
