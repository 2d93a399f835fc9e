import { codec, fields, ref, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { nameOf, under, vietnamDay, wholeList } from "./wire.ts";

const Line = row({
  id: codec.identifier,
  product_variant_id: codec.otherId,
  ...fields(z.string(), "product_name", "variant_title"),
  ...fields(codec.identifier, "sku"),
  // What all of them cost.
  ...fields(codec.decimal, "quantity", "cost_amount"),
});

const PurchaseOrder = row({
  id: required(codec.ownId),
  ...fields(z.string(), "purchase_number", "ref_number", "notes", "supplier"),
  // Not received yet, and received.
  status: codec.meanings({ open: ["chưa nhận hàng"], billed: ["hoàn thành"] }),
  location: row({ id: codec.identifier }),
  ...fields(codec.instant, "tran_date", "created_at", "updated_at", "completed_at", "closed_at"),
  line_item: row(fields(z.array(Line), "received_items", "not_received_items")),
});

const lineOf = ({ product_name, variant_title, ...line }: z.output<typeof Line>) => {
  const description = nameOf(product_name, variant_title);
  return {
    id: line.id,
    item: ref(line.product_variant_id, description),
    code: line.sku,
    description,
    quantity: line.quantity,
    total: line.cost_amount,
  };
};

/** Goods ordered from suppliers, who are told by name alone. The list knows no time of change, so all of it is read each time. */
export const purchaseOrders = resource({ entity: "purchaseOrder", raw: PurchaseOrder }).define({
  id: (order) => order.id,
  scopes: { read: ["com.read_inventories"] },
  read: (order) => ({
    number: order.purchase_number,
    reference: order.ref_number,
    status: order.status,
    issueDate: vietnamDay(order.created_at),
    deliveryDate: vietnamDay(order.tran_date),
    lines: order.line_item && Object.values(order.line_item).flatMap((lines) => lines?.map(lineOf) ?? []),
    note: order.notes,
    createdAt: order.created_at,
    updatedAt: order.updated_at || order.created_at,
    unmapped: {
      "contact.name": order.supplier,
      "location.id": order.location?.id,
      completed_at: order.completed_at,
      closed_at: order.closed_at,
    },
  }),
  list: wholeList({ path: "inventories/purchase_orders", row: "purchase_order", deletes: "absent" }),
  get: { path: (id) => `/inventories/purchase_orders/${id}.json`, row: under("purchase_order") },
});
