import { shopify } from "@opensme/shopify";
import { decimal, instant, type Mapping, type Row, ref, text } from "../by-hand.ts";
import { dayOf } from "../records.ts";

const money = (amount: number) => ({ shopMoney: { amount: amount.toFixed(2), currencyCode: "USD" } });

const lineRow = (index: number, line: number) => {
  const price = 12.5 + ((index + line * 7) % 90);
  return {
    id: `gid://shopify/LineItem/${13_000_000_000 + index * 3 + line}`,
    name: `Roasted beans number ${line} - 250 g / whole`,
    title: `Roasted beans number ${line}`,
    sku: `CF-${(index + line) % 400}`,
    quantity: 1 + (index % 5),
    originalUnitPriceSet: money(price),
    variant: { id: `gid://shopify/ProductVariant/${41_000_000_000 + ((index + line) % 400)}` },
    taxLines: [{ title: "State tax", ratePercentage: 6.25, priceSet: money(price * 0.0625) }],
    discountAllocations: line === 2 ? [{ allocatedAmountSet: money(2.5) }] : [],
  };
};

const order = (index: number) => {
  const day = dayOf(index);
  const pageInfo = { hasNextPage: false, endCursor: "eyJsYXN0X2lkIjoxfQ==" };
  return {
    id: `gid://shopify/Order/${5_500_000_000 + index}`,
    name: `#${1000 + index}`,
    cancelledAt: null,
    cancelReason: null,
    closed: true,
    closedAt: `${day}T19:00:00Z`,
    displayFinancialStatus: "PAID",
    displayFulfillmentStatus: "FULFILLED",
    processedAt: `${day}T03:00:00Z`,
    customer: {
      id: `gid://shopify/Customer/${7_100_000_000 + (index % 5000)}`,
      displayName: `Customer ${index % 5000}`,
    },
    retailLocation: null,
    app: { id: "gid://shopify/App/580111", name: "Online Store" },
    sourceName: "web",
    currencyCode: "USD",
    subtotalPriceSet: money(150 + (index % 700)),
    totalTaxSet: money(9.38),
    totalPriceSet: money(164.38 + (index % 700)),
    totalReceivedSet: money(164.38 + (index % 700)),
    totalTipReceivedSet: money(0),
    originalTotalDutiesSet: null,
    taxesIncluded: false,
    paymentGatewayNames: ["shopify_payments"],
    lineItems: { nodes: [lineRow(index, 1), lineRow(index, 2), lineRow(index, 3)], pageInfo },
    shippingLines: {
      nodes: [
        {
          id: `gid://shopify/ShippingLine/${4_000_000_000 + index}`,
          title: "Standard",
          code: "Standard",
          carrierIdentifier: null,
          discountedPriceSet: money(5),
        },
      ],
      pageInfo,
    },
    shippingAddress: {
      firstName: "Sample",
      lastName: "Customer",
      name: "Sample Customer",
      company: null,
      address1: "412 Sample Avenue",
      address2: "Apartment 5",
      city: "Boston",
      province: "Massachusetts",
      provinceCode: "MA",
      zip: "02101",
      country: "United States",
      countryCodeV2: "US",
      phone: "+1 202 555 0143",
    },
    localizedFields: { nodes: [] },
    customAttributes: [{ key: "delivery", value: "morning" }],
    poNumber: null,
    tags: ["regular"],
    test: false,
    email: "customer@example.com",
    phone: null,
    note: "Ring twice, please",
    createdAt: `${day}T03:00:00Z`,
    updatedAt: `${day}T19:00:01Z`,
  };
};

const paymentStatuses: Record<string, string> = {
  PENDING: "unpaid",
  AUTHORIZED: "unpaid",
  EXPIRED: "unpaid",
  VOIDED: "unpaid",
  PARTIALLY_PAID: "partially-paid",
  PAID: "paid",
  PARTIALLY_REFUNDED: "paid",
  REFUNDED: "refunded",
};

const fulfillmentStatuses: Record<string, string> = {
  UNFULFILLED: "pending",
  IN_PROGRESS: "picking-up",
  FULFILLED: "delivered",
  RESTOCKED: "returned",
};

const amountOf = (bag: Row): string | undefined => decimal(bag?.shopMoney?.amount);

/** Sums of cents, as exact as text. */
const inCents = (value: number): number => Math.round(value * 100);

const lineOf = (line: Row): object => {
  const price = Number(line.originalUnitPriceSet.shopMoney.amount);
  let discount = 0;
  for (const { allocatedAmountSet } of line.discountAllocations)
    discount += inCents(allocatedAmountSet.shopMoney.amount);
  const [tax] = line.taxLines;
  return {
    id: line.id,
    item: ref(line.variant?.id),
    code: text(line.sku),
    description: line.name,
    quantity: String(line.quantity),
    unitPrice: String(price),
    discount: discount ? String(discount / 100) : undefined,
    taxRate: decimal(tax?.ratePercentage),
    taxName: tax?.title,
    tax: amountOf(tax?.priceSet),
    total: String((inCents(price) * line.quantity - discount) / 100),
  };
};

const addressOf = (address: Row): object => ({
  recipient: address.name,
  line1: text(address.address1),
  line2: text(address.address2),
  city: text(address.city),
  province: text(address.province),
  postalCode: text(address.zip),
  country: address.countryCodeV2,
});

/** An order of GraphQL, as the connector asks for it. */
export const mapping: Mapping = {
  resource: shopify.resources.orders,
  text: (index) => JSON.stringify(order(index)),
  byHand: (row) => ({
    id: row.id,
    number: row.name,
    kind: "sale",
    status: row.cancelledAt ? "cancelled" : row.closed ? "completed" : "open",
    paymentStatus: paymentStatuses[row.displayFinancialStatus],
    fulfillmentStatus: fulfillmentStatuses[row.displayFulfillmentStatus],
    placedAt: instant(row.processedAt),
    contact: ref(row.customer?.id, row.customer?.displayName),
    location: ref(row.retailLocation?.id, row.retailLocation?.name),
    channel: row.app?.name ?? row.sourceName,
    channelId: row.app?.id,
    currency: row.currencyCode,
    subTotal: amountOf(row.subtotalPriceSet),
    tax: amountOf(row.totalTaxSet),
    taxInclusive: row.taxesIncluded,
    total: amountOf(row.totalPriceSet),
    paid: amountOf(row.totalReceivedSet),
    isCashOnDelivery: row.paymentGatewayNames.some((name: string) => /cash on delivery/i.test(name)) || undefined,
    lines: row.lineItems.nodes.map(lineOf),
    charges: row.shippingLines.nodes.map((line: Row) => ({
      id: line.id,
      name: line.title,
      amount: amountOf(line.discountedPriceSet),
    })),
    shippingAddress: row.shippingAddress ? addressOf(row.shippingAddress) : undefined,
    note: text(row.note),
    createdAt: instant(row.createdAt),
    updatedAt: instant(row.updatedAt),
    custom: Object.fromEntries(row.customAttributes.map(({ key, value }: Row) => [key, value])),
  }),
};
