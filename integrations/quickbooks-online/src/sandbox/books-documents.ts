import type { Company } from "@opensme/testing";
import { itemId, itemName } from "./books-lists.ts";
import { headOf, idOf } from "./ids.ts";
import type { Row } from "./row.ts";

type Truth = Company["books"];
type TrueLine = Truth["bills"][number]["lines"][number];

const dong = { CurrencyRef: { value: "VND", name: "Vietnamese Dong" } };

/** Looks the names of the books up. */
const finder = ({ books, items, locations }: Company) => {
  const accounts = new Map(books.accounts.map((account) => [account.code, account]));
  const contacts = new Map(books.contacts.map((contact) => [contact.id, contact]));
  const taxes = new Map(books.taxRates.map((tax, index) => [tax.code, { id: idOf("tax", index + 1), rate: tax.rate }]));
  const classes = new Map(books.trackingCategory.options.map((option) => [option.locationId, option]));
  const units = new Map(
    items.flatMap((item) =>
      item.units.map(
        (unit, position) =>
          [
            unit.code,
            { id: itemId(item.id, position), name: itemName(item, unit), account: item.salesAccount },
          ] as const,
      ),
    ),
  );
  return {
    account(code: string) {
      const account = accounts.get(code);
      return { value: idOf("account", account?.id ?? 0), ...(account ? { name: account.name } : {}) };
    },
    contact(id: number) {
      return { value: idOf("contact", id), name: contacts.get(id)?.name ?? "" };
    },
    isSupplier: (id: number) => contacts.get(id)?.role === "supplier",
    tax: (code: string) => taxes.get(code),
    class(locationId: number | undefined) {
      const option = locationId === undefined ? undefined : classes.get(locationId);
      return option ? { ClassRef: { value: idOf("class", option.id), name: option.name } } : {};
    },
    department(locationId: number) {
      const name = locations.find(({ id }) => id === locationId)?.names.books;
      return { value: idOf("department", locationId), ...(name === undefined ? {} : { name }) };
    },
    item: (code: string | undefined) => (code === undefined ? undefined : units.get(code)),
  };
};

type Finder = ReturnType<typeof finder>;

/** What of the tax of a document each rate makes. */
const taxDetail = (find: Finder, lines: readonly TrueLine[], tax: number) => {
  const sums = new Map<string, { net: number; tax: number }>();
  for (const line of lines) {
    const sum = sums.get(line.taxCode) ?? { net: 0, tax: 0 };
    sums.set(line.taxCode, { net: sum.net + line.net, tax: sum.tax + line.tax });
  }
  return {
    TotalTax: tax,
    TaxLine: [...sums].flatMap(([code, sum]) => {
      const rate = find.tax(code);
      return rate === undefined
        ? []
        : [
            {
              Amount: sum.tax,
              DetailType: "TaxLineDetail",
              TaxLineDetail: {
                TaxRateRef: { value: rate.id },
                PercentBased: true,
                TaxPercent: rate.rate ?? 0,
                NetAmountTaxable: sum.net,
              },
            },
          ];
    }),
  };
};

interface SoldItem {
  id: string;
  name: string;
  account: string;
}

/** Discounts stand on a line of their own; what has no item in the shop is sold as the first service. */
const salesLines = (find: Finder, fallback: SoldItem, lines: readonly TrueLine[]) => {
  const gross = lines.reduce((sum, line) => sum + line.net + line.discount, 0);
  const discount = lines.reduce((sum, line) => sum + line.discount, 0);
  return [
    ...lines.map((line, index) => {
      const item = find.item(line.itemCode) ?? fallback;
      return {
        Id: String(index + 1),
        LineNum: index + 1,
        Description: line.description,
        Amount: line.net + line.discount,
        DetailType: "SalesItemLineDetail",
        SalesItemLineDetail: {
          ItemRef: { value: item.id, name: item.name },
          ...find.class(line.locationId),
          UnitPrice: line.unitPrice,
          Qty: line.quantity,
          ItemAccountRef: find.account(item.account),
          TaxCodeRef: { value: find.tax(line.taxCode)?.id ?? "NON" },
        },
      };
    }),
    { Amount: gross, DetailType: "SubTotalLineDetail", SubTotalLineDetail: {} },
    ...(discount > 0
      ? [
          {
            Amount: discount,
            DetailType: "DiscountLineDetail",
            DiscountLineDetail: { PercentBased: false, DiscountAccountRef: find.account("5111") },
          },
        ]
      : []),
  ];
};

