import { codec, fields, ref, resource, row } from "@opensme/core";
import * as z from "zod";
import { rowsIn } from "./envelope.ts";
import { Line } from "./lines.ts";
import { PurchaseTax, purchaseLineOf } from "./purchase-lines.ts";
import { currency, Kept, kiotvietList, times, vietnamDay, vietnamTime } from "./wire.ts";

const OrderSupplier = row({
  ...Kept.shape,
  ...fields(z.string(), "code", "description", "supplierName", "supplierCode", "purchaseOrderCodes"),
  ...fields(codec.otherId, "branchId", "supplierId", "userId"),
  orderDate: vietnamTime,
  // Draft, confirmed by the supplier, received in part, received, cancelled.
  status: codec.choice({ 0: "draft", 1: "submitted", 2: "open", 3: "billed", 4: "deleted" }),
  ...fields(codec.decimal, "discount", "discountRatio", "totalTax", "subTotal", "total", "paidAmount"),
  orderSupplierDetails: z.array(
    row({
      ...Line.omit({ productCode: true, productName: true, note: true, serialNumbers: true, productBatchExpire: true })
        .shape,
      id: codec.identifier,
      description: z.string(),
      orderSupplierDetailTaxes: z.array(PurchaseTax.omit({ detailId: true })),
    }),
  ),
});

/** Goods ordered from suppliers ("đặt hàng nhập"), which become purchases as they are received. */
export const purchaseOrders = resource({ entity: "purchaseOrder", raw: OrderSupplier }).define({
  id: (order) => order.id,
  read: (order) => ({
    number: order.code,
    contact: ref(order.supplierId && `supplier:${order.supplierId}`, order.supplierName),
    status: order.status,
    issueDate: vietnamDay(order.orderDate),
    currency,
    subTotal: order.subTotal,
    discount: order.discount,
    discountRate: order.discountRatio,
    tax: order.totalTax,
    total: order.total,
    lines: order.orderSupplierDetails?.map(({ id, description, ...line }) => ({
      ...purchaseLineOf(line, line.orderSupplierDetailTaxes),
      id,
      note: description,
    })),
    note: order.description,
    ...times(order),
    unmapped: {
      branchId: order.branchId,
      userId: order.userId,
      purchaseOrderCodes: order.purchaseOrderCodes,
      paidAmount: order.paidAmount,
      "contact.code": order.supplierCode,
      "contact.name": order.supplierId ? undefined : order.supplierName,
    },
  }),
  list: kiotvietList({ path: "/ordersuppliers", deletes: "absent", incremental: false }),
  get: { path: (id) => `/ordersuppliers/${id}`, row: (answer) => rowsIn(answer)[0] },
});
