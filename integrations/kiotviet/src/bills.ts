import { codec, compare, fields, negate, ref, resource, row, sum } from "@opensme/core";
import * as z from "zod";
import { Line } from "./lines.ts";
import { PurchaseTax, purchaseLineOf } from "./purchase-lines.ts";
import { currency, Kept, kiotvietList, times, vietnamDay, vietnamTime } from "./wire.ts";

const PurchaseOrder = row({
  ...Kept.shape,
  ...fields(z.string(), "code", "branchName", "supplierName", "supplierCode", "purchaseName", "description"),
  ...fields(codec.otherId, "branchId", "supplierId", "purchaseById"),
  purchaseDate: vietnamTime,
  ...fields(codec.decimal, "discount", "discountRatio", "totalTax", "total", "totalPayment"),
  // The manual lists no states. 3 is "received": what was paid of it makes it open or paid.
  status: codec.choice({ 1: "draft", 3: "open", 4: "void" }),
  purchaseOrderDetails: z.array(
    row({
      ...Line.shape,
      // As the manual has it.
      ProductCode: z.string(),
      purchaseOrderDetailTaxes: z.array(PurchaseTax),
    }),
  ),
  payments: z.array(
    row({
      id: codec.otherId,
      code: z.string(),
      amount: codec.decimal,
      status: codec.identifier,
      transDate: vietnamTime,
    }),
  ),
});

/** State of a payment that was cancelled. */
const voided = "1";

type PurchaseOrder = z.output<typeof PurchaseOrder>;

const status = ({ status, total, totalPayment }: PurchaseOrder) => {
  if (status !== "open" || !total || !totalPayment || totalPayment === "0") return status;
  return compare(totalPayment, total) >= 0 ? "paid" : "partially-paid";
};

/** Serial numbers and lots received, for which a line of a bill has no place. */
const lotsReceived = ({ purchaseOrderDetails }: PurchaseOrder) =>
  Object.fromEntries(
    (purchaseOrderDetails ?? []).flatMap(({ serialNumbers, productBatchExpire: batch }, index) => [
      [`lines.${index}.serialNumbers`, serialNumbers],
      [`lines.${index}.batchName`, batch?.batchName],
      [`lines.${index}.expireDate`, batch?.expireDate],
    ]),
  );

/** Goods received from suppliers ("nhập hàng"), which is what is owed for them. The list knows no time of change, so all of it is read each time. */
export const bills = resource({ entity: "bill", raw: PurchaseOrder }).define({
  id: (bill) => bill.id,
  read: (bill) => ({
    number: bill.code,
    contact: ref(bill.supplierId && `supplier:${bill.supplierId}`, bill.supplierName),
    status: status(bill),
    issueDate: vietnamDay(bill.purchaseDate),
    currency,
    discount: bill.discount,
    discountRate: bill.discountRatio,
    tax: bill.totalTax,
    total: bill.total,
    lines: bill.purchaseOrderDetails?.map((line) => ({
      ...purchaseLineOf(line, line.purchaseOrderDetailTaxes),
      code: line.productCode || line.ProductCode,
    })),
    paid: bill.totalPayment,
    due:
      bill.status === "open" && bill.total && bill.totalPayment
        ? sum(bill.total, negate(bill.totalPayment))
        : undefined,
    payments: bill.payments?.map(({ id, code, amount, status, transDate }) =>
      amount && status !== voided
        ? { amount, id, document: ref(id && `purchase:${id}`), number: code, date: vietnamDay(transDate) }
        : undefined,
    ),
    location: ref(bill.branchId, bill.branchName),
    note: bill.description,
    receivedAt: bill.purchaseDate,
    purchasedBy: ref(bill.purchaseById, bill.purchaseName),
    ...times(bill),
    unmapped: {
      ...lotsReceived(bill),
      "contact.code": bill.supplierCode,
      "contact.name": bill.supplierId ? undefined : bill.supplierName,
      "purchasedBy.name": bill.purchaseById ? undefined : bill.purchaseName,
    },
  }),
  list: kiotvietList({
    path: "/purchaseorders",
    query: { includePayment: true },
    deletes: "absent",
    incremental: false,
  }),
  get: { path: (id) => `/purchaseorders/${id}` },
});
