import { fileExamples } from "../../../scripts/specs/examples.ts";
import { openApiVendor } from "../../../scripts/specs/openapi-vendor.ts";
import type { Refine } from "../../../scripts/specs/schema.ts";
import type { Spec } from "../../../scripts/specs/spec.ts";

/** Xero writes times in JSON as `/Date(1777034078688+0000)/`, the offset not always; in requests it also takes `YYYY-MM-DD`. */
const xeroDates: Refine = (schema, direction) => {
  if (schema["x-is-msdate"] !== true && schema["x-is-msdate-time"] !== true) return {};
  const wire = "/Date\\(-?\\d+([+-]\\d{4})?\\)/";
  return {
    pattern: direction === "response" ? `^${wire}$` : `^(${wire}|\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}:\\d{2})?)$`,
  };
};

/** The connector as it is held against the vendor's description. */
export const spec: Spec = {
  load: async (specs) => {
    const files = ["xero/xero_accounting.yaml", "xero/xero-identity.yaml"];
    const { description, examples } = await openApiVendor("xero", specs, files, xeroDates);
    const connections = await fileExamples("xero", new URL("xero/examples/", specs), {
      "connections.json": {
        resourcePath: "/Connections",
        operation: "getConnections",
        direction: "response",
        status: "200",
      },
    });
    return { description, examples: [...examples, ...connections] };
  },
  mappedPaths: {
    "/Organisation": ["organizations"],
    "/Accounts": ["accounts"],
    "/Accounts/{AccountID}": ["accounts"],
    "/TaxRates": ["taxRates"],
    "/TaxRates/{TaxType}": ["taxRates"],
    "/TrackingCategories": ["dimensions"],
    "/TrackingCategories/{TrackingCategoryID}": ["dimensions"],
    "/Users": ["users"],
    "/Users/{UserID}": ["users"],
    "/Contacts": ["contacts"],
    "/Contacts/{ContactID}": ["contacts"],
    "/Contacts/{ContactNumber}": ["contacts"],
    "/Items": ["items"],
    "/Items/{ItemID}": ["items"],
    "/Invoices": ["invoices", "bills"],
    "/Invoices/{InvoiceID}": ["invoices", "bills"],
    "/CreditNotes": ["creditNotes", "vendorCredits"],
    "/CreditNotes/{CreditNoteID}": ["creditNotes", "vendorCredits"],
    "/Prepayments": ["prepayments"],
    "/Prepayments/{PrepaymentID}": ["prepayments"],
    "/Overpayments": ["overpayments"],
    "/Overpayments/{OverpaymentID}": ["overpayments"],
    "/Payments": ["payments"],
    "/Payments/{PaymentID}": ["payments"],
    "/BatchPayments": ["batchPayments"],
    "/BatchPayments/{BatchPaymentID}": ["batchPayments"],
    "/BankTransfers": ["transfers"],
    "/BankTransfers/{BankTransferID}": ["transfers"],
    "/BankTransactions": ["bankTransactions"],
    "/BankTransactions/{BankTransactionID}": ["bankTransactions"],
    "/ManualJournals": ["journalEntries"],
    "/ManualJournals/{ManualJournalID}": ["journalEntries"],
    "/PurchaseOrders": ["purchaseOrders"],
    "/PurchaseOrders/{PurchaseOrderID}": ["purchaseOrders"],
    "/PurchaseOrders/{PurchaseOrderNumber}": ["purchaseOrders"],
    "/Invoices/{InvoiceID}/Attachments": ["attachments"],
    "/CreditNotes/{CreditNoteID}/Attachments": ["attachments"],
    "/BankTransactions/{BankTransactionID}/Attachments": ["attachments"],
    "/BankTransfers/{BankTransferID}/Attachments": ["attachments"],
    "/ManualJournals/{ManualJournalID}/Attachments": ["attachments"],
    "/PurchaseOrders/{PurchaseOrderID}/Attachments": ["attachments"],
  },
  exceptions: [
    {
      path: "/**",
      where: ["/response/body/Elements/*/*"],
      keyword: "undeclared",
      reason:
        "What is wrong with a record stands on the record as it was sent, whose own fields the description leaves out.",
      source: "https://developer.xero.com/documentation/api/accounting/responsecodes",
    },
    {
      path: "/Connections",
      where: ["/request/path"],
      keyword: "path-case",
      reason: "The address is in lower case in the vendor's guides.",
      source: "https://developer.xero.com/documentation/guides/oauth2/auth-flow",
    },
    {
      path: "/Connections",
      where: ["/response/body/*/createdDateUtc", "/response/body/*/updatedDateUtc"],
      keyword: "format",
      reason: "UTC times come without an offset and with seven decimals; RFC 3339 wants the offset.",
      source: "The example of getConnections in xero-identity.yaml",
    },
    {
      path: "/**",
      where: ["/request/headers/if-modified-since"],
      keyword: "format",
      reason: "The header is taken as UTC without an offset, whole seconds.",
      source: "https://developer.xero.com/documentation/api/accounting/requests-and-responses#if-modified-since",
    },
    {
      path: "/**",
      where: [
        "/response/body/Id",
        "/response/body/Status",
        "/response/body/ProviderName",
        "/response/body/DateTimeUTC",
      ],
      keyword: "undeclared",
      reason: "Every answer has this envelope; the schemas leave it out, the examples beside them have it.",
      source: "194 response examples in xero_accounting.yaml; recorded answers of 2026",
    },
    {
      path: "/**",
      where: ["/response/body/**/DateString", "/response/body/**/DueDateString"],
      keyword: "undeclared",
      reason: "Calendar dates come a second time as text; the schemas know only the /Date()/ form.",
      source: "39 response examples in xero_accounting.yaml; recorded answers of 2026",
    },
    {
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
      path: "/**",
      where: ["/response/status"],
      keyword: "status",
      reason:
        "Credentials that are refused are answered with 401 before any operation is reached; the operations do not list it.",
      source:
        "https://developer.xero.com/documentation/api/accounting/responsecodes; xero/examples/expired_oauth2_token.json",
    },
    {
      path: "/**",
      where: ["/response/body/*/*/LineItems/*/ValidationErrors"],
      keyword: "undeclared",
      reason:
        "Lines carry a list of errors, empty where there are none; their schema leaves it out, the examples have it.",
      source: "The examples of getInvoice and getOverpayments in xero_accounting.yaml",
    },
    {
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
      path: "/ManualJournals/**",
      where: ["/response/body/Elements/**"],
      keyword: "undeclared",
      reason:
        "The elements of a validation error repeat what was sent beside what is wrong with it; the schema knows the errors only.",
      source: "https://developer.xero.com/documentation/api/accounting/responsecodes",
    },
  ],
  rejectedExamples: [
    {
      example: "xero/xero_accounting.yaml#/paths/~1Contacts/post/",
      reason: "A contact that Xero did not take: it has the nil id and its validation errors.",
    },
  ],
};
