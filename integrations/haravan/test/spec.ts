import { exampleVendor } from "../../../scripts/specs/example-vendor.ts";
import type { Spec } from "../../../scripts/specs/spec.ts";
import { description } from "./spec/description.ts";

/** The connector as it is held against the vendor's examples and the tables of its manual. */
export const spec: Spec = {
  load: (specs) => exampleVendor("haravan", new URL("haravan/examples/", specs), description),
  mappedPaths: {
    "/shop.json": ["organizations"],
    "/locations.json": ["locations"],
    "/users.json": ["users"],
    "/customers.json": ["customers"],
    "/customers/{id}.json": ["customers"],
    "/products.json": ["items"],
    "/products/{id}.json": ["items"],
    "/inventory_locations.json": ["stockLevels"],
    "/orders/{id}.json": ["orders", "payments"],
    "/orders/{id}/transactions.json": ["payments"],
    "/orders/{id}/refunds.json": ["refunds"],
  },
  exceptions: [
    ...["/orders/*", "/orders/*/cancel.json"].map((path) => ({
      path,
      where: ["/response/body/order/refunds/*/refund_line_items"],
      keyword: "type",
      reason: "A return that a cancellation makes has no goods: the example shows null in place of a list.",
      source: "https://docs.haravan.com/docs/omni-apis/orders/#cancel-an-order",
    })),
    {
      path: "/inventories/purchase_orders.json",
      where: ["/request/query/since_id"],
      keyword: "undeclared",
      reason:
        "Every list of the manual but this one can be asked for what lies after an id; where it cannot, pages are counted.",
      source: "https://docs.haravan.com/docs/omni-apis/inventory-transfer/ beside inventory-purchase-orders/",
    },
  ],
  rejectedExamples: [
    { example: "transactions.json", reason: "The only transaction is still to be paid, and so is no payment." },
  ],
};
