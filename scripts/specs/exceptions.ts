/** A place where a vendor's wire is known to differ from the vendor's own description. */
export interface Exception {
  vendor: string;
  /** Path template; `*` stands for one segment, `**` for any number of them. */
  path: string;
  /** Pointers as findings carry them, with the same wildcards. */
  where: string[];
  /** Only findings with this keyword; any when absent. */
  keyword?: string;
  reason: string;
  source: string;
}

/** An example of a vendor's description that the mapping is right to reject, or that holds no record. */
export interface RejectedExample {
  vendor: string;
  /** Start of the `source` of the example. */
  example: string;
  reason: string;
}

/** Every entry must be used by a full run: what no finding needs any more is stale and fails the check. */
export const exceptions: Exception[] = [
  {
    vendor: "xero",
    path: "/Connections",
    where: ["/request/path"],
    keyword: "path-case",
    reason: "The address is in lower case in the vendor's guides.",
    source: "https://developer.xero.com/documentation/guides/oauth2/auth-flow",
  },
  {
    vendor: "xero",
    path: "/Connections",
    where: ["/response/body/*/createdDateUtc", "/response/body/*/updatedDateUtc"],
    keyword: "format",
    reason: "UTC times come without an offset and with seven decimals; RFC 3339 wants the offset.",
    source: "The example of getConnections in xero-identity.yaml",
  },
  {
    vendor: "xero",
    path: "/**",
    where: ["/request/headers/if-modified-since"],
    keyword: "format",
    reason: "The header is taken as UTC without an offset, whole seconds.",
    source: "https://developer.xero.com/documentation/api/accounting/requests-and-responses#if-modified-since",
  },
  {
    vendor: "xero",
    path: "/**",
    where: ["/response/body/Id", "/response/body/Status", "/response/body/ProviderName", "/response/body/DateTimeUTC"],
    keyword: "undeclared",
    reason: "Every answer has this envelope; the schemas leave it out, the examples beside them have it.",
    source: "194 response examples in xero_accounting.yaml; recorded answers of 2026",
  },
  {
    vendor: "xero",
    path: "/**",
    where: ["/response/body/**/DateString", "/response/body/**/DueDateString"],
    keyword: "undeclared",
    reason: "Calendar dates come a second time as text; the schemas know only the /Date()/ form.",
    source: "39 response examples in xero_accounting.yaml; recorded answers of 2026",
  },
  {
    vendor: "xero",
    path: "/PurchaseOrders/**",
    where: [
      "/response/body/PurchaseOrders/*/Type",
      "/response/body/PurchaseOrders/*/IsDiscounted",
      "/response/body/PurchaseOrders/*/HasErrors",
      "/response/body/PurchaseOrders/*/DeliveryDateString",
    ],
    keyword: "undeclared",
    reason: "The schema of a purchase order leaves them out, the examples beside it have them.",
    source: "The examples of getPurchaseOrders in xero_accounting.yaml; recorded answers of 2026",
  },
  {
    vendor: "bamboohr",
    path: "/api/v1/time_off/requests",
    where: [
      "/response/body/*/id",
      "/response/body/*/employeeId",
      "/response/body/*/type/id",
      "/response/body/*/status/lastChangedByUserId",
      "/response/body/*/amount/amount",
      "/response/body/*/dates/*",
    ],
    keyword: "type",
    reason: "Ids and amounts come as text; the schema says integer and number.",
    source: "Vendor traffic recorded in 2026",
  },
  {
    vendor: "bamboohr",
    path: "/api/v1/time_off/requests",
    where: ["/response/body/*/notes"],
    keyword: "type",
    reason: "An empty object comes as an empty list.",
    source: "Vendor traffic recorded in 2026",
  },
  {
    vendor: "bamboohr",
    path: "/api/v1/employees",
    where: ["/request/query/page/after"],
    keyword: "type",
    reason: "The cursor is text: the schema joins one part that says string with one that says integer.",
    source: "CursorPaginationQueryObject and the examples of list-employees in public.yaml",
  },
  {
    vendor: "xero",
    path: "/**",
    where: ["/response/status"],
    keyword: "status",
    reason:
      "Credentials that are refused are answered with 401 before any operation is reached; the operations do not list it.",
    source:
      "https://developer.xero.com/documentation/api/accounting/responsecodes; xero/examples/expired_oauth2_token.json",
  },
  {
    vendor: "xero",
    path: "/**",
    where: ["/response/body/*/*/LineItems/*/ValidationErrors"],
    keyword: "undeclared",
    reason:
      "Lines carry a list of errors, empty where there are none; their schema leaves it out, the examples have it.",
    source: "The examples of getInvoice and getOverpayments in xero_accounting.yaml",
  },
  {
    vendor: "xero",
    path: "/**",
    where: [
      "/response/body/CreditNotes/*/ID",
      "/response/body/Prepayments/*/ID",
      "/response/body/Overpayments/*/ID",
      "/response/body/Invoices/*/CreditNotes/*/ID",
    ],
    keyword: "undeclared",
    reason: "Credits carry their id a second time as ID; the schemas leave it out, the examples have it.",
    source: "The examples of getCreditNotes in xero_accounting.yaml",
  },
  {
    vendor: "xero",
    path: "/ManualJournals/**",
    where: ["/response/body/Elements/**"],
    keyword: "undeclared",
    reason:
      "The elements of a validation error repeat what was sent beside what is wrong with it; the schema knows the errors only.",
    source: "https://developer.xero.com/documentation/api/accounting/responsecodes",
  },
  {
    vendor: "bamboohr",
    path: "/**",
    where: ["/response/status"],
    keyword: "status",
    reason: "A key that is refused is answered with 401 whatever is asked; some operations do not list it.",
    source: "https://documentation.bamboohr.com/docs/getting-started",
  },
  {
    vendor: "kiotviet",
    path: "/orders/*",
    where: ["/request/body/orderDelivery/wardName"],
    keyword: "undeclared",
    reason:
      "The ward stands in the answer and is lost unless it is sent back; the table leaves it out, that of an invoice's delivery has it.",
    source: "Manual, section 2.5.4 beside 2.12.4; the example of GET /orders",
  },
  {
    vendor: "kiotviet",
    path: "/purchaseorders",
    where: ["/request/query/currentItem", "/request/query/orderBy", "/request/query/orderDirection"],
    keyword: "undeclared",
    reason: "Every list is paged by record offset and can be ordered; the table of this one names only pageSize.",
    source: "Manual, section 2.15.1 beside 2.4.1",
  },
  {
    vendor: "kiotviet",
    path: "/cashflow",
    where: ["/request/query/currentItem", "/request/query/orderBy", "/request/query/orderDirection"],
    keyword: "undeclared",
    reason: "Every list is paged by record offset and can be ordered; the table of this one names only pageSize.",
    source: "Manual, section 2.14.1 beside 2.4.1",
  },
  {
    vendor: "kiotviet",
    path: "/suppliers",
    where: ["/request/query/orderBy"],
    keyword: "undeclared",
    reason: "The table names the direction of the order and forgets what is ordered by.",
    source: "Manual, section 2.26.1 beside 2.6.1",
  },
];

export const rejectedExamples: RejectedExample[] = [];
