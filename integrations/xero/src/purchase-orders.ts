import { codec, fields, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { otherAmounts } from "./line-amounts.ts";
import { linedFields, readLined } from "./lined-document.ts";
import { getting, pagedList } from "./operations.ts";
import { calendarDay, ownId } from "./wire.ts";

const PurchaseOrder = row({
  PurchaseOrderID: required(ownId),
  ...fields(codec.identifier, "PurchaseOrderNumber", "Telephone"),
  ...linedFields,
  Status: codec.choice({
    DRAFT: "draft",
    SUBMITTED: "submitted",
    AUTHORISED: "open",
    BILLED: "billed",
    DELETED: "deleted",
  }),
  ...fields(calendarDay, "DeliveryDateString", "DeliveryDate", "ExpectedArrivalDateString", "ExpectedArrivalDate"),
  TotalDiscount: codec.decimal,
  ...fields(z.string(), "DeliveryAddress", "AttentionTo", "DeliveryInstructions"),
  SentToContact: codec.flag,
});

/** This list knows no `unitdp`. */
const endpoint = { name: "PurchaseOrders", id: "PurchaseOrderID" };

/** https://developer.xero.com/documentation/api/accounting/purchaseorders */
export const purchaseOrders = resource({ entity: "purchaseOrder", raw: PurchaseOrder }).define({
  id: (order) => order.PurchaseOrderID,
  read: (order) => ({
    number: order.PurchaseOrderNumber,
    ...readLined(order),
    status: order.Status,
    issueDate: order.DateString || order.Date,
    deliveryDate: order.DeliveryDateString || order.DeliveryDate,
    expectedArrivalDate: order.ExpectedArrivalDateString || order.ExpectedArrivalDate,
    discount: order.TotalDiscount,
    deliveryAddress: order.DeliveryAddress,
    deliveryContact: order.AttentionTo,
    deliveryPhone: order.Telephone,
    deliveryInstructions: order.DeliveryInstructions,
    wasSent: order.SentToContact,
    unmapped: { taxInclusive: otherAmounts(order.LineAmountTypes) },
  }),
  list: pagedList(endpoint),
  get: getting(endpoint),
  scopes: { read: ["accounting.invoices.read"] },
});
