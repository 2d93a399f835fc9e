import { codec, fields, ref, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { Delivery, shippingAddress } from "./delivery.ts";
import { deliveriesOf, documentsInTurn } from "./documents.ts";
import { currency, vietnamTime } from "./wire.ts";

const Shipment = row({
  ...Delivery.shape,
  // The document that it stands on: an invoice, or else an order.
  documentId: required(codec.ownId),
  ...fields(codec.otherId, "invoiceId", "branchId"),
  ...fields(z.string(), "documentCode", "branchName"),
  documentModifiedDate: vietnamTime,
});

const orderOf = ({ documentId, invoiceId }: z.output<typeof Shipment>): string =>
  `${invoiceId ? "invoice" : "order"}:${documentId}`;

/** Deliveries of orders and invoices. They have no id of their own: there is one for each document. */
export const fulfillments = resource({ entity: "fulfillment", raw: Shipment }).define({
  id: orderOf,
  read: (shipment) => ({
    order: ref(orderOf(shipment), shipment.documentCode),
    location: ref(shipment.branchId, shipment.branchName),
    status: shipment.status,
    carrier: shipment.partnerDelivery?.name,
    carrierCode: shipment.partnerDelivery?.code,
    trackingNumber: shipment.deliveryCode,
    recipient: shipment.receiver,
    phone: shipment.contactNumber,
    address: shippingAddress(shipment),
    currency,
    fee: shipment.price,
    cashOnDelivery: shipment.priceCodPayment,
    isCashOnDelivery: shipment.usingPriceCod,
    weight: shipment.weight,
    length: shipment.length,
    width: shipment.width,
    height: shipment.height,
    expectedAt: shipment.expectedDelivery,
    updatedAt: shipment.documentModifiedDate,
  }),
  list: documentsInTurn(deliveriesOf),
});
