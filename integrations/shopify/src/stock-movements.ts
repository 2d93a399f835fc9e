import { codec, fields, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { shopifyList } from "./lists.ts";
import { cutShort, isWhole, type Nested, nested, whole } from "./nested.ts";
import { Named, ownId, Stocked, stockedFields, toNamed, variantOf } from "./wire.ts";

const Snapshot = row({ location: Named });

/** A line, beside what its transfer tells of all of them. */
const Moved = row({
  id: required(
    ownId("InventoryTransferLineItem", "InventoryTransfer").refine(
      (id) => !id.includes("/InventoryTransfer/"),
      cutShort,
    ),
  ),
  totalQuantity: required(codec.decimal),
  inventoryItem: required(Stocked),
  ...fields(z.string(), "title", "name", "note", "referenceName"),
  status: codec.meanings({
    draft: ["DRAFT"],
    pending: ["READY_TO_SHIP", "IN_PROGRESS"],
    done: ["TRANSFERRED"],
    cancelled: ["CANCELED"],
  }),
  ...fields(Snapshot, "origin", "destination"),
  dateCreated: codec.instant,
});

const place = "{ name location { id name } }";
const lines: Nested = {
  field: "lineItems",
  selection: `id title totalQuantity shippedQuantity inventoryItem { ${stockedFields} sku }`,
  first: 20,
  further: 100,
};

const WithLines = z.looseObject({
  lineItems: z.looseObject({ nodes: z.array(z.looseObject({})) }),
  furtherLineItems: z.array(z.looseObject({})).optional(),
});

/** The lines of a transfer. One without all of its lines is added, to be rejected. */
const linesOf = (element: unknown): readonly unknown[] => {
  const { data } = WithLines.safeParse(element);
  if (!data) return [element];
  const { lineItems, furtherLineItems, ...transfer } = data;
  const moved = [...lineItems.nodes, ...(furtherLineItems ?? [])].map((line) => ({ ...transfer, ...line }));
  return isWhole(lineItems, furtherLineItems) ? moved : [...moved, transfer];
};

/** Goods moved between places, one for each line of a transfer: https://shopify.dev/docs/api/admin-graphql/latest/objects/InventoryTransfer */
export const stockMovements = resource({ entity: "stockMovement", raw: Moved }).define({
  id: (line) => line.id,
  read: (line) => ({
    item: { id: variantOf(line.inventoryItem), name: line.title },
    quantity: line.totalQuantity,
    number: line.name,
    kind: "transfer",
    status: line.status,
    from: toNamed(line.origin?.location),
    to: toNamed(line.destination?.location),
    reference: line.referenceName,
    note: line.note,
    createdAt: line.dateCreated,
  }),
  list: whole(
    shopifyList({
      path: ["inventoryTransfers"],
      single: "inventoryTransfer",
      selection: `id name status origin ${place} destination ${place} dateCreated referenceName note ${nested(lines)}`,
      first: 6,
      deletes: "absent",
    }),
    { root: "inventoryTransfer", parts: [lines], split: linesOf },
  ),
  scopes: { read: ["read_inventory_transfers", "read_inventory", "read_locations", "read_products"] },
});
