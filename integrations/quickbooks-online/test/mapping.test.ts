import { decode } from "@opensme/core";
import { describe, expect, it } from "vitest";
import { quickbooksOnline } from "../src/index.ts";
import { subject } from "./subject.ts";

const { resources } = quickbooksOnline;
type Key = keyof typeof resources;

const keyOf = (name: string): Key => {
  for (const [key] of Object.entries(resources)) if (key === name && isKey(key)) return key;
  throw new Error(`There is no resource ${name}`);
};
const isKey = (key: string): key is Key => key in resources;

/** The record of a row that must not be rejected. */
const read = (resource: Key, row: object): object => {
  const change = decode(resources[resource], row);
  if (change.type === "reject") throw new Error(JSON.stringify(change.issues));
  return change.record;
};

/** Copies of a row, each with one value of it, however deep, replaced. */
const variants = (value: unknown, other: unknown): unknown[] => {
  if (Array.isArray(value))
    return value.flatMap((item, index) => variants(item, other).map((changed) => value.with(index, changed)));
  if (value === null) return [];
  if (typeof value !== "object") return [other];
  return Object.entries(value).flatMap(([key, inside]) =>
    variants(inside, other).map((changed) => ({ ...value, [key]: changed })),
  );
};

describe("values that say nothing", () => {
  const rows = Object.entries(subject.fixtures).flatMap(([key, { rows }]) =>
    rows.map(({ raw }) => [keyOf(key), raw] as const),
  );

  it.each([
    ["empty text", ""],
    ["null", null],
  ])("%s may stand in any place but an id, and an amount, a day or a person that is required", (_, nothing) => {
    const paths = rows.flatMap(([key, raw]) =>
      variants(raw, nothing).flatMap((row) => {
        const change = decode(resources[key], row);
        return change.type === "reject" ? change.issues.map(({ path }) => `${key}.${path}`) : [];
      }),
    );
    expect(paths.length).toBeGreaterThan(0);
    const needed = /^\w+\.(?:Id|id|TotalAmt|Amount|amount|Line\.\d+\.JournalEntryLineDetail\.PostingType)$/;
    const ofTime = /^timeEntries\.(?:TxnDate|date|EmployeeRef\.value|employee(?:\.id)?)$/;
    expect(paths.filter((path) => !needed.test(path) && !ofTime.test(path))).toEqual([]);
  });

  it.each([
    ["numbers as text", (value: unknown) => (typeof value === "number" ? String(value) : value)],
    ["flags as text", (value: unknown) => (typeof value === "boolean" ? String(value) : value)],
    [
      "ids as numbers",
      (value: unknown) => (typeof value === "string" && /^(?:0|[1-9]\d{0,8})$/.test(value) ? Number(value) : value),
    ],
  ])("%s change nothing", (_, other) => {
    const changed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(changed);
      if (typeof value !== "object" || value === null) return other(value);
      return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, changed(inside)]));
    };
    for (const [key, raw] of rows) {
      const [before, after] = [raw, changed(raw)].map((row) => decode(resources[key], row));
      expect(after).toEqual({ ...before, raw: changed(raw) });
    }
  });
});

it.each([
  "customers",
  "vendors",
  "items",
  "accounts",
  "attachments",
  "classes",
  "transfers",
  "payments",
  "employees",
] as const)("a row that only tells of a deletion is no record of the %s", (key) => {
  const change = decode(resources[key], { Id: "39", domain: "QBO", status: "Deleted" });
  expect(change.type).toBe("reject");
});

it.each([
  ["2014-11-02-08:00", "2014-11-02"],
  ["2014-11-02Z", "2014-11-02"],
  ["2014-11-02T00:00:00-08:00", "2014-11-02"],
])("the day of %s is %s", (TxnDate, issueDate) => {
  expect(read("invoices", { Id: "1", TxnDate })).toEqual({ id: "1", issueDate });
});

