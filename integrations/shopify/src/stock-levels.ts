import { codec, fields, type Listing, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { shopifyList, shopifyOne } from "./lists.ts";
import {
  currencyOf,
  everyLocation,
  Link,
  Money,
  money,
  Named,
  ownId,
  Stocked,
  stockedFields,
  toNamed,
  variantOf,
} from "./wire.ts";

const Level = row({
  id: required(ownId("InventoryLevel")),
  isActive: z.boolean(),
  quantities: required(z.array(z.object({ name: z.string(), quantity: codec.decimal }))),
  item: required(row({ ...Stocked.shape, unitCost: Money })),
  location: Named,
  ...fields(codec.instant, "createdAt", "updatedAt"),
});

type Level = z.output<typeof Level>;

const selection = `id isActive quantities(names: ["on_hand", "committed", "incoming", "available"]) { name quantity } item { ${stockedFields} unitCost ${money} } location { id name } createdAt updatedAt`;

const places = shopifyList({ path: ["locations"], selection: "id", first: 250, args: everyLocation, deletes: "never" });

/** The levels at one location; over all of them, Shopify has no list. */
const levelsAt = (location: string): Listing =>
  shopifyList({
    path: ["location", "inventoryLevels"],
    of: location,
    selection,
    first: 100,
    args: "query: $query, includeInactive: true",
    incremental: true,
    deletes: "never",
  });

const Turn = z.object({ location: z.string(), cursor: z.json() });

/** Reads the levels of one location after the other; its checkpoints say at which it is, and where there. */
const levels: Listing = {
  ...levelsAt(""),
  paging: "custom",
  deletes: "absent",
  async *pages({ since, cursor, signal }, api) {
    const ids: string[] = [];
    for await (const { rows } of places.pages({ signal }, api)) ids.push(...rows.map((row) => Link.parse(row).id));
    const turn = Turn.safeParse(cursor).data;
    const left = ids.slice(Math.max(0, ids.indexOf(turn?.location ?? "")));
    if (left.length === 0) yield { rows: [] };
    for (const [index, location] of left.entries()) {
      const from = location === turn?.location ? (turn.cursor ?? undefined) : undefined;
      for await (const page of levelsAt(location).pages({ since, signal, cursor: from }, api)) {
        const next = page.cursor === undefined ? left[index + 1] : location;
        yield { ...page, total: undefined, cursor: next && { location: next, cursor: page.cursor ?? null } };
      }
    }
  },
};

const quantityOf = ({ quantities }: Level, name: string): string | undefined =>
  quantities.find((quantity) => quantity.name === name)?.quantity;

/** How much of a variant lies at a location: https://shopify.dev/docs/apps/build/orders-fulfillment/inventory-management-apps */
export const stockLevels = resource({ entity: "stockLevel", raw: Level }).define({
  id: (level) => level.id,
  read: (level) => ({
    item: { id: variantOf(level.item) },
    onHand: quantityOf(level, "on_hand") ?? "",
    location: toNamed(level.location),
    reserved: quantityOf(level, "committed"),
    incoming: quantityOf(level, "incoming"),
    available: quantityOf(level, "available"),
    cost: level.item.unitCost?.amount,
    currency: currencyOf(level.item.unitCost?.currencyCode),
    isActive: level.isActive,
    createdAt: level.createdAt,
    updatedAt: level.updatedAt,
  }),
  list: levels,
  get: shopifyOne("inventoryLevel", selection),
  scopes: { read: ["read_inventory", "read_locations", "read_products"] },
});
