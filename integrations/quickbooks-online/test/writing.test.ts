import { describe, expect, it } from "vitest";
import { account, ids, tax } from "./subject.ts";
import { asked, failure, last, open } from "./vendor.ts";

const sold = { item: { id: ids.item }, quantity: "2", unitPrice: "100000", taxRate: { id: tax("OUT8") } };

describe("invoices", () => {
  it("are created with refs as the vendor takes them, amounts reckoned exactly, and the department on the document", async () => {
    const { vendor, client } = open();
    await client.invoices.create({
      contact: { id: ids.customer },
      issueDate: "2026-10-01",
      taxInclusive: false,
      discountRate: "10",
      lines: [
        {
          ...sold,
          quantity: "3",
          unitPrice: "0.07",
          tax: "0.02",
          dimensions: [{ dimension: { id: ids.class } }, { dimension: { id: ids.department } }],
        },
        {
          description: "Giao trong tuần",
          taxRate: { id: tax("OUT8") },
          dimensions: [{ dimension: { id: ids.department } }],
        },
      ],
    });
    const { url, body } = last(vendor);
    expect(`${url.pathname}${url.search}`).toMatch(/\/invoice\?minorversion=75$/);
    expect(body).toEqual({
      TxnDate: "2026-10-01",
      GlobalTaxCalculation: "TaxExcluded",
      CustomerRef: { value: ids.customer.replace("customer:", "") },
      DepartmentRef: { value: ids.department.replace("department:", "") },
      Line: [
        {
          Amount: 0.21,
          DetailType: "SalesItemLineDetail",
          SalesItemLineDetail: {
            ItemRef: { value: ids.item },
            Qty: 3,
            UnitPrice: 0.07,
            TaxCodeRef: { value: tax("OUT8") },
            ClassRef: { value: ids.class.replace("class:", "") },
          },
        },
        {
          Description: "Giao trong tuần",
          DetailType: "DescriptionOnly",
          DescriptionLineDetail: { TaxCodeRef: { value: tax("OUT8") } },
        },
        { DetailType: "DiscountLineDetail", DiscountLineDetail: { PercentBased: true, DiscountPercent: 10 } },
      ],
    });
  });

  it("are changed sparsely, with the mark of the present state, which is read first", async () => {
    const { vendor, client } = open();
    await client.invoices.update(ids.invoice, { note: "Đã gọi" });
    expect(asked(vendor)).toEqual([
      `GET /invoice/${ids.invoice}?minorversion=75&include=enhancedAllCustomFields`,
      "GET /preferences?minorversion=75",
      "POST /invoice?minorversion=75",
    ]);
    const { body } = last(vendor);
    expect(body).toEqual({ Id: ids.invoice, SyncToken: expect.any(String), sparse: true, PrivateNote: "Đã gọi" });
  });

  it("are sent, voided and deleted from their present state", async () => {
    const { vendor, client } = open();
    const { id } = await client.invoices.create({ contact: { id: ids.customer }, lines: [sold] });
    // It has no address to send it to.
    expect(await failure(client.invoices.send(id))).toMatchObject({ code: "invalid", operation: "send" });
    expect((await client.invoices.send(ids.invoice)).record?.wasSent).toBe(true);
    expect((await client.invoices.void(id)).record?.status).toBe("void");
    await client.invoices.remove(id);
    const { url, body } = last(vendor);
    expect(url.search).toBe("?minorversion=75&operation=delete");
    expect(body).toEqual({ Id: id, SyncToken: "1", sparse: true });
    expect(await failure(client.invoices.get(id))).toMatchObject({ code: "not_found" });
  });

  it("are made many at a time, the good ones without the others, once for a key", async () => {
    const { vendor, client } = open();
    const many = () =>
      client.invoices.createMany(
        [
          { contact: { id: ids.customer }, lines: [sold] },
          { contact: { id: "customer:999999999" }, lines: [sold] },
        ],
        { idempotencyKey: "many" },
      );
    const [first, again] = [await many(), await many()];
    expect(first.map((one) => (one.ok ? one.written.record?.total : one.error.message))).toEqual([
      "216000",
      "quickbooks-online did not take this record: Invalid Reference Id: Invalid Reference Id : Customers element id 999999999 not found.",
    ]);
    expect(again).toEqual(first);
    expect(last(vendor).url.pathname).toMatch(/\/batch$/);
  });

  it("that changed since they were read are not overwritten", async () => {
    const { vendor, client } = open();
    const { record } = await client.invoices.get(ids.invoice);
    vendor.control.touch("invoices", ids.invoice);
    const error = await failure(client.invoices.update(ids.invoice, { note: "Cũ", version: record.version ?? "" }));
    expect(error).toMatchObject({ code: "conflict", vendorCode: "5010" });
  });

  it.each([
    ["void", "?operation=void&minorversion=75"],
    ["deleted", "?operation=delete&minorversion=75"],
  ] as const)("become %s by an operation, and nothing else is sent", async (status, search) => {
    const { vendor, client } = open();
    const { id } = await client.invoices.create({ contact: { id: ids.customer }, lines: [sold] });
    expect((await client.invoices.update(id, { status, note: "Huỷ" })).record).toMatchObject({ status });
    const { url, body } = last(vendor);
    expect(url.search).toBe(search);
    expect(body).toEqual({ Id: id, SyncToken: "0", sparse: true });
  });

  it("are made once for one key", async () => {
    const { vendor, client } = open();
    const before = vendor.control.ids("invoices").length;
    const record = { contact: { id: ids.customer }, lines: [sold] };
    const first = await client.invoices.create(record, { idempotencyKey: "order-7" });
    const second = await client.invoices.create(record, { idempotencyKey: "order-7" });
    expect(last(vendor).url.searchParams.get("requestid")).toBe("order-7");
    expect(second.id).toBe(first.id);
    expect(vendor.control.ids("invoices")).toHaveLength(before + 1);
  });

  it.each([
    [{ contact: { id: "10" } }, "contact"],
    [{ contact: { id: "vendor:10" } }, "contact"],
    [{ taxInclusive: true }, "taxInclusive"],
    [{ exchangeRate: "0.9" }, "exchangeRate"],
    [{ lines: [{ description: "Cà phê", total: "5" }] }, "lines.0.item"],
    [{ lines: [{ item: { id: ids.item } }] }, "lines.0.total"],
    [{ lines: [{ ...sold, accountCode: "5111" }] }, "lines.0.accountCode"],
    [{ lines: [{ ...sold, dimensions: [{ value: "Bắc" }] }] }, "lines.0.dimensions.0.dimension"],
    [{ lines: [{ ...sold, dimensions: [{ dimension: { id: "department:1" } }] }, sold] }, "lines.1.dimensions"],
    [{ discount: "5" }, "lines"],
  ])("without a place are refused before anything is sent: %j", async (record, path) => {
    const { vendor, client } = open();
    expect(await failure(client.invoices.create(record))).toMatchObject({
      code: "invalid",
      message: expect.stringContaining(`${path} `),
    });
    expect(vendor.exchanges).toEqual([]);
  });

  it("in another currency keep the vendor's own rate", async () => {
    const { vendor, client } = open();
    await client.invoices.create({
      contact: { id: ids.customer },
      currency: "EUR",
      lines: [sold],
      unmapped: { exchangeRate: "1.0842" },
    });
    expect(last(vendor).body).toMatchObject({ CurrencyRef: { value: "EUR" }, ExchangeRate: 1.0842 });
  });
});

