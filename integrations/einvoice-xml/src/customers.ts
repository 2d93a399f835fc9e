import { phone, resource, row } from "@opensme/core";
import * as z from "zod";
import { contactOf, nameOf } from "./document.ts";
import { partiesIn } from "./listings.ts";
import { Buyer, taxIdOf } from "./wire.ts";

/** Those who have bought, as the latest invoice writes them. People without a tax code and a code at the seller are not to be told apart, and are none. */
export const customers = resource({
  entity: "contact",
  raw: row({ ...Buyer.shape, seller: z.string() }),
}).define({
  prefix: "customer",
  id: (buyer) => contactOf(buyer, buyer.seller)?.id ?? "",
  read: (buyer) => ({
    name: nameOf(buyer),
    code: buyer.MKHang,
    kind: buyer.Ten ? "company" : undefined,
    roles: ["customer"],
    companyName: buyer.Ten,
    taxId: taxIdOf(buyer),
    nationalId: buyer.CCCDan,
    emails: [buyer.DCTDTu],
    phones: [phone(buyer.SDThoai)],
    addresses: [{ line1: buyer.DChi }],
    bankAccount: buyer.STKNHang,
    unmapped: { TNHang: buyer.TNHang, HVTNMHang: buyer.Ten ? buyer.HVTNMHang : undefined },
  }),
  list: partiesIn("customer"),
});
