import { http, type RecordChange, type SandboxKit } from "@opensme/testing";
import * as z from "zod";
import type { Books } from "./books.ts";
import { voided } from "./books-documents.ts";
import type { Gate } from "./gate.ts";
import { headOf } from "./ids.ts";
import { recordOf } from "./places.ts";
import type { Row } from "./row.ts";
import { settle, totalled } from "./totals.ts";
import { bookCloseDate, company, stamp, type Trouble, troubles } from "./wire.ts";

const Target = z.object({ value: z.string(), name: z.string().optional() });

const Linked = z.object({ TxnId: z.string(), TxnType: z.string() });

const Detail = z.looseObject({
  ItemRef: Target.optional(),
  AccountRef: Target.optional(),
  TaxCodeRef: Target.optional(),
  ClassRef: Target.optional(),
  DepartmentRef: Target.optional(),
});

export const SentLine = z.looseObject({
  Id: z.string().optional(),
  Description: z.string().optional(),
  Amount: z.number().optional(),
  DetailType: z.string().optional(),
  LinkedTxn: z.array(Linked).optional(),
  SalesItemLineDetail: Detail.optional(),
  ItemBasedExpenseLineDetail: Detail.optional(),
  AccountBasedExpenseLineDetail: Detail.optional(),
  JournalEntryLineDetail: Detail.extend({ PostingType: z.enum(["Debit", "Credit"]) }).optional(),
});

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** What all writable records have, as they may be sent. */
export const Sent = z.looseObject({
  Id: z.string().optional(),
  SyncToken: z.string().optional(),
  sparse: z.boolean().optional(),
  DisplayName: z.string().optional(),
  Name: z.string().optional(),
  Active: z.boolean().optional(),
  DocNumber: z.string().max(21).optional(),
  TxnDate: day.optional(),
  DueDate: day.optional(),
  CustomerRef: Target.optional(),
  VendorRef: Target.optional(),
  ParentRef: Target.optional(),
  DepartmentRef: Target.optional(),
  DepositToAccountRef: Target.optional(),
  AccountRef: Target.optional(),
  FromAccountRef: Target.optional(),
  ToAccountRef: Target.optional(),
  PaymentType: z.enum(["Cash", "Check", "CreditCard"]).optional(),
  PayType: z.enum(["Check", "CreditCard"]).optional(),
  Amount: z.number().optional(),
  TotalAmt: z.number().optional(),
  Line: z.array(SentLine).optional(),
});

export type Sent = z.output<typeof Sent>;

const Batch = z.object({
  BatchItemRequest: z.array(z.looseObject({ bId: z.string(), operation: z.string().optional() })),
});

const Mail = z.object({ Address: z.string().min(1) });

/** Fields that the vendor makes itself. */
const made = ["domain", "sparse", "Id", "SyncToken", "MetaData"];

const required: Readonly<Record<string, readonly (keyof Sent & string)[]>> = {
  Customer: ["DisplayName"],
  Vendor: ["DisplayName"],
  Invoice: ["CustomerRef", "Line"],
  Bill: ["VendorRef", "Line"],
  Payment: ["CustomerRef", "TotalAmt"],
  JournalEntry: ["Line"],
  CreditMemo: ["CustomerRef", "Line"],
  SalesReceipt: ["Line"],
  VendorCredit: ["VendorRef", "Line"],
  Purchase: ["PaymentType", "AccountRef", "Line"],
  BillPayment: ["VendorRef", "PayType", "TotalAmt"],
  Transfer: ["Amount", "FromAccountRef", "ToAccountRef"],
  Class: ["Name"],
  Department: ["Name"],
  Item: ["Name"],
};

/** Fields that a change must bring too, sparse or not. */
const alwaysRequired: Readonly<Record<string, readonly (keyof Sent & string)[]>> = {
  Bill: ["VendorRef"],
  VendorCredit: ["VendorRef"],
  Purchase: ["PaymentType"],
  Class: ["Name"],
  Department: ["Name"],
};

const names = ["Customer", "Vendor", "Class", "Department", "Item"];

/** Those that are voided by what is asked to be included. */
const voidedByInclusion = ["Payment", "BillPayment", "SalesReceipt"];

