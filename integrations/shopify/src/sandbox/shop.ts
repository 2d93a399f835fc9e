import type { Company } from "@opensme/testing";

import type { CancelJob } from "./cancel-job.ts";
import { type Draft, draftsOf, type Shelf } from "./drafts.ts";
import type { Node } from "./graphql.ts";
import { bankAccountNode, fulfillmentOrdersOf, type Transfer, transfersOf } from "./moving.ts";
import { type OrderNode, orderOf, payoutsOf } from "./orders.ts";
import { companiesOf, customersOf, locationsOf, shopOf, staffOf } from "./parties.ts";
import { catalogueOf } from "./products.ts";
import { bag, gid, timeOf } from "./wire.ts";

/** A bulk operation, which runs on each time that it is asked for. */
export interface BulkJob {
  node: Node;
  lines: Node[];
  roots: number;
  signature: string;
}

/** What Shopify keeps of one shop. */
export interface Shop {
  shop: Node;
  locations: Node[];
  staff: Node[];
  customers: Node[];
  companies: Node[];
  products: Node[];
  variants: Node[];
  levels: Node[];
  transfers: Transfer[];
  orders: OrderNode[];
  drafts: Draft[];
  checkouts: Node[];
  payouts: Node[];
  bankAccounts: Node[];
  fulfillmentOrders: Node[];
  bulk: BulkJob[];
  cancelling: CancelJob[];
  shelf: Shelf;
  /** The number that the next record of whatever type gets. */
  next: () => number;
}

/** The record with an id. */
export const byId = (nodes: readonly Node[], id: unknown): Node | undefined => nodes.find((node) => node["id"] === id);

export const checkoutNode = (number: number, customer: Node | null, value: number, at: string): Node => ({
  __typename: "AbandonedCheckout",
  id: gid("AbandonedCheckout", number),
  name: `#${number}`,
  completedAt: null,
  customer,
  totalPriceSet: bag(value),
  note: "",
  createdAt: at,
  updatedAt: at,
});

export const stateOf = (company: Company): Shop => {
  const locations = locationsOf(company);
  const staff = staffOf(company);
  const customersById = customersOf(company);
  const { products, variants: variantsById, levels } = catalogueOf(company, locations);
  const places = new Map(
    company.locations.flatMap(({ id }, index) => (locations[index] ? [[id, locations[index]]] : [])),
  );
  const customers = [...customersById.values()];
  const variants = [...variantsById.values()];
  const vats = new Map(company.items.map(({ id, vat }) => [variantsById.get(id)?.["id"], vat]));
  const shelf: Shelf = {
    variant: (id) => byId(variants, id),
    customer: (id) => byId(customers, id),
    vat: (id) => vats.get(id) ?? "",
  };
  const around = { customers: customersById, variants: variantsById, locations: places, staff };
  let made = 0;
  const orders = company.sales.map((sale) => orderOf(sale, around));
  return {
    shop: shopOf(company),
    locations,
    staff,
    customers,
    companies: companiesOf(company, customersById),
    products,
    variants,
    levels,
    transfers: transfersOf(company, variants, locations),
    orders,
    drafts: draftsOf(company, shelf, variantsById, customersById),
    checkouts: company.items
      .filter(({ price }) => price > 0)
      .slice(0, 12)
      .map(({ price }, index) =>
        checkoutNode(
          3_700_000_001 + index,
          customers[index * 3] ?? null,
          price * 2,
          timeOf(company.locations[0]?.createdAt ?? company.now),
        ),
      ),
    payouts: payoutsOf(company),
    bankAccounts: [bankAccountNode(5_246_789, timeOf(company.locations[0]?.createdAt ?? company.now))],
    fulfillmentOrders: fulfillmentOrdersOf({ orders, locations }),
    bulk: [],
    cancelling: [],
    shelf,
    next: () => {
      made += 1;
      return 99_000_000_000 + made;
    },
  };
};

/** Everything of an order, over all orders. */
export const childrenOf = ({ orders }: Shop, kind: "fulfillments" | "refunds" | "transactions"): Node[] =>
  orders.flatMap((order) => order[kind]);

/** Where a record of whatever type is found by its id. */
export const anything = (shop: Shop, id: unknown): Node | undefined =>
  byId([...childrenOf(shop, "transactions"), ...shop.payouts, ...shop.bankAccounts], id);
