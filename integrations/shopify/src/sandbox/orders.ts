import type { Company } from "@opensme/testing";
import type { Node } from "./graphql.ts";
import { addressOf, e164 } from "./parties.ts";
import { amount, bag, connection, currency, gid, timeOf } from "./wire.ts";

type Sale = Company["sales"][number];
type SaleLine = Sale["lines"][number];

/** What an order points at. */
export interface Surroundings {
  customers: ReadonlyMap<number, Node>;
  variants: ReadonlyMap<number, Node>;
  locations: ReadonlyMap<number, Node>;
  staff: readonly Node[];
}

export interface OrderNode {
  order: Node;
  fulfillments: Node[];
  refunds: Node[];
  transactions: Node[];
}

/** Percent, where the tax is one. */
export const rateOf = (vat: string): number | undefined => (/^\d+$/.test(vat) ? Number(vat) : undefined);

export const taxLinesOf = (vat: string, tax: number): Node[] => {
  const rate = rateOf(vat);
  return rate === undefined ? [] : [{ title: "VAT", rate: rate / 100, ratePercentage: rate, priceSet: bag(tax) }];
};

/** Shopify sells whole pieces: what is sold by weight is one piece at the price of all. */
const piecesOf = ({ quantity, unitPrice, net, discount }: SaleLine): { quantity: number; price: number } =>
  Number.isInteger(quantity) ? { quantity, price: unitPrice } : { quantity: 1, price: net + discount };

const lineNode = (number: number, line: SaleLine, variant: Node | undefined): Node => {
  const { quantity, price } = piecesOf(line);
  return {
    __typename: "LineItem",
    id: gid("LineItem", number),
    name: variant ? String(variant["displayName"]).replace(" - Default Title", "") : line.unit,
    title: variant ? String(variant["displayName"]).replace(/ - .*/, "") : line.unit,
    sku: variant?.["sku"] ?? null,
    quantity,
    originalUnitPriceSet: bag(price),
    variant: variant ?? null,
    taxLines: taxLinesOf(line.vat, line.tax),
    discountAllocations: line.discount > 0 ? [{ allocatedAmountSet: bag(line.discount) }] : [],
  };
};

const gateways: Readonly<Record<Sale["payments"][number]["method"], string>> = {
  cash: "cash",
  card: "shopify_payments",
  transfer: "Bank Deposit",
  "cash-on-delivery": "Cash on Delivery (COD)",
};

export const transactionNode = (fields: {
  number: number;
  order: Node;
  kind: string;
  gateway: string;
  value: number;
  at: string;
}): Node => ({
  __typename: "OrderTransaction",
  id: gid("OrderTransaction", fields.number),
  kind: fields.kind,
  status: "SUCCESS",
  gateway: fields.gateway,
  formattedGateway: fields.gateway,
  amountSet: bag(fields.value),
  paymentId: `#${fields.number}.1`,
  errorCode: null,
  location: null,
  user: null,
  order: fields.order,
  parentTransaction: null,
  processedAt: fields.at,
  test: false,
  createdAt: fields.at,
});

const shown = {
  pending: "CONFIRMED",
  "in-transit": "IN_TRANSIT",
  delivered: "DELIVERED",
  returned: "NOT_DELIVERED",
  cancelled: "CANCELED",
};

export const fulfillmentNode = (fields: {
  number: number;
  order: Node;
  location: Node;
  status: keyof typeof shown;
  carrier: string;
  tracking: string;
  quantity: number;
  at: string;
}): Node => ({
  __typename: "Fulfillment",
  id: gid("Fulfillment", fields.number),
  name: `${String(fields.order["name"])}-F1`,
  status: fields.status === "cancelled" ? "CANCELLED" : "SUCCESS",
  displayStatus: shown[fields.status],
  trackingInfo: [{ company: fields.carrier, number: fields.tracking, url: null }],
  service: { serviceName: "Manual" },
  location: fields.location,
  estimatedDeliveryAt: null,
  inTransitAt: null,
  deliveredAt: fields.status === "delivered" ? fields.at : null,
  totalQuantity: fields.quantity,
  order: fields.order,
  createdAt: fields.at,
  updatedAt: fields.at,
});

export const refundNode = (fields: {
  number: number;
  order: Node;
  note: string | null;
  lines: Node[];
  total: number;
  staffMember: Node | null;
  at: string;
}): Node => ({
  __typename: "Refund",
  id: gid("Refund", fields.number),
  note: fields.note,
  order: fields.order,
  staffMember: fields.staffMember,
  totalRefundedSet: bag(fields.total),
  refundLineItems: (args) => connection(fields.lines, args),
  refundShippingLines: (args) => connection([], args),
  orderAdjustments: (args) => connection([], args),
  processedAt: fields.at,
  createdAt: fields.at,
  updatedAt: fields.at,
});

