import { codec, resource } from "@opensme/core";
import * as z from "zod";
import { Address, printed } from "./addresses.ts";
import { CustomField, readCustom } from "./custom.ts";
import { ownSending, wasSent } from "./documents.ts";
import { PurchaseDocument, readPurchase } from "./purchase-document.ts";
import { day, point, Reference, reading } from "./wire.ts";

const PurchaseOrder = PurchaseDocument.extend({
  status: codec.choice({ Deleted: "deleted", Draft: "draft", Synchronized: "" }).nullish(),
  POStatus: codec.choice({ Open: "open", Closed: "billed" }).nullish(),
  ExpectedDate: day.nullish(),
  DueDate: day.nullish(),
  ShipAddr: Address.nullish(),
  ShipTo: Reference.nullish(),
  EmailStatus: z.string().nullish(),
  Memo: z.string().nullish(),
  CustomField: z.array(CustomField).nullish(),
});

/** On the higher plans only: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/purchaseorder */
export const purchaseOrders = resource({ entity: "purchaseOrder", raw: PurchaseOrder }).define({
  id: (order) => order.Id,
  read: (order) => {
    const { unmapped, ...purchase } = readPurchase(order);
    return {
      ...purchase,
      status: order.status || order.POStatus,
      expectedArrivalDate: order.ExpectedDate,
      deliveryAddress: printed(order.ShipAddr),
      deliveryContact: order.ShipTo?.name,
      wasSent: wasSent(order.EmailStatus),
      custom: readCustom(order.CustomField),
      unmapped: {
        ...unmapped,
        wasSent: ownSending(order.EmailStatus),
        messageToVendor: order.Memo,
        paymentDueDate: order.DueDate,
        shipToCustomer: point(order.ShipTo, "customer")?.id,
      },
    };
  },
  ...reading({ entity: "PurchaseOrder", path: "purchaseorder", deletable: true }),
});
