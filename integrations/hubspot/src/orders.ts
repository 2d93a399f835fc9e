import { codec, ref, resource } from "@opensme/core";
import * as z from "zod";
import { currencyOf } from "./account.ts";
import { besideAccount, besideStages } from "./beside.ts";
import { besideLines, LineItem, readLine } from "./line-items.ts";
import { accountFields, crmObject, linkedIds, partyLinks, readRecord, stageFields } from "./records.ts";
import { moment } from "./wire.ts";

/** Names of the stages that HubSpot sets up. Accounts give them other names and meanings, so that their ids tell nothing. */
const stage = codec.meanings({
  open: ["Open", "Processed", "Shipped"],
  completed: ["Delivered"],
  cancelled: ["Cancelled"],
});

/** Free text, mostly that of a shop system that writes the orders. */
const payment = codec.meanings({
  paid: ["Paid"],
  "partially-paid": ["Partially paid", "partially_paid"],
  unpaid: ["Unpaid", "Pending"],
  refunded: ["Refunded"],
});

const delivery = codec.meanings({
  pending: ["Unfulfilled", "Packing"],
  "in-transit": ["Shipped", "In transit", "IN_TRANSIT"],
  delivered: ["Delivered"],
  returned: ["Returned"],
  cancelled: ["Cancelled"],
});

const Order = crmObject({
  type: "orders",
  beside: [
    besideAccount("currencies"),
    besideStages("orders", { pipeline: "hs_pipeline", stage: "hs_pipeline_stage" }),
    besideLines("orders"),
  ],
  fields: {
    ...partyLinks,
    ...stageFields,
    currencies: accountFields.currencies,
    lineItems: z.array(LineItem),
  },
  properties: {
    hs_order_name: codec.identifier,
    hs_external_order_id: codec.identifier,
    hs_external_order_status: z.string(),
    hs_pipeline: codec.identifier,
    hs_pipeline_stage: codec.identifier,
    hs_payment_status: payment,
    hs_fulfillment_status: delivery,
    hs_external_created_date: moment,
    hubspot_owner_id: codec.identifier,
    hs_source_store: z.string(),
    hs_currency_code: z.string(),
    hs_subtotal_price: codec.decimal,
    hs_order_discount: codec.decimal,
    hs_tax: codec.decimal,
    hs_shipping_cost: codec.decimal,
    hs_total_price: codec.decimal,
    hs_shipping_address_name: z.string(),
    hs_shipping_address_street: z.string(),
    hs_shipping_address_city: z.string(),
    hs_shipping_address_state: z.string(),
    hs_shipping_address_postal_code: codec.identifier,
    hs_shipping_address_country: z.string(),
    hs_order_note: z.string(),
  },
});

const shippingAddress = ({ properties: order }: z.output<typeof Order.row>) => {
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
export const orders = resource({ entity: "order", raw: Order.row }).define({
  ...Order.reading,
  read: (row) => {
    const order = row.properties;
    const [label] = row.stageLabels ?? [];
    const [person] = linkedIds(row, "contacts") ?? [];
    const [firm] = linkedIds(row, "companies") ?? [];
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
      shippingAddress: shippingAddress(row),
      note: order.hs_order_note,
      ...readRecord(row),
      unmapped: {
        stage: label ? undefined : order.hs_pipeline_stage,
        pipeline: order.hs_pipeline,
        externalStatus: order.hs_external_order_status,
      },
    };
  },
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
