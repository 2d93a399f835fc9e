import { addDays, localDateOf, monthEnd, type Period } from "./calendar.ts";
import { itemOf } from "./catalogue.ts";
import { enteredOn, linesTotal, paymentOf, plainLine, settled, stamped } from "./documents.ts";
import { nth, padded, sumOf } from "./lists.ts";
import { locationIds } from "./places.ts";
import { dueDateOf } from "./purchases.ts";
import { randomFor, streams } from "./random.ts";
import { vatOn } from "./sale-lines.ts";
import type { Dong, LocalDate, Vat } from "./types.ts";
import type { Attachment, Bill, BooksContact, BooksLine, PurchaseOrder, VendorCredit } from "./types-books.ts";
import type { Purchase } from "./types-shop.ts";

const { benThanh, thaoDien, online, roastery } = locationIds;

function contactOf(contacts: readonly BooksContact[], supplierId: number): number {
  return contacts.find((contact) => contact.supplierId === supplierId)?.id ?? 0;
}

function goodsLine(line: Purchase["lines"][number], locationId: number): BooksLine {
  const item = itemOf(line.itemId);
  return {
    description: item.name,
    itemCode: item.code,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    discount: 0,
    accountCode: item.isForSale ? "156" : "152",
    taxCode: `IN${line.vat}`,
    net: line.net,
    tax: line.tax,
    locationId,
  };
}

interface Draft {
  supplierId: number;
  number: string;
  reference?: string;
  date: LocalDate;
  dueDate: LocalDate;
  lines: BooksLine[];
  payments: { date: LocalDate; amount: Dong; accountCode: string }[];
  purchaseId?: number;
  status?: "draft" | "submitted" | "voided";
}

function goodsBill(purchase: Purchase): Draft {
  const payments = purchase.payments.map(({ at, amount, method }) => ({
    date: localDateOf(at),
    amount,
    accountCode: method === "cash" ? "1111" : "1121",
  }));
  return {
    supplierId: purchase.supplierId,
    number: padded(purchase.supplierId * 1000 + purchase.id, 8),
    reference: purchase.number,
    date: purchase.date,
    dueDate: dueDateOf(purchase),
    lines: purchase.lines.map((line) => goodsLine(line, purchase.locationId)),
    payments,
    purchaseId: purchase.id,
    ...(purchase.status === "cancelled" && { status: "voided" }),
  };
}

/** Monthly costs: rent and telecoms stay at 10% VAT, power has 8%. */
const services: readonly {
  supplierId: number;
  day: string;
  accountCode: string;
  vat: Vat;
  parts: readonly (readonly [text: string, location: number, amount: Dong])[];
}[] = [
  {
    supplierId: 8,
    day: "05",
    accountCode: "6421",
    vat: "10",
    parts: [
      ["Tiền thuê cửa hàng Bến Thành", benThanh, 38_000_000],
      ["Tiền thuê cửa hàng Thảo Điền", thaoDien, 32_000_000],
    ],
  },
  {
    supplierId: 9,
    day: "12",
    accountCode: "6421",
    vat: "8",
    parts: [
      ["Tiền điện cửa hàng Bến Thành", benThanh, 6_400_000],
      ["Tiền điện cửa hàng Thảo Điền", thaoDien, 5_700_000],
      ["Tiền điện xưởng rang", roastery, 11_800_000],
    ],
  },
  { supplierId: 10, day: "18", accountCode: "6422", vat: "10", parts: [["Internet và tổng đài", online, 2_150_000]] },
];

function serviceBills(seed: number, period: Period): Draft[] {
  return period.months.flatMap((month, position) =>
    services.flatMap(({ supplierId, day, accountCode, vat, parts }): Draft[] => {
      const date = `${month}-${day}`;
      if (date < period.from || date > period.today) return [];
      const random = randomFor(seed, streams.books, supplierId, position);
      const lines = parts.map(([description, locationId, amount]) => {
        const net = supplierId === 9 ? Math.round((amount * random.integer(88, 115)) / 100) : amount;
        return plainLine({ description, accountCode, taxCode: `IN${vat}`, net, tax: vatOn(net, vat), locationId });
      });
      const dueDate = addDays(date, 10);
      const paidOn = addDays(dueDate, random.integer(-4, 1));
      const isLast = position === period.months.length - 1;
      const status = isLast && supplierId === 10 ? "draft" : isLast && supplierId === 9 ? "submitted" : undefined;
      const isPaid = paidOn <= period.today && !status;
      const payments = isPaid ? [{ date: paidOn, amount: linesTotal(lines).total, accountCode: "1121" }] : [];
      return [
        {
          supplierId,
          number: `${padded(supplierId, 2)}${month.replace("-", "")}`,
          date,
          dueDate,
          lines,
          payments,
          ...(status && { status }),
        },
      ];
    }),
  );
}

export interface Payables {
  bills: Bill[];
  vendorCredits: VendorCredit[];
  purchaseOrders: PurchaseOrder[];
  attachments: Attachment[];
}

