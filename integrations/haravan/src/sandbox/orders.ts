import type { Company } from "@opensme/testing";
import { customerId, locationId, userId } from "./parties.ts";
import { variantId } from "./products.ts";
import { type Row, utc } from "./wire.ts";

type Sale = ReturnType<Company["saleAt"]>;
type Document = Omit<ReturnType<Company["orderAt"]>, "status" | "channel"> &
  Partial<Pick<Sale, "delivery" | "refund">> & { status: string; channel: string };

const gateways = {
  cash: "Tiền mặt",
  card: "Quẹt thẻ",
  transfer: "Chuyển khoản qua ngân hàng",
  "cash-on-delivery": "Thanh toán khi giao hàng (COD)",
} as const;

const carrierStatus = {
  pending: "readytopick",
  "in-transit": "delivering",
  delivered: "delivered",
  returned: "return",
  cancelled: "cancel",
} as const;

const sources: Readonly<Record<string, string>> = { shop: "pos", wholesale: "haravan_draft_order", online: "web" };

/** The price of a line as it is sold: a discount that has no exact part for one stays beside it. */
const pricesOf = ({ unitPrice, discount, quantity }: Sale["lines"][number]) => {
  const ofOne = discount / quantity;
  const isExact = Number.isInteger(ofOne);
  return {
    price_original: unitPrice,
    price: isExact ? unitPrice - ofOne : unitPrice,
    total_discount: isExact ? 0 : discount,
  };
};

const lineOf = (company: Company, line: Sale["lines"][number], id: number) => {
  const item = company.items.find((found) => found.id === line.itemId);
  const unit = item?.units.find(({ name }) => name === line.unit) ?? item?.units[0];
  return {
    fulfillable_quantity: line.quantity,
    fulfillment_service: null,
    fulfillment_status: "notfulfilled",
    grams: 0,
    id,
    ...pricesOf(line),
    price_promotion: 0,
    product_id: 1_028_000_000 + (item?.group?.id ?? line.itemId),
    quantity: line.quantity,
    requires_shipping: true,
    sku: unit?.code ?? null,
    title: item?.group?.name ?? item?.name,
    variant_id: item ? variantId(item, line.unit) : null,
    variant_title: unit?.name ?? null,
    name: item?.name,
    gift_card: false,
    taxable: true,
    tax_lines: null,
    product_exists: true,
    barcode: unit?.barcode ?? null,
    properties: null,
    applied_discounts: [],
  };
};

const transactionOf = (
  order: { id: number; at: string; location: number },
  fields: Readonly<Record<string, unknown>>,
) => ({
  authorization: null,
  created_at: utc(order.at),
  device_id: null,
  order_id: order.id,
  receipt: null,
  status: null,
  test: false,
  user_id: 0,
  location_id: order.location,
  payment_details: null,
  parent_id: null,
  currency: "VND",
  haravan_transaction_id: null,
  external_transaction_id: null,
  send_email: false,
  ...fields,
});

/** What is to be paid, and each payment of it again once it came in. */
const transactionsOf = (document: Document, id: number) => {
  const order = { id, at: document.at, location: locationId(document.locationId) };
  const gateway = gateways[document.payments[0]?.method ?? "cash-on-delivery"];
  const first = 1_055_000_000 + (id - firstId) * 10;
  const due = transactionOf(order, { amount: document.total, gateway, id: first, kind: "pending" });
  const captures = document.payments.map(({ at, amount, method }, index) =>
    transactionOf(
      { ...order, at },
      { amount, gateway: gateways[method], id: first + 1 + index, kind: "capture", parent_id: first },
    ),
  );
  return [...captures, due];
};

/** Of a line that came back, less is told. */
const returnedOf = (line: ReturnType<typeof lineOf>, price: number) => ({
  fulfillment_service: null,
  fulfillment_status: null,
  grams: line.grams,
  id: line.id,
  price,
  product_id: line.product_id,
  quantity: line.quantity,
  requires_shipping: line.requires_shipping,
  sku: line.sku,
  title: line.title,
  variant_id: line.variant_id,
  variant_title: line.variant_title,
  name: line.name,
  barcode: line.barcode,
  properties: null,
});

const refundsOf = (company: Company, { refund }: Document, id: number) => {
  if (!refund) return [];
  const order = { id, at: refund.at, location: locationId(refund.locationId) };
  const given =
    refund.method === "credit"
      ? []
      : [
          transactionOf(order, {
            amount: -refund.total,
            gateway: gateways[refund.method],
            id: 1_055_000_000 + (id - firstId) * 10 + 9,
            kind: "refund",
            status: "Thành công",
          }),
        ];
  return [
    {
      created_at: utc(refund.at),
      id: 1_011_000_000 + refund.id,
      note: refund.reason,
      refund_line_items: refund.lines.map((line, index) => ({
        id: 1_013_000_000 + refund.id * 20 + index,
        line_item: returnedOf(lineOf(company, line, 0), line.unitPrice),
        line_item_id: 1_160_000_000 + (id - firstId) * 20 + index,
        quantity: line.quantity,
      })),
      restock: true,
      user_id: userId(refund.receivedById),
      order_id: id,
      location_id: order.location,
      transactions: given,
    },
  ];
};

