import type { Company } from "@opensme/testing";
import { adjustmentsOf, purchaseOrdersOf, transfersOf } from "./inventories.ts";
import { ordersOf } from "./orders.ts";
import { customersOf, locationsOf, shopOf as shopRowOf, usersOf } from "./parties.ts";
import { balancesOf, productsOf } from "./products.ts";
import type { Row } from "./wire.ts";

/** The rows of one kind by their ids, which are never given out twice. */
export class Table extends Map<number, Row> {
  nextId: number;

  constructor(rows: readonly Row[]) {
    super();
    this.nextId = 1;
    for (const row of rows) this.put(row);
  }

  put(row: Row): Row {
    this.nextId = Math.max(this.nextId, row.id + 1);
    this.set(row.id, row);
    return row;
  }
}

/** What the vendor keeps of one shop. */
export interface Shop {
  readonly shop: Table;
  readonly locations: Table;
  readonly users: Table;
  readonly customers: Table;
  readonly products: Table;
  readonly balances: Table;
  readonly orders: Table;
  readonly purchaseOrders: Table;
  readonly transfers: Table;
  readonly adjustments: Table;
}

export const shopOf = (company: Company): Shop => {
  const customers = new Table(customersOf(company));
  return {
    shop: new Table([shopRowOf(company)]),
    locations: new Table(locationsOf(company)),
    users: new Table(usersOf(company)),
    customers,
    products: new Table(productsOf(company)),
    balances: new Table(balancesOf(company)),
    orders: new Table(ordersOf(company, customers)),
    purchaseOrders: new Table(purchaseOrdersOf(company)),
    transfers: new Table(transfersOf(company)),
    adjustments: new Table(adjustmentsOf(company)),
  };
};
