import { type Ledger, ledgerOf, settlementOf, totalsOf } from "./ledger.ts";
import type { Batch, Books, Contact, Document, Line, Payment, Transfer } from "./records.ts";
import { dayFields, msDate, msDay } from "./wire.ts";

type Json = Record<string, unknown>;

/** A contact within a document: its id and name, and empty lists. */
const partyOf = (books: Books, contactId: string | undefined): Json => {
  const contact = books.contacts.all().get(contactId ?? "");
  if (!contact) return {};
  return {
    Contact: {
      ContactID: contact.id,
      Name: contact.name,
      Addresses: [],
      Phones: [],
      ContactGroups: [],
      ContactPersons: [],
      HasValidationErrors: false,
    },
  };
};

export const trackingOf = (books: Books, options: readonly string[]): Json[] =>
  [...books.categories.all().values()].flatMap((category) =>
    category.options
      .filter(({ id }) => options.includes(id))
      .map((option) => ({
        Name: category.name,
        Option: option.name,
        TrackingCategoryID: category.id,
        TrackingOptionID: option.id,
      })),
  );

const lineOf = (books: Books, ledger: Ledger, line: Line): Json => {
  const item = ledger.item(line.itemCode);
  const account = ledger.account(line.accountCode);
  return {
    ...(item ? { Item: { ItemID: item.id, Name: item.name, Code: item.code } } : {}),
    ...(line.itemCode === undefined ? {} : { ItemCode: line.itemCode }),
    ...(line.description === undefined ? {} : { Description: line.description }),
    ...(line.unitAmount === undefined ? {} : { UnitAmount: line.unitAmount }),
    ...(line.taxType === undefined ? {} : { TaxType: line.taxType }),
    TaxAmount: line.taxAmount,
    LineAmount: line.lineAmount,
    ...(line.accountCode === undefined ? {} : { AccountCode: line.accountCode }),
    ...(account ? { AccountID: account.id } : {}),
    Tracking: trackingOf(books, line.options),
    ...(line.quantity === undefined ? {} : { Quantity: line.quantity }),
    ...(line.discountRate === undefined ? {} : { DiscountRate: line.discountRate }),
    ...(line.discountAmount === undefined ? {} : { DiscountAmount: line.discountAmount }),
    LineItemID: line.id,
    ValidationErrors: [],
  };
};

/** What all documents have. `isWhole`: with lines, as on pages and on single records. */
const bodyOf = (books: Books, ledger: Ledger, document: Document, isWhole: boolean): Json => {
  const { subTotal, tax, total } = totalsOf(document);
  return {
    CurrencyCode: document.fields["CurrencyCode"] ?? "VND",
    ...partyOf(books, document.contactId),
    ...dayFields("Date", document.date),
    Status: document.status,
    LineAmountTypes: document.amounts,
    LineItems: isWhole ? document.lines.map((line) => lineOf(books, ledger, line)) : [],
    SubTotal: subTotal,
    TotalTax: tax,
    Total: total,
    UpdatedDateUTC: msDate(document.updated),
    HasAttachments: ledger.hasFiles(document.id),
  };
};

const paymentSummary = (payment: Payment): Json => ({
  PaymentID: payment.id,
  ...msDay("Date", payment.date),
  Amount: payment.amount,
  ...(payment.reference ? { Reference: payment.reference } : {}),
  CurrencyRate: 1,
  HasAccount: false,
  HasValidationErrors: false,
});

const discountOf = ({ lines }: Document): Json => {
  const total = lines.reduce((so, line) => {
    const gross = (line.quantity ?? 0) * (line.unitAmount ?? 0);
    return so + (line.discountAmount ?? (gross * (line.discountRate ?? 0)) / 100);
  }, 0);
  return total > 0 ? { TotalDiscount: Math.round(total * 100) / 100, IsDiscounted: true } : { IsDiscounted: false };
};

const onlyDay = (name: string, value: unknown): Json => (typeof value === "string" ? msDay(name, value) : {});

/** The credits of a kind that were used on a document, as it shows them. */
const creditsUsed = (ledger: Ledger, document: Document, kind: RegExp) =>
  ledger
    .credits(document.id)
    .filter(({ credit }) => kind.test(credit.type))
    .map(({ credit, date, amount }) => ({
      number: credit.number,
      ID: credit.id,
      HasErrors: false,
      AppliedAmount: amount,
      ...dayFields("Date", date),
      LineItems: [],
      Total: totalsOf(credit).total,
    }));

/** What a credit was used on. */
const usesOf = (ledger: Ledger, { allocations }: Document) =>
  allocations.map(({ id, documentId, date, amount }) => ({
    AllocationID: id,
    Amount: amount,
    ...msDay("Date", date),
    Invoice: { InvoiceID: documentId, InvoiceNumber: ledger.document(documentId)?.number ?? "", LineItems: [] },
    IsDeleted: false,
  }));

