import { http, type SandboxKit } from "@opensme/testing";
import * as z from "zod";
import { firstId } from "./orders.ts";
import type { Shop, Table } from "./shop.ts";
import { type Desk, host, type Row, utc } from "./wire.ts";

/** What is not taken, by field. */
class Refusal extends Error {
  readonly errors: Readonly<Record<string, readonly string[]>>;
  constructor(field: string, message: string) {
    super(message);
    this.errors = { [field]: [message] };
  }
}

const text = z.string().nullish();

const AddressFields = z.object({
  first_name: text,
  last_name: text,
  address1: text,
  address2: text,
  city: text,
  zip: text,
  country: text,
  country_code: text,
  province: text,
  district: text,
  ward: text,
});

const CustomerFields = z.object({
  first_name: text,
  last_name: text,
  email: text,
  phone: text,
  note: text,
  tags: text,
});
const CustomerBody = z.object({ customer: CustomerFields.extend({ addresses: z.array(AddressFields).nullish() }) });

const VariantFields = z.object({
  sku: text,
  barcode: text,
  price: z.number().nullish(),
  grams: z.number().nullish(),
  inventory_management: text,
  option1: text,
  option2: text,
  option3: text,
});
const ProductBody = z.object({
  product: z.object({
    title: z.string().min(1),
    body_html: text,
    product_type: text,
    vendor: text,
    variants: z.array(VariantFields).min(1),
    options: z.array(z.object({ name: z.string(), position: z.int() })).nullish(),
    images: z.array(z.object({ src: z.string() })).nullish(),
  }),
});
const VariantBody = z.object({ variant: VariantFields });

const NoteFields = z.object({
  note: text,
  note_attributes: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
});
const OrderBody = z.object({
  order: NoteFields.extend({
    line_items: z
      .array(z.object({ variant_id: z.int(), quantity: z.number().positive(), price: z.number().nullish() }))
      .min(1),
    customer: z.object({ id: z.int() }).nullish(),
    source_name: text,
    shipping_address: AddressFields.nullish(),
  }),
});

/** The members that were sent; the others stay as they are. */
const sentIn = <Fields extends object>(fields: Fields): Partial<Fields> => {
  const isSent = ([, value]: [string, unknown]): boolean => value !== undefined;
  return { ...fields, ...Object.fromEntries(Object.entries(fields).filter(isSent)) };
};

const unique = (customers: Table, field: "email" | "phone", value: string | null | undefined, id: number): void => {
  if (value && [...customers.values()].some((row) => row.id !== id && row[field] === value))
    throw new Refusal(field, "has already been taken");
};

/** Haravan's own name of an address, family name first. */
const named = (address: z.output<typeof AddressFields>) => ({
  ...address,
  name: `${address.last_name ?? ""} ${address.first_name ?? ""}`,
});

export const newCustomer = ({ customers }: Shop, body: unknown, time: string): Row => {
  const { addresses, ...fields } = CustomerBody.parse(body).customer;
  const id = customers.nextId;
  unique(customers, "email", fields.email, id);
  unique(customers, "phone", fields.phone, id);
  const own = (addresses ?? []).map((address, index) => ({
    id: 1_056_500_000 + id + index,
    ...named(address),
    default: index === 0,
  }));
  return {
    accepts_marketing: false,
    last_name: null,
    note: null,
    tags: null,
    email: null,
    phone: null,
    ...fields,
    addresses: own,
    default_address: own[0] ?? null,
    created_at: time,
    updated_at: time,
    id,
    state: "Enabled",
    total_spent: 0,
    total_paid: 0,
    group_name: null,
    birthday: null,
    gender: null,
  };
};

const changedCustomer = ({ customers }: Shop, present: Row, body: unknown, time: string): Row => {
  const fields = CustomerBody.parse(body).customer;
  for (const field of ["email", "phone"] as const)
    if (fields[field] !== present[field]) unique(customers, field, fields[field], present.id);
  const { addresses: _, ...changes } = fields;
  return { ...present, ...sentIn(changes), updated_at: time };
};