describe("bills", () => {
  it("are charged to accounts, or buy items", async () => {
    const { vendor, client } = open();
    const { record } = await client.bills.create({
      contact: { id: ids.vendor },
      lines: [
        { account: { id: account("6422") }, total: "8.93", tax: "1.07" },
        { item: { id: ids.item }, quantity: "2", unitPrice: "400.01" },
      ],
    });
    expect(last(vendor).body.Line).toEqual([
      {
        Amount: 8.93,
        DetailType: "AccountBasedExpenseLineDetail",
        AccountBasedExpenseLineDetail: { AccountRef: { value: account("6422") }, TaxAmount: 1.07 },
      },
      {
        Amount: 800.02,
        DetailType: "ItemBasedExpenseLineDetail",
        ItemBasedExpenseLineDetail: { ItemRef: { value: ids.item }, Qty: 2, UnitPrice: 400.01 },
      },
    ]);
    expect(record).toMatchObject({ status: "open", total: "808.95", due: "808.95" });
  });

  it.each([
    [{ contact: { id: ids.customer } }, "contact"],
    [{ lines: [{ total: "5" }] }, "lines.0.account"],
  ])("without a place are refused: %j", async (record, path) => {
    expect(await failure(open().client.bills.create(record))).toMatchObject({
      code: "invalid",
      message: expect.stringContaining(`${path} `),
    });
  });

  it("are changed with their supplier named, which the vendor asks for each time", async () => {
    const { vendor, client } = open();
    const [id = ""] = vendor.control.ids("bills");
    await client.bills.update(id, { note: "Đã gọi" });
    expect(last(vendor).body).toMatchObject({
      sparse: true,
      PrivateNote: "Đã gọi",
      VendorRef: { value: expect.any(String) },
    });
  });

  it("are deleted", async () => {
    const { client, vendor } = open();
    const [id = ""] = vendor.control.ids("bills");
    expect((await client.bills.update(id, { status: "deleted" })).record).toEqual({ id, status: "deleted" });
    expect(vendor.control.ids("bills")).not.toContain(id);
  });
});

