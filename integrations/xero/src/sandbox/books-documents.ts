import type { Company } from "@opensme/testing";
import type { Attachment, Batch, Books, Document, Journal, Line, Payment, Transfer } from "./records.ts";
import { shelf } from "./shelf.ts";
import { guid } from "./wire.ts";

type Truth = Company["books"];
type TrueLine = Truth["bills"][number]["lines"][number];
type Kind = keyof typeof kindIndex;

const kindIndex = {
  invoice: 1,
  bill: 2,
  creditNote: 3,
  vendorCredit: 4,
  purchaseOrder: 5,
  bankTransaction: 6,
  prepayment: 7,
  overpayment: 8,
};

const lineOf =
  (kind: Kind, documentId: number) =>
  (line: TrueLine, index: number): Line => {
    // Only sales invoices and their credits know discounts.
    const isDiscounted = line.discount > 0 && (kind === "invoice" || kind === "creditNote");
    return {
      id: guid("line", (kindIndex[kind] * 10_000_000 + documentId) * 1000 + index),
      itemCode: line.itemCode,
      description: line.description,
      quantity: line.quantity,
      unitAmount:
        line.discount > 0 && !isDiscounted ? Math.round((line.net / line.quantity) * 10_000) / 10_000 : line.unitPrice,
      discountAmount: isDiscounted ? line.discount : undefined,
      accountCode: line.accountCode,
      taxType: line.taxCode,
      taxAmount: line.tax,
      lineAmount: line.net,
      options: line.locationId === undefined ? [] : [guid("option", line.locationId)],
    };
  };

interface Base {
  id: number;
  number?: string;
  reference?: string;
  contactId?: number;
  date: string;
  dueDate?: string;
  status: string;
  lines: readonly TrueLine[];
  updatedAt: string;
}

const documentOf = (kind: Kind, type: string, base: Base, further: Partial<Document> = {}): Document => ({
  id: guid(kind, base.id),
  updated: Date.parse(base.updatedAt),
  type,
  number: base.number ?? "",
  reference: base.reference ?? "",
  contactId: base.contactId === undefined ? undefined : guid("contact", base.contactId),
  date: base.date,
  dueDate: base.dueDate,
  status: base.status.toUpperCase(),
  amounts: "Exclusive",
  lines: base.lines.map(lineOf(kind, base.id)),
  isSent: false,
  fields: {},
  allocations: [],
  ...further,
});

const invoicesOf = ({ books }: Company): Document[] => [
  ...books.invoices.map((invoice) =>
    documentOf("invoice", "ACCREC", invoice, { isSent: invoice.kind === "wholesale" && invoice.status !== "draft" }),
  ),
  // A bill has only the one number, that of the supplier.
  ...books.bills.map((bill) => documentOf("bill", "ACCPAY", { ...bill, reference: "" })),
];

/** What can still be used on documents, of which the books of the company have too little. */
const leftOver = ({ books }: Company, type: string): Base[] => {
  const isSales = /^(?:ACCREC|RECEIVE)/.test(type);
  const [line] = books.bankTransactions[0]?.lines ?? [];
  const owing = (isSales ? books.invoices : books.bills).find(
    ({ status, due, contactId }) => status === "authorised" && due >= 1_500_000 && contactId !== undefined,
  );
  if (!line || !owing?.contactId) return [];
  const left = { ...line, description: "Trả trước", unitPrice: 1_500_000, net: 1_500_000, quantity: 1, tax: 0 };
  // Before the company's first sale, whose months are to agree with the books.
  const date = "2026-04-28";
  const stamps = { date, updatedAt: `${date}T03:00:00.000Z` };
  return [{ id: 900, contactId: owing.contactId, status: "authorised", lines: [left], ...stamps }];
};

const creditsOf = (company: Company): Document[] => {
  const { books } = company;
  const uses = (kind: "invoice" | "bill", credit: Truth["creditNotes"][number] | Truth["vendorCredits"][number]) => ({
    allocations: credit.allocations.map(({ documentId, date, amount }, index) => ({
      id: guid("line", (kind === "invoice" ? 90_000_000 : 95_000_000) * 1000 + credit.id * 10 + index),
      documentId: guid(kind, documentId),
      date,
      amount,
    })),
  });
  return [
    ...books.creditNotes.map((credit) => documentOf("creditNote", "ACCRECCREDIT", credit, uses("invoice", credit))),
    ...leftOver(company, "ACCRECCREDIT").map((credit) => documentOf("creditNote", "ACCRECCREDIT", credit)),
    ...books.vendorCredits.map((credit) => documentOf("vendorCredit", "ACCPAYCREDIT", credit, uses("bill", credit))),
  ];
};

const paymentTypes = {
  invoice: ["ACCRECPAYMENT", "invoice"],
  bill: ["ACCPAYPAYMENT", "bill"],
  "credit-note": ["ARCREDITPAYMENT", "creditNote"],
  "vendor-credit": ["APCREDITPAYMENT", "vendorCredit"],
} as const;

type TruePayment = Truth["payments"][number];

/** Bills that are paid on one day from one account are paid together. */
const batchesIn = ({ books }: Company): TruePayment[][] => {
  const paid = books.payments.filter(({ documentKind, status }) => documentKind === "bill" && status !== "deleted");
  const runs = Map.groupBy(paid, ({ date, accountCode }) => `${date} ${accountCode}`);
  return [...runs.values()].filter(({ length }) => length > 1);
};

