import type { Company } from "@opensme/testing";
import { cashFlowOf } from "./cash-flow.ts";
import { type Ids, idsOf } from "./ids.ts";
import { invoicesOf, returnsOf } from "./invoices.ts";
import { type Ledger, ledgerOf } from "./ledger.ts";
import { ordersOf } from "./orders.ts";
import { bankAccountsOf, branchesOf, customersOf, suppliersOf, usersOf } from "./parties.ts";
import { productsOf, stockOf, taxesOf } from "./products.ts";
import { orderSuppliersOf, purchaseOrdersOf } from "./purchases.ts";
import { categoriesOf, customerGroupsOf, priceBooksOf, pricesOf, saleChannelsOf, surchargesOf } from "./setup.ts";
import { Table } from "./table.ts";
import { transfersOf } from "./transfers.ts";

/** What the vendor keeps of one shop. */
export interface Shop {
  readonly ids: Ids;
  readonly branches: Table;
  readonly categories: Table;
  readonly customerGroups: Table;
  readonly priceBooks: Table;
  readonly prices: Table;
  readonly surcharges: Table;
  readonly saleChannels: Table;
  readonly users: Table;
  readonly bankAccounts: Table;
  readonly customers: Table;
  readonly suppliers: Table;
  readonly products: Table;
  readonly stock: Table;
  readonly orders: Table;
  readonly invoices: Table;
  readonly returns: Table;
  readonly orderSuppliers: Table;
  readonly purchaseOrders: Table;
  readonly transfers: Table;
  readonly taxes: Table;
  readonly cashFlow: Table;
}

export const shopOf = (company: Company): Shop => {
  const ids = idsOf(company);
  let passed: Ledger | undefined;
  const ledger = (): Ledger => {
    passed ??= ledgerOf(company);
    return passed;
  };
  return {
    ids,
    branches: new Table(branchesOf(company)),
    categories: new Table(categoriesOf(company)),
    customerGroups: new Table(customerGroupsOf(company)),
    priceBooks: new Table(priceBooksOf(company, ids)),
    prices: new Table(pricesOf(company, ids)),
    surcharges: new Table(surchargesOf(company)),
    saleChannels: new Table(saleChannelsOf(company)),
    users: new Table(usersOf(ids)),
    bankAccounts: new Table(bankAccountsOf(company)),
    customers: new Table(customersOf(company, ids, ledger)),
    suppliers: new Table(suppliersOf(company, ids)),
    products: new Table(productsOf(company, ids)),
    stock: new Table(stockOf(company, ids)),
    orders: new Table(ordersOf(company, ids)),
    invoices: new Table(invoicesOf(company, ids, ledger)),
    returns: new Table(returnsOf(company, ids, ledger)),
    orderSuppliers: new Table(orderSuppliersOf(company, ids)),
    taxes: new Table(taxesOf(company)),
    transfers: new Table(transfersOf(company, ids)),
    purchaseOrders: new Table(purchaseOrdersOf(company, ids)),
    cashFlow: new Table(cashFlowOf(company, ids, ledger)),
  };
};