/** The entities that refs of a name point at. */
const targets: Readonly<Record<string, string>> = {
  CustomerRef: "Customer",
  VendorRef: "Vendor",
  ItemRef: "Item",
  AccountRef: "Account",
  DepositToAccountRef: "Account",
  FromAccountRef: "Account",
  ToAccountRef: "Account",
  BankAccountRef: "Account",
  CCAccountRef: "Account",
  IncomeAccountRef: "Account",
  ExpenseAccountRef: "Account",
  SalesTaxCodeRef: "TaxCode",
  PurchaseTaxCodeRef: "TaxCode",
  TaxCodeRef: "TaxCode",
  ClassRef: "Class",
  DepartmentRef: "Department",
};

/** The first ref that points at nothing, however deep it stands. */
const dangling = (books: Books, value: unknown): Trouble | undefined => {
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, inside] of Object.entries(value)) {
    const entity = targets[key];
    const target = entity && Target.safeParse(inside).data;
    if (entity && target && !books.rows(entity).has(target.value))
      return troubles.reference(`${entity}s`, target.value);
    const deeper = dangling(books, inside);
    if (deeper) return deeper;
  }
  return undefined;
};

/** The field whose name somebody has: people share theirs, and lists each have their own. */
const takenName = (books: Books, entity: string, sent: Sent): string | undefined => {
  const [field, kinds] =
    sent.Name === undefined
      ? (["DisplayName", ["Customer", "Vendor", "Employee"]] as const)
      : (["Name", [entity]] as const);
  const isTaken = kinds.some((kind) =>
    [...books.rows(kind).values()].some((row) => row[field] === sent[field] && (kind !== entity || row.Id !== sent.Id)),
  );
  return sent[field] !== undefined && isTaken ? field : undefined;
};

/** Lines keep their ids, and those without get one. */
const withIds = (lines: readonly z.output<typeof SentLine>[]): z.output<typeof SentLine>[] => {
  const taken = Math.max(0, ...lines.map(({ Id }) => Number(Id ?? 0)));
  return lines.map((line, index) =>
    line.Id === undefined && line.DetailType !== "DiscountLineDetail"
      ? { ...line, Id: String(taken + index + 1) }
      : line,
  );
};

/** Debits and credits must be equal. */
const isUneven = (lines: readonly z.output<typeof SentLine>[]): boolean =>
  lines.reduce(
    (sum, line) => sum + (line.Amount ?? 0) * (line.JournalEntryLineDetail?.PostingType === "Credit" ? -1 : 1),
    0,
  ) !== 0;

const troubleWith = (books: Books, entity: string, sent: Sent, present: Row | undefined): Trouble | undefined => {
  const asked = (present && sent.sparse ? alwaysRequired : required)[entity];
  const missing = asked?.find((field) => sent[field] === undefined);
  if (missing) return troubles.missing(missing);
  const taken = takenName(books, entity, sent);
  if (taken) return troubles.duplicateName(taken);
  if (entity === "JournalEntry" && sent.Line && isUneven(sent.Line))
    return troubles.rule("The amounts of debits and credits must be equal");
  const bare = sent.Line?.find(
    ({ DetailType, Amount }) =>
      DetailType !== "DescriptionOnly" && DetailType !== "DiscountLineDetail" && Amount === undefined,
  );
  if (bare) return troubles.missing("Line.Amount");
  return dangling(books, sent);
};

const stale = (sent: Sent, present: Row): boolean => sent.SyncToken !== present.SyncToken;

/** Whether a transaction lies in closed books, or would. */
const isClosed = (...[day, present]: [string | undefined, Row | undefined]): boolean =>
  [day, present?.["TxnDate"]].some((date) => typeof date === "string" && date <= bookCloseDate);

const next = (present: Row, now: Date): Pick<Row, "SyncToken" | "MetaData"> => ({
  SyncToken: String(Number(present.SyncToken) + 1),
  MetaData: { ...present.MetaData, LastUpdatedTime: stamp(now) },
});

export const touched = (row: Row, now: Date): void => {
  Object.assign(row, next(row, now));
};

/** A field that is sent as empty text is emptied, objects of such too. */
const isEmpty = (value: unknown): boolean =>
  value === "" ||
  (typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).every(isEmpty));

