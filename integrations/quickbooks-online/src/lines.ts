import { codec, fields, negate, row, sum } from "@opensme/core";
import * as z from "zod";
import { point, Reference } from "./wire.ts";

/** What all lines may have. */
const analysed = { ClassRef: Reference, TaxCodeRef: Reference };

/** `ItemBasedExpenseLineDetail` of purchases; that of sales has discounts too. */
const PurchasedItem = row({
  ...analysed,
  ...fields(Reference, "ItemRef", "ItemAccountRef"),
  ...fields(codec.decimal, "UnitPrice", "Qty", "TaxInclusiveAmt"),
});
const SoldItem = row({ ...PurchasedItem.shape, DiscountRate: codec.decimal, DiscountAmt: codec.decimal });
const Charged = row({ ...analysed, AccountRef: Reference, ...fields(codec.decimal, "TaxAmount", "TaxInclusiveAmt") });

const heading = { Id: codec.identifier, Description: z.string(), Amount: codec.decimal };

const SoldLine = row({ ...heading, SalesItemLineDetail: SoldItem });

/** A line of a sale. A bundle is a line that holds those of its parts. */
export const SalesLine = row({
  ...SoldLine.shape,
  DetailType: z.string(),
  DescriptionLineDetail: row(analysed),
  DiscountLineDetail: row({ DiscountPercent: codec.decimal }),
  GroupLineDetail: row({ GroupItemRef: Reference, Quantity: codec.decimal, Line: z.array(SoldLine) }),
});

export const PurchaseLine = row({
  ...heading,
  ItemBasedExpenseLineDetail: PurchasedItem,
  AccountBasedExpenseLineDetail: Charged,
});

type Header = {
  ClassRef?: z.output<typeof Reference> | null | undefined;
  DepartmentRef?: z.output<typeof Reference> | null | undefined;
};

type Analysed = Header["ClassRef"];

type Amount = string | null | undefined;

const dimensionOf = (to: Analysed, prefix: "class" | "department") =>
  to?.value ? { dimension: point(to, prefix), value: to.name, valueId: to.value } : undefined;

/** A class and a department, as what a line is analysed by. */
export const dimensionsOf = (of: Analysed, department: Analysed) => {
  const found = [dimensionOf(of, "class"), dimensionOf(department, "department")].filter(Boolean);
  return found.length > 0 ? found : undefined;
};

/** The class of a line, or else that of the document; departments are told of whole documents only. */
const analysedBy = (own: Analysed, header: Header) =>
  dimensionsOf(own?.value ? own : header.ClassRef, header.DepartmentRef);

/** Shipping is sold as an item that is none: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice */
const shipping = "SHIPPING_ITEM_ID";

/** The tax of a line that was entered with it; its amount is without. A zero stands where none was told. */
const taxWithin = (line: { Amount?: Amount }, detail: { TaxInclusiveAmt?: Amount } | null | undefined) =>
  line.Amount && detail?.TaxInclusiveAmt && detail.TaxInclusiveAmt !== "0"
    ? sum(detail.TaxInclusiveAmt, negate(line.Amount))
    : undefined;

const readSold = (line: Omit<z.output<typeof SalesLine>, "DetailType">, header: Header) => {
  const { SalesItemLineDetail: detail, DescriptionLineDetail: text } = line;
  const isShipping = detail?.ItemRef?.value === shipping;
  return {
    id: line.Id,
    item: isShipping ? undefined : point(detail?.ItemRef),
    description: line.Description || (isShipping ? detail?.ItemRef?.name || "Shipping" : undefined),
    quantity: detail?.Qty,
    unitPrice: detail?.UnitPrice,
    discount: detail?.DiscountAmt,
    discountRate: detail?.DiscountRate,
    account: point(detail?.ItemAccountRef),
    taxRate: point(detail?.TaxCodeRef ?? text?.TaxCodeRef),
    tax: taxWithin(line, detail),
    total: line.Amount,
    dimensions: analysedBy(detail?.ClassRef ?? text?.ClassRef, header),
  };
};

/** The parts of a bundle follow its own line, which has an amount where they are not told. */
export const readSalesLines = (lines: readonly z.output<typeof SalesLine>[] | null | undefined, header: Header) =>
  lines
    ?.filter(({ DetailType }) => DetailType !== "SubTotalLineDetail" && DetailType !== "DiscountLineDetail")
    .flatMap((line) => {
      const { GroupLineDetail: bundle } = line;
      if (!bundle) return [readSold(line, header)];
      return [
        {
          id: line.Id,
          item: point(bundle.GroupItemRef),
          description: line.Description,
          quantity: bundle.Quantity,
          total: bundle.Line?.length ? undefined : line.Amount,
        },
        ...(bundle.Line ?? []).map((part) => readSold(part, header)),
      ];
    });

/** What the lines say of the document as a whole: its sum before the discount, and the discount. */
export const readTotals = (lines: readonly z.output<typeof SalesLine>[] | null | undefined) => {
  const discount = lines?.find(({ DetailType }) => DetailType === "DiscountLineDetail");
  return {
    subTotal: lines?.findLast(({ DetailType }) => DetailType === "SubTotalLineDetail")?.Amount,
    discount: discount?.Amount,
    discountRate: discount?.DiscountLineDetail?.DiscountPercent,
  };
};

export const readPurchaseLines = (lines: readonly z.output<typeof PurchaseLine>[] | null | undefined, header: Header) =>
  lines?.map((line) => {
    const { ItemBasedExpenseLineDetail: bought, AccountBasedExpenseLineDetail: charged } = line;
    return {
      id: line.Id,
      item: point(bought?.ItemRef),
      description: line.Description,
      quantity: bought?.Qty,
      unitPrice: bought?.UnitPrice,
      account: point(charged?.AccountRef?.value ? charged.AccountRef : bought?.ItemAccountRef),
      taxRate: point(bought?.TaxCodeRef?.value ? bought.TaxCodeRef : charged?.TaxCodeRef),
      tax: charged?.TaxAmount || taxWithin(line, bought ?? charged),
      total: line.Amount,
      dimensions: analysedBy(bought?.ClassRef?.value ? bought.ClassRef : charged?.ClassRef, header),
    };
  });
