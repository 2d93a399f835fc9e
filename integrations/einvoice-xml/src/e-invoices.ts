import { codec, inFiles, resource } from "@opensme/core";
import * as z from "zod";
import { bareNumber, headOf, idOf, invoiceId, sideOf } from "./document.ts";
import { signatureIn } from "./signature.ts";
import { type Followed, followedIn, withFollower } from "./survey.ts";
import {
  Buyer,
  extrasIn,
  FollowedBy,
  header,
  isReplaced,
  Lines,
  lineKind,
  percentOf,
  Seller,
  taxKindOf,
  taxOf,
  totalOf,
  totals,
} from "./wire.ts";

const text = z.string().nullish();

const Invoice = z.looseObject({
  DLHDon: z.looseObject({
    TTChung: z.looseObject({
      ...header,
      PBan: text,
      THDon: text,
      HTTToan: text,
      MSTTCGP: text,
      TTHDLQuan: z
        .looseObject({
          TCHDon: codec.choice({ 1: "replacement", 2: "adjustment" }).nullish(),
          KHMSHDCLQuan: text,
          KHHDCLQuan: text,
          SHDCLQuan: text,
          NLHDCLQuan: codec.localDate.nullish(),
          GChu: text,
        })
        .nullish(),
      TTKhac: z.unknown().optional(),
    }),
    NDHDon: z.looseObject({
      NBan: Seller.extend({ MST: z.string() }),
      NMua: Buyer.nullish(),
      DSHHDVu: Lines.nullish(),
      TToan: z
        .looseObject({
          ...totals,
          TgTTTBChu: text,
          THTTLTSuat: z
            .looseObject({
              LTSuat: z
                .array(
                  z
                    .looseObject({
                      TSuat: z.string(),
                      ThTien: codec.decimal.nullish(),
                      TThue: codec.decimal.nullish(),
                    })
                    .nullish(),
                )
                .nullish(),
            })
            .nullish(),
          DSLPhi: z
            .looseObject({
              LPhi: z.array(z.looseObject({ TLPhi: text, TPhi: codec.decimal }).nullish()).nullish(),
            })
            .nullish(),
        })
        .nullish(),
    }),
    TTKhac: z.unknown().optional(),
  }),
  DLQRCode: text,
  MCCQT: text,
  DSCKS: z.looseObject({ NBan: z.unknown().optional() }).nullish(),
  followedBy: FollowedBy,
  /** Tax code of the company, out of the settings. */
  company: text,
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

const party = (who: Partial<z.output<typeof Buyer> & z.output<typeof Seller>> | null | undefined) => {
  const name = who?.Ten || who?.HVTNMHang;
  if (!who || !name) return undefined;
  return {
    name,
    taxId: who.MST,
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
  read: ({ DLHDon, DLQRCode, MCCQT, DSCKS, followedBy, company }) => {
    const { TTChung: common, NDHDon: content } = DLHDon;
    const { NBan: seller, NMua: buyer, TToan: sums } = content;
    const related = common.TTHDLQuan;
    const lines = (content.DSHHDVu?.HHDVu ?? []).flatMap((line) => line ?? []);
    const form = common.KHMSHDon ?? "";
    const kind = kinds[form] ?? (form === "" ? undefined : "other");
    const side = sideOf(seller.MST, buyer?.MST, company);
    return {
      form,
      series: common.KHHDon,
      number: bareNumber(common.SHDon),
      kind,
      title: common.THDon,
      status: isReplaced(followedBy) ? "replaced" : followedBy?.["TCHDon"] === "2" ? "adjusted" : "issued",
      relation: related ? related.TCHDon : "original",
      relatedInvoice: related?.SHDCLQuan
        ? {
            number: bareNumber(related.SHDCLQuan),
            form: related.KHMSHDCLQuan,
            series: related.KHHDCLQuan,
            date: related.NLHDCLQuan,
            note: related.GChu,
          }
        : undefined,
      issueDate: common.NLap,
      ...signatureIn(DSCKS?.NBan),
      authorityCode: MCCQT,
      provider: common.MSTTCGP,
      side,
      seller: party(seller),
      buyer: party(buyer),
      paymentMethod: common.HTTToan,
      currency: common.DVTTe,
      exchangeRate: common.TGia,
      lines: lines.map((line) => ({
        number: line.STT,
        kind: line.TChat ? lineKind.decode(line.TChat) : undefined,
        code: line.MHHDVu,
        description: line.THHDVu,
        unit: line.DVTinh,
        quantity: line.SLuong,
        unitPrice: line.DGia,
        discount: line.STCKhau,
        discountRate: line.TLCKhau,
        taxRate: line.TSuat,
        taxPercent: percentOf(line.TSuat),
        taxKind: taxKindOf(line.TSuat),
        tax: taxOf(line),
        total: totalOf(line),
      })),
      taxes: sums?.THTTLTSuat?.LTSuat?.map((rate) => rate && { rate: rate.TSuat, base: rate.ThTien, tax: rate.TThue }),
      fees: sums?.DSLPhi?.LPhi?.map((fee) => fee && { name: fee.TLPhi, amount: fee.TPhi }),
      subTotal: sums?.TgTCThue,
      discount: sums?.TTCKTMai,
      tax: sums?.TgTThue,
      total: sums?.TgTTTBSo,
      totalInWords: sums?.TgTTTBChu,
      custom: { ...extrasIn(DLHDon.TTKhac), ...extrasIn(common.TTKhac) },
      unmapped: {
        PBan: common.PBan,
        DLQRCode,
        kind: kind === "other" ? form : undefined,
        // An invoice between two others lies in the folder.
        MST: company && !side ? [seller.MST, buyer?.MST ?? null] : undefined,
        Fax: seller.Fax,
        Website: seller.Website,
        TSuat: strangeRates(lines.map(({ TSuat }) => TSuat)),
      },
    };
  },
  list: inFiles<Followed>({
    survey: followedIn,
    rows: (document, followed, config) => {
      const head = headOf(document);
      const row = withFollower(document, head && followed?.get(idOf(head)));
      return [config ? { ...(row as object), company: config["taxCode"] } : row];
    },
  }),
});

/** Taxes that are neither a rate nor one of the two words of the law. */
const strangeRates = (rates: readonly (string | null | undefined)[]): readonly string[] | undefined => {
  const strange = rates.flatMap((rate) => (rate && !taxKindOf(rate) ? [rate] : []));
  return strange.length > 0 ? strange : undefined;
};
