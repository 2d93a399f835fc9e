import { fields, inTurn, type Listing, required, row } from "@opensme/core";
import * as z from "zod";
import { kiotvietList, present } from "./wire.ts";

const Document = row({
  id: required(z.union([z.int(), z.string()])),
  code: z.string(),
  status: z.unknown().optional(),
  payments: z.array(z.looseObject({})),
  ...fields(z.looseObject({}), "orderDelivery", "invoiceDelivery", "deliveryDetail"),
}).loose();

type Document = z.output<typeof Document>;

/** What only documents of one kind have, and how the shop's software begins their numbers. */
const kinds = [
  { id: "returnId", has: ["returnDetails", "returnDate"], code: /^TH/ },
  { id: "purchaseOrderId", has: ["purchaseOrderDetails", "supplierId", "purchaseById"], code: /^PN/ },
  { id: "orderId", has: ["orderDetails", "orderDelivery"], code: /^DH/ },
  { id: "invoiceId", has: ["invoiceDetails", "invoiceDelivery", "deliveryDetail"], code: /^HD/ },
] as const;

/** Under which name the id of a document stands on its payments and delivery. A list does not say which kind it holds. */
const idName = (document: Document): (typeof kinds)[number]["id"] => {
  const found =
    kinds.find(({ has }) => has.some((field) => document[field] !== undefined && document[field] !== null)) ??
    kinds.find(({ code }) => code.test(document.code ?? ""));
  return found?.id ?? "invoiceId";
};

const context = ["branchId", "branchName", "customerId", "customerName", "supplierId", "supplierName"];

/** What a payment or delivery takes from its document: where it belongs. */
const contextOf = (document: Document): Record<string, unknown> =>
  present({
    [idName(document)]: document.id,
    documentCode: document.code,
    documentModifiedDate: document["modifiedDate"] ?? document["createdDate"],
    ...Object.fromEntries(context.map((name) => [name, document[name]])),
  });

type RowsOf = (element: unknown) => readonly unknown[];

/** The payments of a document as rows: the vendor's payment and where it belongs. What is no document may be a payment itself. */
export const paymentsOf: RowsOf = (element) => {
  const { data: document } = Document.safeParse(element);
  if (!document || "amount" in document) return [element];
  return (document.payments ?? []).map((payment) => ({ ...payment, ...contextOf(document) }));
};

/** The delivery of a document as a row. */
export const deliveriesOf: RowsOf = (element) => {
  const { data: document } = Document.safeParse(element);
  if (!document) return [element];
  const delivery = document.invoiceDelivery ?? document.deliveryDetail ?? document.orderDelivery;
  return delivery ? [{ ...delivery, ...contextOf(document), documentId: document.id }] : [];
};

const completed = "3";

/**
 * Orders as far as they are no invoice yet: of a completed order the invoice tells payments and delivery again, under the same ids.
 */
const openOrders =
  (rowsOf: RowsOf): RowsOf =>
  (element) =>
    String(Document.safeParse(element).data?.status) === completed ? [] : rowsOf(element);

interface Documents {
  path: string;
  query?: Record<string, boolean>;
  incremental?: false;
}

/** A list of documents, read for what stands on them. */
export const documentsAt = (rowsOf: RowsOf, { query, ...options }: Documents): Listing =>
  kiotvietList({ ...options, query: { includePayment: true, ...query }, deletes: "absent", split: rowsOf });

/** Reads orders, invoices, and further documents in turn. What a recorded answer holds is told by `rowsOf` whatever its kind. */
export const documentsInTurn = (rowsOf: RowsOf, ...further: readonly Listing[]): Listing => {
  const orders = documentsAt(openOrders(rowsOf), { path: "/orders", query: { includeOrderDelivery: true } });
  const invoices = documentsAt(rowsOf, { path: "/invoices", query: { includeInvoiceDelivery: true } });
  return { ...inTurn(orders, invoices, ...further), rowsIn: invoices.rowsIn, split: invoices.split };
};
