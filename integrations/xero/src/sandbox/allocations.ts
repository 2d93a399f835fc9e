import { http, type SandboxKit } from "@opensme/testing";
import * as z from "zod";
import type { Gate } from "./gate.ts";
import { ledgerOf, recount, settlementOf } from "./ledger.ts";
import type { Handler } from "./lists.ts";
import type { Books, Document } from "./records.ts";
import { api, dayOf, guid, lockedOut, msDay } from "./wire.ts";

const Sent = z.object({
  Allocations: z.tuple([
    z.object({ Invoice: z.object({ InvoiceID: z.string() }), Amount: z.number(), Date: z.string().optional() }),
  ]),
});

/** The side of the books that a document is of. */
const isSales = ({ type }: Document): boolean => /^(?:ACCREC|RECEIVE|AR)/.test(type);

const shelves = {
  CreditNotes: (books: Books) => books.creditNotes,
  Prepayments: (books: Books) => books.prepayments,
  Overpayments: (books: Books) => books.overpayments,
};

/** Why a credit cannot be used so. */
const wrongWith = (books: Books, credit: Document, document: Document | undefined, amount: number): string[] => {
  const ledger = ledgerOf(books);
  if (!document || isSales(document) !== isSales(credit)) return ["The invoice to allocate to could not be found"];
  if (credit.status !== "AUTHORISED" || document.status !== "AUTHORISED")
    return ["Allocations can only be made between Authorised documents"];
  if (credit.contactId !== document.contactId) return ["The contact of both documents must be the same"];
  if (amount <= 0) return ["Allocation amount must be greater than zero"];
  return amount > settlementOf(credit, ledger).due || amount > settlementOf(document, ledger).due
    ? ["The amount allocated exceeds the amount outstanding"]
    : [];
};

/** Credits are used on documents one by one: https://developer.xero.com/documentation/api/accounting/creditnotes */
export const allocationHandlers = (gate: Gate, kit: SandboxKit): Handler[] =>
  Object.entries(shelves).map(([name, shelf]) =>
    http.put(`${api}/${name}/:id/Allocations`, ({ request, params }) =>
      gate.enter(request, async (books) => {
        const { desk } = gate;
        const credit = shelf(books).all().get(String(params["id"]).toLowerCase());
        if (!credit) return desk.notFound();
        const sent = Sent.safeParse(await request.json().catch(() => undefined)).data;
        if (!sent) return desk.unreadable("PostDataInvalidException", "No allocation that could be read was sent");
        const [{ Invoice, Amount: amount, Date: written }] = sent.Allocations;
        const document = books.invoices.all().get(Invoice.InvoiceID);
        const date = dayOf(written ?? kit.now().toISOString());
        const messages = [...wrongWith(books, credit, document, amount), ...lockedOut(date)];
        if (messages.length > 0 || !document || !date) return desk.invalid([{ sent: sent.Allocations[0], messages }]);
        const now = kit.now().getTime();
        const allocationId = guid("line", 97_000_000_000 + (now % 1_000_000_000) + credit.allocations.length);
        credit.allocations.push({ id: allocationId, documentId: document.id, date, amount });
        recount(books);
        for (const each of [credit, document]) {
          if (settlementOf(each, ledgerOf(books)).due === 0) each.status = "PAID";
          each.updated = now;
        }
        recount(books);
        return desk.rows("Allocations", [
          { AllocationID: allocationId, Amount: amount, ...msDay("Date", date), Invoice, ValidationErrors: [] },
        ]);
      }),
    ),
  );