describe("payments", () => {
  const payment = {
    amount: "1000",
    contact: { id: ids.customer },
    date: "2026-10-30",
    account: { id: account("1121") },
    // The number is QuickBooks' own affair.
    allocations: [{ amount: "1000", document: { id: ids.invoice }, documentKind: "invoice" as const, number: "1021" }],
  };

  it("settle invoices, and give back when they are voided", async () => {
    const { vendor, client } = open();
    const due = async () => Number((await client.invoices.get(ids.invoice)).record.due);
    const before = await due();
    const { id } = await client.payments.create(payment);
    expect(last(vendor).body).toEqual({
      CustomerRef: { value: ids.customer.replace("customer:", "") },
      TotalAmt: 1000,
      TxnDate: "2026-10-30",
      DepositToAccountRef: { value: account("1121") },
      Line: [{ Amount: 1000, LinkedTxn: [{ TxnId: ids.invoice, TxnType: "Invoice" }] }],
    });
    expect(await due()).toBe(before - 1000);
    expect((await client.payments.update(id, { status: "void" })).record).toMatchObject({
      status: "void",
      amount: "0",
    });
    expect(last(vendor).url.search).toBe("?operation=update&include=void&minorversion=75");
    expect(await due()).toBe(before);
  });

  it.each([
    [{ ...payment, direction: "out" as const }, "direction"],
    [{ ...payment, allocations: [{ amount: "1", documentKind: "invoice" as const }] }, "allocations.0.document"],
    [
      { ...payment, allocations: [{ amount: "1", document: { id: "1" }, documentKind: "bill" as const }] },
      "allocations.0.documentKind",
    ],
    [{ ...payment, allocations: [{ amount: "1", document: { id: "salesReceipt:1" } }] }, "allocations.0.documentKind"],
  ])("without a place are refused: %#", async (record, path) => {
    expect(await failure(open().client.payments.create(record))).toMatchObject({
      code: "invalid",
      message: expect.stringContaining(`${path} `),
    });
  });
});

it("bills and journal entries cannot become void, and are not left as they were without a word", async () => {
  const { vendor, client } = open();
  const [bill = ""] = vendor.control.ids("bills");
  const [entry = ""] = vendor.control.ids("journalEntries");
  const refusal = { issues: [{ path: "status", message: 'cannot be "void": QuickBooks can only delete it' }] };
  expect(await failure(client.bills.update(bill, { status: "void" }))).toMatchObject(refusal);
  expect(await failure(client.journalEntries.update(entry, { status: "void" }))).toMatchObject(refusal);
});

