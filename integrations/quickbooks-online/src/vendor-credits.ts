import { codec, resource } from "@opensme/core";
import { PurchaseDocument, readPurchase } from "./purchase-document.ts";
import { statusBy } from "./sales-document.ts";
import { reading } from "./wire.ts";

const VendorCredit = PurchaseDocument.extend({ Balance: codec.decimal.nullish() });

export const vendorCredits = resource({ entity: "vendorCredit", raw: VendorCredit }).define({
  id: (credit) => credit.Id,
  read: (credit) => ({
    ...readPurchase(credit),
    status: statusBy(credit, credit.Balance),
    remaining: credit.Balance,
  }),
  ...reading({ entity: "VendorCredit", path: "vendorcredit", deletable: true }),
});