const titleOf = ({ option1, option2, option3 }: z.output<typeof VariantFields>): string =>
  [option1, option2, option3].filter(Boolean).join(" / ") || "Default Title";

const newVariant = (fields: z.output<typeof VariantFields>, id: number, productId: number, time: string): Row => ({
  barcode: null,
  compare_at_price: 0,
  created_at: time,
  grams: 0,
  id,
  inventory_management: null,
  inventory_policy: "deny",
  inventory_quantity: 0,
  position: 1,
  price: 0,
  product_id: productId,
  requires_shipping: false,
  sku: null,
  taxable: false,
  title: titleOf(fields),
  updated_at: time,
  image_id: null,
  inventory_advance: null,
  ...fields,
  option1: fields.option1 ?? "Default Title",
  option2: fields.option2 ?? null,
  option3: fields.option3 ?? null,
});

export const newProduct = ({ products }: Shop, body: unknown, time: string): Row => {
  const { variants, options, images, ...fields } = ProductBody.parse(body).product;
  const id = products.nextId;
  return {
    body_html: null,
    body_plain: null,
    product_type: "Khác",
    vendor: "Khác",
    tags: null,
    ...fields,
    created_at: time,
    handle: `san-pham-${id}`,
    id,
    images: (images ?? []).map(({ src }, index) => ({
      id: id + 140_000_000 + index,
      position: index + 1,
      src,
      variant_ids: [],
    })),
    published_at: time,
    published_scope: "global",
    updated_at: time,
    variants: variants.map((variant, index) => newVariant(variant, id + 40_000_000 + index, id, time)),
    options: (options ?? [{ name: "Title", position: 1 }]).map((option, index) => ({ id: id * 2 + index, ...option })),
  };
};

const Variants = z.looseObject({ variants: z.array(z.looseObject({ id: z.int() })) });
const WithTitle = z.object({ title: z.string() });
const WithPrice = z.object({ price: z.number() });

/** The product with one of its variants changed. */
const changedVariant = (product: Row, id: number, body: unknown, time: string): Row => {
  const { variant: fields } = VariantBody.parse(body);
  const variants = Variants.parse(product).variants.map((variant) => {
    if (variant.id !== id) return variant;
    const changed = { ...variant, ...sentIn(fields), updated_at: time };
    return { ...changed, title: titleOf(VariantFields.parse(changed)).replace(/^$/, "Default Title") };
  });
  return { ...product, variants, updated_at: time };
};

const productWith = ({ products }: Shop, variantId: number): Row | undefined =>
  [...products.values()].find((product) => Variants.parse(product).variants.some(({ id }) => id === variantId));

export const newOrder = (shop: Shop, body: unknown, time: string): Row => {
  const { line_items, customer, shipping_address, source_name, ...notes } = OrderBody.parse(body).order;
  const id = shop.orders.nextId;
  const lines = line_items.map((line, index) => {
    const product = productWith(shop, line.variant_id);
    const variant = product && Variants.parse(product).variants.find((found) => found.id === line.variant_id);
    if (!variant) throw new Refusal("line_items", "variant does not exist");
    const price = line.price ?? WithPrice.parse(variant).price;
    const { title } = WithTitle.parse(product);
    const { quantity, variant_id } = line;
    const own = {
      id: 1_160_000_000 + (id - firstId) * 20 + index,
      product_id: product.id,
      variant_id,
      quantity,
      price,
    };
    return { ...own, price_original: price, total_discount: 0, title, name: title, sku: variant["sku"] };
  });
  const buyer = customer ? shop.customers.get(customer.id) : undefined;
  if (customer && !buyer) throw new Refusal("customer", "does not exist");
  const sum = lines.reduce((total, { price, quantity }) => total + price * quantity, 0);
  const number = `#${100_000 + id - firstId}`;
  return {
    cancel_reason: null,
    cancelled_at: null,
    cancelled_status: "uncancelled",
    closed_at: null,
    closed_status: "unclosed",
    created_at: time,
    currency: "VND",
    customer: buyer ?? null,
    discount_codes: [],
    financial_status: "pending",
    fulfillments: [],
    fulfillment_status: "notfulfilled",
    tags: null,
    gateway: null,
    gateway_code: null,
    id,
    line_items: lines,
    name: number,
    number: id,
    order_number: number,
    refunds: [],
    shipping_address: shipping_address ? named(shipping_address) : null,
    shipping_lines: [{ code: null, price: 0, source: null, title: null }],
    source: source_name ?? null,
    source_name: source_name ?? null,
    subtotal_price: sum,
    taxes_included: false,
    total_discounts: 0,
    total_line_items_price: sum,
    total_price: sum,
    total_tax: 0,
    transactions: [],
    note: null,
    note_attributes: [],
    ...sentIn(notes),
    user_id: 0,
    location_id: [...shop.locations.keys()][0],
    ref_order_id: 0,
    updated_at: time,
  };
};