const paymentStatus = ({ status, paid, total, refund }: Sale): string => {
  if (refund) return refund.total >= total ? "REFUNDED" : "PARTIALLY_REFUNDED";
  if (paid >= total) return "PAID";
  return paid > 0 ? "PARTIALLY_PAID" : status === "cancelled" ? "VOIDED" : "PENDING";
};

const fulfillmentStatus = ({ status, channel, delivery, refund }: Sale): string => {
  if (status === "cancelled") return "UNFULFILLED";
  if (refund && refund.net > 0 && !delivery && channel !== "shop") return "RESTOCKED";
  if (channel === "shop") return "FULFILLED";
  return delivery && delivery.status !== "cancelled" ? "FULFILLED" : "UNFULFILLED";
};

const apps = { shop: "Point of Sale", online: "Online Store", wholesale: "Draft Orders" };

/** An order without anything, to be filled. */
export const orderNode = (number: number, name: string, at: string): OrderNode => {
  const [fulfillments, refunds, transactions]: Node[][] = [[], [], []];
  const nothing = (): Node => bag(0);
  const order: Node = {
    __typename: "Order",
    id: gid("Order", number),
    name,
    cancelledAt: null,
    cancelReason: null,
    closed: false,
    closedAt: null,
    displayFinancialStatus: "PENDING",
    displayFulfillmentStatus: "UNFULFILLED",
    processedAt: at,
    customer: null,
    retailLocation: null,
    staffMember: null,
    app: { id: gid("App", 580_111), name: "Online Store" },
    sourceName: "web",
    currencyCode: currency,
    subtotalPriceSet: nothing(),
    totalTaxSet: nothing(),
    totalPriceSet: nothing(),
    totalReceivedSet: nothing(),
    totalTipReceivedSet: nothing(),
    originalTotalDutiesSet: null,
    taxesIncluded: false,
    paymentGatewayNames: [],
    lineItems: (args) => connection([], args),
    shippingLines: (args) => connection([], args),
    shippingAddress: null,
    localizedFields: (args) => connection([], args),
    customAttributes: [],
    poNumber: null,
    tags: [],
    test: false,
    email: null,
    phone: null,
    note: null,
    createdAt: at,
    updatedAt: at,
    fulfillments: fulfillments ?? [],
    refunds: refunds ?? [],
    transactions: transactions ?? [],
  };
  return { order, fulfillments: fulfillments ?? [], refunds: refunds ?? [], transactions: transactions ?? [] };
};

