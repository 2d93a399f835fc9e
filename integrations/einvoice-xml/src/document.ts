import * as z from "zod";

/** What is needed to know of any invoice before its rows are made. */
const Party = z.looseObject({
  Ten: z.string().nullish(),
  MST: z.string().nullish(),
  MKHang: z.string().nullish(),
  HVTNMHang: z.string().nullish(),
});

const Related = z.looseObject({
  TCHDon: z.string().nullish(),
  KHMSHDCLQuan: z.string(),
  KHHDCLQuan: z.string(),
  SHDCLQuan: z.string(),
});

const Head = z.looseObject({
  DLHDon: z.looseObject({
    TTChung: z.looseObject({
      KHMSHDon: z.string().nullish(),
      KHHDon: z.string().nullish(),
      SHDon: z.string().nullish(),
      NLap: z.string().nullish(),
      TTHDLQuan: Related.nullish().catch(null),
    }),
    NDHDon: z.looseObject({ NBan: Party, NMua: Party.nullish().catch(null) }),
  }),
});

/** The head of an invoice; undefined for what is none, which is left to the schemas of the resources to reject. */
export const headOf = (document: unknown) => {
  const { data } = Head.safeParse(document);
  if (!data) return undefined;
  const { TTChung: common, NDHDon: content } = data.DLHDon;
  return { common, seller: content.NBan, buyer: content.NMua ?? {} };
};

type Head = NonNullable<ReturnType<typeof headOf>>;

/** A tax code is written with or without the hyphen before a branch. */
export const digitsOf = (taxCode: string | null | undefined): string => (taxCode ?? "").replace(/\D/g, "");

/** Leading zeros of an invoice number do not count. */
export const bareNumber = (number: string): string => number.replace(/^0+(?=\d)/, "");

/** What identifies an invoice by law: who sold, form, series and number. Numbers begin anew with each year's series. */
export const invoiceId = (
  seller: string | null | undefined,
  form: string | null | undefined,
  series: string | null | undefined,
  number: string,
): string => `${digitsOf(seller)}-${form ?? ""}${series ?? ""}-${bareNumber(number)}`;

export const idOf = ({ common, seller }: Head): string =>
  invoiceId(seller.MST, common.KHMSHDon, common.KHHDon, common.SHDon ?? "");

/** The invoice that one replaces or adjusts, and which of both. */
export const precededBy = ({ common: { TTHDLQuan: related }, seller }: Head) =>
  related && {
    id: invoiceId(seller.MST, related.KHMSHDCLQuan, related.KHHDCLQuan, related.SHDCLQuan),
    kind: related.TCHDon,
  };

/** Whether a company sold or bought by an invoice. A tax code of 10 digits is that of its branches too, unless another side has it exactly. */
export const sideOf = (
  seller: string | null | undefined,
  buyer: string | null | undefined,
  company: unknown,
): "sale" | "purchase" | undefined => {
  const own = digitsOf(typeof company === "string" ? company : undefined);
  if (own === "") return undefined;
  const isOwn = (code: string): boolean =>
    code === own || (own.length === 10 && code.length === 13 && code.startsWith(own));
  const [sold, bought] = [digitsOf(seller), digitsOf(buyer)];
  if (sold === own || bought === own) return sold === own ? "sale" : "purchase";
  return isOwn(sold) ? "sale" : isOwn(bought) ? "purchase" : undefined;
};

/** The id and name of a party; undefined for people who are not to be told from others, such as a walk-in customer. */
export const contactOf = (party: {
  MST?: string | null | undefined;
  MKHang?: string | null | undefined;
  Ten?: string | null | undefined;
  HVTNMHang?: string | null | undefined;
}): { id: string; name: string } | undefined => {
  const id = digitsOf(party.MST) || party.MKHang;
  const name = party.Ten || party.HVTNMHang;
  return id && name ? { id, name } : undefined;
};

/** The form of slips for goods that are only moved: nothing is sold by them. */
export const transferSlip = "6";