const kept = (books: Books, fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) => {
      if (made.includes(key) || isEmpty(value)) return [];
      if (typeof value !== "object" || value === null || Array.isArray(value)) return [[key, named(books, value)]];
      const filled = named(books, value, key);
      return [
        [
          key,
          Object.fromEntries(
            Object.entries(typeof filled === "object" && filled !== null ? filled : {}).filter(
              ([, inside]) => !isEmpty(inside),
            ),
          ),
        ],
      ];
    }),
  );

/** Refs are answered with the names of what they point at, but for those of taxes. */
const named = (books: Books, value: unknown, key = ""): unknown => {
  if (Array.isArray(value)) return value.map((item) => named(books, item));
  if (typeof value !== "object" || value === null) return value;
  const entity = key === "TaxCodeRef" ? undefined : targets[key];
  const target = entity && Target.safeParse(value).data;
  if (!entity || !target)
    return Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, named(books, inside, name)]));
  const row = books.rows(entity).get(target.value);
  return { value: target.value, name: row?.["DisplayName"] ?? row?.["Name"] };
};

/** What is sold is booked on the account of its item. */
const booked = (books: Books, line: z.output<typeof SentLine>): z.output<typeof SentLine> => {
  const { SalesItemLineDetail: detail } = line;
  const account = books.rows("Item").get(detail?.ItemRef?.value ?? "")?.["IncomeAccountRef"];
  return detail && account ? { ...line, SalesItemLineDetail: { ...detail, ItemAccountRef: account } } : line;
};

/** What an update leaves of the present row: all that is not sent, or nothing but what the vendor makes. */
const remaining = (sent: Sent, present: Row): Record<string, unknown> => {
  const ofVendor = ["TotalAmt", "Balance", "TxnTaxDetail", "UnappliedAmt", "BalanceWithJobs", "Active", "CurrencyRef"];
  const { Id: _, SyncToken: __, MetaData: ___, ...fields } = present;
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([key]) => made.includes(key) || (sent.sparse ? !(key in sent) : ofVendor.includes(key) && !(key in sent)),
    ),
  );
};

const defaults: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  Customer: { Taxable: true, Job: false, BillWithParent: false, Balance: 0, BalanceWithJobs: 0, Active: true },
  Vendor: { Balance: 0, Vendor1099: false, Active: true },
  Invoice: { EmailStatus: "NotSet", PrintStatus: "NeedToPrint", Deposit: 0, LinkedTxn: [] },
  Payment: { ProcessPayment: false },
  JournalEntry: { Adjustment: false },
  CreditMemo: { EmailStatus: "NotSet", PrintStatus: "NeedToPrint" },
  SalesReceipt: { EmailStatus: "NotSet", PrintStatus: "NotSet" },
  Purchase: { Credit: false },
  Item: { SubItem: false, TrackQtyOnHand: false, Active: true },
  Class: { SubClass: false, Active: true },
  Department: { SubDepartment: false, Active: true },
};

