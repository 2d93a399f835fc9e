import type { SandboxControl, SandboxKit } from "@opensme/testing";
import * as z from "zod";
import type { Shop } from "./shop.ts";
import type { Row, Table } from "./table.ts";
import { access, localTime } from "./wire.ts";
import { newCustomer } from "./write-customers.ts";
import { writtenOrder } from "./write-orders.ts";
import { newProduct, stockRowOf } from "./write-products.ts";

/** The table of every resource whose records are rows, and what stands before their ids. Documents of customers are cancelled and never deleted. */
const tables: Readonly<Record<string, { table: Exclude<keyof Shop, "ids">; prefix?: string; isDeletable?: true }>> = {
  locations: { table: "branches", isDeletable: true },
  users: { table: "users", isDeletable: true },
  customers: { table: "customers", prefix: "customer:", isDeletable: true },
  suppliers: { table: "suppliers", prefix: "supplier:", isDeletable: true },
  items: { table: "products", isDeletable: true },
  orders: { table: "orders", prefix: "order:" },
  invoices: { table: "invoices", prefix: "invoice:" },
  refunds: { table: "returns" },
  purchaseOrders: { table: "orderSuppliers", isDeletable: true },
  bills: { table: "purchaseOrders", isDeletable: true },
  taxRates: { table: "taxes", isDeletable: true },
  bankAccounts: { table: "bankAccounts", isDeletable: true },
  bankTransactions: { table: "cashFlow", isDeletable: true },
};

const Document = z.looseObject({ payments: z.array(z.looseObject({ id: z.number() })).nullish() });
const Transfer = z.looseObject({ transferDetails: z.array(z.looseObject({ productId: z.number() })) });
const Stock = z.looseObject({ inventories: z.array(z.looseObject({ branchId: z.number() })) });

const numberOf = (id: string): number => Number(id.replace(/^\w+:/, ""));

/** A row of which another record is a part, and what the row is without it. */
interface Owner {
  id: string;
  table: Table;
  row: Row;
  without: (row: Row) => Row;
}

const undelivered = (row: Row): Row => ({ ...row, orderDelivery: undefined, invoiceDelivery: undefined });

