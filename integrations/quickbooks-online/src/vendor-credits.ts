import { codec, resource, row } from "@opensme/core";
import { statusBy } from "./documents.ts";
import { PurchaseDocument, readPurchase } from "./purchase-document.ts";
import { reading } from "./wire.ts";

const VendorCredit = row({ ...PurchaseDocument.shape, Balance: codec.decimal });

export const vendorCredits = resource({ entity: "vendorCredit", raw: VendorCredit }).define({
  read: (credit) => ({
    ...readPurchase(credit),
    status: statusBy(credit, credit.Balance),
    remaining: credit.Balance,
  }),
  ...reading({ entity: "VendorCredit", deletable: true }),
});