/** Bills of goods received and of services in order of date, with credits, orders and scans. */
export function payablesOf(
  seed: number,
  period: Period,
  purchases: readonly Purchase[],
  contacts: readonly BooksContact[],
): Payables {
  const received = purchases.filter((purchase) => purchase.status !== "draft");
  const drafts = [...received.map(goodsBill), ...serviceBills(seed, period)].sort((one, other) =>
    one.date < other.date ? -1 : one.date > other.date ? 1 : 0,
  );
  const creditedIndex = drafts.findLastIndex(
    ({ purchaseId, payments, status }) => purchaseId && payments.length === 0 && !status,
  );
  const creditLine = plainLine({
    description: "Giảm giá hàng lỗi",
    accountCode: "152",
    taxCode: "IN8",
    net: 300_000,
    tax: 24_000,
    locationId: roastery,
  });
  const creditTotal = creditLine.net + creditLine.tax;

  const bills = drafts.map((draft, index): Bill => {
    const id = index + 1;
    const { payments: money, status, ...rest } = draft;
    const contactId = contactOf(contacts, draft.supplierId);
    const totals = linesTotal(draft.lines);
    const payments = money.map((payment, position) =>
      paymentOf({ kind: "bill", id, contactId }, position, payment, period),
    );
    const course = settled(totals.total, payments, index === creditedIndex ? creditTotal : 0);
    const createdAt = enteredOn(draft.date, period);
    return {
      id,
      ...rest,
      contactId,
      ...totals,
      payments,
      ...course,
      ...(status && { status }),
      ...(status === "voided" && { due: 0 }),
      ...stamped(createdAt, payments),
    };
  });

  const vendorCredits = [creditedIndex, bills.findIndex((bill) => bill.status === "paid")].flatMap(
    (index, position): VendorCredit[] => {
      const bill = bills[index];
      if (!bill) return [];
      const createdAt = enteredOn(bill.date, period);
      const isUsed = position === 0;
      const totals = linesTotal([creditLine]);
      const allocations = isUsed
        ? [{ documentId: bill.id, documentNumber: bill.number, date: bill.date, amount: creditTotal }]
        : [];
      const { contactId, supplierId, date } = bill;
      const remaining = creditTotal - sumOf(allocations, ({ amount }) => amount);
      const status = isUsed ? "paid" : "authorised";
      return [
        {
          id: position + 1,
          number: `GG-${padded(position + 1, 3)}`,
          contactId,
          supplierId,
          date,
          lines: [creditLine],
          ...totals,
          status,
          allocations,
          payments: [],
          remaining,
          createdAt,
          updatedAt: createdAt,
        },
      ];
    },
  );

  return {
    bills,
    vendorCredits,
    purchaseOrders: purchaseOrdersOf(period, purchases, contacts),
    attachments: attachmentsOf(bills),
  };
}

const orderStatuses = ["billed", "billed", "deleted", "billed", "submitted", "authorised", "draft"] as const;

/** The last goods receipts were ordered in writing; those still to come were not billed. */
function purchaseOrdersOf(
  period: Period,
  purchases: readonly Purchase[],
  contacts: readonly BooksContact[],
): PurchaseOrder[] {
  return purchases.slice(-orderStatuses.length).map((purchase, index): PurchaseOrder => {
    const status = nth(orderStatuses, index);
    const lines = purchase.lines.map((line) => goodsLine(line, purchase.locationId));
    const date = addDays(purchase.date, -5);
    const createdAt = enteredOn(date, period);
    const { supplierId, locationId } = purchase;
    return {
      id: index + 1,
      number: `PO-${padded(index + 1, 4)}`,
      ...(status === "billed" && { reference: purchase.number }),
      contactId: contactOf(contacts, supplierId),
      supplierId,
      locationId,
      date,
      deliveryDate: status === "billed" ? purchase.date : addDays(monthEnd(period.today), 7 + index),
      lines,
      ...linesTotal(lines),
      status,
      createdAt,
      updatedAt: status === "billed" ? enteredOn(purchase.date, period) : createdAt,
    };
  });
}

/** Every third bill has the supplier's invoice as a scan, some also a photograph of the delivery note. */
function attachmentsOf(bills: readonly Bill[]): Attachment[] {
  const files = bills
    .filter((bill) => bill.id % 3 === 0)
    .flatMap((bill) => {
      const scan = {
        bill,
        fileName: `hoa-don-${bill.number}.pdf`,
        mimeType: "application/pdf",
        size: 48_000 + bill.id * 371,
      };
      const photo = {
        bill,
        fileName: `phiếu giao hàng ${bill.number}.jpg`,
        mimeType: "image/jpeg",
        size: 912_000 + bill.id * 1013,
      };
      return bill.purchaseId && bill.id % 2 === 0 ? [scan, photo] : [scan];
    });
  return files.map(({ bill, ...file }, index) => ({
    id: index + 1,
    documentKind: "bill",
    documentId: bill.id,
    ...file,
    createdAt: bill.createdAt,
    updatedAt: bill.createdAt,
  }));
}
