import { absolute, codec, fields, negate, ref, required, resource, row, sum } from "@opensme/core";
import * as z from "zod";
import { Line, LineTax, lineOf } from "./lines.ts";
import { currency, kiotvietList, vietnamTime } from "./wire.ts";

const Return = row({
  id: required(codec.ownId),
  ...fields(z.string(), "code", "branchName", "soldByName", "customerCode", "customerName", "description"),
  ...fields(codec.otherId, "invoiceId", "branchId", "receivedById", "customerId"),
  ...fields(vietnamTime, "returnDate", "createdDate", "modifiedDate"),
  ...fields(codec.decimal, "returnTotal", "returnDiscount", "returnFee", "totalTax", "totalPayment"),
  status: codec.choice({ 1: "completed", 2: "cancelled", 3: "open" }),
  returnDetails: z.array(
    row({ ...Line.shape, returnDetailTaxs: z.array(row({ ...LineTax.shape, PriceAfterTax: codec.decimal })) }),
  ),
});

type Return = z.output<typeof Return>;

/** The value of the goods, where every line tells its own. */
const goodsIn = (totals: readonly (string | null | undefined)[]): string | undefined =>
  totals.length > 0 && totals.every(Boolean) ? sum(...totals) : undefined;

/**
 * What is due to the customer. The manual calls `returnTotal` the sum of the return; KiotViet's own software has what is due under this name, with discount and fee
 * taken off. Where it is the value of the goods to the last đồng, they are not.
 */
const dueToCustomer = ({ returnTotal, returnDiscount, returnFee }: Return, goods: string | undefined) =>
  returnTotal && returnTotal === goods
    ? sum(returnTotal, negate(returnDiscount || "0"), negate(returnFee || "0"))
    : returnTotal;

/** Goods that customers brought back. */
export const refunds = resource({ entity: "refund", raw: Return }).define({
  id: (refund) => refund.id,
  read: (refund) => {
    const lines = refund.returnDetails?.map((line) =>
      lineOf(
        line,
        (line.returnDetailTaxs ?? []).map(({ detailId, taxName, taxValue, detailTax, PriceAfterTax }) => ({
          id: detailId,
          name: taxName,
          rate: taxValue,
          amount: detailTax,
          priceAfterTax: PriceAfterTax,
        })),
      ),
    );
    const goods = goodsIn((lines ?? []).map(({ total }) => total));
    return {
      number: refund.code,
      order: ref(refund.invoiceId && `invoice:${refund.invoiceId}`),
      contact: ref(refund.customerId && `customer:${refund.customerId}`, refund.customerName),
      contactCode: refund.customerCode,
      location: ref(refund.branchId, refund.branchName),
      receivedBy: ref(refund.receivedById),
      status: refund.status,
      refundedAt: refund.returnDate,
      currency,
      subTotal: goods,
      discount: refund.returnDiscount,
      fee: refund.returnFee,
      tax: refund.totalTax,
      total: dueToCustomer(refund, goods),
      // Money out, which KiotViet counts as negative.
      paid: refund.totalPayment && absolute(refund.totalPayment),
      lines,
      note: refund.description,
      createdAt: refund.createdDate,
      updatedAt: refund.modifiedDate || refund.createdDate,
      // The seller comes without an id.
      unmapped: {
        "seller.name": refund.soldByName,
        "contact.name": refund.customerId ? undefined : refund.customerName,
      },
    };
  },
  list: kiotvietList({ path: "/returns", query: { includePayment: true }, deletes: "never", incremental: true }),
  get: { path: (id) => `/returns/${id}` },
});