const purchaseLines = (find: Finder, lines: readonly TrueLine[]) =>
  lines.map((line, index) => {
    const item = find.item(line.itemCode);
    const shared = { ...find.class(line.locationId), TaxCodeRef: { value: find.tax(line.taxCode)?.id ?? "NON" } };
    return {
      Id: String(index + 1),
      LineNum: index + 1,
      Description: line.description,
      Amount: line.net,
      ...(item
        ? {
            DetailType: "ItemBasedExpenseLineDetail",
            ItemBasedExpenseLineDetail: {
              BillableStatus: "NotBillable",
              ItemRef: { value: item.id, name: item.name },
              UnitPrice: line.unitPrice,
              Qty: line.quantity,
              ...shared,
            },
          }
        : {
            DetailType: "AccountBasedExpenseLineDetail",
            AccountBasedExpenseLineDetail: {
              AccountRef: find.account(line.accountCode),
              BillableStatus: "NotBillable",
              ...shared,
            },
          }),
    };
  });

/** A voided document keeps its lines, and all its amounts are zero. */
const emptied = (value: unknown, key = ""): unknown => {
  if (Array.isArray(value)) return value.map((item) => emptied(item));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, emptied(inside, name)]));
  return typeof value === "number" && !["LineNum", "TaxPercent"].includes(key) ? 0 : value;
};

export const voided = (row: Row): Row => ({
  ...row,
  ...Object.fromEntries(
    Object.entries(row).flatMap(([key, value]) =>
      ["Line", "TxnTaxDetail", "TotalAmt", "Balance", "UnappliedAmt"].includes(key) ? [[key, emptied(value, key)]] : [],
    ),
  ),
  PrivateNote:
    typeof row["PrivateNote"] === "string" && row["PrivateNote"] ? `Voided - ${row["PrivateNote"]}` : "Voided",
});

const isKept = ({ status }: { status: string }): boolean => ["authorised", "paid", "voided"].includes(status);

type Sale = Truth["invoices"][number] | Truth["creditNotes"][number];

const sales = (company: Company, find: Finder) => {
  const service = company.items.find(({ kind }) => kind === "service") ?? company.items[0];
  const fallback = find.item(service?.units[0]?.code) ?? { id: "", name: "", account: "" };
  return (id: string, sale: Sale, further: Record<string, unknown>): Row => {
    const row: Row = {
      ...headOf(id, sale),
      DocNumber: sale.number,
      TxnDate: sale.date,
      ...dong,
      ...(sale.kind === "wholesale" ? {} : { DepartmentRef: find.department(sale.locationId) }),
      ...(sale.reference ? { PrivateNote: sale.reference } : {}),
      LinkedTxn: [],
      Line: salesLines(find, fallback, sale.lines),
      TxnTaxDetail: taxDetail(find, sale.lines, sale.tax),
      CustomerRef: find.contact(sale.contactId),
      GlobalTaxCalculation: "TaxExcluded",
      TotalAmt: sale.total,
      ApplyTaxAfterDiscount: false,
      PrintStatus: "NotSet",
      EmailStatus: "NotSet",
      ...further,
    };
    return sale.status === "voided" ? voided(row) : row;
  };
};

/** A document of a purchase; what an order has beside. */
const purchase = (
  find: Finder,
  id: string,
  document: Truth["bills"][number] | Truth["vendorCredits"][number] | Truth["purchaseOrders"][number],
  further: Record<string, unknown>,
): Row => {
  const row: Row = {
    ...headOf(id, document),
    DocNumber: document.number,
    TxnDate: document.date,
    ...dong,
    ...(document.reference ? { PrivateNote: document.reference } : {}),
    Line: purchaseLines(find, document.lines),
    TxnTaxDetail: taxDetail(find, document.lines, document.tax),
    VendorRef: find.contact(document.contactId),
    APAccountRef: find.account("331"),
    GlobalTaxCalculation: "TaxExcluded",
    TotalAmt: document.total,
    ...further,
  };
  return document.status === "voided" ? voided(row) : row;
};