const fulfillmentsOf = ({ delivery, ...document }: Document, id: number) => {
  const isTaken = document.channel === "shop" && document.status === "completed";
  if (!delivery && !isTaken) return [];
  return [
    {
      created_at: utc(document.at),
      id: 1_052_000_000 + (id - firstId),
      order_id: id,
      receipt: null,
      status: delivery?.status === "cancelled" ? "cancelled" : "success",
      tracking_company: delivery?.carrier.name ?? null,
      tracking_company_code: delivery?.carrier.code ?? null,
      tracking_numbers: delivery ? [delivery.trackingNumber] : [],
      tracking_number: delivery?.trackingNumber ?? null,
      tracking_url: null,
      tracking_urls: [],
      updated_at: utc(document.updatedAt),
      notify_customer: false,
      province: delivery?.address.province ?? null,
      district: null,
      ward: delivery?.address.ward ?? null,
      cod_amount: delivery?.cashOnDelivery ?? 0,
      carrier_status_code: carrierStatus[delivery?.status ?? "delivered"],
      carrier_cod_status_code: delivery?.isCashOnDelivery ? "codpending" : "none",
      location_id: locationId(document.locationId),
      note: null,
      carrier_service_package_name: null,
      delivered_date: delivery?.deliveredAt ? utc(delivery.deliveredAt) : null,
      country: null,
      country_code: delivery ? "VN" : null,
      zip_code: null,
      city: null,
      real_shipping_fee: 0,
      total_weight: delivery?.weight ?? 0,
      package_length: 0,
      package_width: 0,
      package_height: 0,
      address: null,
      first_name: delivery?.receiver ?? null,
      last_name: null,
      shipping_address: delivery?.address.street ?? null,
      shipping_phone: delivery?.phone ?? null,
    },
  ];
};

const financialStatus = ({ status, paid, total, refund }: Document): string => {
  if (refund) return refund.total >= total ? "refunded" : "partially_refunded";
  if (status === "cancelled") return "voided";
  return paid >= total ? "paid" : paid > 0 ? "partiallypaid" : "pending";
};

/** Ids of orders follow one another, and those of their parts follow from them. */
export const firstId = 1_138_000_000;

/** The order as Haravan has it, of a sale or of what is still to become one. */
const rowOf = (company: Company, document: Document, id: number, customers: ReadonlyMap<number, Row>): Row => {
  const customer = document.customerId === undefined ? undefined : customers.get(customerId(document.customerId));
  const isCancelled = document.status === "cancelled";
  const isDone = document.status === "completed" && document.paid >= document.total;
  const { delivery } = document;
  const fulfillments = fulfillmentsOf(document, id);
  const number = `#${100_000 + id - firstId}`;
  return {
    billing_address: null,
    browser_ip: null,
    cancel_reason: isCancelled ? "customer" : null,
    cancelled_at: isCancelled ? utc(document.updatedAt) : null,
    cancelled_status: isCancelled ? "cancelled" : "uncancelled",
    closed_at: isDone ? utc(document.updatedAt) : null,
    closed_status: isDone ? "closed" : "unclosed",
    confirmed_at: utc(document.at),
    confirmed_status: "confirmed",
    created_at: utc(document.at),
    currency: "VND",
    customer: customer ?? null,
    discount_codes: [],
    email: customer?.["email"] ?? null,
    financial_status: financialStatus(document),
    fulfillments,
    fulfillment_status: fulfillments.length > 0 ? "fulfilled" : "notfulfilled",
    tags: null,
    gateway: gateways[document.payments[0]?.method ?? "cash-on-delivery"],
    gateway_code: null,
    id,
    source: sources[document.channel],
    line_items: document.lines.map((line, index) => lineOf(company, line, 1_160_000_000 + (id - firstId) * 20 + index)),
    name: number,
    note: document.note ?? null,
    number: id,
    order_number: number,
    refunds: refundsOf(company, document, id),
    shipping_address: delivery
      ? {
          address1: delivery.address.street,
          address2: null,
          city: null,
          company: null,
          country: "Vietnam",
          first_name: delivery.receiver,
          last_name: null,
          phone: delivery.phone,
          province: delivery.address.province,
          zip: null,
          name: ` ${delivery.receiver}`,
          country_code: "VN",
          district: null,
          ward: delivery.address.ward,
        }
      : null,
    shipping_lines: [{ code: null, price: document.deliveryFee, source: null, title: null }],
    source_name: document.source?.toLowerCase() ?? sources[document.channel],
    subtotal_price: document.net,
    tax_lines: null,
    taxes_included: false,
    total_discounts: 0,
    total_line_items_price: document.net,
    total_price: document.total,
    total_tax: document.tax,
    total_weight: delivery?.weight ?? 0,
    updated_at: utc(document.updatedAt),
    transactions: transactionsOf(document, id),
    note_attributes: [],
    user_id: userId(document.sellerId),
    location_id: locationId(document.locationId),
    ref_order_id: 0,
    ref_order_number: null,
  };
};

/** All sales, and the orders that are none yet: Haravan has one kind of document for both. */
export const ordersOf = (company: Company, customers: ReadonlyMap<number, Row>): Row[] => {
  const open = company.orders.filter(({ saleNumber }) => saleNumber === undefined);
  const documents: Document[] = [...company.sales.map((sale) => ({ ...sale, expectedOn: sale.date })), ...open];
  return documents.map((document, index) => rowOf(company, document, firstId + index + 1, customers));
};
