import { inFiles, phone, resource } from "@opensme/core";
import * as z from "zod";
import { digitsOf, headOf, idOf, sideOf } from "./document.ts";
import { type Latest, latestBy, ownCode, partOf } from "./survey.ts";

const Company = z.looseObject({
  Ten: z.string(),
  MST: z.string(),
  DChi: z.string().nullish(),
  SDThoai: z.string().nullish(),
  DCTDTu: z.string().nullish(),
});

/** The company and its branches, as the latest invoice writes them. */
export const organizations = resource({ entity: "organization", raw: Company }).define({
  id: (company) => digitsOf(company.MST),
  read: (company) => ({
    name: company.Ten,
    legalName: company.Ten,
    taxId: company.MST,
    country: "VN",
    phones: [phone(company.SDThoai)],
    emails: [company.DCTDTu],
    addresses: [{ line1: company.DChi }],
  }),
  list: inFiles<Latest>({
    survey: latestBy(ownCode),
    rows: (document, latest, config) => {
      const head = headOf(document);
      if (!head) return [];
      const side = config ? sideOf(head.seller.MST, head.buyer.MST, config["taxCode"]) : "sale";
      const code = config ? ownCode(head, config) : digitsOf(head.seller.MST);
      if (!side || !code || (latest && latest.get(code)?.invoice !== idOf(head))) return [];
      return [partOf(document, "NDHDon", side === "sale" ? "NBan" : "NMua")];
    },
  }),
});
