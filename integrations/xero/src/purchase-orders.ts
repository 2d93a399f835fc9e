import { codec, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { documentFields, readDocument } from "./document.ts";
import { LineItem, otherAmounts, readLines } from "./lines.ts";
import { calendarDay, onlyRow, ownId, xeroList } from "./wire.ts";

const PurchaseOrder = row({
  PurchaseOrderID: required(ownId),
  PurchaseOrderNumber: codec.identifier,
  ...documentFields,
  Status: codec.choice({
    DRAFT: "draft",
    SUBMITTED: "submitted",
    AUTHORISED: "open",
    BILLED: "billed",
    DELETED: "deleted",
  }),
  DeliveryDateString: calendarDay,
  DeliveryDate: calendarDay,
  ExpectedArrivalDateString: calendarDay,
  ExpectedArrivalDate: calendarDay,
  TotalDiscount: codec.decimal,
  LineItems: z.array(LineItem),
  DeliveryAddress: z.string(),
  AttentionTo: z.string(),
  Telephone: codec.identifier,
  DeliveryInstructions: z.string(),
  SentToContact: codec.flag,
});

/** https://developer.xero.com/documentation/api/accounting/purchaseorders; this list knows no `unitdp`. */
export const purchaseOrders = resource({ entity: "purchaseOrder", raw: PurchaseOrder }).define({
  id: (order) => order.PurchaseOrderID,
  read: (order) => ({
    number: order.PurchaseOrderNumber,
    ...readDocument(order),
    status: order.Status,
    issueDate: order.DateString || order.Date,
    deliveryDate: order.DeliveryDateString || order.DeliveryDate,
    expectedArrivalDate: order.ExpectedArrivalDateString || order.ExpectedArrivalDate,
    discount: order.TotalDiscount,
    lines: readLines(order),
    deliveryAddress: order.DeliveryAddress,
    deliveryContact: order.AttentionTo,
    deliveryPhone: order.Telephone,
    deliveryInstructions: order.DeliveryInstructions,
    wasSent: order.SentToContact,
    unmapped: { taxInclusive: otherAmounts(order.LineAmountTypes) },
  }),
  list: xeroList({
    path: "/PurchaseOrders",
    name: "PurchaseOrders",
    pagedBy: "PurchaseOrderID",
    deletes: "never",
  }),
  get: { path: (id) => `/PurchaseOrders/${id}`, row: onlyRow("PurchaseOrders") },
  scopes: { read: ["accounting.invoices.read"] },
});