export const invoiceRow = (books: Books, document: Document, isWhole: boolean): Json => {
  const ledger = ledgerOf(books);
  const { paid, credited, due, lastOn } = settlementOf(document, ledger);
  return {
    Type: document.type,
    InvoiceID: document.id,
    InvoiceNumber: document.number,
    Reference: document.reference,
    Payments: ledger.payments(document.id).map(paymentSummary),
    CreditNotes: creditsUsed(ledger, document, /CREDIT$/).map(({ number, ...used }) => ({
      CreditNoteID: used.ID,
      CreditNoteNumber: number,
      ...used,
    })),
    Prepayments: creditsUsed(ledger, document, /PREPAYMENT$/).map(({ number: _, ...used }) => ({
      PrepaymentID: used.ID,
      ...used,
    })),
    Overpayments: creditsUsed(ledger, document, /OVERPAYMENT$/).map(({ number: _, ...used }) => ({
      OverpaymentID: used.ID,
      ...used,
    })),
    AmountDue: due,
    AmountPaid: paid,
    AmountCredited: credited,
    SentToContact: document.isSent,
    CurrencyRate: document.fields["CurrencyRate"] ?? 1,
    ...discountOf(document),
    HasErrors: false,
    ...dayFields("DueDate", document.dueDate),
    ...onlyDay("ExpectedPaymentDate", document.fields["ExpectedPaymentDate"]),
    ...onlyDay("PlannedPaymentDate", document.fields["PlannedPaymentDate"]),
    ...(document.status === "PAID" ? msDay("FullyPaidOnDate", lastOn) : {}),
    ...bodyOf(books, ledger, document, isWhole),
  };
};

export const creditRow = (books: Books, document: Document, isWhole: boolean): Json => {
  const ledger = ledgerOf(books);
  const { due, lastOn } = settlementOf(document, ledger);
  return {
    CreditNoteID: document.id,
    CreditNoteNumber: document.number,
    ID: document.id,
    Type: document.type,
    Reference: document.reference,
    RemainingCredit: due,
    Payments: ledger.payments(document.id).map(paymentSummary),
    Allocations: usesOf(ledger, document),
    SentToContact: document.isSent,
    CurrencyRate: 1,
    HasErrors: false,
    ...(document.status === "PAID" ? msDay("FullyPaidOnDate", lastOn) : {}),
    ...bodyOf(books, ledger, document, isWhole),
  };
};

/** A prepayment or an overpayment. */
const advanceRow = (books: Books, document: Document, isWhole: boolean): Json => {
  const ledger = ledgerOf(books);
  return {
    ID: document.id,
    Type: document.type,
    Reference: document.reference,
    CurrencyRate: 1,
    RemainingCredit: settlementOf(document, ledger).due,
    Allocations: usesOf(ledger, document),
    Payments: [],
    ...bodyOf(books, ledger, document, isWhole),
  };
};

export const prepaymentRow = (books: Books, document: Document, isWhole: boolean): Json => ({
  PrepaymentID: document.id,
  ...advanceRow(books, document, isWhole),
});

export const overpaymentRow = (books: Books, document: Document, isWhole: boolean): Json => ({
  OverpaymentID: document.id,
  ...advanceRow(books, document, isWhole),
});

export const bankTransactionRow = (books: Books, document: Document, isWhole: boolean): Json => {
  const ledger = ledgerOf(books);
  const account = ledger.account(String(document.fields["accountCode"]));
  return {
    BankTransactionID: document.id,
    BankAccount: account ? { AccountID: account.id, Code: account.code, Name: account.name } : {},
    Type: document.type,
    Reference: document.reference,
    IsReconciled: document.fields["IsReconciled"] === true,
    ...bodyOf(books, ledger, document, isWhole),
  };
};

export const purchaseOrderRow = (books: Books, document: Document): Json => {
  const { deliveryDate, Telephone, AttentionTo } = document.fields;
  return {
    PurchaseOrderID: document.id,
    PurchaseOrderNumber: document.number,
    Reference: document.reference,
    Type: document.type,
    SentToContact: document.isSent,
    CurrencyRate: 1,
    HasErrors: false,
    ...(typeof deliveryDate === "string" ? dayFields("DeliveryDate", deliveryDate) : {}),
    DeliveryAddress: "",
    AttentionTo,
    Telephone,
    DeliveryInstructions: "",
    ...discountOf(document),
    // This list gives lines on every page.
    ...bodyOf(books, ledgerOf(books), document, true),
  };
};

const documentTypes: Readonly<Record<string, string>> = {
  ACCRECPAYMENT: "ACCREC",
  ACCPAYPAYMENT: "ACCPAY",
  ARCREDITPAYMENT: "ACCRECCREDIT",
  APCREDITPAYMENT: "ACCPAYCREDIT",
};

/** What documents within others leave empty. */
const usesLeftOut = {
  Payments: [],
  CreditNotes: [],
  Prepayments: [],
  Overpayments: [],
  HasErrors: false,
  IsDiscounted: false,
};