export const orderOf = (sale: Sale, around: Surroundings): OrderNode => {
  const number = 5_500_000_000 + sale.id;
  const at = timeOf(sale.at);
  const made = orderNode(number, `#${1000 + sale.id}`, at);
  const { order, fulfillments, refunds, transactions } = made;
  const seller = around.staff[sale.sellerId % around.staff.length] ?? null;
  const lines = sale.lines.map((line, index) =>
    lineNode(13_000_000_000 + sale.id * 100 + index, line, around.variants.get(line.itemId)),
  );
  const shipping: Node[] =
    sale.deliveryFee > 0
      ? [
          {
            id: gid("ShippingLine", 4_400_000_000 + sale.id),
            title: "Giao hàng",
            code: "standard",
            carrierIdentifier: null,
            discountedPriceSet: bag(sale.deliveryFee),
          },
        ]
      : [];
  Object.assign(order, {
    cancelledAt: sale.status === "cancelled" ? timeOf(sale.updatedAt) : null,
    cancelReason: sale.status === "cancelled" ? "CUSTOMER" : null,
    closed: sale.status === "completed",
    closedAt: sale.status === "completed" ? at : null,
    displayFinancialStatus: paymentStatus(sale),
    displayFulfillmentStatus: fulfillmentStatus(sale),
    customer: (sale.customerId === undefined ? undefined : around.customers.get(sale.customerId)) ?? null,
    retailLocation: sale.channel === "shop" ? (around.locations.get(sale.locationId) ?? null) : null,
    staffMember: seller,
    app: { id: gid("App", 580_111 + Object.keys(apps).indexOf(sale.channel)), name: apps[sale.channel] },
    sourceName: sale.channel === "shop" ? "pos" : "web",
    subtotalPriceSet: bag(sale.net),
    totalTaxSet: bag(sale.tax),
    totalPriceSet: bag(sale.total),
    totalReceivedSet: bag(sale.paid),
    paymentGatewayNames: [...new Set(sale.payments.map(({ method }) => gateways[method]))],
    lineItems: (args: Record<string, unknown>) => connection(lines, args),
    shippingLines: (args: Record<string, unknown>) => connection(shipping, args),
    shippingAddress: sale.delivery
      ? addressOf(80_000 + sale.id, sale.delivery.address, sale.delivery.receiver, sale.delivery.phone)
      : null,
    customAttributes: sale.source ? [{ key: "source", value: sale.source }] : [],
    phone: sale.delivery ? e164(sale.delivery.phone) : null,
    note: sale.note ?? null,
    updatedAt: timeOf(sale.updatedAt),
  });
  for (const [index, payment] of sale.payments.entries())
    transactions.push(
      transactionNode({
        number: 6_600_000_000 + sale.id * 10 + index,
        order,
        kind: "SALE",
        gateway: gateways[payment.method],
        value: payment.amount,
        at: timeOf(payment.at),
      }),
    );
  const place = around.locations.get(sale.locationId);
  if (sale.delivery && place)
    fulfillments.push(
      fulfillmentNode({
        number: 4_500_000_000 + sale.id,
        order,
        location: place,
        status: sale.delivery.status,
        carrier: sale.delivery.carrier.name,
        tracking: sale.delivery.trackingNumber,
        quantity: lines.length,
        at: timeOf(sale.updatedAt),
      }),
    );
  if (sale.refund) refunds.push(refundOf(sale, sale.refund, order, lines, place ?? null, seller));
  for (const refund of refunds)
    transactions.push(
      transactionNode({
        number: 6_600_000_000 + sale.id * 10 + 9,
        order,
        kind: "REFUND",
        gateway: "cash",
        value: sale.refund?.total ?? 0,
        at: String(refund["createdAt"]),
      }),
    );
  return made;
};

const refundOf = (
  sale: Sale,
  refund: NonNullable<Sale["refund"]>,
  order: Node,
  lines: readonly Node[],
  location: Node | null,
  staffMember: Node | null,
): Node => {
  const number = 9_900_000_000 + refund.id;
  const returned = refund.lines.map((line, index): Node => {
    const { quantity, price } = piecesOf(line);
    const sold = sale.lines.findIndex(({ itemId }) => itemId === line.itemId);
    return {
      id: gid("RefundLineItem", number * 10 + index),
      quantity,
      restockType: "RETURN",
      priceSet: bag(line.discount > 0 ? Math.round(line.net / quantity) : price),
      subtotalSet: bag(line.net),
      totalTaxSet: bag(line.tax),
      location,
      lineItem: lines[sold] ?? null,
    };
  });
  const at = timeOf(refund.at);
  order["updatedAt"] = [at, timeOf(sale.updatedAt)].sort().at(-1);
  return refundNode({ number, order, note: refund.reason, lines: returned, total: refund.total, staffMember, at });
};

/** Card payments of each month, less a fee of three percent. */
export const payoutsOf = (company: Company): Node[] =>
  company.months.map((month, index) => {
    const cards = company.sales
      .flatMap(({ payments }) => payments)
      .filter(({ method, at }) => method === "card" && at.startsWith(month));
    const gross = cards.reduce((sum, payment) => sum + payment.amount, 0);
    return payoutNode(3_300_001 + index, gross, `${month}-28T02:00:00Z`);
  });

export const payoutNode = (number: number, gross: number, issuedAt: string): Node => {
  const fee = Math.round(gross * 0.03);
  const nothing = [
    "refundsFee",
    "refundsFeeGross",
    "adjustmentsFee",
    "adjustmentsGross",
    "advanceFees",
    "advanceGross",
    "reservedFundsFee",
    "reservedFundsGross",
    "retriedPayoutsFee",
    "retriedPayoutsGross",
  ];
  return {
    __typename: "ShopifyPaymentsPayout",
    id: gid("ShopifyPaymentsPayout", number),
    status: "PAID",
    transactionType: "DEPOSIT",
    net: amount(gross - fee),
    summary: {
      ...Object.fromEntries(nothing.map((name) => [name, amount(0)])),
      chargesGross: amount(gross),
      chargesFee: amount(fee),
    },
    externalTraceId: null,
    issuedAt,
    updatedAt: issuedAt,
  };
};
