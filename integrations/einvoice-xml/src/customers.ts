import { inFiles, phone, resource } from "@opensme/core";
import { contactOf, headOf, idOf } from "./document.ts";
import { isOnSide, type Latest, latestBy, partOf } from "./survey.ts";
import { Buyer } from "./wire.ts";

/** Those who have bought, as the latest invoice writes them. People without a tax code and a code at the seller are not to be told apart, and are none. */
export const customers = resource({ entity: "contact", raw: Buyer }).define({
  prefix: "customer",
  id: (buyer) => contactOf(buyer)?.id ?? "",
  read: (buyer) => ({
    name: contactOf(buyer)?.name ?? "",
    code: buyer.MKHang,
    kind: buyer.Ten ? "company" : undefined,
    roles: ["customer"],
    companyName: buyer.Ten,
    taxId: buyer.MST,
    nationalId: buyer.CCCDan,
    emails: [buyer.DCTDTu],
    phones: [phone(buyer.SDThoai)],
    addresses: [{ line1: buyer.DChi }],
    bankAccount: buyer.STKNHang,
    unmapped: { TNHang: buyer.TNHang, HVTNMHang: buyer.Ten ? buyer.HVTNMHang : undefined },
  }),
  list: inFiles<Latest>({
    survey: latestBy((head, config) => (isOnSide(head, "sale", config) ? contactOf(head.buyer)?.id : undefined)),
    rows: (document, latest, config) => {
      const head = headOf(document);
      const id = head && contactOf(head.buyer)?.id;
      if (!head || !id || !isOnSide(head, "sale", config)) return [];
      return !latest || latest.get(id)?.invoice === idOf(head) ? [partOf(document, "NDHDon", "NMua")] : [];
    },
  }),
});
