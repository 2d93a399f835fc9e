import { http, type SandboxKit } from "@opensme/testing";
import * as z from "zod";
import { Refusal } from "./refusal.ts";
import type { Shop } from "./shop.ts";
import type { Row, Table } from "./table.ts";
import { type Desk, host, localTime } from "./wire.ts";
import { changedCustomer, newCustomer } from "./write-customers.ts";
import { writtenOrder } from "./write-orders.ts";
import { changedProduct, newProduct, stockRowOf } from "./write-products.ts";

interface Writable {
  path: string;
  /** The unified resource, and what stands before its ids. */
  resource: string;
  prefix?: string;
  table: (shop: Shop) => Table;
  create: (shop: Shop, body: unknown, time: string) => Row;
  change: (shop: Shop, present: Row, body: unknown, time: string) => Row;
  /** What else follows from a new row. */
  created?: (shop: Shop, row: Row, time: string) => void;
  /** What a deletion does. */
  remove: (shop: Shop, row: Row, time: string) => void;
}

const writables: readonly Writable[] = [
  {
    path: "customers",
    resource: "customers",
    prefix: "customer:",
    table: ({ customers }) => customers,
    create: newCustomer,
    change: changedCustomer,
    remove: ({ customers }, { id }, time) => customers.remove(id, time),
  },
  {
    path: "products",
    resource: "items",
    table: ({ products }) => products,
    create: newProduct,
    change: changedProduct,
    created: (shop, row, time) => shop.stock.put(stockRowOf(row, time), time),
    remove: ({ products, stock }, { id }, time) => {
      products.remove(id, time);
      stock.remove(id, time);
    },
  },
  {
    path: "orders",
    resource: "orders",
    prefix: "order:",
    table: ({ orders }) => orders,
    create: writtenOrder,
    change: (shop, present, body, time) => writtenOrder(shop, body, time, present),
    // An order stays, as cancelled; its payments stay too.
    remove: ({ orders }, row, time) =>
      orders.put({ ...row, status: 4, statusValue: "Đã hủy", modifiedDate: time }, time),
  },
];

/** What is not a valid body is refused as a whole, and nothing is written. */
const answered = async (desk: Desk, request: Request, write: (body: unknown) => Row): Promise<Response> => {
  const refusal = desk.gate(request);
  if (refusal) return refusal;
  try {
    return desk.json(write(await request.json()));
  } catch (error) {
    if (error instanceof Refusal) return desk.refuse(400, error.errorCode, error.message);
    if (error instanceof z.ZodError || error instanceof SyntaxError)
      return desk.refuse(400, "KvValidateException", "Dữ liệu không hợp lệ");
    throw error;
  }
};

export const writingHandlers = (shop: () => Shop, kit: SandboxKit, desk: Desk) =>
  writables.flatMap(({ path, resource, prefix = "", table, create, change, created, remove }) => [
    http.post(`${host}/${path}`, ({ request }) =>
      answered(desk, request, (body) => {
        const time = localTime(kit.now());
        const row = create(shop(), body, time);
        table(shop()).put(row, time);
        created?.(shop(), row, time);
        kit.webhooks.tell({ type: "created", resource, id: `${prefix}${row.id}` });
        return row;
      }),
    ),
    http.put(`${host}/${path}/:id`, ({ request, params }) =>
      answered(desk, request, (body) => {
        const time = localTime(kit.now());
        const present = table(shop()).get(Number(params["id"]));
        if (!present) throw new Refusal("Dữ liệu không tồn tại", "KvNotFoundException");
        const row = change(shop(), present, body, time);
        table(shop()).put(row, time);
        kit.webhooks.tell({ type: "changed", resource, id: `${prefix}${row.id}` });
        return row;
      }),
    ),
    http.delete(`${host}/${path}/:id`, ({ request, params }) => {
      const refusal = desk.gate(request);
      if (refusal) return refusal;
      const row = table(shop()).get(Number(params["id"]));
      if (!row) return desk.refuse(404, "KvNotFoundException", "Dữ liệu không tồn tại");
      remove(shop(), row, localTime(kit.now()));
      kit.webhooks.tell({ type: path === "orders" ? "changed" : "deleted", resource, id: `${prefix}${row.id}` });
      return desk.json({ message: "Xóa dữ liệu thành công" });
    }),
  ]);
