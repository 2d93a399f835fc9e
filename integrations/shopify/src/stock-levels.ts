import { codec, fields, type Listing, refuse, required, resource, row } from "@opensme/core";
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
import { mutation } from "./writing.ts";

const Level = row({
  id: required(ownId("InventoryLevel")),
  isActive: z.boolean(),
  quantities: required(z.array(z.object({ name: z.string(), quantity: codec.decimal }))),
  item: required(row({ ...Stocked.shape, unitCost: Money })),
  location: Named,
  ...fields(codec.instant, "createdAt", "updatedAt"),
});

type Level = z.output<typeof Level>;

const Count = row({ onHand: required(codec.decimal) });

const Present = z.object({
  item: Link,
  location: Link,
  quantities: z.array(z.object({ name: z.string(), quantity: z.int() })),
});

/** A count, which Shopify refuses where the quantity is no longer that which was read. */
const counted = ({ onHand: quantity, ...present }: Readonly<Record<string, unknown>>) => {
  const { item, location, quantities } = Present.parse(present);
  const changeFromQuantity = quantities.find(({ name }) => name === "on_hand")?.quantity ?? null;
  return { inventoryItemId: item.id, locationId: location.id, quantity, changeFromQuantity };
};

const selection = `id isActive quantities(names: ["on_hand", "committed", "incoming", "available"]) { name quantity } item { ${stockedFields} unitCost ${money} } location { id name } createdAt updatedAt`;

const places = shopifyList({ path: ["locations"], selection: "id", first: 250, args: everyLocation, deletes: "never" });

const OfItem = z.looseObject({
  id: z.string().startsWith("gid://shopify/InventoryItem/"),
  inventoryLevels: z.looseObject({ nodes: z.array(z.looseObject({})) }),
});

/** Those recorded within their item, which they need not tell then. */
const split = (element: unknown): readonly unknown[] => {
  const { inventoryLevels, ...item } = OfItem.safeParse(element).data ?? {};
  return inventoryLevels?.nodes.map((level) => ({ item, ...level })) ?? [element];
};

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
    split,
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
export const stockLevels = resource({ entity: "stockLevel", raw: Level, body: Count }).define({
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
  write: ({ onHand }) => {
    if (onHand === undefined) throw refuse("onHand", "is needed: nothing else of a level can be written");
    return { onHand };
  },
  list: levels,
  get: shopifyOne("inventoryLevel", selection),
  // https://shopify.dev/docs/api/admin-graphql/latest/mutations/inventorySetQuantities
  update: {
    ...mutation(
      "mutation inventorySetQuantities($input: InventorySetQuantitiesInput!, $key: String!) { inventorySetQuantities(input: $input) @idempotent(key: $key) { inventoryAdjustmentGroup { id } userErrors { field message code } } }",
      (body) => ({
        input: { name: "on_hand", reason: "correction", quantities: [counted(body)] },
        key: crypto.randomUUID(),
      }),
    ),
    semantics: "merge",
    needs: ["item", "location", "quantities"],
  },
  scopes: { read: ["read_inventory", "read_locations", "read_products"], write: ["write_inventory"] },
});
