import { fields, negate, ref, required, row, sum } from "@opensme/core";
import * as z from "zod";
import { bareNumber, contactOf, invoiceId } from "./document.ts";
import { currencyOf, Fate, fateOf, header, Lines, linesIn, totals } from "./wire.ts";

const Common = row({ ...header, TTHDLQuan: row(fields(z.string(), "TCHDon", "KHHDCLQuan", "SHDCLQuan")) });

/** An invoice as the books of either side see it. */
const document = <Parties extends z.ZodRawShape>(parties: Parties) => {
  const Content = row({ ...parties, DSHHDVu: Lines, TToan: row(totals) });
  return row({ DLHDon: required(z.object({ TTChung: Common, NDHDon: Content })), ...Fate.shape });
};

const taxCode = { MST: required(z.string()) };

export const Sold = document({
  NBan: required(z.object(taxCode)),
  NMua: row(fields(z.string(), "Ten", "MST", "MKHang", "HVTNMHang")),
});
export const Bought = document({ NBan: required(row({ ...taxCode, Ten: z.string() })) });

type Row = z.output<typeof Sold> | z.output<typeof Bought>;

export const documentId = ({ DLHDon: { TTChung: common, NDHDon: content } }: Row): string =>
  invoiceId(content.NBan.MST, common.KHMSHDon, common.KHHDon, common.SHDon);

export const customerOf = ({ DLHDon: { NDHDon: content } }: z.output<typeof Sold>) =>
  contactRef("customer", content.NMua ? contactOf(content.NMua, content.NBan.MST) : undefined);

export const supplierOf = ({ DLHDon: { NDHDon: content } }: z.output<typeof Bought>) =>
  contactRef("supplier", contactOf(content.NBan));

const contactRef = (role: "customer" | "supplier", contact: ReturnType<typeof contactOf>) =>
  contact && ref(`${role}:${contact.id}`, contact.name);

const numberOf = (series: string | null | undefined, number: string): string =>
  series ? `${series}-${bareNumber(number)}` : bareNumber(number);

/** What invoices and bills have in common. What is paid of them no file tells. */
export const debt = ({ DLHDon: { TTChung: common, NDHDon: content }, ...rest }: Row) => {
  const [before, sums] = [common.TTHDLQuan, content.TToan];
  const lines = linesIn(content);
  // The total discount may say again what the lines say.
  const isSaidTwice =
    lines.some(({ isDiscount }) => isDiscount) || sums?.TTCKTMai === sum(...lines.map(({ STCKhau }) => STCKhau));
  return {
    number: numberOf(common.KHHDon, common.SHDon),
    reference: before?.SHDCLQuan ? numberOf(before.KHHDCLQuan, before.SHDCLQuan) : undefined,
    // A replaced invoice counts for nothing any more; the one in its place has all of it. An adjusted one counts, and so does what adjusts it.
    status: ["cancelled", "replaced"].includes(fateOf(rest) ?? "") ? ("void" as const) : undefined,
    issueDate: common.NLap,
    currency: currencyOf(common.DVTTe),
    exchangeRate: common.TGia === "1" ? "1" : undefined,
    taxInclusive: false,
    subTotal: sums?.TgTCThue,
    discount: isSaidTwice ? undefined : sums?.TTCKTMai,
    tax: sums?.TgTThue,
    total: sums?.TgTTTBSo,
    lines: lines.map((line) => ({
      id: line.STT,
      code: line.MHHDVu,
      description: line.THHDVu,
      quantity: line.SLuong,
      unit: line.DVTinh,
      unitPrice: line.DGia,
      discount: line.STCKhau,
      discountRate: line.TLCKhau,
      taxPercent: line.taxPercent,
      tax: line.tax,
      total: line.total,
    })),
    unmapped: {
      KHMSHDon: common.KHMSHDon,
      TCHDon: before?.TCHDon,
      // Dong for one of the document currency, the other way round than the model has it.
      exchangeRate: common.TGia === "1" ? undefined : common.TGia,
      TTCKTMai: isSaidTwice ? sums?.TTCKTMai : undefined,
      DSLPhi: sums?.DSLPhi?.LPhi,
      TChat: lines.map(({ TChat }) => TChat ?? null),
      TSuat: lines.map(({ TSuat }) => TSuat ?? null),
    },
  };
};

type Line = ReturnType<typeof debt>["lines"][number];

/** What an invoice takes back, in positive amounts, as which some software writes them. */
export const credit = (row: Row) => {
  const { lines, ...document } = debt(row);
  if (!document.total?.startsWith("-")) return { lines, ...document };
  return {
    ...document,
    subTotal: turned(document.subTotal),
    discount: turned(document.discount),
    tax: turned(document.tax),
    total: turned(document.total),
    lines: lines.map(turnedLine),
  };
};

const turned = (amount: string | null | undefined): string | undefined => (amount ? negate(amount) : undefined);

/** A line is turned by its price where that carries the sign, and else by its quantity. */
const turnedLine = (line: Line): Line => ({
  ...line,
  ...(line.unitPrice?.startsWith("-") ? { unitPrice: turned(line.unitPrice) } : { quantity: turned(line.quantity) }),
  discount: turned(line.discount),
  tax: turned(line.tax),
  total: turned(line.total),
});
