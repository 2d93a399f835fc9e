import { codec, ref, resource } from "@opensme/core";
import * as z from "zod";
import { Party } from "./allocations.ts";
import { isTaxInclusive, LineItem, otherAmounts, readLines } from "./lines.ts";
import { calendarDay, flag, moment, onlyRow, ownId, word, xeroList } from "./wire.ts";

const PurchaseOrder = z.object({
  PurchaseOrderID: ownId,
  PurchaseOrderNumber: word.nullish(),
  Reference: word.nullish(),
  Contact: Party.nullish(),
  Status: codec
    .choice({ DRAFT: "draft", SUBMITTED: "submitted", AUTHORISED: "open", BILLED: "billed", DELETED: "deleted" })
    .nullish(),
  DateString: calendarDay.nullish(),
  Date: calendarDay.nullish(),
  DeliveryDateString: calendarDay.nullish(),
  DeliveryDate: calendarDay.nullish(),
  ExpectedArrivalDateString: calendarDay.nullish(),
  ExpectedArrivalDate: calendarDay.nullish(),
  CurrencyCode: z.string().nullish(),
  CurrencyRate: codec.decimal.nullish(),
  LineAmountTypes: z.string().nullish(),
  SubTotal: codec.decimal.nullish(),
  TotalDiscount: codec.decimal.nullish(),
  TotalTax: codec.decimal.nullish(),
  Total: codec.decimal.nullish(),
  LineItems: z.array(LineItem).nullish(),
  DeliveryAddress: z.string().nullish(),
  AttentionTo: z.string().nullish(),
  Telephone: word.nullish(),
  DeliveryInstructions: z.string().nullish(),
  SentToContact: flag.nullish(),
  HasAttachments: flag.nullish(),
  UpdatedDateUTC: moment.nullish(),
});

/** https://developer.xero.com/documentation/api/accounting/purchaseorders; this list knows no `unitdp`. */
export const purchaseOrders = resource({ entity: "purchaseOrder", raw: PurchaseOrder }).define({
  id: (order) => order.PurchaseOrderID,
  read: (order) => ({
    number: order.PurchaseOrderNumber,
    reference: order.Reference,
    contact: ref(order.Contact?.ContactID, order.Contact?.Name),
    status: order.Status,
    issueDate: order.DateString || order.Date,
    deliveryDate: order.DeliveryDateString || order.DeliveryDate,
    expectedArrivalDate: order.ExpectedArrivalDateString || order.ExpectedArrivalDate,
    currency: order.CurrencyCode,
    exchangeRate: order.CurrencyRate,
    taxInclusive: isTaxInclusive(order.LineAmountTypes),
    subTotal: order.SubTotal,
    discount: order.TotalDiscount,
    tax: order.TotalTax,
    total: order.Total,
    lines: readLines(order),
    deliveryAddress: order.DeliveryAddress,
    deliveryContact: order.AttentionTo,
    deliveryPhone: order.Telephone,
    deliveryInstructions: order.DeliveryInstructions,
    wasSent: order.SentToContact,
    hasAttachments: order.HasAttachments,
    updatedAt: order.UpdatedDateUTC,
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
