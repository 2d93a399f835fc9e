import { kiotviet } from "@opensme/kiotviet";
import { decimal, type Mapping, type Row, ref, text, vietnam } from "../by-hand.ts";
import { kiotvietInvoice } from "../records.ts";

const statuses: Record<number, string> = { 1: "completed", 2: "cancelled", 3: "open" };

const lineOf = (line: Row): object => ({
  item: ref(line.productId, line.productName),
  code: text(line.productCode),
  description: text(line.productName),
  quantity: decimal(line.quantity),
  unitPrice: decimal(line.price),
  discount: decimal(line.discount * line.quantity),
  discountRate: decimal(line.discountRatio),
  total: decimal(line.subTotal),
  note: text(line.note),
});

/** A sale. */
export const mapping: Mapping = {
  resource: kiotviet.resources.invoices,
  text: kiotvietInvoice,
  byHand: (row) => ({
    id: `invoice:${row.id}`,
    number: row.code,
    kind: "sale",
    status: statuses[row.status],
    paymentStatus: row.totalPayment >= row.total ? "paid" : row.totalPayment > 0 ? "partially-paid" : "unpaid",
    sourceNumber: text(row.orderCode),
    placedAt: vietnam(row.purchaseDate),
    contact: ref(row.customerId, row.customerName, "customer:"),
    contactCode: text(row.customerCode),
    location: ref(row.branchId, row.branchName),
    seller: ref(row.soldById, row.soldByName),
    channel: text(row.SaleChannel?.Name),
    channelId: text(row.SaleChannel?.Id),
    currency: "VND",
    discount: decimal(row.discount),
    total: decimal(row.total),
    paid: decimal(row.totalPayment),
    isCashOnDelivery: row.usingCod,
    charges: row.invoiceOrderSurcharges.map((charge: Row) => ({
      amount: decimal(charge.price || charge.surValue),
      id: text(charge.surchargeId),
      name: text(charge.surchargeName),
    })),
    lines: row.invoiceDetails.map(lineOf),
    note: text(row.description),
    createdAt: vietnam(row.createdDate),
    updatedAt: vietnam(row.modifiedDate ?? row.createdDate),
  }),
};
