import { exampleVendor } from "../../../scripts/specs/example-vendor.ts";
import type { Spec } from "../../../scripts/specs/spec.ts";
import { description } from "./spec/description.ts";

/** The connector as it is held against the vendor's description. */
export const spec: Spec = {
  load: (specs) => exampleVendor("kiotviet", new URL("kiotviet/examples/", specs), description),
  mappedPaths: {
    "/branches": ["locations"],
    "/users": ["users"],
    "/customers": ["customers"],
    "/suppliers": ["suppliers"],
    "/products": ["items"],
    "/productOnHands": ["stockLevels"],
    "/orders": ["orders"],
    "/invoices": ["invoices"],
    "/returns": ["refunds"],
    "/purchaseorders": ["bills"],
    "/BankAccounts": ["bankAccounts"],
    "/cashflow": ["bankTransactions"],
  },
  exceptions: [
    {
      path: "/orders/*",
      where: ["/request/body/orderDelivery/wardName"],
      keyword: "undeclared",
      reason:
        "The ward stands in the answer and is lost unless it is sent back; the table leaves it out, that of an invoice's delivery has it.",
      source: "Manual, section 2.5.4 beside 2.12.4; the example of GET /orders",
    },
    {
      path: "/purchaseorders",
      where: ["/request/query/currentItem", "/request/query/orderBy", "/request/query/orderDirection"],
      keyword: "undeclared",
      reason: "Every list is paged by record offset and can be ordered; the table of this one names only pageSize.",
      source: "Manual, section 2.15.1 beside 2.4.1",
    },
    {
      path: "/transfers",
      where: ["/request/query/orderBy", "/request/query/orderDirection"],
      keyword: "undeclared",
      reason: "Every list can be ordered; the table of this one names the paging alone.",
      source: "Manual, section 2.16.1 beside 2.4.1",
    },
    {
      path: "/ordersuppliers",
      where: [
        "/request/query/currentItem",
        "/request/query/orderBy",
        "/request/query/orderDirection",
        "/request/query/pageSize",
      ],
      keyword: "undeclared",
      reason: "Every list is paged by record offset and can be ordered; the table of this one has filters alone.",
      source: "Manual, section 2.20.1 beside 2.4.1",
    },
    {
      path: "/cashflow",
      where: ["/request/query/currentItem", "/request/query/orderBy", "/request/query/orderDirection"],
      keyword: "undeclared",
      reason: "Every list is paged by record offset and can be ordered; the table of this one names only pageSize.",
      source: "Manual, section 2.14.1 beside 2.4.1",
    },
    {
      path: "/suppliers",
      where: ["/request/query/orderBy"],
      keyword: "undeclared",
      reason: "The table names the direction of the order and forgets what is ordered by.",
      source: "Manual, section 2.26.1 beside 2.6.1",
    },
  ],
};
