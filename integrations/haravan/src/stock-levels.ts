import { codec, fields, inTurn, type Listing, pick, ref, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { haravanList } from "./wire.ts";

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
const variantsIn = (rows: readonly unknown[]): string[] =>
  rows.flatMap((row) => z.object({ variants: Ids }).parse(row).variants);

/** As many ids as a request may name. https://docs.haravan.com/docs/omni-apis/inventory-locations/ */
const inFifties = (ids: readonly string[]): string[] =>
  Array.from({ length: Math.ceil(ids.length / 50) }, (_, part) => ids.slice(part * 50, part * 50 + 50).join(","));

const balances = { path: "inventory_locations", row: "inventory_location", deletes: "absent", most: 250 } as const;

/** All there is to ask for these variants at these places: a request names at most fifty of each. */
const balancesOf = (variants: readonly string[], places: readonly string[]): Listing | undefined => {
  const [first, ...others] = inFifties(variants).flatMap((variant_ids) =>
    inFifties(places).map((location_ids) =>
      haravanList({ ...balances, query: { location_ids, variant_ids, order: "id", direction: "asc" } }),
    ),
  );
  return first && inTurn(first, ...others);
};

const products = haravanList({ path: "products", row: "product", query: { fields: "id,variants" }, deletes: "absent" });

/**
 * Stock is told for named variants at named places alone. So all products are gone through, also for what changed since a codec.instant: what is sold changes the
 * stock and not the product.
 */
const stock: Listing = {
  ...haravanList(balances),
  paging: "custom",
  async *pages({ since, cursor, signal }, api) {
    const { body } = await api.request({ path: "/locations.json" }, { signal });
    const places = placesIn(body);
    for await (const page of products.pages({ cursor, signal }, api)) {
      const list = balancesOf(variantsIn(page.rows), places);
      const rows: unknown[] = [];
      if (list) for await (const part of list.pages({ since, signal }, api)) rows.push(...part.rows);
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
