import { codec, resource } from "@opensme/core";
import * as z from "zod";
import { documentFields, readDocument } from "./document.ts";
import { LineItem, otherAmounts, readLines } from "./lines.ts";
import { calendarDay, flag, onlyRow, ownId, word, xeroList } from "./wire.ts";

const PurchaseOrder = z.object({
  PurchaseOrderID: ownId,
  PurchaseOrderNumber: word.nullish(),
  ...documentFields,
  Status: codec
    .choice({ DRAFT: "draft", SUBMITTED: "submitted", AUTHORISED: "open", BILLED: "billed", DELETED: "deleted" })
    .nullish(),
  DeliveryDateString: calendarDay.nullish(),
  DeliveryDate: calendarDay.nullish(),
  ExpectedArrivalDateString: calendarDay.nullish(),
  ExpectedArrivalDate: calendarDay.nullish(),
  TotalDiscount: codec.decimal.nullish(),
  LineItems: z.array(LineItem).nullish(),
  DeliveryAddress: z.string().nullish(),
  AttentionTo: z.string().nullish(),
  Telephone: word.nullish(),
  DeliveryInstructions: z.string().nullish(),
  SentToContact: flag.nullish(),
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