/** Whatever a payment settles is under `Invoice`. */
export const paymentRow = (books: Books, payment: Payment): Json => {
  const ledger = ledgerOf(books);
  const account = ledger.account(payment.accountCode);
  const document = ledger.document(payment.documentId);
  return {
    PaymentID: payment.id,
    ...(payment.batchId === undefined ? {} : { BatchPaymentID: payment.batchId }),
    ...msDay("Date", payment.date),
    BankAmount: payment.amount,
    Amount: payment.amount,
    Reference: payment.reference,
    CurrencyRate: 1,
    PaymentType: payment.type,
    Status: payment.status,
    UpdatedDateUTC: msDate(payment.updated),
    HasAccount: account !== undefined,
    IsReconciled: payment.isReconciled,
    ...(account ? { Account: { AccountID: account.id, Code: account.code, Name: account.name } } : {}),
    Invoice: {
      Type: documentTypes[payment.type] ?? "ACCREC",
      InvoiceID: payment.documentId,
      InvoiceNumber: document?.number ?? "",
      ...usesLeftOut,
      ...partyOf(books, document?.contactId),
      LineItems: [],
      CurrencyCode: "VND",
    },
    HasValidationErrors: false,
  };
};

/** One that is deleted names no payments any more. */
export const batchRow = (books: Books, batch: Batch): Json => ({
  Account: { AccountID: ledgerOf(books).account(batch.accountCode)?.id, CurrencyCode: "VND" },
  ...(batch.reference ? { Reference: batch.reference } : {}),
  ...(batch.details ? { Details: batch.details } : {}),
  BatchPaymentID: batch.id,
  ...dayFields("Date", batch.date),
  Payments: batch.paymentIds.flatMap((id) => {
    const payment = batch.status === "DELETED" ? undefined : books.payments.all().get(id);
    if (!payment) return [];
    return {
      Invoice: {
        InvoiceID: payment.documentId,
        CurrencyCode: "VND",
        ...usesLeftOut,
        LineItems: [],
      },
      PaymentID: id,
      Amount: payment.amount,
      BankAmount: payment.amount,
    };
  }),
  Type: batch.type,
  Status: batch.status,
  TotalAmount: batch.amount,
  UpdatedDateUTC: msDate(batch.updated),
  IsReconciled: batch.isReconciled,
});

export const transferRow = (books: Books, transfer: Transfer): Json => {
  const [from, to] = [transfer.fromCode, transfer.toCode].map((code) => {
    const account = ledgerOf(books).account(code);
    return { AccountID: account?.id, Code: code, Name: account?.name };
  });
  return {
    BankTransferID: transfer.id,
    CreatedDateUTC: msDate(transfer.updated),
    ...dayFields("Date", transfer.date),
    Status: transfer.status,
    FromBankAccount: from,
    ToBankAccount: to,
    Amount: transfer.amount,
    FromBankTransactionID: transfer.id.replace(/^../, "f0"),
    ToBankTransactionID: transfer.id.replace(/^../, "f1"),
    FromIsReconciled: transfer.isReconciled,
    ToIsReconciled: transfer.isReconciled,
    Reference: transfer.reference,
    CurrencyRate: 1,
    HasAttachments: ledgerOf(books).hasFiles(transfer.id),
  };
};

const phoneTypes = ["DDI", "DEFAULT", "FAX", "MOBILE"];
const noPhone = { PhoneNumber: "", PhoneAreaCode: "", PhoneCountryCode: "" };

/** A list without pages gives neither balances nor more of the kind. */
export const contactRow = (books: Books, contact: Contact, isWhole: boolean, today: string): Json => {
  const balance = ledgerOf(books).balance(contact.id, today);
  const isOwing = balance.owes !== 0 || balance.owed !== 0;
  return {
    ContactID: contact.id,
    ContactStatus: contact.status,
    Name: contact.name,
    EmailAddress: "",
    BankAccountDetails: "",
    ...contact.fields,
    Addresses: ["STREET", "POBOX"].map((AddressType) => ({
      AddressType,
      ...(contact.addresses[AddressType] ?? { City: "", Region: "", PostalCode: "", Country: "" }),
    })),
    Phones: [...phoneTypes, ...("OFFICE" in contact.phones ? ["OFFICE"] : [])].map((PhoneType) => ({
      PhoneType,
      ...(contact.phones[PhoneType] ?? noPhone),
    })),
    UpdatedDateUTC: msDate(contact.updated),
    ContactGroups: [],
    IsSupplier: contact.isSupplier,
    IsCustomer: contact.isCustomer,
    ...(isWhole && isOwing
      ? {
          Balances: {
            AccountsReceivable: { Outstanding: balance.owes, Overdue: balance.owesLate },
            AccountsPayable: { Outstanding: balance.owed, Overdue: balance.owedLate },
          },
        }
      : {}),
    ContactPersons: contact.persons,
    HasAttachments: false,
    HasValidationErrors: false,
  };
};
