import { absolute, codec, fields, negate, type Row, required, row } from "@opensme/core";
import { parseTaxCode, parseVat } from "@opensme/vietnam";
import * as z from "zod";

const parties = fields(z.string(), "Ten", "MST", "DChi", "SDThoai", "DCTDTu", "STKNHang", "TNHang");

/** Whoever buys. */
export const Buyer = row({ ...parties, ...fields(z.string(), "MKHang", "HVTNMHang", "CCCDan") });

/** Whoever sells. */
export const Seller = row({ ...parties, ...fields(z.string(), "Fax", "Website") });

/** A tax code in the form that all tools have in common. One that is probably wrong stays as it is. */
export const taxIdOf = ({ MST }: { MST?: string | null | undefined }): string | undefined =>
  MST ? parseTaxCode(MST).value : undefined;

/** What a line is: goods or services, a promotion, a trade discount, or a note. */
export const lineKind = codec.choice({ 1: "goods", 2: "promotion", 3: "discount", 4: "note" });

const Line = row({
  ...fields(z.string(), "TChat", "STT", "MHHDVu", "THHDVu", "DVTinh", "TSuat"),
  ...fields(codec.decimal, "SLuong", "DGia", "TLCKhau", "STCKhau", "ThTien"),
  /** What software adds to the standard, under names of its own. */
  TTKhac: z.unknown().optional(),
});

export type Line = z.output<typeof Line>;

export const Lines = row({ HHDVu: z.array(Line.nullish()) });

/** What every reading of an invoice needs. */
export const header = {
  ...fields(z.string(), "KHMSHDon", "KHHDon", "DVTTe"),
  SHDon: required(z.string()),
  NLap: codec.localDate,
  TGia: codec.decimal,
};

export const totals = {
  ...fields(codec.decimal, "TgTCThue", "TgTThue", "TTCKTMai", "TgTTTBSo"),
  DSLPhi: row({ LPhi: z.array(row({ TLPhi: z.string(), TPhi: required(codec.decimal) }).nullish()) }),
};

/** What other files tell of an invoice: the `TTHDLQuan` of a later one that replaces or adjusts it, and what a notice says that cancels it. */
export const fate = fields(z.record(z.string(), z.unknown()), "followedBy", "cancelledBy");

type Fate = z.output<Row<typeof fate>>;

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
