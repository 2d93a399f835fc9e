import { codec, resource, row } from "@opensme/core";
import * as z from "zod";
import { Address, printed } from "./addresses.ts";
import { ownSending, wasSent } from "./documents.ts";
import { PurchaseDocument, readPurchase } from "./purchase-document.ts";
import { day, point, Reference, reading } from "./wire.ts";

const PurchaseOrder = row({
  ...PurchaseDocument.shape,
  status: codec.choice({ Deleted: "deleted", Draft: "draft", Synchronized: "" }),
  POStatus: codec.choice({ Open: "open", Closed: "billed" }),
  ExpectedDate: day,
  DueDate: day,
  ShipAddr: Address,
  ShipTo: Reference,
  EmailStatus: z.string(),
  Memo: z.string(),
});

/** On the higher plans only: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/purchaseorder */
export const purchaseOrders = resource({ entity: "purchaseOrder", raw: PurchaseOrder }).define({
  read: (order) => {
    const { unmapped, ...purchase } = readPurchase(order);
    return {
      ...purchase,
      status: order.status || order.POStatus,
      expectedArrivalDate: order.ExpectedDate,
      deliveryAddress: printed(order.ShipAddr),
      deliveryContact: order.ShipTo?.name,
      wasSent: wasSent(order.EmailStatus),
      unmapped: {
        ...unmapped,
        wasSent: ownSending(order.EmailStatus),
        messageToVendor: order.Memo,
        paymentDueDate: order.DueDate,
        shipToCustomer: point(order.ShipTo, "customer")?.id,
      },
    };
  },
  ...reading({ entity: "PurchaseOrder", deletable: true }),
});