const batchIdOf = (run: readonly TruePayment[]): string => guid("batch", run[0]?.id ?? 0);

const batchesOf = (company: Company): Batch[] =>
  batchesIn(company).flatMap((run) => {
    const [first] = run;
    if (!first) return [];
    return {
      id: batchIdOf(run),
      updated: Math.max(...run.map(({ updatedAt }) => Date.parse(updatedAt))),
      type: "PAYBATCH",
      paymentIds: run.map(({ id }) => guid("payment", id)),
      date: first.date,
      amount: run.reduce((so, { amount }) => so + amount, 0),
      accountCode: first.accountCode,
      reference: `Chi ${first.date}`,
      details: "",
      isReconciled: run.every(({ isReconciled }) => isReconciled),
      status: "AUTHORISED",
    };
  });

/** The books know no transfers: the till is emptied into the bank at the end of each month. */
const transfersOf = ({ months }: Company): Transfer[] =>
  months.map((month, index) => ({
    id: guid("transfer", index + 1),
    updated: Date.parse(`${month}-28T10:00:00.000Z`),
    fromCode: "1111",
    toCode: "1121",
    date: `${month}-28`,
    amount: 5_000_000,
    reference: `Nộp tiền mặt tháng ${month}`,
    isReconciled: index % 2 === 0,
    status: "AUTHORISED",
  }));

const paymentsOf = (company: Company): Payment[] => {
  const batchIds = new Map(batchesIn(company).flatMap((run) => run.map(({ id }) => [id, batchIdOf(run)])));
  return company.books.payments.map((payment) => {
    const [type, kind] = paymentTypes[payment.documentKind];
    return {
      id: guid("payment", payment.id),
      updated: Date.parse(payment.updatedAt),
      type,
      documentId: guid(kind, payment.documentId),
      date: payment.date,
      amount: payment.amount,
      accountCode: payment.accountCode,
      reference: payment.reference ?? "",
      isReconciled: payment.isReconciled,
      status: payment.status === "deleted" ? "DELETED" : "AUTHORISED",
      batchId: batchIds.get(payment.id),
    };
  });
};

const bankTransactionsOf = ({ books }: Company): Document[] =>
  books.bankTransactions.map((transaction) =>
    documentOf(
      "bankTransaction",
      transaction.direction === "in" ? "RECEIVE" : "SPEND",
      { ...transaction, status: transaction.status === "deleted" ? "DELETED" : "AUTHORISED" },
      { fields: { accountCode: transaction.accountCode, IsReconciled: transaction.isReconciled } },
    ),
  );

/** The books know no money without a document, so there is only what was booked by mistake and voided, which counts nowhere. */
const advancesOf = (company: Company, kind: "prepayment" | "overpayment", type: string): Document[] =>
  leftOver(company, type).flatMap((left) =>
    [left, { ...left, id: 1, status: "voided" }].map((base) => documentOf(kind, type, base, { amounts: "NoTax" })),
  );

const purchaseOrdersOf = ({ books }: Company): Document[] =>
  books.purchaseOrders.map((order) =>
    documentOf("purchaseOrder", "PURCHASEORDER", order, {
      isSent: true,
      fields: { deliveryDate: order.deliveryDate, Telephone: "0900000099", AttentionTo: "Kho" },
    }),
  );

const journalsOf = ({ books }: Company): Journal[] =>
  books.journals.map((journal) => ({
    id: guid("journal", journal.id),
    updated: Date.parse(journal.updatedAt),
    narration: journal.narration,
    date: journal.date,
    status: journal.status.toUpperCase(),
    amounts: "NoTax",
    isOnCashBasis: true,
    lines: journal.lines.map((line) => ({
      amount: line.amount,
      accountCode: line.accountCode,
      description: line.description,
      taxType: line.taxCode,
      taxAmount: 0,
      options: line.locationId === undefined ? [] : [guid("option", line.locationId)],
    })),
  }));

const attachmentsOf = ({ books }: Company): Attachment[] =>
  books.attachments.map((file) => ({
    id: guid("attachment", file.id),
    updated: Date.parse(file.updatedAt),
    parentId: guid(file.documentKind, file.documentId),
    fileName: file.fileName,
    mimeType: file.mimeType,
    size: file.size,
  }));

export const documentsOf = (
  company: Company,
): Pick<
  Books,
  | "invoices"
  | "creditNotes"
  | "prepayments"
  | "overpayments"
  | "bankTransactions"
  | "purchaseOrders"
  | "payments"
  | "batches"
  | "transfers"
  | "journals"
  | "attachments"
> => ({
  invoices: shelf(() => invoicesOf(company)),
  creditNotes: shelf(() => creditsOf(company)),
  prepayments: shelf(() => advancesOf(company, "prepayment", "RECEIVE-PREPAYMENT")),
  overpayments: shelf(() => advancesOf(company, "overpayment", "SPEND-OVERPAYMENT")),
  bankTransactions: shelf(() => bankTransactionsOf(company)),
  purchaseOrders: shelf(() => purchaseOrdersOf(company)),
  payments: shelf(() => paymentsOf(company)),
  batches: shelf(() => batchesOf(company)),
  transfers: shelf(() => transfersOf(company)),
  journals: shelf(() => journalsOf(company)),
  attachments: shelf(() => attachmentsOf(company)),
});
