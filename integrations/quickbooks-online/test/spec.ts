import { readdir, readFile } from "node:fs/promises";
import type { Example } from "../../../scripts/specs/examples.ts";
import { createDescription } from "../../../scripts/specs/openapi.ts";
import type { Spec } from "../../../scripts/specs/spec.ts";
import { documentOf, pathOf } from "./spec/description.ts";
import { schemasOf } from "./spec/xsd.ts";

/** Resources by the entity that they read, in the order of the examples' names. */
const resources: Readonly<Record<string, string>> = {
  CompanyInfo: "organizations",
  Account: "accounts",
  TaxCode: "taxCodes",
  TaxRate: "taxRates",
  Class: "classes",
  Department: "departments",
  Customer: "customers",
  Vendor: "vendors",
  Employee: "employees",
  Item: "items",
  Invoice: "invoices",
  SalesReceipt: "salesReceipts",
  Bill: "bills",
  Purchase: "expenses",
  CreditMemo: "creditNotes",
  RefundReceipt: "refundReceipts",
  VendorCredit: "vendorCredits",
  Payment: "payments",
  BillPayment: "billPayments",
  Transfer: "transfers",
  Deposit: "deposits",
  JournalEntry: "journalEntries",
  PurchaseOrder: "purchaseOrders",
};

const writable = [
  "Customer",
  "Vendor",
  "Invoice",
  "Bill",
  "Payment",
  "JournalEntry",
  "CreditMemo",
  "SalesReceipt",
  "VendorCredit",
  "Purchase",
  "BillPayment",
  "Transfer",
  "Class",
  "Department",
  "Item",
];

/** What an example is of, where it is a bare row or a list of such. */
const bare: Readonly<Record<string, string>> = {
  "response.account_response.json": "Account",
  "response.bill_payment_response.json": "BillPayment",
  "response.bill_response.json": "Bill",
  "response.class_response.json": "Class",
  "response.company_info.json": "CompanyInfo",
  "response.customer_response_after_sync.json": "Customer",
  "response.department_response.json": "Department",
  "response.employee_response.json": "Employee",
  "response.items_response.json": "Item",
  "response.items_response_with_inactive_values.json": "Item",
  "response.tax_code_response.json": "TaxCode",
  "response.tax_rate_get_by_id.json": "TaxRate",
  "response.vendor_response.json": "Vendor",
};

/** The entities that an answer names, at the top or in the answers within it. */
const entitiesIn = (payload: unknown): string[] => {
  if (Array.isArray(payload)) return payload.flatMap(entitiesIn);
  if (typeof payload !== "object" || payload === null) return [];
  return Object.entries(payload).flatMap(([key, inside]) =>
    key in resources ? [key] : key === "QueryResponse" || key === "CDCResponse" ? entitiesIn(inside) : [],
  );
};

/** Requests are among the files of the older examples too. */
const isAnswer = (file: string): boolean => file.endsWith(".json") && !/request|webhook/.test(file);

const examplesIn = async (folder: URL): Promise<Example[]> => {
  const files = (await readdir(folder)).filter(isAnswer).sort();
  const read = files.map(async (file): Promise<Example[]> => {
    const payload: unknown = JSON.parse(await readFile(new URL(file, folder), "utf8"));
    const entities = bare[file] === undefined ? entitiesIn(payload) : [bare[file]];
    return entities.map((entity) => ({
      vendor: "quickbooks-online",
      resourcePath: `${pathOf(entity)}/{id}`,
      operation: `read ${entity}`,
      direction: "response",
      status: "200",
      payload,
      source: `${file} ${entity}`,
    }));
  });
  return (await Promise.all(read)).flat();
};

/** The connector as it is held against the vendor's XML schemas and examples. */
export const spec: Spec = {
  load: async (specs) => {
    const folder = new URL("quickbooks-online/", specs);
    const files = (await readdir(folder)).filter((file) => file.endsWith(".xsd")).sort();
    const texts = await Promise.all(files.map((file) => readFile(new URL(file, folder), "utf8")));
    const document = documentOf(
      schemasOf(texts),
      [...Object.keys(resources), "CreditCardPaymentTxn", "Attachable", "TimeActivity"],
      writable,
    );
    const examples = [
      ...(await examplesIn(new URL("examples/", folder))),
      ...(await examplesIn(new URL("examples/from-xml/", folder))),
    ];
    return { description: createDescription("quickbooks-online", [document]), examples };
  },
  mappedPaths: Object.fromEntries(
    Object.entries(resources).map(([entity, resource]) => [`${pathOf(entity)}/{id}`, [resource]]),
  ),
  exceptions: [
    {
      path: "/oauth2/v1/tokens/bearer",
      where: ["/response/body/x_refresh_token_expires_in"],
      keyword: "undeclared",
      reason: "The vendor tells how long the refresh token lives in a field of its own, which RFC 6749 does not have.",
      source: "https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/oauth-2.0",
    },
  ],
  rejectedExamples: [
    { example: "bill_line_item_expense.json", reason: "It is a bill to be created, and has no id yet." },
    ...[
      "bill_payment_delete_success_response.json",
      "credit_memo_change.json",
      "credit_memo_changes.json",
      "customer_change.json",
      "customer_changes.json",
      "deposit_delete_success_response.json",
      "invoice_changes.json",
      "invoice_delete_success_response.json",
      "payment_changes.json",
      "payment_delete_success_response.json",
      "purchase_changes.json",
      "vendor_changes.json",
    ].map((example) => ({ example, reason: "It tells of a deletion, by the id alone; that is no record." })),
  ],
};
