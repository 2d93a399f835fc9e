import { issuesOf } from "@opensme/core";
import * as z from "zod";
import { isSigned } from "./signature.ts";

const text = z.string().nullish();

const Party = z.object({ Ten: text, MST: text, MKHang: text, HVTNMHang: text });

const Head = z.object({
  DLHDon: z.object({
    TTChung: z.object({
      KHMSHDon: text,
      KHHDon: text,
      SHDon: z.string(),
      NLap: text,
      TTHDLQuan: z
        .looseObject({ TCHDon: text, KHMSHDCLQuan: text, KHHDCLQuan: text, SHDCLQuan: z.string() })
        .nullish()
        .catch(null),
    }),
    NDHDon: z.object({
      NBan: Party.extend({ MST: z.string() }),
      NMua: Party.nullish().catch(null),
      TToan: z.object({ TgTTTBSo: text }).nullish().catch(null),
    }),
  }),
  DSCKS: z.object({ NBan: z.unknown().optional() }).nullish().catch(null),
  MCCQT: z.unknown().optional(),
});

/** What needs to be known of any invoice before its rows are made; undefined for what is no invoice. */
export const headOf = (content: unknown) => {
  const { data } = Head.safeParse(content);
  if (!data) return undefined;
  const { TTChung: common, NDHDon: parties } = data.DLHDon;
  const { TTHDLQuan: related } = common;
  return {
    id: invoiceId(parties.NBan.MST, common.KHMSHDon, common.KHHDon, common.SHDon),
    form: common.KHMSHDon ?? "",
    day: common.NLap ?? "",
    seller: parties.NBan,
    buyer: parties.NMua ?? {},
    /** Of copies of one invoice that with the tax authority's code says most, and then the signed one. */
    rank: (data.MCCQT ? 2 : 0) + (isSigned(data.DSCKS?.NBan) ? 1 : 0),
    /** The invoice that this one replaces or adjusts. */
    before: related
      ? {
          id: invoiceId(parties.NBan.MST, related.KHMSHDCLQuan, related.KHHDCLQuan, related.SHDCLQuan),
          kind: related.TCHDon,
        }
      : undefined,
    isCredit: parties.TToan?.TgTTTBSo?.trim().startsWith("-") ?? false,
  };
};

export type Head = NonNullable<ReturnType<typeof headOf>>;

/** Why an invoice has no head. */
export const headProblem = (content: unknown): string | undefined => {
  const { error } = Head.safeParse(content);
  return error && issuesOf(error).map(({ path, message }) => `${path}: ${message}`)[0];
};

/** The notice 04/SS-HĐĐT by which a seller tells the tax authority of invoices with mistakes, and the authority's answer to it, 01/TB-SSĐT. */
const Notice = z.object({
  DLTBao: z.object({ MST: text, DSHDon: z.object({ HDon: z.array(z.unknown()) }) }),
});

export const isNotice = (content: unknown): boolean => Notice.safeParse(content).success;

/** TCTBao 1 is a cancellation; TTTNCCQT is what the tax authority says to it, 1 for accepted and 2 for refused. */
const Cancellation = z.object({
  KHMSHDon: text,
  KHHDon: text,
  SHDon: z.string(),
  TCTBao: z.literal("1"),
  TTTNCCQT: text,
});

/** The invoices that a notice cancels; `isAccepted` is undefined where the tax authority has not spoken. */
export const cancellationsIn = (
  content: unknown,
): readonly { id: string; isAccepted: boolean | undefined; item: unknown }[] => {
  const { DLTBao: notice } = Notice.safeParse(content).data ?? {};
  return (notice?.DSHDon.HDon ?? []).flatMap((item) => {
    const { data } = Cancellation.safeParse(item);
    if (!data) return [];
    const id = invoiceId(notice?.MST, data.KHMSHDon, data.KHHDon, data.SHDon);
    return [{ id, isAccepted: data.TTTNCCQT ? data.TTTNCCQT === "1" : undefined, item }];
  });
};

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

interface Named {
  MST?: string | null | undefined;
  MKHang?: string | null | undefined;
  Ten?: string | null | undefined;
  HVTNMHang?: string | null | undefined;
}

/**
 * The id and name of a party; undefined for people who are not to be told from others, such as a walk-in customer. A customer's code is of one seller's
 * making: another seller, or another branch, gives the same code to somebody else.
 */
export const contactOf = (
  party: Named,
  seller?: string | null | undefined,
): { id: string; name: string } | undefined => {
  const id = digitsOf(party.MST) || (party.MKHang && `${digitsOf(seller)}-${party.MKHang}`);
  return id ? { id, name: nameOf(party) } : undefined;
};

/** The name of a party; its code where the invoice names it by nothing else. */
export const nameOf = ({ Ten, HVTNMHang, MKHang, MST }: Named): string => Ten || HVTNMHang || MKHang || MST || "";
