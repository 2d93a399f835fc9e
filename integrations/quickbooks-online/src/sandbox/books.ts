import type { Company } from "@opensme/testing";
import { documentsOf } from "./books-documents.ts";
import { listsOf } from "./books-lists.ts";
import { peopleOf } from "./books-people.ts";
import type { Row } from "./row.ts";

export const entities = [
  ["CompanyInfo", "Account", "TaxCode", "TaxRate", "Class", "Department", "Customer", "Vendor", "Employee", "Item"],
  ["Invoice", "SalesReceipt", "Bill", "Purchase", "CreditMemo", "RefundReceipt", "VendorCredit", "Payment"],
  [
    "BillPayment",
    "Transfer",
    "CreditCardPaymentTxn",
    "Deposit",
    "JournalEntry",
    "PurchaseOrder",
    "TimeActivity",
    "Attachable",
  ],
].flat();

/** What was deleted, which is remembered for those who ask what changed. */
export interface Gone {
  entity: string;
  id: string;
  at: string;
}

export interface Books {
  /** Rows of an entity by id, in the order of their ids; made when they are first asked for. */
  rows(entity: string): Map<string, Row>;
  /** An id that no record has. */
  newId(): string;
  gone: Gone[];
  /** Answers to writes by their `requestid`. */
  answered: Map<string, Response>;
}

export const booksOf = (company: Company): Books => {
  const makers: Readonly<Record<string, () => Row[]>> = {
    ...listsOf(company),
    ...documentsOf(company),
    ...peopleOf(company),
  };
  const made = new Map<string, Map<string, Row>>();
  let last = 900_000_000;
  return {
    rows(entity) {
      let rows = made.get(entity);
      if (!rows) {
        rows = new Map((makers[entity]?.() ?? []).map((row) => [row.Id, row]));
        made.set(entity, rows);
      }
      return rows;
    },
    newId() {
      last += 1;
      return String(last);
    },
    gone: [],
    answered: new Map(),
  };
};
