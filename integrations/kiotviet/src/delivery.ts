import { codec, fields, row } from "@opensme/core";
import * as z from "zod";
import { place } from "./addresses.ts";
import { vietnamTime } from "./wire.ts";

/** What an order or invoice itself tells of its delivery. The order's has no status yet. */
export const SaleDelivery = row({
  status: codec.meanings({
    pending: [1],
    // 9 was picked up, 10 is to be delivered again, 11 waits for transfer.
    "in-transit": [2, 9, 10, 11],
    delivered: [3],
    // 12 waits for return.
    returning: [4, 12],
    returned: [5],
    cancelled: [6],
    // 8 is to be tried again.
    "picking-up": [7, 8],
  }),
  ...fields(z.string(), "receiver", "address", "locationName", "wardName"),
  expectedDelivery: vietnamTime,
});

/** Delivery of an order or invoice. Weights are in grams, sizes in centimetres. */
export const Delivery = row({
  ...SaleDelivery.shape,
  ...fields(z.string(), "deliveryCode", "contactNumber"),
  ...fields(codec.decimal, "price", "priceCodPayment", "weight", "length", "width", "height"),
  usingPriceCod: z.boolean(),
  partnerDelivery: row({ code: z.string(), name: z.string() }),
});

export const shippingAddress = (delivery: z.output<typeof SaleDelivery>) => ({
  recipient: delivery.receiver,
  ...place(delivery),
});
