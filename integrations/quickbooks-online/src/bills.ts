import { codec, resource, row } from "@opensme/core";
import { statusBy } from "./documents.ts";
import { writingDocuments } from "./operations.ts";
import { PurchaseBody, writePurchase } from "./purchase-body.ts";
import { PurchaseDocument, readPurchase } from "./purchase-document.ts";
import { day, Reference, reading } from "./wire.ts";
import { ownOfLines } from "./writing.ts";

const Bill = row({ ...PurchaseDocument.shape, DueDate: day, Balance: codec.decimal, SalesTermRef: Reference });

export const bills = resource({ entity: "bill", raw: Bill, body: Bill.partial().extend(PurchaseBody) }).define({
  read: (bill) => {
    const { unmapped, ...purchase } = readPurchase(bill);
    return {
      ...purchase,
      status: statusBy(bill, bill.Balance),
      dueDate: bill.DueDate,
      due: bill.Balance,
      unmapped: { ...unmapped, term: bill.SalesTermRef?.name || bill.SalesTermRef?.value },
    };
  },
  leavesOut: ownOfLines,
  write: (bill, operation) => ({ ...writePurchase(bill, operation), DueDate: bill.dueDate }),
  ...reading({ entity: "Bill", deletable: true }),
  ...writingDocuments("Bill", "issueDate", ["VendorRef"]),
});
