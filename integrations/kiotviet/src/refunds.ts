import { absolute, codec, fields, negate, ref, resource, row, sum } from "@opensme/core";
import * as z from "zod";
import { CustomerDocument, namesAlone, readCustomerDocument } from "./customer-documents.ts";
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
      total: dueToCustomer(refund, goods),
      // Money out, which KiotViet counts as negative.
      paid: refund.totalPayment && absolute(refund.totalPayment),
      lines,
      unmapped: namesAlone(refund),
    };
  },
  list: kiotvietList({ path: "/returns", query: { includePayment: true }, deletes: "never" }),
  get: { path: (id) => `/returns/${id}` },
});
