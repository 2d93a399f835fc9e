import { codec, fields, resource, row } from "@opensme/core";
import * as z from "zod";
import { Address, readAddress } from "./addresses.ts";
import { Party, readParty, writeParty } from "./contacts.ts";
import { writingNames } from "./operations.ts";
import { Pointer, point, Reference, reading, withInactive } from "./wire.ts";

const Vendor = row({
  ...Party.shape,
  TaxIdentifier: codec.identifier,
  CompanyRegistrationNumber: codec.identifier,
  OtherAddr: z.array(Address),
  ...fields(Reference, "ParentRef", "PrefillAccountRef", "DefaultTaxCodeRef", "TermRef"),
  APAccountRef: Pointer,
  Vendor1099: codec.flag,
  VendorPaymentBankDetail: row({
    BankAccountNumber: codec.identifier,
    BankBranchIdentifier: codec.identifier,
    BankAccountName: z.string(),
  }),
});

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/vendor */
export const vendors = resource({ entity: "contact", raw: Vendor }).define({
  prefix: "vendor",
  read: (vendor) => {
    const { unmapped, ...party } = readParty(vendor, vendor.TaxIdentifier);
    const bank = vendor.VendorPaymentBankDetail;
    return {
      ...party,
      roles: ["supplier"],
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
        businessNumber: vendor.CompanyRegistrationNumber ? vendor.BusinessNumber : undefined,
        term: vendor.TermRef?.name || vendor.TermRef?.value,
        payableAccount: point(vendor.APAccountRef)?.id,
        is1099: vendor.Vendor1099 || undefined,
      },
    };
  },
  write: (vendor) => ({ ...writeParty(vendor, ["billing"]), TaxIdentifier: vendor.taxId }),
  ...reading({ entity: "Vendor", where: withInactive }),
  ...writingNames("Vendor"),
});