export const writingHandlers = (gate: Gate, kit: SandboxKit) => {
  const { desk } = gate;

  const write = (books: Books, entity: string, sent: Sent): Response => {
    const present = sent.Id === undefined ? undefined : books.rows(entity).get(sent.Id);
    if (sent.Id !== undefined && !present) return desk.fault(troubles.notFound);
    if (present && stale(sent, present)) return desk.fault(troubles.stale);
    if (isClosed(sent.TxnDate, present)) return desk.fault(troubles.closed);
    const trouble = troubleWith(books, entity, sent, present);
    if (trouble) return desk.fault(trouble);
    const now = kit.now();
    const stamps = { createdAt: now.toISOString(), updatedAt: now.toISOString() };
    const head = present ? { Id: present.Id, ...next(present, now) } : headOf(books.newId(), stamps);
    const row: Row = {
      ...(present ? remaining(sent, present) : { ...defaults[entity], TxnDate: undefined }),
      ...kept(books, sent),
      ...head,
      ...(sent.Line
        ? {
            Line: named(
              books,
              withIds(sent.Line).map((line) => booked(books, line)),
            ),
          }
        : {}),
    };
    if (row["TxnDate"] === undefined) {
      if (names.includes(entity)) delete row["TxnDate"];
      else row["TxnDate"] = now.toISOString().slice(0, 10);
    }
    const done = totalled(books, entity, row, present);
    if ("trouble" in done) return desk.fault(done.trouble);
    settle(books, entity, present, done.row, stamp(now));
    books.rows(entity).set(done.row.Id, done.row);
    tell(present ? "changed" : "created", entity, done.row.Id);
    return desk.json({ [entity]: done.row });
  };

  const tell = (type: RecordChange["type"], entity: string, id: string): void => {
    const record = recordOf(entity, id);
    if (record) kit.webhooks.tell({ type, ...record });
  };

  const end = (books: Books, entity: string, sent: Sent, how: "delete" | "void"): Response => {
    const present = books.rows(entity).get(sent.Id ?? "");
    if (!present) return desk.fault(troubles.notFound);
    if (stale(sent, present)) return desk.fault(troubles.stale);
    if (isClosed(undefined, present)) return desk.fault(troubles.closed);
    const now = kit.now();
    const empty = {
      ...voided(present),
      ...next(present, now),
      Line: entity.endsWith("Payment") ? [] : voided(present)["Line"],
    };
    settle(books, entity, present, empty, stamp(now));
    if (how === "void") {
      books.rows(entity).set(present.Id, empty);
      tell("changed", entity, present.Id);
      return desk.json({ [entity]: empty });
    }
    books.rows(entity).delete(present.Id);
    books.gone.push({ entity, id: present.Id, at: now.toISOString() });
    tell("deleted", entity, present.Id);
    return desk.json({ [entity]: { domain: "QBO", status: "Deleted", Id: present.Id } });
  };

  /** Each is carried out by itself: https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/batch */
  const batch = http.post(`${company}/batch`, ({ request, params }) =>
    gate.enter(request, params["realm"], async (books) => {
      const { BatchItemRequest: items } = Batch.parse(await request.json());
      if (items.length > 30) return desk.fault(troubles.rule("A batch has at most 30 items"));
      const outcomes = [];
      for (const { bId, operation, ...item } of items) {
        const [entity = "", body] = Object.entries(item)[0] ?? [];
        const sent = Sent.safeParse(body);
        const answer =
          entity in required && operation === "create" && sent.success
            ? write(books, entity, { ...sent.data, Id: undefined })
            : desk.fault(troubles.unknownField(entity));
        const { time: _, ...outcome } = z.looseObject({}).parse(await answer.json());
        outcomes.push({ ...outcome, bId });
      }
      return desk.json({ BatchItemResponse: outcomes });
    }),
  );

  const send = http.post(`${company}/invoice/:id/send`, ({ request, params }) =>
    gate.enter(request, params["realm"], (books) => {
      const invoice = books.rows("Invoice").get(String(params["id"]));
      if (!invoice) return desk.fault(troubles.notFound);
      if (request.headers.get("content-type") !== "application/octet-stream")
        return desk.fault(troubles.rule("The content type must be application/octet-stream"));
      if (!Mail.safeParse(invoice["BillEmail"]).success) return desk.fault(troubles.missing("BillEmail"));
      const now = kit.now();
      Object.assign(invoice, next(invoice, now), {
        EmailStatus: "EmailSent",
        DeliveryInfo: { DeliveryType: "Email", DeliveryTime: stamp(now) },
      });
      return desk.json({ Invoice: invoice });
    }),
  );

  const entities = Object.keys(required).map((entity) =>
    http.post(`${company}/${entity.toLowerCase()}`, ({ request, params }) =>
      gate.enter(request, params["realm"], async (books) => {
        const body: unknown = await request.json().catch(() => undefined);
        const sent = Sent.safeParse(body);
        if (!sent.success) return desk.fault(troubles.unknownField(sent.error.issues[0]?.path.join(".") ?? "body"));
        const asked = new URL(request.url).searchParams;
        const operation = asked.get("operation");
        if (operation === "delete" && !names.includes(entity)) return end(books, entity, sent.data, "delete");
        if (entity === "Invoice" && operation === "void") return end(books, entity, sent.data, "void");
        if (voidedByInclusion.includes(entity) && asked.get("include") === "void")
          return end(books, entity, sent.data, "void");
        if (operation !== null && operation !== "update")
          return desk.fault(troubles.rule(`Operation ${operation} is not supported.`));
        return write(books, entity, sent.data);
      }),
    ),
  );
  return [batch, send, ...entities];
};
