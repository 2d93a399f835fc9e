import type { Company } from "@opensme/testing";
import { type Database, odooTime } from "./database.ts";
import { ids, named, stampOf } from "./seeds.ts";

const states = { draft: "draft", "in-progress": "sale", completed: "sale", cancelled: "cancel" } as const;
const purchaseStates = {
  draft: "draft",
  submitted: "to approve",
  authorised: "purchase",
  billed: "purchase",
  deleted: "cancel",
} as const;
const deliveries = {
  pending: "assigned",
  "in-transit": "done",
  delivered: "done",
  returned: "done",
  cancelled: "cancel",
} as const;

/** Orders from customers and to suppliers, and what is delivered. */
export const fillSales = (database: Database, company: Company): void => {
  const { books } = company;
  const taxIds = new Map(books.taxRates.map(({ code }, index) => [code, index + 1]));
  for (const order of company.orders) {
    const stamp = stampOf(order);
    const row = database.add(
      "sale.order",
      {
        id: order.id,
        name: order.number,
        client_order_ref: order.saleNumber,
        state: states[order.status],
        locked: order.id % 10 === 0,
        delivery_status: order.status === "completed" ? "full" : order.status === "in-progress" ? "pending" : undefined,
        date_order: odooTime(order.at),
        commitment_date: `${order.expectedOn} 10:00:00`,
        partner_id: order.customerId === undefined ? ids.retail : ids.customer(order.customerId),
        partner_shipping_id: order.customerId === undefined ? ids.retail : ids.customer(order.customerId),
        warehouse_id: order.locationId,
        user_id: database.get("res.users", ids.user(order.sellerId))?.id,
        team_id: 1,
        currency_id: ids.vnd,
        amount_untaxed: order.net + order.deliveryFee,
        amount_tax: order.tax,
        amount_total: order.total,
        note: order.note && `<p>${order.note}</p>`,
      },
      stamp,
    );
    const lines = order.lines.map(({ itemId, unit, quantity, unitPrice, discount, net, tax, total, vat }, index) => {
      const item = company.items.find(({ id }) => id === itemId);
      return database.add(
        "sale.order.line",
        {
          order_id: row.id,
          sequence: index,
          product_id: itemId,
          name: item?.name,
          product_uom_qty: quantity,
          product_uom_id: named(database, "uom.uom", unit),
          price_unit: unitPrice,
          discount: discount ? (discount / (quantity * unitPrice)) * 100 : 0,
          tax_ids: [taxIds.get(`OUT${vat}`)],
          price_subtotal: net,
          price_tax: tax,
          price_total: total,
        },
        stamp,
      ).id;
    });
    if (order.deliveryFee > 0)
      lines.push(
        database.add(
          "sale.order.line",
          {
            order_id: row.id,
            sequence: 99,
            name: "Phí giao hàng",
            product_uom_qty: 1,
            price_unit: order.deliveryFee,
            tax_ids: [],
            price_subtotal: order.deliveryFee,
            price_tax: 0,
            price_total: order.deliveryFee,
          },
          stamp,
        ).id,
      );
    row["order_line"] = lines;
  }
  for (const sale of company.sales) {
    const order = sale.orderNumber && company.orders.find(({ number }) => number === sale.orderNumber);
    if (!sale.delivery || !order) continue;
    database.add(
      "stock.picking",
      {
        name: `WH/OUT/${sale.number}`,
        sale_id: order.id,
        location_id: ids.stockOf(sale.locationId),
        state: deliveries[sale.delivery.status],
        picking_type_id: 2,
        picking_type_code: "outgoing",
        partner_id: sale.customerId === undefined ? ids.retail : ids.customer(sale.customerId),
        scheduled_date: odooTime(sale.at),
        note: "<p>Gọi trước khi giao</p>",
      },
      stampOf(sale),
    );
  }
  const items = new Map(company.items.flatMap(({ id, units }) => units.map(({ code }) => [code, id] as const)));
  for (const order of books.purchaseOrders) {
    const stamp = stampOf(order);
    const row = database.add(
      "purchase.order",
      {
        id: order.id,
        name: order.number,
        partner_ref: order.reference,
        partner_id: ids.supplier(order.supplierId),
        state: purchaseStates[order.status],
        invoice_status: order.status === "billed" ? "invoiced" : "no",
        date_order: `${order.date} 03:00:00`,
        date_planned: `${order.deliveryDate} 03:00:00`,
        currency_id: ids.vnd,
        amount_untaxed: order.net,
        amount_tax: order.tax,
        amount_total: order.total,
      },
      stamp,
    );
    row["order_line"] = order.lines.map(
      (line, index) =>
        database.add(
          "purchase.order.line",
          {
            order_id: row.id,
            sequence: index,
            product_id: items.get(line.itemCode ?? ""),
            name: line.description,
            product_qty: line.quantity,
            price_unit: line.unitPrice,
            discount: 0,
            tax_ids: [taxIds.get(line.taxCode)],
            price_subtotal: line.net,
            price_tax: line.tax,
          },
          stamp,
        ).id,
    );
  }
};