type Credit = Truth["creditNotes"][number] | Truth["vendorCredits"][number];

const settling = (amount: number, TxnId: string, TxnType: string) => ({
  Amount: amount,
  LinkedTxn: [{ TxnId, TxnType }],
});

/** A credit is used by a payment of nothing, which names both documents. */
const creditUses = (
  credits: readonly Credit[],
  first: number,
  document: (id: number) => string,
  types: readonly [string, string],
  own: (id: number) => string,
  party: (credit: Credit) => Record<string, unknown>,
): Row[] =>
  credits.filter(isKept).flatMap((credit) =>
    credit.allocations.map((use, index) => ({
      ...headOf(idOf("creditUse", first + credit.id * 10 + index), credit),
      TxnDate: use.date,
      ...dong,
      ...party(credit),
      TotalAmt: 0,
      Line: [settling(use.amount, document(use.documentId), types[0]), settling(use.amount, own(credit.id), types[1])],
    })),
  );

const isBooked = ({ status }: { status: string }): boolean => status === "booked";

export const documentsOf = (company: Company): Readonly<Record<string, () => Row[]>> => {
  const { books } = company;
  const find = finder(company);
  const sale = sales(company, find);
  const payments = (kind: string) =>
    books.payments.filter((payment) => payment.documentKind === kind && isBooked(payment));
  const isWholesale = new Map<number, boolean>();
  const owed = (id: number): boolean => {
    if (isWholesale.size === 0)
      for (const invoice of books.invoices)
        isWholesale.set(invoice.id, invoice.kind === "wholesale" && isKept(invoice));
    return isWholesale.get(id) ?? false;
  };
  const isSoldOnCredit = (id: number): boolean =>
    books.creditNotes.some((credit) => credit.id === id && credit.kind === "wholesale");
  const mailOf = (contact: number): { Address: string } | undefined => {
    const email = books.contacts.find(({ id }) => id === contact)?.email;
    return email ? { Address: email } : undefined;
  };
  const invoice = (id: number): string => idOf("invoice", id);
  const bill = (id: number): string => idOf("bill", id);

  return {
    Invoice: () =>
      books.invoices
        .filter((each) => each.kind === "wholesale" && isKept(each))
        .map((each) =>
          sale(invoice(each.id), each, {
            DueDate: each.dueDate,
            Balance: each.due,
            BillEmail: mailOf(each.contactId),
            EmailStatus: "EmailSent",
            Deposit: 0,
          }),
        ),
    SalesReceipt: () =>
      books.invoices
        .filter((each) => each.kind === "retail-summary" && isKept(each))
        .map((each) =>
          sale(invoice(each.id), each, {
            Balance: 0,
            DepositToAccountRef: find.account("1111"),
            PaymentRefNum: each.month,
          }),
        ),
    CreditMemo: () =>
      books.creditNotes
        .filter((each) => each.kind === "wholesale" && isKept(each))
        .map((each) =>
          sale(idOf("creditNote", each.id), each, { Balance: each.remaining, RemainingCredit: each.remaining }),
        ),
    RefundReceipt: () =>
      books.creditNotes
        .filter((each) => each.kind === "retail-summary" && isKept(each))
        .map((each) =>
          sale(idOf("creditNote", each.id), each, { Balance: 0, DepositToAccountRef: find.account("1111") }),
        ),
    Bill: () =>
      books.bills
        .filter(isKept)
        .map((each) => purchase(find, bill(each.id), each, { DueDate: each.dueDate, Balance: each.due })),
    VendorCredit: () =>
      books.vendorCredits
        .filter(isKept)
        .map((each) => purchase(find, idOf("vendorCredit", each.id), each, { Balance: each.remaining })),
    PurchaseOrder: () =>
      books.purchaseOrders
        .filter(({ status }) => ["submitted", "authorised", "billed"].includes(status))
        .map((each) =>
          purchase(find, idOf("purchaseOrder", each.id), each, {
            POStatus: each.status === "billed" ? "Closed" : "Open",
            ExpectedDate: each.deliveryDate,
            EmailStatus: "EmailSent",
            ShipAddr: {
              Id: "1",
              Line1: company.tradeName,
              Line2: company.address.street,
              City: company.address.province,
            },
          }),
        ),
    Payment: () => [
      ...payments("invoice")
        .filter((payment) => owed(payment.documentId))
        .map((payment) => ({
          ...headOf(idOf("payment", payment.id), payment),
          TxnDate: payment.date,
          ...dong,
          CustomerRef: find.contact(payment.contactId),
          DepositToAccountRef: find.account(payment.accountCode),
          ...(payment.reference ? { PaymentRefNum: payment.reference } : {}),
          TotalAmt: payment.amount,
          UnappliedAmt: 0,
          ProcessPayment: false,
          Line: [settling(payment.amount, invoice(payment.documentId), "Invoice")],
        })),
      ...creditUses(
        books.creditNotes.filter(
          ({ kind, allocations }) => kind === "wholesale" && allocations.every(({ documentId }) => owed(documentId)),
        ),
        0,
        invoice,
        ["Invoice", "CreditMemo"],
        (id) => idOf("creditNote", id),
        (credit) => ({ CustomerRef: find.contact(credit.contactId), UnappliedAmt: 0, ProcessPayment: false }),
      ),
    ],
    BillPayment: () => [
      ...payments("bill").map((payment) => ({
        ...headOf(idOf("payment", payment.id), payment),
        ...(payment.reference ? { DocNumber: payment.reference.slice(0, 21) } : {}),
        TxnDate: payment.date,
        ...dong,
        VendorRef: find.contact(payment.contactId),
        PayType: "Check",
        CheckPayment: { BankAccountRef: find.account(payment.accountCode), PrintStatus: "NotSet" },
        TotalAmt: payment.amount,
        Line: [settling(payment.amount, bill(payment.documentId), "Bill")],
      })),
      ...creditUses(
        books.vendorCredits,
        500_000,
        bill,
        ["Bill", "VendorCredit"],
        (id) => idOf("vendorCredit", id),
        (credit) => ({
          VendorRef: find.contact(credit.contactId),
          PayType: "Check",
          CheckPayment: { BankAccountRef: find.account("1121"), PrintStatus: "NotSet" },
        }),
      ),
    ],
    Purchase: () => [
      ...books.bankTransactions
        .filter((each) => each.direction === "out" && isBooked(each))
        .map((each) => ({
          ...headOf(idOf("bankTransaction", each.id), each),
          DocNumber: each.reference.slice(0, 21),
          TxnDate: each.date,
          ...dong,
          PrivateNote: each.reference,
          Line: purchaseLines(find, each.lines),
          TxnTaxDetail: taxDetail(
            find,
            each.lines,
            each.lines.reduce((sum, { tax }) => sum + tax, 0),
          ),
          AccountRef: find.account(each.accountCode),
          PaymentType: "Cash",
          ...(each.contactId === undefined
            ? {}
            : {
                EntityRef: {
                  ...find.contact(each.contactId),
                  type: find.isSupplier(each.contactId) ? "Vendor" : "Customer",
                },
              }),
          Credit: false,
          TotalAmt: each.total,
          GlobalTaxCalculation: "TaxExcluded",
          PrintStatus: "NotSet",
        })),
      // Money that went back to a customer for a credit.
      ...payments("credit-note")
        .filter(({ documentId }) => isSoldOnCredit(documentId))
        .map((payment) => ({
          ...headOf(idOf("payment", payment.id), payment),
          TxnDate: payment.date,
          ...dong,
          Line: [
            {
              Id: "1",
              LineNum: 1,
              Description: payment.reference ?? "Hoàn tiền",
              Amount: payment.amount,
              DetailType: "AccountBasedExpenseLineDetail",
              AccountBasedExpenseLineDetail: { AccountRef: find.account("131"), BillableStatus: "NotBillable" },
            },
          ],
          AccountRef: find.account(payment.accountCode),
          PaymentType: "Check",
          EntityRef: { ...find.contact(payment.contactId), type: "Customer" },
          Credit: false,
          TotalAmt: payment.amount,
          GlobalTaxCalculation: "NotApplicable",
          PrintStatus: "NotSet",
        })),
    ],
    Deposit: () => [
      ...books.bankTransactions
        .filter((each) => each.direction === "in" && isBooked(each))
        .map((each) => ({
          ...headOf(idOf("bankTransaction", each.id), each),
          TxnDate: each.date,
          ...dong,
          PrivateNote: each.reference,
          DepositToAccountRef: find.account(each.accountCode),
          TotalAmt: each.total,
          Line: each.lines.map((line, index) => ({
            Id: String(index + 1),
            LineNum: index + 1,
            Description: line.description,
            Amount: line.net,
            DetailType: "DepositLineDetail",
            DepositLineDetail: { AccountRef: find.account(line.accountCode), ...find.class(line.locationId) },
          })),
        })),
      // Money that a supplier paid back for a credit.
      ...payments("vendor-credit").map((payment) => ({
        ...headOf(idOf("payment", payment.id), payment),
        TxnDate: payment.date,
        ...dong,
        DepositToAccountRef: find.account(payment.accountCode),
        TotalAmt: payment.amount,
        Line: [
          {
            Id: "1",
            LineNum: 1,
            Amount: payment.amount,
            DetailType: "DepositLineDetail",
            DepositLineDetail: {
              Entity: { ...find.contact(payment.contactId), type: "VENDOR" },
              AccountRef: find.account("331"),
            },
          },
        ],
      })),
    ],
    // The books know no transfers: the till is emptied into the bank at the end of each month.
    Transfer: () =>
      company.months.map((month, index) => ({
        ...headOf(idOf("transfer", index + 1), {
          createdAt: `${month}-28T10:00:00.000Z`,
          updatedAt: `${month}-28T10:00:00.000Z`,
        }),
        TxnDate: `${month}-28`,
        ...dong,
        PrivateNote: `Nộp tiền mặt tháng ${month}`,
        FromAccountRef: find.account("1111"),
        ToAccountRef: find.account("1121"),
        Amount: 5_000_000,
      })),
    // Nor do they know a credit card: what is lent stands for it.
    CreditCardPaymentTxn: () =>
      company.months.map((month, index) => ({
        ...headOf(idOf("cardPayment", index + 1), {
          createdAt: `${month}-20T03:00:00.000Z`,
          updatedAt: `${month}-20T03:00:00.000Z`,
        }),
        TxnDate: `${month}-20`,
        ...dong,
        Memo: `Trả thẻ tháng ${month}`,
        BankAccountRef: find.account("1121"),
        CreditCardAccountRef: find.account("341"),
        Amount: 2_000_000,
      })),
    JournalEntry: () =>
      books.journals
        .filter(({ status }) => status === "posted")
        .map((journal) => ({
          ...headOf(idOf("journal", journal.id), journal),
          Adjustment: false,
          DocNumber: journal.number,
          TxnDate: journal.date,
          ...dong,
          PrivateNote: journal.narration,
          Line: journal.lines.map((line, index) => ({
            Id: String(index),
            Description: line.description,
            Amount: Math.abs(line.amount),
            DetailType: "JournalEntryLineDetail",
            JournalEntryLineDetail: {
              PostingType: line.amount < 0 ? "Credit" : "Debit",
              AccountRef: find.account(line.accountCode),
              ...find.class(line.locationId),
            },
          })),
          TxnTaxDetail: { TotalTax: 0 },
        })),
    Attachable: () =>
      books.attachments.map((file) => ({
        ...headOf(idOf("attachment", file.id), file),
        FileName: file.fileName,
        FileAccessUri: `/v3/company/9130350000000042/download/${idOf("attachment", file.id)}`,
        TempDownloadUri: `https://intuit-qbo-prod.example/${file.id}?expires=900`,
        Size: file.size,
        ContentType: file.mimeType,
        AttachableRef: [
          {
            EntityRef: {
              value: idOf(file.documentKind, file.documentId),
              type: file.documentKind === "bill" ? "Bill" : "Invoice",
            },
            IncludeOnSend: false,
          },
        ],
      })),
  };
};
