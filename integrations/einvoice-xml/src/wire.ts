import { absolute, codec, negate } from "@opensme/core";
import { parseTaxCode, parseVat } from "@opensme/vietnam";
import * as z from "zod";

export const text = z.string().nullish();
const amount = codec.decimal.nullish();

/** Whoever buys. */
export const Buyer = z.object({
  Ten: text,
  MST: text,
  DChi: text,
  MKHang: text,
  SDThoai: text,
  DCTDTu: text,
  HVTNMHang: text,
  CCCDan: text,
  STKNHang: text,
  TNHang: text,
});

/** Whoever sells. */
export const Seller = z.object({
  Ten: text,
  MST: text,
  DChi: text,
  SDThoai: text,
  DCTDTu: text,
  STKNHang: text,
  TNHang: text,
  Fax: text,
  Website: text,
});

/** A tax code in the form that all tools have in common. One that is probably wrong stays as it is. */
export const taxIdOf = ({ MST }: { MST?: string | null | undefined }): string | undefined =>
  MST ? parseTaxCode(MST).value : undefined;

/** What a line is: goods or services, a promotion, a trade discount, or a note. */
export const lineKind = codec.choice({ 1: "goods", 2: "promotion", 3: "discount", 4: "note" });

const Line = z.object({
  TChat: text,
  STT: text,
  MHHDVu: text,
  THHDVu: text,
  DVTinh: text,
  SLuong: amount,
  DGia: amount,
  TLCKhau: amount,
  STCKhau: amount,
  ThTien: amount,
  TSuat: text,
  /** What software adds to the standard, under names of its own. */
  TTKhac: z.unknown().optional(),
});

export type Line = z.output<typeof Line>;

export const Lines = z.object({ HHDVu: z.array(Line.nullish()).nullish() });

/** What every reading of an invoice needs. */
export const header = {
  KHMSHDon: text,
  KHHDon: text,
  SHDon: z.string(),
  NLap: codec.localDate.nullish(),
  DVTTe: text,
  TGia: amount,
};

export const totals = {
  TgTCThue: amount,
  TgTThue: amount,
  TTCKTMai: amount,
  TgTTTBSo: amount,
  DSLPhi: z
    .looseObject({ LPhi: z.array(z.object({ TLPhi: text, TPhi: codec.decimal }).nullish()).nullish() })
    .nullish(),
};

const Part = z.record(z.string(), z.unknown()).nullish();

/** What other files tell of an invoice: the `TTHDLQuan` of a later one that replaces or adjusts it, and what a notice says that cancels it. */
export const fate = { followedBy: Part, cancelledBy: Part };

interface Fate {
  followedBy?: z.output<typeof Part>;
  cancelledBy?: z.output<typeof Part>;
}

/** What became of an invoice; undefined where nothing did. */
export const fateOf = ({ followedBy, cancelledBy }: Fate): "cancelled" | "replaced" | "adjusted" | undefined => {
  if (cancelledBy) return "cancelled";
  return followedBy?.["TCHDon"] === "1" ? "replaced" : followedBy?.["TCHDon"] === "2" ? "adjusted" : undefined;
};

export const isDiscount = ({ TChat }: Pick<Line, "TChat">): boolean => TChat?.trim() === "3";

/** What a line comes to. A trade discount is written without a sign, and taken off. */
export const totalOf = ({ TChat, ThTien }: Line): string | null | undefined =>
  isDiscount({ TChat }) && ThTien ? negate(absolute(ThTien)) : ThTien;

const Extras = z.object({
  TTin: z.array(z.object({ TTruong: z.string(), DLieu: z.unknown() }).nullish().catch(null)),
});

/** What software adds to the standard, by the names that it gives. */
export const extrasIn = (value: unknown): Record<string, unknown> =>
  Object.fromEntries(
    (Extras.safeParse(value).data?.TTin ?? []).flatMap((extra) => (extra ? [[extra.TTruong, extra.DLieu]] : [])),
  );

/** The tax of a line. The standard has no amount of it; some software adds one. */
export const taxOf = ({ TSuat, TTKhac }: Line) => {
  const vat = TSuat ? parseVat(TSuat) : undefined;
  const { VATAmount } = extrasIn(TTKhac);
  return {
    kind: vat?.kind,
    percent: vat?.percent,
    amount: typeof VATAmount === "string" ? codec.decimal.safeDecode(VATAmount).data : undefined,
  };
};
