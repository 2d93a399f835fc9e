import { codec, fields, inTurn, ref, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { nameOf, wholeList } from "./wire.ts";

const Moved = row({
  ...fields(required(codec.ownId), "id", "product_variant_id"),
  quantity: required(codec.decimal),
  // Of a transfer or of an adjustment.
  ...fields(z.string(), "transfer_number", "adjust_number"),
  ...fields(z.string(), "product_name", "variant_title", "sku", "type", "reason", "note", "tags"),
  status: codec.meanings({ done: ["received"] }),
  ...fields(codec.otherId, "from_loc_id", "to_loc_id", "location_id"),
  // Of all of them together.
  cost_amount: codec.decimal,
  ...fields(codec.instant, "tran_date", "received_at", "created_at", "updated_at"),
});

type Moved = z.output<typeof Moved>;

const WithLines = z.looseObject({ id: codec.identifier, line_items: z.array(z.looseObject({})) });

/** The lines of a transfer or an adjustment, with what it tells of all of them. */
const linesOf = (element: unknown): readonly unknown[] => {
  const { data } = WithLines.safeParse(element);
  if (!data) return [element];
  const { id: document_id, line_items, ...document } = data;
  return line_items.map((line) => ({ ...document, document_id, ...line }));
};

const listOf = (path: string, row: string) => wholeList({ path, row, deletes: "absent", split: linesOf });

const transfers = listOf("inventories/transfers", "inventorytransfer");
const adjustments = listOf("inventories/adjustments", "adjustment");

/** Goods that were added at a place, or with a minus taken from it. */
const placesOf = ({ from_loc_id, to_loc_id, location_id, quantity }: Moved) =>
  quantity.startsWith("-")
    ? { from: ref(from_loc_id || location_id), to: ref(to_loc_id) }
    : { from: ref(from_loc_id), to: ref(to_loc_id || location_id) };

/**
 * Goods moved between places and what was found to be more or less, one for each line. All of it is read each time.
 * https://docs.haravan.com/docs/omni-apis/inventory-transfer/ · https://docs.haravan.com/docs/omni-apis/inventory-adjustment/
 */
export const stockMovements = resource({ entity: "stockMovement", raw: Moved }).define({
  id: ({ id, adjust_number }) => (adjust_number ? `adjustment:${id}` : `transfer:${id}`),
  scopes: { read: ["com.read_inventories"] },
  read: (moved) => ({
    item: ref(moved.product_variant_id, nameOf(moved.product_name, moved.variant_title)) ?? { id: "" },
    quantity: moved.quantity,
    number: moved.transfer_number || moved.adjust_number,
    kind: moved.adjust_number ? "adjustment" : "transfer",
    status: moved.status,
    ...placesOf(moved),
    movedAt: moved.tran_date,
    note: moved.note,
    createdAt: moved.created_at,
    updatedAt: moved.updated_at || moved.created_at,
    unmapped: {
      "item.code": moved.sku,
      type: moved.type,
      reason: moved.reason,
      tags: moved.tags,
      cost_amount: moved.cost_amount,
      received_at: moved.received_at,
    },
  }),
  list: {
    ...inTurn(transfers, adjustments),
    rowsIn: (answer) => (transfers.rowsIn(answer) ?? adjustments.rowsIn(answer))?.flatMap(adjustments.split),
    split: (element) => transfers.split(element).flatMap(adjustments.split),
  },
});
