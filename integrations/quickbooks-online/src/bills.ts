import { codec, resource, row } from "@opensme/core";
import * as z from "zod";
import { writeBill } from "./bill-body.ts";
import { statusBy } from "./documents.ts";
import { PurchaseLine } from "./lines.ts";
import { ending, writingDocuments } from "./operations.ts";
import { PurchaseDocument, readPurchase } from "./purchase-document.ts";
import { day, Reference, reading } from "./wire.ts";

const Bill = row({ ...PurchaseDocument.shape, DueDate: day, Balance: codec.decimal, SalesTermRef: Reference });

const BillBody = Bill.partial().extend({
  ending,
  Line: z.array(row({ ...PurchaseLine.shape, DetailType: z.string() })).optional(),
});

export const bills = resource({ entity: "bill", raw: Bill, body: BillBody }).define({
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
  // The account of an item; and the name and id of the class or department, which `dimension` is.
  leavesOut: ["lines.account", "lines.dimensions.value", "lines.dimensions.valueId"],
  write: writeBill,
  ...reading({ entity: "Bill", deletable: true }),
  ...writingDocuments("Bill", "issueDate", { needs: ["VendorRef"] }),
});
