/** Where a resource's records are kept. */
export interface Place {
  entity: string;
  prefix?: string;
  /** A harmless field. */
  field?: string;
  /** Names cannot be deleted, only made inactive. */
  isName?: boolean;
}

export const places: Readonly<Record<string, Place>> = {
  organizations: { entity: "CompanyInfo", field: "LegalName", isName: true },
  accounts: { entity: "Account", field: "Description", isName: true },
  taxCodes: { entity: "TaxCode", field: "Description", isName: true },
  taxRates: { entity: "TaxRate", prefix: "rate:", field: "Description", isName: true },
  classes: { entity: "Class", prefix: "class:", field: "FullyQualifiedName", isName: true },
  departments: { entity: "Department", prefix: "department:", field: "FullyQualifiedName", isName: true },
  customers: { entity: "Customer", prefix: "customer:", field: "Notes", isName: true },
  vendors: { entity: "Vendor", prefix: "vendor:", field: "Notes", isName: true },
  items: { entity: "Item", field: "Description", isName: true },
  invoices: { entity: "Invoice" },
  salesReceipts: { entity: "SalesReceipt", prefix: "salesReceipt:" },
  bills: { entity: "Bill" },
  expenses: { entity: "Purchase" },
  creditNotes: { entity: "CreditMemo" },
  refundReceipts: { entity: "RefundReceipt", prefix: "refundReceipt:" },
  vendorCredits: { entity: "VendorCredit" },
  payments: { entity: "Payment" },
  billPayments: { entity: "BillPayment", prefix: "billPayment:" },
  transfers: { entity: "Transfer" },
  creditCardPayments: { entity: "CreditCardPaymentTxn", prefix: "creditCardPayment:" },
  deposits: { entity: "Deposit" },
  journalEntries: { entity: "JournalEntry" },
  purchaseOrders: { entity: "PurchaseOrder" },
  employees: { entity: "Employee", field: "Suffix", isName: true },
  timeEntries: { entity: "TimeActivity", field: "Description" },
  attachments: { entity: "Attachable", field: "Note" },
};

/** A row of an entity as the resource has it. */
export const recordOf = (entity: string, id: string): { resource: string; id: string } | undefined => {
  const found = Object.entries(places).find(([, place]) => place.entity === entity);
  return found && { resource: found[0], id: `${found[1].prefix ?? ""}${id}` };
};