describe("credits and receipts", () => {
  it("of customers are written as invoices are, without a day they are due", async () => {
    const { vendor, client } = open();
    const { record, warnings } = await client.creditNotes.create({
      contact: { id: ids.customer },
      dueDate: "2026-11-30",
      lines: [sold],
    });
    expect(warnings).toEqual(["dueDate cannot be written to quickbooks-online creditNotes and was left out"]);
    expect(last(vendor).url.pathname).toMatch(/\/creditmemo$/);
    expect(record).toMatchObject({ status: "open", total: "216000", remaining: "216000" });
  });

  it("a receipt is paid at once, and can be voided; a credit can only be deleted", async () => {
    const { vendor, client } = open();
    const { id, record } = await client.salesReceipts.create({ contact: { id: ids.customer }, lines: [sold] });
    expect(record).toMatchObject({ status: "paid", total: "216000", paid: "216000" });
    expect((await client.salesReceipts.void(id)).record?.status).toBe("void");
    expect(last(vendor).url.search).toBe("?minorversion=75&operation=update&include=void");
    const [credit = ""] = vendor.control.ids("creditNotes");
    expect(await failure(client.creditNotes.update(credit, { status: "void" }))).toMatchObject({ code: "invalid" });
    await client.creditNotes.remove(credit);
    expect(vendor.control.ids("creditNotes")).not.toContain(credit);
  });

  it("of suppliers are changed with the supplier named", async () => {
    const { vendor, client } = open();
    const { id } = await client.vendorCredits.create({
      contact: { id: ids.vendor },
      lines: [{ account: { id: account("6422") }, total: "5" }],
    });
    await client.vendorCredits.update(id, { note: "Đã gọi" });
    const VendorRef = expect.objectContaining({ value: ids.vendor.replace("vendor:", "") });
    expect(last(vendor).body).toEqual({ Id: id, SyncToken: "0", sparse: true, PrivateNote: "Đã gọi", VendorRef });
  });
});

describe("expenses", () => {
  const lines = [{ account: { id: account("6422") }, total: "5.25" }];

  it("say how and to whom they were paid, each time they are changed", async () => {
    const { vendor, client } = open();
    const { id } = await client.expenses.create({
      kind: "credit-card",
      direction: "in",
      account: { id: account("341") },
      employee: { id: "55" },
      date: "2026-10-01",
      lines,
    });
    expect(last(vendor).body).toEqual({
      PaymentType: "CreditCard",
      Credit: true,
      EntityRef: { value: "55", type: "Employee" },
      AccountRef: { value: account("341") },
      TxnDate: "2026-10-01",
      Line: [
        {
          Amount: 5.25,
          DetailType: "AccountBasedExpenseLineDetail",
          AccountBasedExpenseLineDetail: { AccountRef: { value: account("6422") } },
        },
      ],
    });
    await client.expenses.update(id, { contact: { id: ids.vendor } });
    expect(last(vendor).body).toEqual({
      Id: id,
      SyncToken: "0",
      sparse: true,
      PaymentType: "CreditCard",
      AccountRef: expect.objectContaining({ value: account("341") }),
      EntityRef: { value: ids.vendor.replace("vendor:", ""), type: "Vendor" },
    });
  });

  it.each([
    [{ kind: "employee" as const, lines }, "kind"],
    [{ kind: "cash" as const, direction: "in" as const, lines }, "direction"],
    [{ kind: "cash" as const, contact: { id: "55" }, lines }, "contact"],
  ])("without a place are refused: %#", async (expense, path) => {
    expect(await failure(open().client.expenses.create(expense))).toMatchObject({ issues: [{ path }] });
  });
});

