import type { Company } from "@opensme/testing";
import { oncePer } from "./once.ts";
import { ownerId } from "./parties.ts";
import { pipelines } from "./pipelines.ts";
import type { Seed } from "./seed.ts";

type Item = Company["items"][number];

export const productsOf = ({ items }: Company): Seed[] =>
  items.map(({ id, code, name, kind, price, cost, isActive, createdAt, updatedAt }: Item) => ({
    n: id,
    createdAt,
    updatedAt,
    properties: {
      name,
      hs_sku: code,
      hs_product_type: kind === "service" ? "service" : "inventory",
      price: String(price),
      hs_cost_of_goods_sold: cost > 0 ? String(cost) : undefined,
      hs_status: isActive ? "active" : "inactive",
    },
  }));

const dealStages = {
  draft: "appointmentscheduled",
  "in-progress": "contractsent",
  completed: "closedwon",
  cancelled: "closedlost",
} as const;

/** Orders of firms on credit; the others are sales of the shop, and no deals. */
export const dealsOf = (company: Company): Seed[] => {
  const customers = new Map(company.customers.map((customer) => [customer.id, customer]));
  const found: Seed[] = [];
  for (const order of company.eachOrder()) {
    const customer = customers.get(order.customerId ?? 0);
    if (order.channel !== "wholesale" || !customer) continue;
    const isClosed = order.status === "completed" || order.status === "cancelled";
    found.push({
      n: order.id,
      createdAt: order.createdAt,
      updatedAt: order.updatedAt,
      links: { companies: [customer.id], ...(customer.books?.contactPerson ? { contacts: [customer.id] } : {}) },
      properties: {
        dealname: `${order.number} - ${customer.shop.name}`,
        pipeline: "default",
        dealstage: dealStages[order.status],
        amount: String(order.total),
        closedate: isClosed ? order.updatedAt : `${order.expectedOn}T10:00:00.000Z`,
        dealtype: "existingbusiness",
        closed_lost_reason: order.status === "cancelled" ? "Khách đổi ý" : undefined,
        hubspot_owner_id: ownerId(order.sellerId),
        notes_last_updated: order.updatedAt,
        description: order.note,
        shop_order_number: order.number,
        hs_primary_associated_company: String(29_000_000_000 + customer.id),
      },
    });
  }
  return found;
};

const stageIds = Object.fromEntries(pipelines["orders"]?.[0]?.stages.map(({ id, label }) => [label, id]) ?? []);

const orderStages = { completed: "Delivered", cancelled: "Cancelled", "in-progress": "Shipped" } as const;

/** Sales of the online channels, which write their orders into the CRM, with their lines. */
export const ordersOf = oncePer((company) => {
  const items = new Map(company.items.map((item) => [item.id, item]));
  const people = new Set(company.customers.filter(({ kind }) => kind === "person").map(({ id }) => id));
  const orders: Seed[] = [];
  const lines: Seed[] = [];
  for (const sale of company.eachSale()) {
    if (sale.channel !== "online") continue;
    const { createdAt, updatedAt } = sale;
    const positions = sale.lines.map((_, index) => sale.id * 50 + index);
    for (const [index, line] of sale.lines.entries()) {
      const item = items.get(line.itemId);
      lines.push({
        n: sale.id * 50 + index,
        createdAt,
        updatedAt,
        properties: {
          hs_product_id: String(3_100_000_000 + line.itemId),
          hs_sku: item?.code,
          name: item?.name,
          quantity: String(line.quantity),
          price: String(line.unitPrice),
          hs_total_discount: line.discount > 0 ? String(line.discount) : undefined,
          hs_tax_amount: String(line.tax),
          hs_tax_rate: /^\d+$/.test(line.vat) ? line.vat : undefined,
          hs_tax_label: /^\d+$/.test(line.vat) ? "GTGT" : undefined,
          amount: String(line.net),
        },
      });
    }
    const isKnown = sale.customerId !== undefined && people.has(sale.customerId);
    orders.push({
      n: sale.id,
      createdAt,
      updatedAt,
      links: { line_items: positions, ...(isKnown && sale.customerId ? { contacts: [sale.customerId] } : {}) },
      properties: {
        hs_order_name: sale.number,
        hs_external_order_id: String(sale.id),
        hs_external_order_status: sale.status,
        hs_external_created_date: sale.at,
        hs_pipeline: pipelines["orders"]?.[0]?.id,
        hs_pipeline_stage: stageIds[orderStages[sale.status]],
        hs_payment_status: sale.paid >= sale.total ? "Paid" : "Unpaid",
        hs_fulfillment_status: sale.status === "completed" ? "Delivered" : "Unfulfilled",
        hs_source_store: sale.source,
        hs_currency_code: company.currency,
        hs_subtotal_price: String(sale.net),
        hs_tax: String(sale.tax),
        hs_shipping_cost: String(sale.deliveryFee),
        hs_total_price: String(sale.total),
        hs_shipping_address_name: sale.delivery?.receiver,
        hs_shipping_address_street: sale.delivery && `${sale.delivery.address.street}, ${sale.delivery.address.ward}`,
        hs_shipping_address_city: sale.delivery?.address.province,
        hs_shipping_address_country: sale.delivery ? "Vietnam" : undefined,
        hubspot_owner_id: ownerId(sale.sellerId),
        hs_order_note: sale.note,
      },
    });
  }
  return { orders, lines };
});
