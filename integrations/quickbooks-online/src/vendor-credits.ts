import { codec, resource, row } from "@opensme/core";
import { statusBy } from "./documents.ts";
import { writingDocuments } from "./operations.ts";
import { PurchaseBody, writePurchase } from "./purchase-body.ts";
import { PurchaseDocument, readPurchase } from "./purchase-document.ts";
import { reading } from "./wire.ts";
import { ownOfLines } from "./writing.ts";

const VendorCredit = row({ ...PurchaseDocument.shape, Balance: codec.decimal });

export const vendorCredits = resource({
  entity: "vendorCredit",
  raw: VendorCredit,
  body: VendorCredit.partial().extend(PurchaseBody),
}).define({
  read: (credit) => ({
    ...readPurchase(credit),
    status: statusBy(credit, credit.Balance),
    remaining: credit.Balance,
  }),
  leavesOut: ownOfLines,
  write: writePurchase,
  ...reading({ entity: "VendorCredit", deletable: true }),
  ...writingDocuments("VendorCredit", "issueDate", ["VendorRef"]),
});