describe("payments of bills", () => {
  const payment = { amount: "1000", contact: { id: ids.vendor }, account: { id: account("1121") } };
  const allocations = [{ amount: "1000", document: { id: ids.bill } }];

  it("settle bills from a bank account or a card, and give back when they are voided", async () => {
    const { vendor, client } = open();
    const due = async () => Number((await client.bills.get(ids.bill)).record.due);
    const before = await due();
    const { id } = await client.billPayments.create({ ...payment, method: "cheque", allocations });
    expect(last(vendor).body).toEqual({
      VendorRef: { value: ids.vendor.replace("vendor:", "") },
      PayType: "Check",
      CheckPayment: { BankAccountRef: { value: account("1121") } },
      TotalAmt: 1000,
      Line: [{ Amount: 1000, LinkedTxn: [{ TxnId: ids.bill, TxnType: "Bill" }] }],
    });
    expect(await due()).toBe(before - 1000);
    expect((await client.billPayments.void(id)).record?.status).toBe("void");
    expect(last(vendor).url.search).toBe("?minorversion=75&operation=update&include=void");
    expect(await due()).toBe(before);
    await client.billPayments.create({ ...payment, method: "card" });
    expect(last(vendor).body).toMatchObject({
      PayType: "CreditCard",
      CreditCardPayment: { CCAccountRef: { value: account("1121") } },
    });
  });

  it.each([
    [{ ...payment, direction: "in" as const }, "direction"],
    [payment, "method"],
    [{ ...payment, method: "cash" as const }, "method"],
    [
      {
        ...payment,
        method: "card" as const,
        allocations: [{ amount: "1", document: { id: "1" }, documentKind: "invoice" as const }],
      },
      "allocations.0.documentKind",
    ],
  ])("without a place are refused: %#", async (record, path) => {
    expect(await failure(open().client.billPayments.create(record))).toMatchObject({ issues: [{ path }] });
  });
});

it("a transfer is changed with its amount and both accounts named", async () => {
  const { vendor, client } = open();
  const [id = ""] = vendor.control.ids("transfers");
  await client.transfers.update(id, { to: { id: account("1111") } });
  expect(last(vendor).body).toEqual({
    Id: id,
    SyncToken: expect.any(String),
    sparse: true,
    Amount: 5_000_000,
    FromAccountRef: expect.objectContaining({ value: account("1111") }),
    ToAccountRef: { value: account("1111") },
  });
});

describe("items", () => {
  it("are sold and bought on accounts, and their stock begins in QuickBooks", async () => {
    const { vendor, client } = open();
    const { id } = await client.items.create({
      name: "Ly sứ",
      kind: "goods",
      price: "45000.5",
      salesAccount: { id: account("5111") },
      salesTaxRate: { id: tax("OUT8") },
    });
    expect(last(vendor).body).toEqual({
      Name: "Ly sứ",
      Type: "NonInventory",
      UnitPrice: 45_000.5,
      IncomeAccountRef: { value: account("5111") },
      SalesTaxCodeRef: { value: tax("OUT8") },
    });
    await client.items.update(id, { status: "inactive" });
    expect(last(vendor).body).toEqual({ Id: id, SyncToken: "0", sparse: true, Active: false });
  });

  it.each([
    [{ isStocked: true }, "isStocked"],
    [{ kind: "combo" as const }, "kind"],
  ])("without a place are refused: %j", async (item, path) => {
    expect(await failure(open().client.items.create({ name: "Mới", ...item }))).toMatchObject({ issues: [{ path }] });
  });
});

it("a class or department is changed and made inactive with its name, and never deleted", async () => {
  const { vendor, client } = open();
  const { id } = await client.classes.create({ name: "Bán buôn" });
  const refusal = { issues: [{ path: "status", message: 'cannot be "deleted": QuickBooks can only archive it' }] };
  expect(await failure(client.classes.update(id, { status: "deleted" }))).toMatchObject(refusal);
  await client.classes.remove(id);
  expect(last(vendor).body).toEqual({
    Id: id.replace("class:", ""),
    SyncToken: "0",
    Name: "Bán buôn",
    Active: false,
    sparse: true,
  });
  expect((await client.classes.get(id)).record.status).toBe("archived");
});

