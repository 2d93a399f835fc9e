/**
 * What a good engineer would write by hand for one purpose: fetch, JSON.parse, a mapping function, one transaction a page. It keeps the same fields of
 * these records as the connectors do. No validation, no checkpoints, no retries, no deletions, no rejects.
 */

export type Value = string | number | null;

export interface Document {
  id: string;
  fields: readonly Value[];
  lines: readonly (readonly Value[])[];
  raw: string;
}

/** Creates a table of documents and one of their lines, and gives what stores a page in them. */
export type CreateTables = (
  table: string,
  columns: readonly string[],
  lineColumns: readonly string[],
) => (page: readonly Document[]) => Promise<void>;

const vietnam = (time: string | undefined): string | null =>
  time ? new Date(`${time.slice(0, 23)}+07:00`).toISOString() : null;

const kiotvietColumns = [
  "number",
  "kind",
  "status",
  "placed_at",
  "contact_id",
  "contact_name",
  "contact_code",
  "location_id",
  "location_name",
  "seller_id",
  "seller_name",
  "channel",
  "channel_id",
  "payment_status",
  "source_number",
  "currency",
  "discount",
  "total",
  "paid",
  "is_cash_on_delivery",
  "note",
  "created_at",
  "updated_at",
] as const;

const kiotvietLineColumns = [
  "item_id",
  "item_name",
  "code",
  "description",
  "quantity",
  "unit_price",
  "discount",
  "discount_rate",
  "total",
] as const;

// biome-ignore lint/suspicious/noExplicitAny: the hand-written script trusts its vendor.
const mapKiotviet = (row: any): Document => ({
  id: `invoice:${row.id}`,
  fields: [
    row.code,
    "sale",
    row.status === 1 ? "completed" : row.status === 2 ? "cancelled" : "open",
    vietnam(row.purchaseDate),
    row.customerId ? `customer:${row.customerId}` : null,
    row.customerName ?? null,
    row.customerCode ?? null,
    row.branchId ? String(row.branchId) : null,
    row.branchName ?? null,
    row.soldById ? String(row.soldById) : null,
    row.soldByName ?? null,
    row.SaleChannel?.Name ?? null,
    row.SaleChannel ? String(row.SaleChannel.Id) : null,
    row.totalPayment >= row.total ? "paid" : row.totalPayment > 0 ? "partially-paid" : "unpaid",
    row.orderCode ?? null,
    "VND",
    row.discount ?? null,
    row.total,
    row.totalPayment,
    row.usingCod ? 1 : 0,
    row.description ?? null,
    vietnam(row.createdDate),
    vietnam(row.modifiedDate ?? row.createdDate),
  ],
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  lines: row.invoiceDetails.map((line: any) => [
    String(line.productId),
    line.productName,
    line.productCode,
    line.productName,
    line.quantity,
    line.price,
    line.discount * line.quantity,
    line.discountRatio,
    line.subTotal,
  ]),
  raw: JSON.stringify(row),
});

// biome-ignore lint/suspicious/noExplicitAny: as above.
type Rows = any[];
export type Pages = AsyncGenerator<Rows>;
export type StoreRows = (rows: Rows) => Promise<void>;

export const kiotvietPages = async function* (gateway: string): Pages {
  for (let seen = 0; ; ) {
    const response = await fetch(`${gateway}/public.kiotapi.com/invoices?pageSize=100&currentItem=${seen}`, {
      headers: { authorization: "Bearer bench" },
    });
    const page = JSON.parse(await response.text());
    yield page.data;
    seen += page.data.length;
    if (seen >= page.total || page.data.length === 0) return;
  }
};

/** What stores the rows of a page. */
export const kiotvietByHand = (create: CreateTables): StoreRows => {
  const store = create("orders", kiotvietColumns, kiotvietLineColumns);
  return (rows) => store(rows.map(mapKiotviet));
};

const xeroColumns = [
  "number",
  "reference",
  "contact_id",
  "contact_name",
  "status",
  "issue_date",
  "due_date",
  "currency",
  "exchange_rate",
  "tax_inclusive",
  "sub_total",
  "tax",
  "total",
  "paid",
  "credited",
  "due",
  "has_attachments",
  "updated_at",
] as const;

const xeroLineColumns = [
  "id",
  "code",
  "description",
  "quantity",
  "unit_price",
  "account_id",
  "account_code",
  "tax_rate_id",
  "tax",
  "total",
  "dimensions",
] as const;

const milliseconds = (text: string): number => Number(/\d+/.exec(text)?.[0]);

// biome-ignore lint/suspicious/noExplicitAny: as above.
const mapXero = (row: any): Document => ({
  id: row.InvoiceID,
  fields: [
    row.InvoiceNumber,
    row.Reference,
    row.Contact.ContactID,
    row.Contact.Name,
    row.Status === "AUTHORISED" ? "open" : row.Status.toLowerCase(),
    row.DateString.slice(0, 10),
    row.DueDateString.slice(0, 10),
    row.CurrencyCode,
    row.CurrencyRate,
    row.LineAmountTypes === "Inclusive" ? 1 : 0,
    row.SubTotal,
    row.TotalTax,
    row.Total,
    row.AmountPaid,
    row.AmountCredited,
    row.AmountDue,
    row.HasAttachments ? 1 : 0,
    new Date(milliseconds(row.UpdatedDateUTC)).toISOString(),
  ],
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  lines: row.LineItems.map((line: any) => [
    line.LineItemID,
    line.ItemCode,
    line.Description,
    line.Quantity,
    line.UnitAmount,
    line.AccountID,
    line.AccountCode,
    line.TaxType,
    line.TaxAmount,
    line.LineAmount,
    JSON.stringify(
      // biome-ignore lint/suspicious/noExplicitAny: as above.
      line.Tracking.map((tracking: any) => ({
        dimension: { id: tracking.TrackingCategoryID, name: tracking.Name },
        value: tracking.Option,
        valueId: tracking.TrackingOptionID,
      })),
    ),
  ]),
  raw: JSON.stringify(row),
});

export const xeroPages = async function* (gateway: string, size: number): Pages {
  for (let number = 1; ; number += 1) {
    const response = await fetch(`${gateway}/api.xero.com/api.xro/2.0/Invoices?page=${number}&pageSize=${size}`, {
      headers: { authorization: "Bearer bench" },
    });
    const page = JSON.parse(await response.text());
    yield page.Invoices;
    if (number >= page.pagination.pageCount) return;
  }
};

export const xeroByHand = (create: CreateTables): StoreRows => {
  const store = create("invoices", xeroColumns, xeroLineColumns);
  return (rows) => store(rows.map(mapXero));
};
