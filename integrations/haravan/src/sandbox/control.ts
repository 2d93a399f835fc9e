import type { SandboxControl, SandboxKit } from "@opensme/testing";
import * as z from "zod";
import type { Shop, Table } from "./shop.ts";
import { type Row, utc } from "./wire.ts";
import { newCustomer, newOrder, newProduct } from "./writing.ts";

const Part = z.looseObject({ id: z.int() });
const Product = z.looseObject({ variants: z.array(Part) });
const Order = z.looseObject({
  fulfillments: z.array(Part),
  refunds: z.array(Part.extend({ transactions: z.array(Part) })),
  transactions: z.array(Part.extend({ kind: z.string() })),
});

const Lines = z.looseObject({ line_items: z.array(Part) });

/** Where the lines of stock that was moved stand, by what is before their ids. */
const moved = { transfer: "transfers", adjustment: "adjustments" } as const;

const linesIn = (shop: Shop): { id: string; table: Table; row: Row; lineId: number }[] =>
  Object.entries(moved).flatMap(([kind, name]) =>
    [...shop[name].values()].flatMap((row) =>
      Lines.parse(row).line_items.map(({ id }) => ({ id: `${kind}:${id}`, table: shop[name], row, lineId: id })),
    ),
  );

type Order = z.output<typeof Order>;

const money = ({ transactions, refunds }: Order): { id: number }[] => [
  ...transactions.filter(({ kind }) => kind !== "pending"),
  ...refunds.flatMap((refund) => refund.transactions),
];

/** The resources whose records are parts of rows, and where these stand. */
const parts: Readonly<Record<string, { table: "products" | "orders"; of: (row: Row) => { id: number }[] }>> = {
  items: { table: "products", of: (row) => Product.parse(row).variants },
  fulfillments: { table: "orders", of: (row) => Order.parse(row).fulfillments },
  refunds: { table: "orders", of: (row) => Order.parse(row).refunds },
  payments: { table: "orders", of: (row) => money(Order.parse(row)) },
};

const tables: Readonly<Record<string, keyof Shop>> = {
  organizations: "shop",
  locations: "locations",
  users: "users",
  customers: "customers",
  stockLevels: "balances",
  orders: "orders",
  purchaseOrders: "purchaseOrders",
};

const deletable = ["locations", "users", "customers", "items", "stockLevels", "purchaseOrders", "stockMovements"];

/** The row that a record is, or is a part of. */
export const ownerOf = (shop: Shop, resource: string, id: string): { table: Table; row: Row } | undefined => {
  if (resource === "stockMovements") return linesIn(shop).find((line) => line.id === id);
  const part = parts[resource];
  const table = shop[part?.table ?? tables[resource] ?? "shop"];
  const row = part
    ? [...table.values()].find((candidate) => part.of(candidate).some((found) => String(found.id) === id))
    : table.get(Number(id));
  return row && { table, row };
};

export const controlOf = (shop: () => Shop, kit: SandboxKit): SandboxControl => {
  const time = (): string => utc(kit.now());
  /** Rows as they were before they, or a part of them, were deleted. */
  const before = new Map<string, { table: Table; row: Row }>();

  /** Some rows do not tell when they were changed. */
  const changed = (row: Row): Row => ("updated_at" in row ? { ...row, updated_at: time() } : row);

  const order = (): Row => {
    const variant = Product.parse([...shop().products.values()][0]).variants[0];
    const body = { order: { line_items: [{ variant_id: variant?.id, quantity: 1, price: 90_000 }] } };
    const row = newOrder(shop(), body, time());
    const paid = { order_id: row.id, created_at: time(), currency: "VND", gateway: "COD", status: null, test: false };
    const firstPart = row.id * 10;
    return shop().orders.put({
      ...row,
      financial_status: "partially_refunded",
      fulfillments: [
        {
          id: firstPart + 1,
          order_id: row.id,
          status: "success",
          carrier_status_code: "readytopick",
          created_at: time(),
          updated_at: time(),
        },
      ],
      transactions: [
        { ...paid, id: firstPart + 2, kind: "pending", amount: 90_000, parent_id: null },
        { ...paid, id: firstPart + 3, kind: "capture", amount: 90_000, parent_id: firstPart + 2 },
      ],
      refunds: [{ id: firstPart + 4, order_id: row.id, created_at: time(), refund_line_items: [], transactions: [] }],
    });
  };

  const product = (): Row =>
    shop().products.put(
      newProduct(shop(), { product: { title: "Cà phê mới", variants: [{ price: 90_000 }] } }, time()),
    );

  const balance = (): Row =>
    shop().balances.put({
      id: shop().balances.nextId,
      loc_id: [...shop().locations.keys()][0],
      variant_id: Product.parse(product()).variants[0]?.id,
      qty_onhand: 3,
      qty_commited: 0,
      qty_incoming: 0,
      qty_available: 3,
      updated_at: time(),
    });

  /** One more of the same kind as the last. */
  const copy = (table: Table): Row =>
    table.put({ ...changed([...table.values()].at(-1) ?? { id: 0 }), id: table.nextId });

  const transfer = (): string => {
    const row = copy(shop().transfers);
    const [line] = Lines.parse(row).line_items;
    const id = row.id * 10;
    shop().transfers.put({ ...row, line_items: [{ ...line, id }] });
    return `transfer:${id}`;
  };

  const inserts: Readonly<Record<string, () => number | string>> = {
    stockMovements: transfer,
    locations: () => copy(shop().locations).id,
    users: () => copy(shop().users).id,
    customers: () => shop().customers.put(newCustomer(shop(), { customer: { first_name: "Khách mới" } }, time())).id,
    items: () => Product.parse(product()).variants[0]?.id ?? 0,
    stockLevels: () => balance().id,
    orders: () => order().id,
    purchaseOrders: () => copy(shop().purchaseOrders).id,
    fulfillments: () => order().id * 10 + 1,
    payments: () => order().id * 10 + 3,
    refunds: () => order().id * 10 + 4,
  };

  return {
    ids(resource) {
      if (resource === "stockMovements") return linesIn(shop()).map(({ id }) => id);
      const part = parts[resource];
      const rows = [...shop()[part?.table ?? tables[resource] ?? "shop"].values()];
      return rows.flatMap((row) => (part ? part.of(row) : [row])).map(({ id }) => String(id));
    },
    touch(resource, id) {
      const owner = ownerOf(shop(), resource, id);
      if (owner) owner.table.put(changed(owner.row));
    },
    remove(resource, id) {
      if (!deletable.includes(resource)) throw new Error(`Haravan deletes no ${resource}`);
      const owner = ownerOf(shop(), resource, id);
      if (!owner) return;
      const { table, row } = owner;
      before.set(`${resource} ${id}`, owner);
      if (resource === "stockMovements") {
        const line_items = Lines.parse(row).line_items.filter((line) => !id.endsWith(`:${line.id}`));
        table.put({ ...row, line_items, updated_at: time() });
        return;
      }
      const variants =
        resource === "items" ? Product.parse(row).variants.filter((found) => String(found.id) !== id) : [];
      if (variants.length > 0) table.put({ ...row, variants, updated_at: time() });
      else table.delete(row.id);
    },
    restore(resource, id) {
      const owner = before.get(`${resource} ${id}`);
      if (owner) owner.table.put(changed(owner.row));
    },
    insert(resource) {
      const insert = inserts[resource];
      if (!insert) throw new Error(`The sandbox cannot add to ${resource}`);
      return String(insert());
    },
  };
};
