import { inTurn, type Listing } from "@opensme/core";
import * as z from "zod";
import { kiotvietList } from "./wire.ts";

const part = z.looseObject({}).nullish();
const parts = z.array(z.looseObject({})).nullish();

const Document = z.looseObject({
  id: z.union([z.int(), z.string()]),
  code: z.string().nullish(),
  status: z.unknown().optional(),
  payments: parts,
  orderDelivery: part,
  invoiceDelivery: part,
  deliveryDetail: part,
});

type Document = z.output<typeof Document>;

/** What only documents of one kind have, and how the shop's software begins their numbers. */
const kinds = [
  { id: "returnId", fields: ["returnDetails", "returnDate"], code: /^TH/ },
  { id: "purchaseOrderId", fields: ["purchaseOrderDetails", "supplierId", "purchaseById"], code: /^PN/ },
  { id: "orderId", fields: ["orderDetails", "orderDelivery"], code: /^DH/ },
  { id: "invoiceId", fields: ["invoiceDetails", "invoiceDelivery", "deliveryDetail"], code: /^HD/ },
] as const;

/** Under which name the id of a document stands on its payments and delivery. A list does not say which kind it holds. */
const idName = (document: Document): (typeof kinds)[number]["id"] => {
  const found =
    kinds.find(({ fields }) => fields.some((field) => document[field] !== undefined && document[field] !== null)) ??
    kinds.find(({ code }) => code.test(document.code ?? ""));
  return found?.id ?? "invoiceId";
};

/** What a payment or delivery takes from its document: where it belongs. */
const contextOf = (document: Document): Record<string, unknown> => ({
  [idName(document)]: document.id,
  documentCode: document.code,
  branchId: document["branchId"],
  branchName: document["branchName"],
  customerId: document["customerId"],
  customerName: document["customerName"],
  supplierId: document["supplierId"],
  supplierName: document["supplierName"],
  documentModifiedDate: document["modifiedDate"] ?? document["createdDate"],
});

const present = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined && value !== null));

/** The payments of a document as rows: the vendor's payment and where it belongs. What is no document may be a payment itself. */
export const paymentsOf = (element: unknown): readonly unknown[] => {
  const { data: document } = Document.safeParse(element);
  if (!document || "amount" in document) return [element];
  return (document.payments ?? []).map((payment) => ({ ...payment, ...present(contextOf(document)) }));
};

/** The delivery of a document as a row. */
export const deliveriesOf = (element: unknown): readonly unknown[] => {
  const { data: document } = Document.safeParse(element);
  if (!document) return [element];
  const delivery = document.invoiceDelivery ?? document.deliveryDetail ?? document.orderDelivery;
  return delivery ? [{ ...delivery, ...present({ ...contextOf(document), documentId: document.id }) }] : [];
};

const completed = "3";

/**
 * Orders as far as they are no invoice yet: of a completed order the invoice tells payments and delivery again, under the same ids.
 */
const openOrders =
  (rowsOf: (element: unknown) => readonly unknown[]) =>
  (element: unknown): readonly unknown[] =>
    String(Document.safeParse(element).data?.status) === completed ? [] : rowsOf(element);

/** Reads orders, invoices, and further documents in turn. What a recorded answer holds is told by `rowsOf` whatever its kind. */
export const documentsInTurn = (
  rowsOf: (element: unknown) => readonly unknown[],
  ...further: readonly Listing[]
): Listing => {
  const orders = kiotvietList({
    path: "/orders",
    query: { includePayment: true, includeOrderDelivery: true },
    deletes: "absent",
    incremental: true,
    split: openOrders(rowsOf),
  });
  const invoices = kiotvietList({
    path: "/invoices",
    query: { includePayment: true, includeInvoiceDelivery: true },
    deletes: "absent",
    incremental: true,
    split: rowsOf,
  });
  return { ...inTurn(orders, invoices, ...further), rowsIn: invoices.rowsIn, split: invoices.split };
};
