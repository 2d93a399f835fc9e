import { absolute, codec, compare, fields, multiply, negate, required, row, sum } from "@opensme/core";
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

/** The code of a currency. Some software writes dong as people do. */
export const currencyOf = (text: string | null | undefined): string | undefined => {
  const code = text?.trim().toUpperCase();
  return code && /^(?:Đ|₫|VNĐ|ĐỒNG)$/.test(code.normalize("NFC")) ? "VND" : code;
};

const Line = row({
  ...fields(z.string(), "TChat", "STT", "MHHDVu", "THHDVu", "DVTinh", "TSuat"),
  ...fields(codec.decimal, "SLuong", "DGia", "TLCKhau", "STCKhau", "ThTien", "TThue"),
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
  DSLPhi: row({ LPhi: z.array(row({ TLPhi: z.string(), TPhi: codec.decimal }).nullish()) }),
};

const Content = row({ DSHHDVu: Lines, TToan: row(totals) });

/** What other files tell of an invoice: the `TTHDLQuan` of a later one that replaces or adjusts it, and what a notice says that cancels it. */
export const Fate = row(fields(z.record(z.string(), z.unknown()), "followedBy", "cancelledBy"));

/** What became of an invoice; undefined where nothing did. */
export const fateOf = ({ followedBy, cancelledBy }: z.output<typeof Fate>) => {
  if (cancelledBy) return "cancelled";
  return followedBy?.["TCHDon"] === "1" ? "replaced" : followedBy?.["TCHDon"] === "2" ? "adjusted" : undefined;
};

/** A trade discount: a line of that kind, or one that is called so and has neither quantity nor price. */
const isDiscount = ({ TChat, THHDVu, SLuong, DGia }: Line): boolean =>
  TChat?.trim() === "3" ||
  (/^\s*chiết khấu/i.test(THHDVu?.normalize("NFC") ?? "") && [SLuong, DGia].every((value) => !value || value === "0"));

/** What a line comes to. Its own discount is taken off already, but for some software. */
const totalOf = ({ SLuong, DGia, STCKhau, ThTien }: Line): string | null | undefined => {
  if (!ThTien || !SLuong || !DGia || !STCKhau) return ThTien;
  const taken = sum(multiply(SLuong, DGia), negate(ThTien));
  const isBefore = compare(absolute(taken), absolute(sum(taken, negate(STCKhau)))) < 0;
  return isBefore ? sum(ThTien, negate(STCKhau)) : ThTien;
};

/** The lines as they add up. Trade discounts are written with a sign or without: they are taken off, unless the total before tax has them added. */
export const linesIn = ({ DSHHDVu, TToan }: z.output<typeof Content>) => {
  const lines = (DSHHDVu?.HHDVu ?? []).flatMap((line) =>
    line ? { ...line, ...taxOf(line), total: totalOf(line), isDiscount: isDiscount(line) } : [],
  );
  const goods = sum(...lines.map(({ total, isDiscount }) => (isDiscount ? undefined : total)));
  const isAdded = compare(TToan?.TgTCThue ?? goods, goods) > 0;
  const signed = (amount?: string | null) => amount && (isAdded ? absolute(amount) : negate(absolute(amount)));
  return lines.map((line) => (line.isDiscount ? { ...line, total: signed(line.total), tax: signed(line.tax) } : line));
};

const Extra = z.object({ TTruong: z.string(), DLieu: z.unknown() });
const Extras = z.object({ TTin: z.array(Extra.nullish().catch(null)) });

/** What software adds to the standard, by the names that it gives. */
export const extrasIn = (value: unknown): Record<string, unknown> =>
  Object.fromEntries(
    (Extras.safeParse(value).data?.TTin ?? []).flatMap((extra) => (extra ? [[extra.TTruong, extra.DLieu]] : [])),
  );

const taxName = /^(?:VATAmount(?:OC)?|TThue|TongTien_Thue|Tiền thuế(?: GTGT| dòng \(Tiền thuế GTGT\))?)$/;

/** The tax of a line. The standard has no amount of it; some software adds one, each under a name of its own. */
const taxOf = ({ TSuat, TThue, TTKhac }: Line) => {
  const vat = TSuat ? parseVat(TSuat) : undefined;
  const added = Object.entries(extrasIn(TTKhac)).find(([name, value]) => value && taxName.test(name))?.[1];
  return { taxKind: vat?.kind, taxPercent: vat?.percent, tax: TThue ?? codec.decimal.safeParse(added).data };
};
