import { absolute, codec, fields, negate, ref, resource, row, sum } from "@opensme/core";
import * as z from "zod";
import { CustomerDocument, readCustomerDocument } from "./customer-documents.ts";
import { Line, LineTax, lineOf } from "./lines.ts";
import { kiotvietList, vietnamTime } from "./wire.ts";

const ReturnTax = row({ ...LineTax.shape, taxName: z.string(), ...fields(codec.decimal, "taxValue", "PriceAfterTax") });

const Return = row({
  ...CustomerDocument.shape,
  ...fields(codec.otherId, "invoiceId", "receivedById"),
  returnDate: vietnamTime,
  ...fields(codec.decimal, "returnTotal", "returnDiscount", "returnFee"),
  status: codec.choice({ 1: "completed", 2: "cancelled", 3: "open" }),
  returnDetails: z.array(row({ ...Line.shape, returnDetailTaxs: z.array(ReturnTax) })),
});

/** The value of the goods, where every line tells its own. */
const goodsIn = (totals: readonly (string | null | undefined)[]): string | undefined =>
  totals.length > 0 && totals.every(Boolean) ? sum(...totals) : undefined;

/** Goods that customers brought back. */
export const refunds = resource({ entity: "refund", raw: Return }).define({
  id: (refund) => refund.id,
  read: (refund) => {
    const lines = refund.returnDetails?.map((line) => lineOf(line, line.returnDetailTaxs));
    const goods = goodsIn((lines ?? []).map(({ total }) => total));
    return {
      ...readCustomerDocument(refund),
      order: ref(refund.invoiceId && `invoice:${refund.invoiceId}`),
      receivedBy: ref(refund.receivedById),
      status: refund.status,
      refundedAt: refund.returnDate,
      subTotal: goods,
      discount: refund.returnDiscount,
      fee: refund.returnFee,
      // What is due to the customer. The manual calls `returnTotal` the sum of the return; KiotViet's own software has what is due under this
      // name, with discount and fee taken off. Where it is the value of the goods to the last đồng, they are not.
      total:
        goods && goods === refund.returnTotal
          ? sum(goods, negate(sum(refund.returnDiscount, refund.returnFee)))
          : refund.returnTotal,
      // Money out, which KiotViet counts as negative.
      paid: refund.totalPayment && absolute(refund.totalPayment),
      lines,
    };
  },
  list: kiotvietList({ path: "/returns", query: { includePayment: true }, deletes: "never" }),
  get: { path: (id) => `/returns/${id}` },
});
