import { codec, fields, reader, ref, resource } from "@opensme/core";
import * as z from "zod";
import { currencyOf } from "./account.ts";
import { besideAccount, besideStages } from "./beside.ts";
import { besideLines, OrderLine, readOrderLine } from "./line-items.ts";
import { accountFields, crmObject, partyLinks, partyOf, readRecord, stageFields } from "./records.ts";
import { moment } from "./wire.ts";

/** Names of the stages that HubSpot sets up. Accounts give them other names and meanings, so that their ids tell nothing. */
const stage = reader(
  codec.meanings({
    open: ["Open", "Paid", "Processed", "Shipped"],
    completed: ["Delivered"],
    cancelled: ["Cancelled"],
  }),
);

/** Free text, mostly that of a shop system that writes the orders. */
const payment = codec.meanings({
  paid: ["Paid", "Partially refunded", "partially_refunded"],
  "partially-paid": ["Partially paid", "partially_paid"],
  unpaid: ["Unpaid", "Pending", "Authorized", "Voided"],
  refunded: ["Refunded"],
});

const delivery = codec.meanings({
  pending: ["Unfulfilled", "Processing", "Packing"],
  "in-transit": ["Shipped", "In transit", "IN_TRANSIT"],
  delivered: ["Delivered", "Fulfilled"],
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
    lineItems: z.array(OrderLine),
  },
  properties: {
    ...fields(codec.identifier, "hs_order_name", "hs_external_order_id", "hs_pipeline", "hs_pipeline_stage"),
    ...fields(codec.identifier, "hubspot_owner_id", "hs_shipping_address_postal_code"),
    ...fields(codec.identifier, "hs_shipping_address_phone", "hs_billing_address_phone", "hs_shipping_tracking_number"),
    ...fields(z.string(), "hs_external_order_status", "hs_source_store", "hs_currency_code"),
    ...fields(z.string(), "hs_external_order_url", "hs_discount_codes", "hs_shipping_status_url"),
    ...fields(z.string(), "hs_shipping_address_name", "hs_shipping_address_street", "hs_shipping_address_city"),
    hs_billing_address_email: z.string(),
    ...fields(z.string(), "hs_shipping_address_state", "hs_shipping_address_country", "hs_order_note"),
    hs_payment_status: payment,
    hs_fulfillment_status: delivery,
    hs_external_created_date: moment,
    ...fields(codec.decimal, "hs_subtotal_price", "hs_order_discount", "hs_tax", "hs_shipping_cost", "hs_total_price"),
  },
});

const shippingAddress = (order: z.output<typeof Order.row>["properties"]) => {
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
  read: ({ properties: order, ...row }) => {
    const [label] = row.stageLabels ?? [];
    return {
      number: order.hs_order_name || order.hs_external_order_id,
      kind: "sale",
      status: stage(label),
      paymentStatus: order.hs_payment_status,
      fulfillmentStatus: order.hs_fulfillment_status,
      // One that no shop system has sent was made here.
      placedAt: order.hs_external_created_date || (order.hs_external_order_id ? undefined : row.createdAt),
      contact: partyOf(row),
      seller: ref(order.hubspot_owner_id),
      channel: order.hs_source_store,
      sourceNumber: order.hs_order_name ? order.hs_external_order_id : undefined,
      currency: currencyOf(order.hs_currency_code, row.currencies?.[0]),
      subTotal: order.hs_subtotal_price,
      discount: order.hs_order_discount,
      tax: order.hs_tax,
      total: order.hs_total_price,
      lines: row.lineItems?.map(readOrderLine),
      charges: [
        order.hs_shipping_cost && order.hs_shipping_cost !== "0"
          ? { name: "Shipping", amount: order.hs_shipping_cost }
          : undefined,
      ],
      shippingAddress: shippingAddress(order),
      note: order.hs_order_note,
      ...readRecord(row, order),
      unmapped: {
        stage: label ? undefined : order.hs_pipeline_stage,
        pipeline: order.hs_pipeline,
        externalStatus: order.hs_external_order_status,
        externalUrl: order.hs_external_order_url,
        discountCodes: order.hs_discount_codes,
        trackingNumber: order.hs_shipping_tracking_number,
        trackingUrl: order.hs_shipping_status_url,
        "shippingAddress.phone": order.hs_shipping_address_phone,
        "billingAddress.phone": order.hs_billing_address_phone,
        "billingAddress.email": order.hs_billing_address_email,
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
