import { resource } from "@opensme/core";
import * as z from "zod";
import { Address, readAddress } from "./addresses.ts";
import { Party, PartyBody, readParty, writeParty } from "./contacts.ts";
import { writingNames } from "./operations.ts";
import { flag, Pointer, point, Reference, reading, withInactive, word } from "./wire.ts";

const Vendor = Party.extend({
  TaxIdentifier: word.nullish(),
  CompanyRegistrationNumber: word.nullish(),
  OtherAddr: z.array(Address).nullish(),
  ParentRef: Reference.nullish(),
  PrefillAccountRef: Reference.nullish(),
  DefaultTaxCodeRef: Reference.nullish(),
  TermRef: Reference.nullish(),
  APAccountRef: Pointer.nullish(),
  Vendor1099: flag.nullish(),
  VendorPaymentBankDetail: z
    .object({
      BankAccountNumber: word.nullish(),
      BankBranchIdentifier: word.nullish(),
      BankAccountName: z.string().nullish(),
    })
    .nullish(),
});

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/vendor */
export const vendors = resource({ entity: "contact", raw: Vendor, body: PartyBody }).define({
  id: (vendor) => vendor.Id,
  prefix: "vendor",
  read: (vendor) => {
    const { unmapped, ...party } = readParty(vendor);
    const bank = vendor.VendorPaymentBankDetail;
    return {
      ...party,
      roles: ["supplier"],
      taxId: vendor.TaxIdentifier || vendor.GSTIN,
      registrationNumber: vendor.CompanyRegistrationNumber || vendor.BusinessNumber,
      addresses: [
        readAddress(vendor.BillAddr, "billing"),
        ...(vendor.OtherAddr ?? []).map((address) => readAddress(address)),
      ],
      bankAccount: [bank?.BankBranchIdentifier, bank?.BankAccountNumber, bank?.BankAccountName]
        .filter(Boolean)
        .join(" "),
      parent: point(vendor.ParentRef, "vendor"),
      payable: vendor.Balance,
      purchaseAccount: point(vendor.PrefillAccountRef),
      purchaseTaxRate: point(vendor.DefaultTaxCodeRef),
      unmapped: {
        ...unmapped,
        gstin: vendor.TaxIdentifier ? vendor.GSTIN : undefined,
        businessNumber: vendor.CompanyRegistrationNumber ? vendor.BusinessNumber : undefined,
        term: vendor.TermRef?.name || vendor.TermRef?.value,
        payableAccount: point(vendor.APAccountRef)?.id,
        is1099: vendor.Vendor1099 || undefined,
      },
    };
  },
  write: (vendor) => writeParty(vendor, ["billing"]),
  ...reading({ entity: "Vendor", path: "vendor", where: withInactive }),
  ...writingNames("Vendor", "vendor"),
});
