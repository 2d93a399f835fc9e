import { fields, phone, required, resource, row } from "@opensme/core";
import { parseTaxCode } from "@opensme/vietnam";
import * as z from "zod";
import { digitsOf } from "./document.ts";
import { partiesIn } from "./listings.ts";
import { Seller, taxIdOf } from "./wire.ts";

/** Those who have sold to the company, as the latest invoice writes them. */
export const suppliers = resource({
  entity: "contact",
  raw: row({ ...Seller.shape, ...fields(required(z.string()), "Ten", "MST") }),
}).define({
  prefix: "supplier",
  id: (seller) => digitsOf(seller.MST),
  read: (seller) => ({
    name: seller.Ten,
    // A code of 12 digits is that of a person or of a household in business.
    kind: parseTaxCode(seller.MST).kind === "person" ? undefined : "company",
    roles: ["supplier"],
    taxId: taxIdOf(seller),
    emails: [seller.DCTDTu],
    phones: [phone(seller.SDThoai), phone(seller.Fax, "fax")],
    addresses: [{ line1: seller.DChi }],
    website: seller.Website,
    bankAccount: seller.STKNHang,
    unmapped: { TNHang: seller.TNHang },
  }),
  list: partiesIn("supplier"),
});