describe("journal entries", () => {
  it("have sides in place of signs", async () => {
    const { vendor, client } = open();
    const lines = [
      { amount: "500.5", account: { id: account("6422") }, contact: { id: ids.vendor }, tax: "40" },
      { amount: "-500.5", account: { id: account("242") }, dimensions: [{ dimension: { id: ids.department } }] },
    ];
    const { record } = await client.journalEntries.create({ memo: "Phân bổ", lines });
    expect(last(vendor).body.Line).toEqual([
      {
        Amount: 500.5,
        DetailType: "JournalEntryLineDetail",
        JournalEntryLineDetail: {
          PostingType: "Debit",
          AccountRef: { value: account("6422") },
          Entity: { Type: "Vendor", EntityRef: { value: ids.vendor.replace("vendor:", "") } },
          TaxAmount: 40,
        },
      },
      {
        Amount: 500.5,
        DetailType: "JournalEntryLineDetail",
        JournalEntryLineDetail: {
          PostingType: "Credit",
          AccountRef: { value: account("242") },
          DepartmentRef: { value: ids.department.replace("department:", "") },
        },
      },
    ]);
    expect(record?.lines?.map(({ amount }) => amount)).toEqual(["500.5", "-500.5"]);
  });

  it("that do not balance are refused by the vendor", async () => {
    const lines = [{ amount: "1", account: { id: account("6422") } }];
    expect(await failure(open().client.journalEntries.create({ lines }))).toMatchObject({ code: "invalid" });
  });

  it("of someone who is neither customer nor vendor are refused", async () => {
    const lines = [{ amount: "1", account: { id: account("6422") }, contact: { id: "55" } }];
    expect(await failure(open().client.journalEntries.create({ lines }))).toMatchObject({
      message: expect.stringContaining("lines.0.contact "),
    });
  });
});

describe("customers and vendors", () => {
  it("telephones that are no longer there are emptied, since what is not sent stays", async () => {
    const { vendor, client } = open();
    await client.customers.update(ids.customer, { phones: [{ number: "0900000779", kind: "mobile" }] });
    expect(last(vendor).body).toMatchObject({
      PrimaryPhone: { FreeFormNumber: "" },
      AlternatePhone: { FreeFormNumber: "" },
      Mobile: { FreeFormNumber: "0900000779" },
      Fax: { FreeFormNumber: "" },
    });
    const { record } = await client.customers.get(ids.customer);
    expect(record.phones).toEqual([{ number: "0900000779", kind: "mobile" }]);
  });

  it("keep their tax code", async () => {
    const { vendor, client } = open();
    expect((await client.customers.create({ name: "Quán Mới", taxId: "0100000001" })).record?.taxId).toBe("0100000001");
    await client.vendors.create({ name: "Kho Mới", taxId: "0100000002" });
    expect(last(vendor).body).toEqual({ DisplayName: "Kho Mới", TaxIdentifier: "0100000002" });
  });

  it("of a parent are a part of it", async () => {
    const { vendor, client } = open();
    const { record } = await client.customers.create({ name: "Chi nhánh Thử", parent: { id: ids.customer } });
    expect(last(vendor).body).toMatchObject({ ParentRef: { value: ids.customer.replace("customer:", "") }, Job: true });
    expect(record?.parent?.id).toBe(ids.customer);
  });

  it("a name is taken once among both", async () => {
    const { client } = open();
    const { record } = await client.vendors.get(ids.vendor);
    expect(await failure(client.customers.create({ name: record.name }))).toMatchObject({
      code: "invalid",
      vendorCode: "6240",
    });
  });

  it.each([
    [{ phones: [{ number: "1", kind: "home" as const }] }, "phones.0.kind"],
    [
      {
        phones: [
          { number: "1", kind: "fax" as const },
          { number: "2", kind: "fax" as const },
        ],
      },
      "phones.1",
    ],
    [{ addresses: [{ line1: "1" }, { line1: "2" }] }, "addresses.1.kind"],
    [{ addresses: [{ kind: "shipping" as const, line1: "1" }] }, "addresses.0.kind"],
    [{ addresses: [{ line1: "1", recipient: "Mai" }] }, "addresses.0.recipient"],
  ])("without a place are refused: %j", async (changes, path) => {
    expect(await failure(open().client.vendors.create({ name: "Mới", ...changes }))).toMatchObject({
      code: "invalid",
      message: expect.stringContaining(`${path} `),
    });
  });

  it("fields that are not kept are told", async () => {
    const { warnings } = await open().client.customers.create({ name: "Quán Mới", code: "KH1", discountRate: "5" });
    expect(warnings).toEqual(["discountRate cannot be written to quickbooks-online customers and was left out"]);
  });
});
