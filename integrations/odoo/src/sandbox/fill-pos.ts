import type { Company } from "@opensme/testing";
import { type Database, odooTime } from "./database.ts";
import { founded, ids, named, stampOf } from "./seeds.ts";

type Document = Company["sales"][number] | Company["refunds"][number];

const states = { completed: "done", "in-progress": "draft", cancelled: "cancel" } as const;

/** What was sold at the counter, and what came back there. */
export const fillPos = (database: Database, company: Company): void => {
  const journals = new Map(database.all("account.journal").map(({ type, id }) => [type, id]));
  const method = (name: string, journal: "cash" | "bank" | undefined): number =>
    database.add(
      "pos.payment.method",
      { name, journal_id: journal && journals.get(journal), is_cash_count: journal === "cash" },
      founded,
    ).id;
  const cash = method("Tiền mặt", "cash");
  const bank = method("Ngân hàng", "bank");
  const methods = { cash, card: bank, transfer: bank, "cash-on-delivery": cash };
  const account = method("Ghi nợ khách hàng", undefined);
  const counters = new Map(
    database.all("stock.warehouse").map((warehouse) => {
      const type = database.add(
        "stock.picking.type",
        { name: `PoS ${warehouse["name"]}`, code: "outgoing", warehouse_id: warehouse.id },
        founded,
      ).id;
      const values = { id: warehouse.id, name: `Quầy ${warehouse["name"]}`, picking_type_id: type };
      return [warehouse.id, database.add("pos.config", values, founded)] as const;
    }),
  );
  const taxes = new Map(company.books.taxRates.map(({ code }, index) => [code, index + 1]));

  const add = (
    document: Document,
    sign: 1 | -1,
    values: Readonly<Record<string, unknown>>,
    paid: readonly (readonly [method: number, amount: number])[],
  ): number => {
    const stamp = stampOf(document);
    const counter = counters.get(document.locationId);
    const order = database.add(
      "pos.order",
      {
        date_order: odooTime(document.at),
        partner_id: document.customerId === undefined ? undefined : ids.customer(document.customerId),
        config_id: counter?.id,
        picking_type_id: counter?.["picking_type_id"],
        company_id: ids.company,
        currency_id: ids.vnd,
        amount_tax: sign * document.tax,
        amount_total: sign * document.total,
        amount_paid: sign * paid.reduce((sum, [, amount]) => sum + amount, 0),
        ...values,
      },
      stamp,
    );
    order["lines"] = document.lines.map(({ itemId, unit, quantity, unitPrice, discount, net, total, vat }, index) => {
      const line = {
        order_id: order.id,
        name: `${order["name"]}/${index + 1}`,
        product_id: itemId,
        full_product_name: company.items.find(({ id }) => id === itemId)?.name,
        qty: sign * quantity,
        product_uom_id: named(database, "uom.uom", unit),
        price_unit: unitPrice,
        discount: discount ? (discount / (quantity * unitPrice)) * 100 : 0,
        tax_ids: [taxes.get(`OUT${vat}`)],
        price_subtotal: sign * net,
        price_subtotal_incl: sign * total,
        currency_id: ids.vnd,
      };
      return database.add("pos.order.line", line, stamp).id;
    });
    order["payment_ids"] = paid.map(([payment_method_id, amount]) => {
      const payment = { pos_order_id: order.id, payment_method_id, amount: sign * amount, currency_id: ids.vnd };
      return database.add("pos.payment", { ...payment, payment_date: odooTime(document.at) }, stamp).id;
    });
    return order.id;
  };

  const orders = new Map<number, number>();
  const shop = company.sales.filter(({ channel }) => channel === "shop");
  for (const sale of shop) {
    const received = sale.payments.map(({ method: by, amount }) => [methods[by], amount] as const);
    const owed = sale.status === "completed" ? sale.total - sale.paid : 0;
    orders.set(
      sale.id,
      add(
        sale,
        1,
        {
          name: `Quầy/${sale.number}`,
          pos_reference: sale.number,
          state: states[sale.status],
          user_id: database.get("res.users", ids.user(sale.sellerId))?.id,
          general_customer_note: sale.note,
        },
        owed > 0 ? [...received, [account, owed] as const] : received,
      ),
    );
  }
  for (const { refund } of shop) {
    if (!refund) continue;
    const by = { cash, transfer: bank, credit: account }[refund.method];
    add(
      refund,
      -1,
      {
        name: `Quầy/${refund.saleNumber} REFUND`,
        pos_reference: refund.number,
        state: "done",
        user_id: database.get("res.users", ids.user(refund.receivedById))?.id,
        refunded_order_id: orders.get(refund.saleId),
      },
      [[by, refund.total] as const],
    );
  }
};
