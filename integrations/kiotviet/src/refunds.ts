import { codec, negate, ref, resource, sum } from "@opensme/core";
import * as z from "zod";
import { Line, LineTax, lineOf } from "./lines.ts";
import { currency, kiotvietList, vietnamTime } from "./wire.ts";

const Return = z.looseObject({
  id: codec.identifier,
  code: z.string().nullish(),
  invoiceId: codec.identifier.nullish(),
  returnDate: vietnamTime.nullish(),
  branchId: codec.identifier.nullish(),
  branchName: z.string().nullish(),
  receivedById: codec.identifier.nullish(),
  soldByName: z.string().nullish(),
  customerId: codec.identifier.nullish(),
  customerCode: z.string().nullish(),
  customerName: z.string().nullish(),
  returnTotal: codec.decimal.nullish(),
  returnDiscount: codec.decimal.nullish(),
  returnFee: codec.decimal.nullish(),
  totalTax: codec.decimal.nullish(),
  totalPayment: codec.decimal.nullish(),
  status: codec.choice({ 1: "completed", 2: "cancelled", 3: "open" }).nullish(),
  description: z.string().nullish(),
  returnDetails: z
    .array(
      Line.extend({
        returnDetailTaxs: z.array(LineTax.extend({ PriceAfterTax: codec.decimal.nullish() })).nullish(),
      }),
    )
    .nullish(),
  createdDate: vietnamTime.nullish(),
  modifiedDate: vietnamTime.nullish(),
});

type Return = z.output<typeof Return>;

/** The value of the goods less the discount that was on them and the fee that is kept. */
const dueToCustomer = ({ returnTotal, returnDiscount, returnFee }: Return): string | undefined =>
  returnTotal ? sum(returnTotal, negate(returnDiscount || "0"), negate(returnFee || "0")) : undefined;

/** Goods that customers brought back. */
export const refunds = resource({ entity: "refund", raw: Return }).define({
  id: (refund) => refund.id,
  read: (refund) => ({
    number: refund.code,
    order: ref(refund.invoiceId && `invoice:${refund.invoiceId}`),
    contact: ref(refund.customerId && `customer:${refund.customerId}`, refund.customerName),
    contactCode: refund.customerCode,
    location: ref(refund.branchId, refund.branchName),
    receivedBy: ref(refund.receivedById),
    status: refund.status,
    refundedAt: refund.returnDate,
    currency,
    subTotal: refund.returnTotal,
    discount: refund.returnDiscount,
    fee: refund.returnFee,
    tax: refund.totalTax,
    total: dueToCustomer(refund),
    paid: refund.totalPayment,
    lines: refund.returnDetails?.map((line) =>
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
    ),
    note: refund.description,
    createdAt: refund.createdDate,
    updatedAt: refund.modifiedDate ?? refund.createdDate,
    // The seller comes without an id.
    unmapped: { "seller.name": refund.soldByName, "contact.name": refund.customerId ? undefined : refund.customerName },
  }),
  list: kiotvietList({ path: "/returns", query: { includePayment: true }, deletes: "never", incremental: true }),
  get: { path: (id) => `/returns/${id}` },
});