const changedOrder = (_: Shop, present: Row, body: unknown, time: string): Row => {
  const { order } = z.object({ order: NoteFields }).parse(body);
  return { ...present, ...sentIn(order), updated_at: time };
};

interface Writable {
  path: string;
  row: string;
  table: (shop: Shop) => Table;
  create: (shop: Shop, body: unknown, time: string) => Row;
  change?: (shop: Shop, present: Row, body: unknown, time: string) => Row;
}

const writables: readonly Writable[] = [
  {
    path: "customers",
    row: "customer",
    table: ({ customers }) => customers,
    create: newCustomer,
    change: changedCustomer,
  },
  { path: "products", row: "product", table: ({ products }) => products, create: newProduct },
  { path: "orders", row: "order", table: ({ orders }) => orders, create: newOrder, change: changedOrder },
];

const CancelBody = z.object({
  reason: z.enum(["customer", "inventory", "fraud", "declined", "other"]).default("other"),
  amount: z.string().optional(),
  restock: z.boolean().default(false),
  email: z.boolean().default(false),
  note: z.string().default(""),
  ignore_cancel_fulfillment: z.boolean().default(false),
});

const Refunds = z.array(z.looseObject({ id: z.int() }));
const Paid = z.looseObject({
  refunds: Refunds,
  transactions: z.array(z.looseObject({ kind: z.string(), amount: z.number() })),
  fulfillments: z.array(z.looseObject({})),
});

/** An order that is called off. What is given back stands on a return without goods, and on the order. */
const cancelled = (order: Row, body: unknown, time: string): Row => {
  if (order["cancelled_at"]) throw new Refusal("order", "has been cancelled");
  const { reason, amount, note, restock, ignore_cancel_fulfillment } = CancelBody.parse(body);
  const { refunds, transactions, fulfillments } = Paid.parse(order);
  const money = {
    id: order.id * 10 + 8,
    order_id: order.id,
    created_at: time,
    currency: "VND",
    kind: "refund",
    amount: -Number(amount ?? 0),
    status: null,
    test: false,
  };
  const paid = transactions.filter(({ kind }) => kind === "capture").reduce((sum, row) => sum + row.amount, 0);
  if (paid + money.amount < 0) throw new Refusal("amount", "is more than was paid");
  const given = amount === undefined ? [] : [money];
  const refund = {
    id: order.id * 10 + 7,
    order_id: order.id,
    created_at: time,
    note,
    restock,
    refund_line_items: null,
  };
  return {
    ...order,
    cancelled_at: time,
    cancelled_status: "cancelled",
    cancel_reason: reason,
    ...(amount === undefined ? {} : { financial_status: paid + money.amount > 0 ? "partially_refunded" : "refunded" }),
    fulfillments: ignore_cancel_fulfillment
      ? fulfillments
      : fulfillments.map((row) => ({ ...row, status: "cancelled" })),
    refunds: [...refunds, { ...refund, transactions: given.map((row) => ({ ...row, status: "Thành công" })) }],
    transactions: [...given, ...transactions],
    updated_at: time,
  };
};

