import { absolute, codec, negate } from "@opensme/core";
import * as z from "zod";

const text = z.string().nullish();
const amount = codec.decimal.nullish();

/** Whoever buys. */
export const Buyer = z.looseObject({
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
export const Seller = z.looseObject({
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

/** What a line is: goods or services, a promotion, a trade discount, or a note. */
export const lineKind = codec.choice({ 1: "goods", 2: "promotion", 3: "discount", 4: "note" });

const Line = z.looseObject({
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

type Line = z.output<typeof Line>;

/** What every reading of an invoice needs. */
export const header = {
  KHMSHDon: text,
  KHHDon: text,
  SHDon: z.string(),
  NLap: codec.localDate.nullish(),
  DVTTe: text,
  TGia: amount,
};

export const Lines = z.looseObject({ HHDVu: z.array(Line.nullish()).nullish() });

export const totals = { TgTCThue: amount, TgTThue: amount, TTCKTMai: amount, TgTTTBSo: amount };

/** The `TTHDLQuan` of a later invoice that replaces (1) or adjusts (2) this one. */
export const FollowedBy = z.record(z.string(), z.unknown()).nullish();

export const isReplaced = (followedBy: z.output<typeof FollowedBy>): boolean => followedBy?.["TCHDon"] === "1";

export const isDiscount = ({ TChat }: Pick<Line, "TChat">): boolean => TChat?.trim() === "3";

/** What a line comes to. A trade discount is written without a sign, and taken off. */
export const totalOf = ({ TChat, ThTien }: Line): string | null | undefined =>
  isDiscount({ TChat }) && ThTien ? negate(absolute(ThTien)) : ThTien;

/** `8%`, `0%` and `KHAC:03.80%` are rates. `KCT` (not subject) and `KKKNT` (not declared) are none, and no 0% either. */
export const percentOf = (rate: string | null | undefined): string | undefined => {
  const [, percent] = /^(?:KHAC\s*:\s*)?(\d+(?:\.\d+)?)\s*%$/.exec(rate?.trim() ?? "") ?? [];
  return percent === undefined ? undefined : codec.decimal.decode(percent);
};

export const taxKindOf = (rate: string | null | undefined) => {
  if (percentOf(rate) !== undefined) return "taxable";
  const kinds = { KCT: "exempt", KKKNT: "not-declared" } as const;
  const word = rate?.trim() ?? "";
  return word === "KCT" || word === "KKKNT" ? kinds[word] : undefined;
};

const Extras = z.looseObject({
  TTin: z.array(z.looseObject({ TTruong: z.string(), DLieu: z.unknown() }).nullish().catch(null)),
});

/** What software adds to the standard, by the names that it gives. */
export const extrasIn = (value: unknown): Record<string, unknown> =>
  Object.fromEntries(
    (Extras.safeParse(value).data?.TTin ?? []).flatMap((extra) => (extra ? [[extra.TTruong, extra.DLieu]] : [])),
  );

/** The standard has no tax of a line; some software adds it. */
export const taxOf = ({ TTKhac }: Line): string | undefined => {
  const { VATAmount } = extrasIn(TTKhac);
  return typeof VATAmount === "string" ? codec.decimal.safeDecode(VATAmount).data : undefined;
};
