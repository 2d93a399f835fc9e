import { haravan } from "@opensme/haravan";
import { decimal, instant, type Mapping, type Row, ref, text } from "../by-hand.ts";
import { dayOf } from "../records.ts";

const lineRow = (index: number, line: number) => {
  const price = 25_000 + ((index + line * 7) % 90) * 1000;
  return {
    id: 1_393_000_000 + index * 3 + line,
    product_id: 1_022_000_000 + ((index + line) % 400),
    variant_id: 1_043_000_000 + ((index + line) % 400),
    sku: `SP${(index + line) % 400}`,
    title: `Cà phê rang xay Mẫu số ${line}`,
    variant_title: "250 g",
    name: `Cà phê rang xay Mẫu số ${line} - 250 g`,
    quantity: 1 + (index % 5),
    price,
    price_original: line === 2 ? price + 5000 : price,
    total_discount: 0,
    grams: 250,
    requires_shipping: true,
    vendor: "Nhà rang Mẫu",
  };
};

const order = (index: number) => {
  const day = dayOf(index);
  const total = 150_000 + (index % 700) * 1000;
  const transaction = {
    created_at: `${day}T02:48:54.859Z`,
    gateway: "COD",
    order_id: 1_272_000_000 + index,
    status: null,
    test: false,
    currency: "VND",
  };
  return {
    id: 1_272_000_000 + index,
    order_number: `#${100_000 + index}`,
    name: `#${100_000 + index}`,
    cancelled_at: null,
    cancelled_status: "uncancelled",
    cancel_reason: null,
    closed_at: null,
    closed_status: "unclosed",
    confirmed_status: "confirmed",
    financial_status: "paid",
    fulfillment_status: "fulfilled",
    created_at: `${day}T02:48:54.859Z`,
    updated_at: `${day}T07:10:33.304Z`,
    customer: {
      id: 1_036_000_000 + (index % 5000),
      first_name: "Thị Mẫu",
      last_name: "Nguyễn",
      email: "mau@example.com",
    },
    location_id: 702_473,
    location_name: "Kho HCM",
    user_id: 200_000_496_639,
    source: "web",
    source_name: "facebook",
    ref_order_id: 0,
    currency: "VND",
    subtotal_price: total,
    total_discounts: 0,
    discount_codes: [],
    total_tax: 0,
    taxes_included: false,
    total_price: total + 30_000,
    gateway: "Thanh toán khi giao hàng (COD)",
    gateway_code: "COD",
    line_items: [lineRow(index, 1), lineRow(index, 2), lineRow(index, 3)],
    shipping_lines: [{ code: "GHN", price: 30_000, title: "Giao nhanh" }],
    shipping_address: {
      address1: "182 đường Mẫu",
      address2: null,
      city: null,
      company: null,
      country: "Vietnam",
      country_code: "VN",
      first_name: "Thị Mẫu",
      last_name: "Nguyễn",
      phone: "0900000005",
      province: "Hồ Chí Minh",
      district: "Quận 11",
      ward: "Phường 15",
      zip: null,
    },
    transactions: [
      { ...transaction, id: 2_000_000_000 + index * 2, kind: "pending", amount: total + 30_000 },
      {
        ...transaction,
        id: 2_000_000_001 + index * 2,
        parent_id: 2_000_000_000 + index * 2,
        kind: "capture",
        amount: total + 30_000,
      },
    ],
    refunds: [],
    fulfillments: [{ id: 900_000_000 + index, status: "success", carrier_status_code: "delivered" }],
    note: "Gói quà",
    note_attributes: [{ name: "colour", value: "red" }],
    tags: "khách quen",
  };
};

const paymentStatuses: Record<string, string> = {
  pending: "unpaid",
  authorized: "unpaid",
  voided: "unpaid",
  partially_paid: "partially-paid",
  paid: "paid",
  partially_refunded: "paid",
  refunded: "refunded",
};

const deliveries: Record<string, string> = {
  pending: "pending",
  readytopick: "pending",
  picking: "picking-up",
  delivering: "in-transit",
  delivered: "delivered",
  waitingforreturn: "returning",
  return: "returned",
};

/** How far the shipments are, where all are alike. */
const deliveryOf = (row: Row): string | undefined => {
  if (!row.fulfillment_status) return "pending";
  const [first, ...others] = row.fulfillments.map((shipment: Row) => deliveries[shipment.carrier_status_code]);
  return others.every((other: string) => other === first) ? first : undefined;
};

const paidIn = (row: Row): string | undefined => {
  let paid: number | undefined;
  for (const { kind, amount, test } of row.transactions) {
    if (test || kind === "pending" || kind === "authorization" || kind === "void") continue;
    paid = (paid ?? 0) + (kind === "refund" ? -Math.abs(amount) : amount);
  }
  return decimal(paid);
};

const nameOf = ({ last_name, first_name }: Row): string => `${last_name ?? ""} ${first_name ?? ""}`.trim();

const lineOf = (line: Row): object => {
  const full = Math.max(line.price, line.price_original);
  const name = line.name.replace(/ - Default Title$/, "");
  return {
    id: String(line.id),
    item: ref(line.variant_id, name),
    code: text(line.sku),
    description: name,
    quantity: String(line.quantity),
    unitPrice: String(full),
    discount: String((full - line.price) * line.quantity + line.total_discount),
    total: String(line.price * line.quantity - line.total_discount),
  };
};

const addressOf = (address: Row): object => ({
  recipient: nameOf(address),
  line1: text(address.address1),
  line2: text(address.address2),
  ward: text(address.ward),
  district: text(address.district),
  city: text(address.city),
  province: text(address.province),
  postalCode: text(address.zip),
  country: address.country_code?.toUpperCase(),
});

/** An order. */
export const mapping: Mapping = {
  resource: haravan.resources.orders,
  text: (index) => JSON.stringify(order(index)),
  byHand: (row) => ({
    id: String(row.id),
    number: row.order_number.replace("#", ""),
    kind: "sale",
    status: row.cancelled_at ? "cancelled" : row.closed_at ? "completed" : "open",
    paymentStatus: paymentStatuses[row.financial_status],
    fulfillmentStatus: deliveryOf(row),
    placedAt: instant(row.created_at),
    contact: row.customer ? ref(row.customer.id, nameOf(row.customer)) : undefined,
    location: ref(row.location_id, row.location_name),
    seller: ref(row.user_id),
    channel: text(row.source_name),
    sourceOrder: ref(row.ref_order_id, row.ref_order_number),
    currency: row.currency,
    subTotal: decimal(row.subtotal_price),
    discount: decimal(row.total_discounts),
    tax: decimal(row.total_tax),
    taxInclusive: row.taxes_included,
    total: decimal(row.total_price),
    paid: paidIn(row),
    isCashOnDelivery: /\bcod\b/i.test(row.gateway_code),
    lines: row.line_items.map(lineOf),
    charges: row.shipping_lines.map((line: Row) => ({ amount: decimal(line.price), name: line.title })),
    shippingAddress: row.shipping_address ? addressOf(row.shipping_address) : undefined,
    note: text(row.note),
    createdAt: instant(row.created_at),
    updatedAt: instant(row.updated_at),
    custom: Object.fromEntries(row.note_attributes.map(({ name, value }: Row) => [name, value])),
    unmapped: {
      "shippingAddress.phone": text(row.shipping_address?.phone),
      confirmed_status: text(row.confirmed_status),
      gateway: text(row.gateway),
      gateway_code: text(row.gateway_code),
      tags: text(row.tags),
    },
  }),
};