/** What becomes of an order: https://docs.haravan.com/docs/omni-apis/orders/ */
const verbs: Readonly<Record<string, (order: Row, body: unknown, time: string) => Row>> = {
  cancel: cancelled,
  confirm: (order, _, time) => ({ ...order, confirmed_at: time, confirmed_status: "confirmed", updated_at: time }),
  close: (order, _, time) => ({ ...order, closed_at: time, closed_status: "closed", updated_at: time }),
  open: (order, _, time) => ({ ...order, closed_at: null, closed_status: "unclosed", updated_at: time }),
};

export const writingHandlers = (shop: () => Shop, kit: SandboxKit, desk: Desk) => {
  const answered = async (
    request: Request,
    write: (body: unknown, time: string) => { name: string; row: unknown } | undefined,
    status = 200,
  ): Promise<Response> => {
    const refusal = desk.gate(request);
    if (refusal) return refusal;
    try {
      const written = write(await request.json(), utc(kit.now()));
      return written ? desk.json({ [written.name]: written.row }, status) : desk.json({ errors: "Not Found" }, 404);
    } catch (error) {
      if (error instanceof Refusal) return desk.json({ errors: error.errors }, 422);
      if (error instanceof z.ZodError || error instanceof SyntaxError) return desk.json({ errors: "Bad Request" }, 400);
      throw error;
    }
  };
  /** A product is told by any of its variants. */
  const tell = (type: "created" | "changed", path: string, row: Row): void => {
    const [resource, { id } = row] = path === "products" ? ["items", Variants.parse(row).variants[0]] : [path];
    kit.webhooks.tell({ type, resource, id: String(id) });
  };
  const idIn = (params: Readonly<Record<string, unknown>>): number => Number.parseInt(String(params["id"]), 10);

  return [
    http.put(`${host}/variants/:id`, ({ request, params }) =>
      answered(request, (body, time) => {
        const product = productWith(shop(), idIn(params));
        if (!product) return undefined;
        const changed = changedVariant(product, idIn(params), body, time);
        shop().products.put(changed);
        kit.webhooks.tell({ type: "changed", resource: "items", id: String(idIn(params)) });
        return { name: "variant", row: Variants.parse(changed).variants.find(({ id }) => id === idIn(params)) };
      }),
    ),
    ...Object.entries(verbs).map(([verb, become]) =>
      http.post(`${host}/orders/:id/${verb}.json`, ({ request, params }) =>
        answered(request, (body, time) => {
          const order = shop().orders.get(idIn(params));
          if (!order) return undefined;
          const row = become(order, body, time);
          shop().orders.put(row);
          return { name: "order", row };
        }),
      ),
    ),
    http.delete(`${host}/customers/:id`, ({ request, params }) => {
      const refusal = desk.gate(request);
      if (refusal) return refusal;
      if (!shop().customers.get(idIn(params))) return desk.json({ errors: "Not Found" }, 404);
      shop().customers.delete(idIn(params));
      return desk.json({}, 200);
    }),
    ...writables.flatMap(({ path, row: name, table, create, change }) => [
      http.post(`${host}/${path}.json`, ({ request }) =>
        answered(
          request,
          (body, time) => {
            const row = create(shop(), body, time);
            table(shop()).put(row);
            tell("created", path, row);
            return { name, row };
          },
          201,
        ),
      ),
      ...(change
        ? [
            http.put(`${host}/${path}/:id`, ({ request, params }) =>
              answered(request, (body, time) => {
                const present = table(shop()).get(idIn(params));
                if (!present) return undefined;
                const row = change(shop(), present, body, time);
                table(shop()).put(row);
                tell("changed", path, row);
                return { name, row };
              }),
            ),
          ]
        : []),
    ]),
  ];
};
