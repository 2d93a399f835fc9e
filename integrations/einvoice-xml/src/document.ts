import { fields, issuesOf, required, row } from "@opensme/core";
import * as z from "zod";
import { isSigned } from "./signature.ts";
import { extrasIn } from "./wire.ts";

const names = row(fields(z.string(), "Ten", "MST", "MKHang", "HVTNMHang"));
const identity = { ...fields(z.string(), "KHMSHDon", "KHHDon"), SHDon: required(z.string()) };

/** What is wrong with a part that no invoice needs is for the schema of its rows to tell. */
const ifRight = <Part extends z.ZodType>(part: Part) => part.nullish().catch(null);

const Related = row({
  ...fields(z.string(), "TCHDon", "TCDChinh", "KHMSHDCLQuan", "KHHDCLQuan", "GChu"),
  SHDCLQuan: required(z.string()),
});

const Head = z.object({
  DLHDon: z.object({
    TTChung: row({ ...identity, NLap: z.string(), TTHDLQuan: ifRight(Related), TTKhac: z.unknown().optional() }),
    NDHDon: z.object({
      NBan: row({ ...names.shape, MST: required(z.string()) }),
      NMua: ifRight(names),
      TToan: ifRight(row(fields(z.string(), "TgTTTBSo", "TCDChinh"))),
    }),
  }),
  DSCKS: z.unknown().optional(),
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
    rank: (data.MCCQT ? 2 : 0) + (isSigned(data.DSCKS) ? 1 : 0),
    /** The invoice that this one replaces or adjusts. */
    before: related && {
      id: invoiceId(parties.NBan.MST, related.KHMSHDCLQuan, related.KHHDCLQuan, related.SHDCLQuan),
      kind: related.TCHDon,
    },
    isCredit: parties.TToan?.TgTTTBSo?.trim().startsWith("-") || isDecrease(data.DLHDon),
  };
};

const decreaseInWords = /^\s*điều chỉnh giảm cho h(?:óa|oá) đơn/im;

/** Whether an adjustment says that it takes back. Some software writes the amounts of one without the sign: `TCDChinh` 2 says it, or words. */
const isDecrease = ({ TTChung: common, NDHDon }: z.output<typeof Head>["DLHDon"]): boolean => {
  const { TTHDLQuan: related, TTKhac } = common;
  if (related?.TCHDon !== "2") return false;
  const words = `${related.GChu}\n${extrasIn(TTKhac)["ProcessInvNote"]}`.normalize("NFC");
  return (related.TCDChinh ?? NDHDon.TToan?.TCDChinh) === "2" || decreaseInWords.test(words);
};

export type Head = NonNullable<ReturnType<typeof headOf>>;

/** Why an invoice has no head. */
export const headProblem = (content: unknown): string | undefined => {
  const { error } = Head.safeParse(content);
  return error && issuesOf(error).map(({ path, message }) => `${path}: ${message}`)[0];
};

/** The notice 04/SS-HĐĐT by which a seller tells the tax authority of invoices with mistakes, and the authority's answer to it, 01/TB-SSĐT. */
const Notice = z.object({
  DLTBao: row({ MST: z.string(), DSHDon: required(z.object({ HDon: z.array(z.unknown()) })) }),
});

export const isNotice = (content: unknown): boolean => Notice.safeParse(content).success;

/** TCTBao 1 is a cancellation; TTTNCCQT is what the tax authority says to it, 1 for accepted and 2 for refused. */
const Cancellation = row({ ...identity, TCTBao: required(z.literal("1")), TTTNCCQT: z.string() });

/** The invoices that a notice cancels; `isAccepted` is undefined where the tax authority has not spoken. */
export const cancellationsIn = (content: unknown) => {
  const { DLTBao: notice } = Notice.safeParse(content).data ?? {};
  return (notice?.DSHDon.HDon ?? []).flatMap((item) => {
    const { data } = Cancellation.safeParse(item);
    if (!data) return [];
    const id = invoiceId(notice?.MST, data.KHMSHDon, data.KHHDon, data.SHDon);
    return [{ id, isAccepted: data.TTTNCCQT ? data.TTTNCCQT === "1" : undefined, item }];
  });
};

type Text = string | null | undefined;

/** A tax code is written with or without the hyphen before a branch. */
export const digitsOf = (taxCode: Text): string => (taxCode ?? "").replace(/\D/g, "");

/** Leading zeros of an invoice number do not count. */
export const bareNumber = (number: string): string => number.replace(/^0+(?=\d)/, "");

/** What identifies an invoice by law: who sold, form, series and number. Numbers begin anew with each year's series. */
export const invoiceId = (seller: Text, form: Text, series: Text, number: string): string =>
  `${digitsOf(seller)}-${form ?? ""}${series ?? ""}-${bareNumber(number)}`;

/** Whether a company sold or bought by an invoice. A tax code of 10 digits is that of its branches too, unless another side has it exactly. */
export const sideOf = (seller: Text, buyer: Text, company: unknown): "sale" | "purchase" | undefined => {
  const own = digitsOf(typeof company === "string" ? company : undefined);
  if (own === "") return undefined;
  const isOwn = (code: string): boolean =>
    code === own || (own.length === 10 && code.length === 13 && code.startsWith(own));
  const [sold, bought] = [digitsOf(seller), digitsOf(buyer)];
  if (sold === own || bought === own) return sold === own ? "sale" : "purchase";
  return isOwn(sold) ? "sale" : isOwn(bought) ? "purchase" : undefined;
};

type Named = z.output<typeof names>;

/**
 * The id and name of a party; undefined for people who are not to be told from others, such as a walk-in customer. A customer's code is of one seller's
 * making: another seller, or another branch, gives the same code to somebody else.
 */
export const contactOf = (party: Named, seller?: Text): { id: string; name: string } | undefined => {
  const id = digitsOf(party.MST) || (party.MKHang && `${digitsOf(seller)}-${party.MKHang}`);
  return id ? { id, name: nameOf(party) } : undefined;
};

/** The name of a party; its code where the invoice names it by nothing else. */
export const nameOf = ({ Ten, HVTNMHang, MKHang, MST }: Named): string => Ten || HVTNMHang || MKHang || MST || "";
