import { codec, ref, resource } from "@opensme/core";
import * as z from "zod";
import { accountFields, besideAccount, currencyOf } from "./account.ts";
import { besideLines, LineItem, readLine } from "./line-items.ts";
import { crmList, crmRecord } from "./objects.ts";
import { customOf } from "./properties.ts";
import { besideAll, besideStages, stageFields } from "./stages.ts";
import { linkedIds, moment, partyLinks, recordFields, word } from "./wire.ts";

/** Names of the stages that HubSpot sets up. Accounts give them other names and meanings, so that their ids tell nothing. */
const stage = codec.choice({
  Open: "open",
  Processed: "open",
  Shipped: "open",
  Delivered: "completed",
  Cancelled: "cancelled",
});

/** Free text, mostly that of a shop system that writes the orders. */
const payment = codec.choice({
  Paid: "paid",
  paid: "paid",
  PAID: "paid",
  "Partially paid": "partially-paid",
  "Partially Paid": "partially-paid",
  partially_paid: "partially-paid",
  PARTIALLY_PAID: "partially-paid",
  Unpaid: "unpaid",
  unpaid: "unpaid",
  UNPAID: "unpaid",
  Pending: "unpaid",
  pending: "unpaid",
  PENDING: "unpaid",
  Refunded: "refunded",
  refunded: "refunded",
  REFUNDED: "refunded",
});

const delivery = codec.choice({
  Unfulfilled: "pending",
  unfulfilled: "pending",
  UNFULFILLED: "pending",
  Packing: "pending",
  Shipped: "in-transit",
  shipped: "in-transit",
  SHIPPED: "in-transit",
  "In transit": "in-transit",
  IN_TRANSIT: "in-transit",
  Delivered: "delivered",
  delivered: "delivered",
  DELIVERED: "delivered",
  Returned: "returned",
  returned: "returned",
  Cancelled: "cancelled",
  cancelled: "cancelled",
});

const properties = z.looseObject({
  hs_order_name: word.nullish(),
  hs_external_order_id: word.nullish(),
  hs_external_order_status: z.string().nullish(),
  hs_pipeline: word.nullish(),
  hs_pipeline_stage: word.nullish(),
  hs_payment_status: payment.nullish(),
  hs_fulfillment_status: delivery.nullish(),
  hs_external_created_date: moment.nullish(),
  hubspot_owner_id: word.nullish(),
  hs_source_store: z.string().nullish(),
  hs_currency_code: z.string().nullish(),
  hs_subtotal_price: codec.decimal.nullish(),
  hs_order_discount: codec.decimal.nullish(),
  hs_tax: codec.decimal.nullish(),
  hs_shipping_cost: codec.decimal.nullish(),
  hs_total_price: codec.decimal.nullish(),
  hs_shipping_address_name: z.string().nullish(),
  hs_shipping_address_street: z.string().nullish(),
  hs_shipping_address_city: z.string().nullish(),
  hs_shipping_address_state: z.string().nullish(),
  hs_shipping_address_postal_code: word.nullish(),
  hs_shipping_address_country: z.string().nullish(),
  hs_order_note: z.string().nullish(),
});

const Order = z.object({
  ...recordFields,
  properties,
  ...partyLinks,
  lineItems: z.array(LineItem).nullish(),
  currencies: accountFields.currencies,
  ...stageFields,
});

const object = {
  type: "orders",
  properties: Object.keys(properties.shape),
  links: ["contacts", "companies"],
  beside: besideAll(
    besideAccount("currencies"),
    besideStages("orders", { pipeline: "hs_pipeline", stage: "hs_pipeline_stage" }),
    besideLines("orders"),
  ),
};

const shippingAddress = (order: z.output<typeof properties>) => {
  const country = order.hs_shipping_address_country;
  return {
    recipient: order.hs_shipping_address_name,
    line1: order.hs_shipping_address_street,
    city: order.hs_shipping_address_city,
    province: order.hs_shipping_address_state,
    postalCode: order.hs_shipping_address_postal_code,
    ...(/^[A-Z]{2}$/.test(country ?? "") ? { country } : { countryName: country }),
  };
};

/** https://developers.hubspot.com/docs/guides/api/crm/commerce/orders */
export const orders = resource({ entity: "order", raw: Order }).define({
  id: (order) => order.id,
  read: ({ properties: order, ...row }) => {
    const [label] = row.stageLabels ?? [];
    const [person] = linkedIds(row.contacts, row.associations?.contacts) ?? [];
    const [firm] = linkedIds(row.companies, row.associations?.companies) ?? [];
    return {
      number: order.hs_order_name || order.hs_external_order_id,
      kind: "sale",
      status: label ? stage.decode(label) : undefined,
      paymentStatus: order.hs_payment_status,
      fulfillmentStatus: order.hs_fulfillment_status,
      // One that no shop system has sent was made here.
      placedAt: order.hs_external_created_date || (order.hs_external_order_id ? undefined : row.createdAt),
      contact: ref(person ? `contact:${person}` : firm && `company:${firm}`),
      seller: ref(order.hubspot_owner_id),
      channel: order.hs_source_store,
      sourceNumber: order.hs_order_name ? order.hs_external_order_id : undefined,
      currency: currencyOf(order.hs_currency_code, row.currencies?.[0]),
      subTotal: order.hs_subtotal_price,
      discount: order.hs_order_discount,
      tax: order.hs_tax,
      total: order.hs_total_price,
      lines: row.lineItems?.map(readLine),
      charges: [
        order.hs_shipping_cost && order.hs_shipping_cost !== "0"
          ? { name: "Shipping", amount: order.hs_shipping_cost }
          : undefined,
      ],
      shippingAddress: shippingAddress(order),
      note: order.hs_order_note,
      url: row.url,
      createdAt: row.createdAt,
      updatedAt: row.updatedAt,
      custom: customOf({ ...row, properties: order }),
      unmapped: {
        stage: label ? undefined : order.hs_pipeline_stage,
        pipeline: order.hs_pipeline,
        externalStatus: order.hs_external_order_status,
      },
    };
  },
  list: crmList(object),
  get: { listing: crmRecord(object) },
  scopes: {
    read: [
      "crm.objects.orders.read",
      "crm.pipelines.orders.read",
      "crm.objects.line_items.read",
      "crm.objects.contacts.read",
      "crm.objects.companies.read",
    ],
  },
});
