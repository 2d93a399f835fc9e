import { ref } from "@opensme/core";
import * as z from "zod";
import { bareNumber, contactOf, invoiceId } from "./document.ts";
import { FollowedBy, header, isDiscount, isReplaced, Lines, percentOf, taxOf, totalOf, totals } from "./wire.ts";

const party = { Ten: z.string().nullish(), MST: z.string().nullish() };

const Seller = z.looseObject({ ...party, MST: z.string() });
const Buyer = z.looseObject({ ...party, MKHang: z.string().nullish(), HVTNMHang: z.string().nullish() });

/** An invoice as the books of either side see it. */
const document = <Parties extends z.ZodRawShape>(parties: Parties) =>
  z.looseObject({
    DLHDon: z.looseObject({
      TTChung: z.looseObject(header),
      NDHDon: z.looseObject({ ...parties, DSHHDVu: Lines.nullish(), TToan: z.looseObject(totals).nullish() }),
    }),
    followedBy: FollowedBy,
  });

export const Sold = document({ NBan: z.looseObject({ MST: z.string() }), NMua: Buyer.nullish() });
export const Bought = document({ NBan: Seller });

type Row = z.output<typeof Sold> | z.output<typeof Bought>;

export const documentId = ({ DLHDon: { TTChung: common, NDHDon: content } }: Row): string =>
  invoiceId(content.NBan.MST, common.KHMSHDon, common.KHHDon, common.SHDon);

/** The contact that the other side is. */
export const contactRef = (
  prefix: "customer" | "supplier",
  other: Parameters<typeof contactOf>[0] | null | undefined,
) => {
  const contact = other ? contactOf(other) : undefined;
  return contact && ref(`${prefix}:${contact.id}`, contact.name);
};

/** What invoices and bills have in common. What is paid of them no file tells. */
export const receivable = ({ DLHDon: { TTChung: common, NDHDon: content }, followedBy }: Row) => {
  const lines = (content.DSHHDVu?.HHDVu ?? []).flatMap((line) => line ?? []);
  const hasDiscountLines = lines.some(isDiscount);
  return {
    number: `${common.KHHDon ?? ""}-${bareNumber(common.SHDon)}`,
    reference: common.KHMSHDon,
    // A replaced invoice counts for nothing any more; the one in its place has all of it.
    status: isReplaced(followedBy) ? ("void" as const) : undefined,
    issueDate: common.NLap,
    currency: common.DVTTe,
    taxInclusive: false,
    subTotal: content.TToan?.TgTCThue,
    // The total discount says again what the lines of discount say.
    discount: hasDiscountLines ? undefined : content.TToan?.TTCKTMai,
    tax: content.TToan?.TgTThue,
    total: content.TToan?.TgTTTBSo,
    lines: lines.map((line) => ({
      id: line.STT,
      code: line.MHHDVu,
      description: line.THHDVu,
      quantity: line.SLuong,
      unit: line.DVTinh,
      unitPrice: line.DGia,
      discount: line.STCKhau,
      discountRate: line.TLCKhau,
      taxPercent: percentOf(line.TSuat),
      tax: taxOf(line),
      total: totalOf(line),
    })),
    unmapped: {
      TGia: common.TGia,
      TTCKTMai: hasDiscountLines ? content.TToan?.TTCKTMai : undefined,
      TChat: lines.map(({ TChat }) => TChat ?? null),
      TSuat: lines.map(({ TSuat }) => TSuat ?? null),
    },
  };
};
