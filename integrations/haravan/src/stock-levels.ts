import { codec, fields, type Listing, pick, type Query, ref, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { afterId, haravanList } from "./wire.ts";

const Balance = row({
  ...fields(required(codec.ownId), "id", "variant_id"),
  loc_id: codec.identifier,
  qty_onhand: required(codec.decimal),
  // "commited" is Haravan's own spelling.
  ...fields(codec.decimal, "qty_commited", "qty_incoming", "qty_available"),
  updated_at: codec.instant,
});

const Ids = z.array(z.object({ id: codec.ownId }).transform(({ id }) => id));

const placesIn = pick(z.object({ locations: Ids }), ({ locations }) => locations);
const variantsIn = pick(z.array(z.object({ variants: Ids })), (products) => products.flatMap((one) => one.variants));

/** As many ids as a request may name. https://docs.haravan.com/docs/omni-apis/inventory-locations/ */
const inFifties = (ids: readonly string[]): string[] =>
  Array.from({ length: Math.ceil(ids.length / 50) }, (_, part) => ids.slice(part * 50, part * 50 + 50).join(","));

const balancesOf = (query: Query): Listing =>
  haravanList({
    path: "inventory_locations",
    row: "inventory_location",
    deletes: "absent",
    query: { ...query, order: "id", direction: "asc" },
    paging: afterId(250),
  });

const products = haravanList({ path: "products", row: "product", query: { fields: "id,variants" }, deletes: "absent" });

/**
 * Stock is told for named variants at named places alone. So all products are gone through, also for what changed since a moment: what is sold changes the
 * stock and not the product.
 */
const stock: Listing = {
  ...balancesOf({}),
  paging: "custom",
  async *pages({ since, cursor, signal }, api) {
    const places = placesIn((await api.request({ path: "/locations.json" }, { signal })).body);
    for await (const page of products.pages({ cursor, signal }, api)) {
      const rows: unknown[] = [];
      for (const variant_ids of inFifties(variantsIn(page.rows)))
        for (const location_ids of inFifties(places))
          for await (const part of balancesOf({ location_ids, variant_ids }).pages({ since, signal }, api))
            rows.push(...part.rows);
      yield { ...page, rows };
    }
  },
};

/** What lies at each place of each item. It may be less than nothing. */
export const stockLevels = resource({ entity: "stockLevel", raw: Balance }).define({
  id: (balance) => balance.id,
  scopes: { read: ["com.read_inventories", "com.read_products", "com.read_shop"] },
  read: (balance) => ({
    item: ref(balance.variant_id) ?? { id: "" },
    onHand: balance.qty_onhand,
    location: ref(balance.loc_id),
    reserved: balance.qty_commited,
    incoming: balance.qty_incoming,
    available: balance.qty_available,
    updatedAt: balance.updated_at,
  }),
  list: stock,
});