describe("where a document stands", () => {
  const row = { Id: "1", TotalAmt: 100, Balance: 100 };

  it.each([
    [row, "open"],
    [{ ...row, Balance: 99.99 }, "partially-paid"],
    [{ ...row, Balance: 0 }, "paid"],
    [{ Id: "1", TotalAmt: 100 }, undefined],
    [{ ...row, PrivateNote: "Voided" }, "void"],
    [{ Id: "1", TotalAmt: 0, Balance: 0, PrivateNote: "Voided - gửi nhầm" }, "void"],
    [{ ...row, PrivateNote: "Voided cheque of last year" }, "open"],
    [{ Id: "1", TotalAmt: 0, Balance: 0, PrivateNote: "Mẫu thử" }, "paid"],
    [{ Id: "1", status: "Deleted" }, "deleted"],
    [{ ...row, status: "Approved" }, "other"],
  ])("%j is %s", (invoice, status) => {
    expect(read("invoices", invoice)).toEqual(expect.objectContaining(status ? { status } : { id: "1" }));
    if (!status) expect(read("invoices", invoice)).not.toHaveProperty("status");
  });

  it.each(["payments", "billPayments"] as const)("a voided one of the %s is worth nothing", (key) => {
    expect(read(key, { Id: "1", TotalAmt: 0, PrivateNote: "Voided" })).toMatchObject({ status: "void", amount: "0" });
    expect(read(key, { Id: "1", TotalAmt: 0 })).toMatchObject({ status: "completed" });
  });
});

it.each([
  [{ PaymentMethodRef: { value: "3", name: "Visa" } }, "card"],
  [{ PaymentMethodRef: { value: "2", name: "Check" }, PaymentType: "Cash" }, "cash"],
  [{ PaymentMethodRef: { value: "9", name: "Đổi hàng" } }, undefined],
  [{ PaymentMethodRef: { value: "1" } }, undefined],
])("a payment by %j", (row, method) => {
  expect(read("payments", { Id: "1", TotalAmt: 5, ...row })).toEqual(expect.objectContaining(method ? { method } : {}));
  if (!method) expect(read("payments", { Id: "1", TotalAmt: 5, ...row })).not.toHaveProperty("method");
});

describe("answers of every form hold the same row", () => {
  const row = { Id: "7", Amount: 5 };
  const gone = { Id: "8", status: "Deleted", domain: "QBO" };
  const { list, get } = resources.transfers.definition;

  it.each([
    ["a query", { QueryResponse: { Transfer: [row], startPosition: 1, maxResults: 1 }, time: "2026-04-24" }],
    ["what changed", { CDCResponse: [{ QueryResponse: [{}, { Bill: [{ Id: "1" }] }, { Transfer: [row, gone] }] }] }],
    [
      "several at once",
      {
        BatchItemResponse: [
          { Transfer: row, bId: "1" },
          { Fault: { Error: [] }, bId: "2" },
        ],
      },
    ],
    ["several queries at once", { BatchItemResponse: [{ QueryResponse: { Transfer: [row] }, bId: "1" }] }],
    ["one by itself", { Transfer: row, time: "2026-04-24" }],
  ])("%s", (_, answer) => {
    expect(list.rowsIn(answer)).toEqual([row]);
  });

  it("an empty query has none, and what is no answer is not taken for one", () => {
    expect(list.rowsIn({ QueryResponse: {} })).toEqual([]);
    for (const other of [{}, [], null, { Fault: { Error: [] } }, { Bill: { Id: "1" } }])
      expect(list.rowsIn(other)).toBeUndefined();
  });

  it("a look-up that gives another entity is a mismatch", () => {
    expect(get.row({ Transfer: row })).toEqual(row);
    expect(() => get.row({ Bill: row })).toThrow("no Transfer");
  });
});

it("a bundle has its amount where its parts are not told, and leaves it to them where they are", () => {
  const part = { Id: "3", Amount: 40, DetailType: "SalesItemLineDetail", SalesItemLineDetail: {} };
  const linesWith = (Line: object[]) => {
    const bundle = { GroupItemRef: { value: "24" }, Quantity: 2, Line };
    const line = { Id: "2", Amount: 40, DetailType: "GroupLineDetail", GroupLineDetail: bundle };
    return read("invoices", { Id: "1", TotalAmt: 40, Line: [line] });
  };
  expect(linesWith([])).toMatchObject({ lines: [{ id: "2", total: "40" }] });
  expect(linesWith([part])).toMatchObject({ lines: [{ id: "2" }, { id: "3", total: "40" }] });
  expect(linesWith([part])).not.toHaveProperty("lines.0.total");
});
