import { codec, fields, row } from "@opensme/core";
import * as z from "zod";
import { place, vietnamTime } from "./wire.ts";

/** Delivery of an order or invoice. The order's has no status yet. Weights are in grams, sizes in centimetres. */
export const Delivery = row({
  ...fields(z.string(), "deliveryCode", "receiver", "contactNumber", "address", "locationName", "wardName"),
  status: codec.choice({
    1: "pending",
    2: "in-transit",
    3: "delivered",
    4: "returning",
    5: "returned",
    6: "cancelled",
    7: "picking-up",
    8: "picking-up", // to be tried again
    9: "in-transit", // picked up
    10: "in-transit", // to be delivered again
    11: "in-transit", // waits for transfer
    12: "returning", // waits for return
  }),
  ...fields(codec.decimal, "price", "priceCodPayment", "weight", "length", "width", "height"),
  usingPriceCod: z.boolean(),
  expectedDelivery: vietnamTime,
  partnerDelivery: row({ code: z.string(), name: z.string() }),
});

/** What an order or invoice itself tells of its delivery. */
export const SaleDelivery = Delivery.pick({
  status: true,
  receiver: true,
  address: true,
  locationName: true,
  wardName: true,
  expectedDelivery: true,
});

type SaleDelivery = z.output<typeof SaleDelivery>;

export const shippingAddress = ({ receiver, address, wardName, locationName }: SaleDelivery) => ({
  recipient: receiver,
  ...place({ street: address, ward: wardName, location: locationName }),
});
