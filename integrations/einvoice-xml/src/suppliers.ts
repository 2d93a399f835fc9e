import { inFiles, phone, resource } from "@opensme/core";
import * as z from "zod";
import { contactOf, digitsOf, headOf, idOf } from "./document.ts";
import { isOnSide, type Latest, latestBy, partOf } from "./survey.ts";
import { Seller } from "./wire.ts";

/** Those who have sold to the company, as the latest invoice writes them. */
export const suppliers = resource({ entity: "contact", raw: Seller.extend({ Ten: z.string(), MST: z.string() }) }).define({
  prefix: "supplier",
  id: (seller) => digitsOf(seller.MST),
  read: (seller) => ({
    name: seller.Ten,
    kind: digitsOf(seller.MST).length === 12 ? undefined : "company",
    roles: ["supplier"],
    taxId: seller.MST,
    emails: [seller.DCTDTu],
    phones: [phone(seller.SDThoai), phone(seller.Fax, "fax")],
    addresses: [{ line1: seller.DChi }],
    website: seller.Website,
    bankAccount: seller.STKNHang,
    unmapped: { TNHang: seller.TNHang },
  }),
  list: inFiles<Latest>({
    survey: latestBy((head, config) => (isOnSide(head, "purchase", config) ? contactOf(head.seller)?.id : undefined)),
    rows: (document, latest, config) => {
      const head = headOf(document);
      const id = head && contactOf(head.seller)?.id;
      if (!head || !id || !isOnSide(head, "purchase", config)) return [];
      return !latest || latest.get(id)?.invoice === idOf(head) ? [partOf(document, "NDHDon", "NBan")] : [];
    },
  }),
});
