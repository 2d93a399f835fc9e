import { codec, type RecordChanges } from "@opensme/core";
import * as z from "zod";
import { AddressBody, addressBody } from "./addresses.ts";
import { numericId } from "./wire.ts";

export const OrderBody = z.object({
  line_items: z
    .array(
      z.object({
        variant_id: numericId.optional(),
        quantity: codec.decimal.optional(),
        price: codec.decimal.optional(),
      }),
    )
    .optional(),
  customer: z.object({ id: numericId }).optional(),
  source_name: z.string().optional(),
  shipping_address: AddressBody.optional(),
  note: z.string().optional(),
  note_attributes: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
});

/** What is sold cannot be changed afterwards, says the manual, nor who buys. */
const newOrder = (order: RecordChanges<"order">): z.output<typeof OrderBody> => ({
  line_items: order.lines?.map(({ item, quantity, unitPrice }) => ({
    variant_id: item?.id,
    quantity,
    price: unitPrice,
  })),
  customer: order.contact && { id: order.contact.id },
  source_name: order.channel,
  shipping_address: order.shippingAddress && addressBody(order.shippingAddress),
});

export const writeOrder = (
  order: RecordChanges<"order">,
  operation: "create" | "update",
): z.output<typeof OrderBody> => ({
  ...(operation === "create" ? newOrder(order) : {}),
  note: order.note,
  note_attributes:
    order.custom && Object.entries(order.custom).map(([name, value]) => ({ name, value: String(value) })),
});
