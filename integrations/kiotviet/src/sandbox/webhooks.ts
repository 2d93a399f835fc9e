import { createHmac } from "node:crypto";
import { HttpResponse, http, type RecordChange, type SandboxKit, type WebhookDefinition } from "@opensme/testing";
import * as z from "zod";
import type { Shop } from "./shop.ts";
import type { Row, Table } from "./table.ts";
import { type Desk, host, retailerId } from "./wire.ts";

/** The kinds that the manual lists: https://www.kiotviet.vn/huong-dan-su-dung-kiotviet/retail-ket-noi-api/public-api/ */
const types = [
  ...["customer", "product", "pricebook", "pricebookdetail", "category", "branch"].flatMap((subject) => [
    `${subject}.update`,
    `${subject}.delete`,
  ]),
  ...["stock", "order", "invoice"].map((subject) => `${subject}.update`),
];

const Registration = z.object({
  Webhook: z.object({
    Type: z.enum(types as [string, ...string[]]),
    Url: z.url(),
    IsActive: z.boolean(),
    Description: z.string().nullish(),
    Secret: z.base64(),
  }),
});

export const webhookHandlers = (kit: SandboxKit, desk: Desk) => [
  http.get(`${host}/webhooks`, ({ request }) => {
    const data = kit.webhooks.addresses.map(({ id, url, topic }) => ({
      id,
      type: topic,
      url,
      isActive: true,
      retailerId,
    }));
    return desk.gate(request) ?? desk.json({ total: data.length, pageSize: 100, data });
  }),
  http.post(`${host}/webhooks`, async ({ request }) => {
    const refusal = desk.gate(request);
    if (refusal) return refusal;
    const given = Registration.safeParse(await request.json());
    if (!given.success) return desk.refuse(400, "KvValidateException", "Dữ liệu không hợp lệ");
    const { Type: topic, Url: url, Secret: secret } = given.data.Webhook;
    const { id } = kit.webhooks.add({ url, topic, secret });
    return desk.json({ id, type: topic, url, isActive: true, retailerId });
  }),
  http.delete(`${host}/webhooks/:id`, ({ request, params }) => {
    const refusal = desk.gate(request);
    if (refusal) return refusal;
    return kit.webhooks.remove(Number(params["id"]))
      ? HttpResponse.json({ message: "Xóa dữ liệu thành công" })
      : desk.refuse(404, "KvNotFoundException", "Dữ liệu không tồn tại");
  }),
];

/** The same with a capital at the head of every key, as webhooks have it. */
const capitalised = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(capitalised);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.charAt(0).toUpperCase() + key.slice(1), capitalised(inner)]),
  );
};

const Document = z.looseObject({ id: z.number(), payments: z.array(z.looseObject({ id: z.number() })).nullish() });

const withPayment = (table: Table, payment: number): Row[] =>
  table
    .ids()
    .flatMap((id) => table.get(id) ?? [])
    .filter((row) => Document.parse(row).payments?.some(({ id }) => id === payment));

/** The subject that a change is told under, and the rows told. Payments and deliveries are told with what they belong to. */
const toldOf = (shop: Shop, resource: string, id: string): [subject: string, rows: readonly unknown[]] | undefined => {
  const number = Number(id.replace(/^\w+:/, ""));
  const row = (table: Table): unknown[] => [table.get(number)].filter((found) => found !== undefined);
  switch (resource) {
    case "customers":
      return ["customer", row(shop.customers)];
    case "items":
      return ["product", row(shop.products)];
    case "locations":
      return ["branch", row(shop.branches)];
    case "orders":
      return ["order", row(shop.orders)];
    case "invoices":
      return ["invoice", row(shop.invoices)];
    case "fulfillments":
      return id.startsWith("invoice:") ? ["invoice", row(shop.invoices)] : ["order", row(shop.orders)];
    case "payments": {
      const invoices = withPayment(shop.invoices, number);
      return invoices.length > 0 ? ["invoice", invoices] : ["order", withPayment(shop.orders, number)];
    }
    case "stockLevels": {
      const [productId, branchId] = id.split(":").map(Number);
      return ["stock", [{ productId, branchId, onHand: 1, reserved: 0 }]];
    }
    default:
      return undefined;
  }
};

/** Ids alone of what was deleted: the vendor's own plugin reads these, and not the `RemoveId` of the manual. */
const messages = ({ type, resource, id }: RecordChange, shop: Shop) => {
  // Of stock there is no such kind.
  if (type === "deleted" && resource === "stockLevels") return [];
  const [subject, rows] = toldOf(shop, resource, id) ?? [];
  if (!subject || !rows || rows.length === 0) return [];
  const isDeleted = type === "deleted" && ["customer", "product", "branch"].includes(subject);
  const topic = `${subject}.${isDeleted ? "delete" : "update"}`;
  const data = isDeleted ? [Number(id.replace(/^\w+:/, ""))] : rows.map(capitalised);
  return [
    {
      topic,
      body: { Id: crypto.randomUUID(), Attempt: 1, Notifications: [{ Action: `${topic}.${retailerId}`, Data: data }] },
    },
  ];
};

export const webhooks: WebhookDefinition<Shop> = {
  // Registrations bring theirs.
  secret: "",
  messages,
  headers: ({ body, secret }) => ({
    "content-type": "application/json",
    "x-hub-signature": `sha1=${createHmac("sha256", secret).update(body, "utf8").digest("hex")}`,
  }),
};