export const controlOf = (shop: () => Shop, kit: SandboxKit): SandboxControl => {
  const rowsOf = (table: Table): Row[] => table.ids().flatMap((id) => table.get(id) ?? []);
  const time = (): string => localTime(kit.now());

  /** Completed orders are told by their invoices. */
  const openOrders = (): Row[] => rowsOf(shop().orders).filter((row) => row["status"] !== 3);

  const deliveries = (): Owner[] => [
    ...openOrders()
      .filter((row) => row["orderDelivery"])
      .map((row) => ({ id: `order:${row.id}`, table: shop().orders, row, without: undelivered })),
    ...rowsOf(shop().invoices)
      .filter((row) => row["invoiceDelivery"])
      .map((row) => ({ id: `invoice:${row.id}`, table: shop().invoices, row, without: undelivered })),
  ];

  const paid = (table: Table, rows: readonly Row[], prefix = ""): Owner[] =>
    rows.flatMap((row) =>
      (Document.parse(row).payments ?? []).map(({ id }) => ({
        id: `${prefix}${id}`,
        table,
        row,
        without: (present) => ({
          ...present,
          payments: Document.parse(present).payments?.filter((payment) => payment.id !== id),
        }),
      })),
    );
  const payments = (): Owner[] => [
    ...paid(shop().orders, openOrders()),
    ...paid(shop().invoices, rowsOf(shop().invoices)),
    ...paid(shop().returns, rowsOf(shop().returns)),
    ...paid(shop().purchaseOrders, rowsOf(shop().purchaseOrders), "purchase:"),
  ];
  const stock = (): Owner[] =>
    rowsOf(shop().stock).flatMap((row) =>
      Stock.parse(row).inventories.map(({ branchId }) => ({
        id: `${row.id}:${branchId}`,
        table: shop().stock,
        row,
        without: (present) => ({
          ...present,
          inventories: Stock.parse(present).inventories.filter((inventory) => inventory.branchId !== branchId),
        }),
      })),
    );

  const transferred = (): Owner[] =>
    rowsOf(shop().transfers).flatMap((row) =>
      Transfer.parse(row).transferDetails.map(({ productId }) => ({
        id: `${row.id}:${productId}`,
        table: shop().transfers,
        row,
        without: (present) => ({
          ...present,
          transferDetails: Transfer.parse(present).transferDetails.filter((line) => line.productId !== productId),
        }),
      })),
    );

  /** The resources whose records are parts of rows. Finding one takes a pass, so the last pass is kept until something is added. */
  const parts: Readonly<Record<string, () => Owner[]>> = {
    fulfillments: deliveries,
    payments,
    stockLevels: stock,
    stockMovements: transferred,
  };
  const known = new Map<string, ReadonlyMap<string, Owner>>();
  const ownersOf = (resource: string): ReadonlyMap<string, Owner> => {
    const owners = known.get(resource) ?? new Map(parts[resource]?.().map((owner) => [owner.id, owner]));
    known.set(resource, owners);
    return owners;
  };

  /** Rows as they were before a part of them was deleted. */
  const before = new Map<string, Owner>();

  const touchRow = (table: Table, id: number): void => {
    const row = table.get(id);
    if (row) table.put("createdDate" in row ? { ...row, modifiedDate: time() } : row, time());
  };

  /** One more of the same kind as the last, made now. */
  const copy = (table: Table, changes: Readonly<Record<string, unknown>> = {}): Row => {
    const last = table.get(table.ids().at(-1) ?? 0);
    const id = table.nextId;
    const row: Row = {
      ...last,
      ...("code" in (last ?? {}) ? { code: `MOI${id}` } : {}),
      ...("createdDate" in (last ?? {}) ? { createdDate: time() } : {}),
      modifiedDate: undefined,
      ...changes,
      id,
    };
    table.put(row, time());
    return row;
  };

  const product = (): Row => {
    const row = newProduct(shop(), { name: "Cà phê mới", categoryId: 3001, basePrice: 90_000, unit: "Gói" }, time());
    shop().products.put(row, time());
    shop().stock.put(stockRowOf(row, time()), time());
    return row;
  };

  /** A sale under way, paid and on its way to the customer. */
  const invoice = (): Row =>
    copy(shop().invoices, {
      status: 3,
      statusValue: "Đang xử lý",
      purchaseDate: time(),
      usingCod: false,
      payments: [
        {
          id: 360_000_000 + shop().invoices.nextId,
          code: `TTMOI${shop().invoices.nextId}`,
          amount: 1000,
          method: "Cash",
          status: 0,
          statusValue: "Đã thanh toán",
          transDate: time(),
        },
      ],
      invoiceDelivery: { deliveryCode: "MAUMOI", type: 0, status: 1, statusValue: "Chờ xử lý", price: 0 },
    });

  const tax = (): Row => {
    const { nextId: id } = shop().taxes;
    const row = { id, taxId: id, taxName: "VAT mới", value: 12, type: "Khấu trừ" };
    shop().taxes.put(row, time());
    return row;
  };

  const order = (): Row => {
    const body = {
      branchId: shop().branches.ids()[0],
      orderDetails: [{ productId: shop().products.ids()[0], quantity: 1 }],
    };
    const row = writtenOrder(shop(), body, time());
    shop().orders.put(row, time());
    return row;
  };

  const inserts: Readonly<Record<string, () => string>> = {
    customers: () => {
      const row = newCustomer(shop(), { name: "Khách mới" }, time());
      shop().customers.put(row, time());
      return `customer:${row.id}`;
    },
    items: () => String(product().id),
    stockLevels: () => {
      const { id } = product();
      return `${id}:${shop().branches.ids()[0]}`;
    },
    orders: () => `order:${order().id}`,
    invoices: () => `invoice:${invoice().id}`,
    fulfillments: () => `invoice:${invoice().id}`,
    payments: () => String(360_000_000 + invoice().id),
    refunds: () => String(copy(shop().returns, { payments: [] }).id),
    stockMovements: () => {
      const row = copy(shop().transfers);
      return `${row.id}:${Transfer.parse(row).transferDetails[0]?.productId}`;
    },
    taxRates: () => String(tax().id),
    bills: () => String(copy(shop().purchaseOrders, { payments: [] }).id),
  };

  return {
    ids(resource) {
      if (resource === "organizations") return [access.retailer];
      const found = tables[resource];
      if (!found) {
        known.delete(resource);
        return [...ownersOf(resource).keys()];
      }
      return shop()
        [found.table].ids()
        .map((id) => `${found.prefix ?? ""}${id}`);
    },
    touch(resource, id) {
      const found = tables[resource];
      if (found) return touchRow(shop()[found.table], numberOf(id));
      const owner = ownersOf(resource).get(id);
      if (owner) touchRow(owner.table, owner.row.id);
    },
    remove(resource, id) {
      const found = tables[resource];
      const owner = found ? undefined : ownersOf(resource).get(id);
      if (owner) {
        before.set(`${resource} ${id}`, owner);
        owner.table.put(owner.without(owner.row), time());
        known.clear();
        return;
      }
      if (!found?.isDeletable) throw new Error(`KiotViet deletes no ${resource}`);
      shop()[found.table].remove(numberOf(id), time());
      if (resource === "items") shop().stock.remove(numberOf(id), time());
      known.clear();
    },
    restore(resource, id) {
      const found = tables[resource];
      const owner = before.get(`${resource} ${id}`);
      if (owner) owner.table.put(owner.row, time());
      known.clear();
      if (!found) return;
      shop()[found.table].restore(numberOf(id), time());
      if (resource === "items") shop().stock.restore(numberOf(id), time());
    },
    insert(resource) {
      known.clear();
      const found = tables[resource];
      const insert = inserts[resource];
      if (insert) return insert();
      if (!found) throw new Error(`The sandbox cannot add to ${resource}`);
      return `${found.prefix ?? ""}${copy(shop()[found.table]).id}`;
    },
  };
};
