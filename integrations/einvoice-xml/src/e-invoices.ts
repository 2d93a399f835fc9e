import { codec, fields, reader, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { bareNumber, invoiceId, sideOf } from "./document.ts";
import { invoicesIn } from "./listings.ts";
import { isSigned, signedAt } from "./signature.ts";
import { Buyer, currencyOf, extrasIn, Fate, fateOf, header, Lines, linesIn, Seller, taxIdOf, totals } from "./wire.ts";

const Rate = row({ TSuat: z.string(), ...fields(codec.decimal, "ThTien", "TThue") });

const Common = row({
  ...header,
  ...fields(z.string(), "PBan", "THDon", "HTTToan", "MSTTCGP"),
  TTHDLQuan: row({
    TCHDon: codec.choice({ 1: "replacement", 2: "adjustment" }),
    ...fields(z.string(), "KHMSHDCLQuan", "KHHDCLQuan", "SHDCLQuan", "GChu"),
    NLHDCLQuan: codec.localDate,
  }),
  TTKhac: z.unknown().optional(),
});

const Content = row({
  NBan: required(row({ ...Seller.shape, MST: required(z.string()) })),
  NMua: Buyer,
  DSHHDVu: Lines,
  TToan: row({ ...totals, TgTTTBChu: z.string(), THTTLTSuat: row({ LTSuat: z.array(Rate.nullish()) }) }),
});

const Invoice = row({
  DLHDon: required(z.object({ TTChung: Common, NDHDon: Content, TTKhac: z.unknown().optional() })),
  DLQRCode: z.string(),
  /** In messages of the tax authority it has an attribute. */
  MCCQT: z.union([z.string(), z.object({ "#text": z.string() })]),
  DSCKS: z.unknown().optional(),
  ...Fate.shape,
  /** Tax code of the company, out of the settings. */
  company: z.string(),
});

const kinds: Readonly<Record<string, "vat" | "sales" | "public-asset" | "stamp" | "delivery-note">> = {
  1: "vat",
  2: "sales",
  3: "public-asset",
  5: "stamp",
  6: "delivery-note",
  8: "vat",
  9: "sales",
};

/** What a line is: goods or services, a promotion, a trade discount, a note, or goods of which the law wants to know more, such as vehicles and transport. */
const lineKind = reader(codec.choice({ 1: "goods", 2: "promotion", 3: "discount", 4: "note", 5: "goods" }));

const party = (who: Partial<z.output<typeof Buyer> & z.output<typeof Seller>> | null | undefined) => {
  const name = who?.Ten || who?.HVTNMHang;
  if (!who || !name) return undefined;
  return {
    name,
    taxId: taxIdOf(who),
    nationalId: who.CCCDan,
    address: who.DChi,
    phone: who.SDThoai,
    email: who.DCTDTu,
    bankAccount: who.STKNHang,
    bankName: who.TNHang,
    code: who.MKHang,
    personName: who.HVTNMHang,
  };
};

/** Every invoice in the files, of either side. */
export const eInvoices = resource({ entity: "eInvoice", raw: Invoice }).define({
  id: ({ DLHDon: { TTChung: common, NDHDon: content } }) =>
    invoiceId(content.NBan.MST, common.KHMSHDon, common.KHHDon, common.SHDon),
  read: ({ DLHDon, DLQRCode, MCCQT, DSCKS, followedBy, cancelledBy, company }) => {
    const { TTChung: common, NDHDon: content } = DLHDon;
    const { NBan: seller, NMua: buyer, TToan: sums } = content;
    const before = common.TTHDLQuan;
    const lines = linesIn(content);
    // Neither a rate nor one of the two words of the law.
    const strangeRates = lines.flatMap(({ TSuat, taxKind }) => (TSuat && !taxKind ? [TSuat] : []));
    const form = common.KHMSHDon ?? "";
    const kind = kinds[form] ?? (form === "" ? undefined : "other");
    const side = sideOf(seller.MST, buyer?.MST, company);
    return {
      form,
      series: common.KHHDon,
      number: bareNumber(common.SHDon),
      kind,
      title: common.THDon,
      status: fateOf({ followedBy, cancelledBy }) ?? "issued",
      // Some software writes the element with nothing in it.
      relation: before?.SHDCLQuan || before?.TCHDon ? before.TCHDon : "original",
      relatedInvoice: before?.SHDCLQuan
        ? {
            number: bareNumber(before.SHDCLQuan),
            form: before.KHMSHDCLQuan,
            series: before.KHHDCLQuan,
            date: before.NLHDCLQuan,
            note: before.GChu,
          }
        : undefined,
      issueDate: common.NLap,
      signedAt: signedAt(DSCKS),
      isSigned: isSigned(DSCKS),
      authorityCode: typeof MCCQT === "string" ? MCCQT : MCCQT?.["#text"],
      provider: common.MSTTCGP,
      side,
      seller: party(seller),
      buyer: party(buyer),
      paymentMethod: common.HTTToan,
      currency: currencyOf(common.DVTTe),
      exchangeRate: common.TGia,
      lines: lines.map(lineOf),
      // Of what has no rate the totals tell.
      taxes: sums?.THTTLTSuat?.LTSuat?.map((rate) =>
        rate?.TSuat ? { rate: rate.TSuat, base: rate.ThTien, tax: rate.TThue } : undefined,
      ),
      fees: sums?.DSLPhi?.LPhi?.map((fee) => (fee?.TPhi ? { name: fee.TLPhi, amount: fee.TPhi } : undefined)),
      subTotal: sums?.TgTCThue,
      discount: sums?.TTCKTMai,
      tax: sums?.TgTThue,
      total: sums?.TgTTTBSo,
      totalInWords: sums?.TgTTTBChu,
      note: typeof cancelledBy?.["LDo"] === "string" ? cancelledBy["LDo"] : undefined,
      custom: { ...extrasIn(DLHDon.TTKhac), ...extrasIn(common.TTKhac) },
      unmapped: {
        PBan: common.PBan,
        DLQRCode,
        kind: kind === "other" ? form : undefined,
        // An invoice between two others lies in the folder.
        ...(company && !side ? { company, MST: [seller.MST, buyer?.MST ?? null] } : {}),
        Fax: seller.Fax,
        Website: seller.Website,
        TSuat: strangeRates.length > 0 ? strangeRates : undefined,
      },
    };
  },
  list: invoicesIn(() => true, { withCompany: true }),
});

const lineOf = (line: ReturnType<typeof linesIn>[number]) => ({
  number: line.STT,
  kind: lineKind(line.TChat || undefined),
  code: line.MHHDVu,
  description: line.THHDVu,
  unit: line.DVTinh,
  quantity: line.SLuong,
  unitPrice: line.DGia,
  discount: line.STCKhau,
  discountRate: line.TLCKhau,
  taxRate: line.TSuat,
  taxPercent: line.taxPercent,
  taxKind: line.taxKind,
  tax: line.tax,
  total: line.total,
});
