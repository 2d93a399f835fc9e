import { describe, expect, it } from "vitest";
import { guid } from "../src/sandbox/wire.ts";
import { all, asked, last, open, records } from "./vendor.ts";

const contact = { id: guid("contact", 6) };
const line = {
  description: "Cà phê",
  quantity: "2",
  unitPrice: "100000.5",
  accountCode: "5112",
  taxRate: { id: "OUT8" },
};

describe("invoices", () => {
  it("are deleted as drafts, and voided once authorised", async () => {
    const { vendor, client } = open();
    const made = await client.invoices.createMany([
      { contact, lines: [line], status: "draft" },
      { contact, lines: [line], status: "open" },
    ]);
    const [draft = "", issued = ""] = made.map((one) => (one.ok ? one.written.id : one.error.message));
    expect((await client.invoices.remove(draft)).record?.status).toBe("deleted");
    const key = { idempotencyKey: "void-1" };
    expect((await client.invoices.void(issued, key)).record?.status).toBe("void");
    expect((await client.invoices.void(issued, key)).record?.status).toBe("void");
    expect(last(vendor)).toMatchObject({ method: "POST", path: `/api.xro/2.0/Invoices/${issued}` });
    expect(last(vendor).body).toEqual({ Invoices: [{ InvoiceID: issued, Type: "ACCREC", Status: "VOIDED" }] });
  });

  it("are not ended as what they are not, nor twice", async () => {
    const { client } = open();
    const { id } = await client.invoices.create({ contact, lines: [line], status: "draft" });
    await expect(client.bills.remove(id)).rejects.toMatchObject({ code: "not_found", operation: "remove" });
    await expect(client.invoices.void(id)).rejects.toMatchObject({ code: "invalid", operation: "void" });
    expect((await client.invoices.get(id)).record.status).toBe("draft");
  });

  it("are approved and sent to their contact", async () => {
    const { client } = open();
    const { id } = await client.invoices.create({ contact, dueDate: "2026-10-31", lines: [line], status: "draft" });
    await expect(client.invoices.email(id)).rejects.toMatchObject({ code: "invalid" });
    expect((await client.invoices.approve(id)).record?.status).toBe("open");
    expect((await client.invoices.email(id)).record?.wasSent).toBe(true);
  });

  it("are made many at a time, the good ones without the others", async () => {
    const { vendor, client } = open();
    const outcomes = await client.invoices.createMany([
      { contact, lines: [line] },
      { contact: { id: guid("contact", 999_999) }, lines: [line] },
    ]);
    expect(outcomes.map((one) => (one.ok ? one.written.record?.status : one.error.message))).toEqual([
      "draft",
      "xero did not take this record: A Contact must be specified for this type of transaction.",
    ]);
    expect(vendor.exchanges.filter(({ request }) => request.method === "PUT")).toHaveLength(1);
  });

  it("without a status are refused where something is wrong with them", async () => {
    const { vendor, client } = open();
    await client.check();
    const nil = "00000000-0000-0000-0000-000000000000";
    const Contacts = [
      { ContactID: guid("contact", 6), Name: "Một", HasValidationErrors: false, ValidationErrors: [] },
      { ContactID: nil, HasValidationErrors: true, ValidationErrors: [{ Message: "Email address must be valid." }] },
    ];
    vendor.faults.inject({ kind: "status", path: /Contacts/, status: 200, body: { Contacts } });
    const outcomes = await client.contacts.createMany([{ name: "Một" }, { name: "Hai" }]);
    expect(outcomes.map((one) => (one.ok ? one.written.id : one.error.message))).toEqual([
      guid("contact", 6),
      "xero did not take this record: Email address must be valid.",
    ]);
  });

  it("of a closed year are refused unsent, unless they are drafts", async () => {
    const { vendor, client } = open();
    const old = { contact, issueDate: "2025-12-31", dueDate: "2026-01-31", lines: [line] };
    const { id } = await client.invoices.create({ ...old, status: "draft" });
    const issues = [{ path: "issueDate", message: "lies in a year that is closed up to 2025-12-31" }];
    await expect(client.invoices.approve(id)).rejects.toMatchObject({ code: "invalid", issues });
    await expect(client.invoices.create({ ...old, status: "open" })).rejects.toMatchObject({ code: "invalid", issues });
    expect(
      vendor.exchanges.filter(({ request }) => request.method !== "GET" && /Invoices/.test(request.url)),
    ).toHaveLength(1);
  });

  it("are created with PUT, as Xero writes them, once for a key", async () => {
    const { vendor, client } = open();
    const record = {
      number: "INV-T1",
      contact,
      issueDate: "2026-10-01",
      dueDate: "2026-10-31",
      taxInclusive: false,
      exchangeRate: "1",
      lines: [{ ...line, dimensions: [{ dimension: { id: guid("category", 1) }, valueId: guid("option", 1) }] }],
      subTotal: "200001",
    };
    const first = await client.invoices.create(record, { idempotencyKey: "a-key" });
    expect(last(vendor)).toMatchObject({ method: "PUT", path: "/api.xro/2.0/Invoices" });
    expect(last(vendor).headers["idempotency-key"]).toBe("a-key");
    expect(last(vendor).body).toEqual({
      Invoices: [
        {
          Type: "ACCREC",
          InvoiceNumber: "INV-T1",
          Contact: { ContactID: contact.id },
          Date: "2026-10-01",
          DueDate: "2026-10-31",
          CurrencyRate: 1,
          LineAmountTypes: "Exclusive",
          LineItems: [
            {
              Description: "Cà phê",
              Quantity: 2,
              UnitAmount: 100000.5,
              AccountCode: "5112",
              TaxType: "OUT8",
              Tracking: [{ TrackingCategoryID: guid("category", 1), TrackingOptionID: guid("option", 1) }],
            },
          ],
        },
      ],
    });
    expect(first.warnings).toEqual(["subTotal cannot be written to xero invoices and was left out"]);
    expect(first.record).toMatchObject({ subTotal: "200001", tax: "16000.08", total: "216001.08", status: "draft" });
    const second = await client.invoices.create(record, { idempotencyKey: "a-key" });
    expect(second.id).toBe(first.id);
  });

  it("keep their lines when something else is changed, and are voided by their status", async () => {
    const { vendor, client } = open();
    const { id, record } = await client.invoices.create({
      contact,
      status: "open",
      dueDate: "2026-10-31",
      lines: [line],
    });
    const changed = await client.invoices.update(id, { reference: "PO 9" });
    expect(last(vendor)).toMatchObject({
      method: "POST",
      path: `/api.xro/2.0/Invoices/${id}`,
      body: { Invoices: [{ InvoiceID: id, Type: "ACCREC", Reference: "PO 9" }] },
    });
    expect(changed.record?.lines).toEqual(record?.lines);
    const [kept] = record?.lines ?? [];
    const more = await client.invoices.update(id, { lines: [{ ...kept }, { description: "Giao hàng" }] });
    expect(more.record?.lines?.map((it) => it.id)).toEqual([kept?.id, expect.not.stringMatching(kept?.id ?? "")]);
    expect((await client.invoices.update(id, { status: "void" })).record?.status).toBe("void");
  });

  it("what Xero finds wrong can be read", async () => {
    const { client } = open();
    await expect(
      client.invoices.create({ status: "open", lines: [{ ...line, accountCode: "999" }] }),
    ).rejects.toMatchObject({
      code: "invalid",
      vendorCode: "ValidationException",
      message: expect.stringMatching(/A Contact must be specified.*; Account code '999' is not a valid code/),
    });
  });

  it.each([
    ["a unit", { unit: "kg" }, "lines.0.unit"],
    ["a tax in percent", { taxPercent: "8" }, "lines.0.taxPercent"],
    ["an item without its code", { item: { id: guid("item", 16) } }, "lines.0.code"],
  ])("%s of a line has no place", async (_, part, path) => {
    const { vendor, client } = open();
    const before = vendor.exchanges.length;
    await expect(client.invoices.create({ contact, lines: [{ ...line, ...part }] })).rejects.toMatchObject({
      code: "invalid",
      issues: [{ path }],
    });
    expect(vendor.exchanges).toHaveLength(before);
  });

  it("a document without tax is written back as one", async () => {
    const { vendor, client } = open();
    const [entry] = records(await all(client.journalEntries.list())).filter(({ status }) => status === "posted");
    const { id, ...fields } = entry ?? expect.fail();
    await client.journalEntries.update(id, fields);
    expect(last(vendor).body.ManualJournals[0].LineAmountTypes).toBe("NoTax");
  });
});

it("bills are of their own type, with the planned day of payment", async () => {
  const { vendor, client } = open();
  await client.bills.create({ contact, expectedPaymentDate: "2026-11-05", lines: [] });
  expect(last(vendor).body).toEqual({
    Invoices: [{ Type: "ACCPAY", Contact: { ContactID: contact.id }, PlannedPaymentDate: "2026-11-05", LineItems: [] }],
  });
});

describe("credits", () => {
  const bill = guid("bill", 36);
  const credit = guid("vendorCredit", 2);
  const choices = { document: bill, amount: "100000.5", date: "2026-10-30" };

  it("are used on documents, in part or whole", async () => {
    const { vendor, client } = open();
    const before = (await client.bills.get(bill)).record;
    const { record } = await client.vendorCredits.allocate(credit, { choices });
    expect(vendor.exchanges.find(({ request }) => request.method === "PUT")?.request).toMatchObject({
      url: expect.stringMatching(new RegExp(`/CreditNotes/${credit}/Allocations$`)),
      body: JSON.stringify({ Allocations: [{ Invoice: { InvoiceID: bill }, Amount: 100000.5, Date: "2026-10-30" }] }),
    });
    expect(record).toMatchObject({
      status: "partially-paid",
      remaining: "223999.5",
      allocations: [{ amount: "100000.5", document: { id: bill }, documentKind: "bill", date: "2026-10-30" }],
    });
    expect((await client.bills.get(bill)).record).toMatchObject({
      due: String(Number(before.due) - 100000.5),
      credits: [{ amount: "100000.5", document: { id: credit }, documentKind: "vendorCredit" }],
    });
    const rest = { ...choices, amount: "223999.5" };
    expect((await client.vendorCredits.allocate(credit, { choices: rest })).record?.status).toBe("paid");
  });

  it("are not used beyond what is left, nor on documents of others", async () => {
    const { client } = open();
    for (const wrong of [{ amount: "324000.01" }, { document: guid("bill", 6) }, { document: guid("invoice", 13) }])
      await expect(client.vendorCredits.allocate(credit, { choices: { ...choices, ...wrong } })).rejects.toMatchObject({
        code: "invalid",
        operation: "allocate",
      });
  });

  it("ask what they are used on before anything is sent", async () => {
    const { vendor, client } = open();
    const wrong = { ...choices, date: "tomorrow" };
    await expect(client.vendorCredits.allocate(credit, { choices: wrong })).rejects.toMatchObject({
      code: "invalid",
      issues: [{ path: "choices.date" }],
    });
    expect(vendor.exchanges.filter(({ request }) => request.method === "PUT")).toEqual([]);
  });

  it.each(["prepayments", "overpayments"] as const)("paid in advance are used alike: %s", async (resource) => {
    const { vendor, client } = open();
    const [advance] = records(await all(client[resource].list()));
    await expect(client[resource].allocate(advance?.id ?? "", { choices })).rejects.toMatchObject({ code: "invalid" });
    expect(last(vendor).path).toMatch(new RegExp(`/${resource}/${advance?.id}/Allocations$`, "i"));
  });
});

describe("payments", () => {
  it("settle one document, and are deleted by their status", async () => {
    const { vendor, client } = open();
    const { id: invoice } = await client.invoices.create({
      contact,
      status: "open",
      dueDate: "2026-10-31",
      lines: [line],
    });
    const allocations = [{ amount: "50", document: { id: invoice }, documentKind: "invoice" as const }];
    const { id, record } = await client.payments.create({
      amount: "50",
      date: "2026-10-30",
      accountCode: "1121",
      allocations,
    });
    expect(last(vendor).body).toEqual({
      Payments: [{ Invoice: { InvoiceID: invoice }, Account: { Code: "1121" }, Date: "2026-10-30", Amount: 50 }],
    });
    expect(record).toMatchObject({ direction: "in", kind: "payment", status: "completed" });
    expect((await client.invoices.get(invoice)).record).toMatchObject({ status: "partially-paid", paid: "50" });

    await expect(client.payments.update(id, { reference: "x" })).rejects.toMatchObject({ code: "unsupported" });
    await client.payments.remove(id);
    const deletion = vendor.exchanges.findLast(({ request }) => request.method === "POST")?.request;
    expect(deletion?.url).toBe(`https://api.xero.com/api.xro/2.0/Payments/${id}`);
    expect(deletion?.body).toBe(JSON.stringify({ Status: "DELETED" }));
    expect((await client.invoices.get(invoice)).record).toMatchObject({ status: "open", paid: "0" });
  });

  it.each([
    ["creditNote", { CreditNote: { CreditNoteID: "an-id" } }],
    ["prepayment", { Prepayment: { PrepaymentID: "an-id" } }],
    ["overpayment", { Overpayment: { OverpaymentID: "an-id" } }],
    ["bill", { Invoice: { InvoiceID: "an-id" } }],
  ] as const)("name a %s by its own member", async (documentKind, named) => {
    const { vendor, client } = open();
    const allocations = [{ amount: "50", document: { id: "an-id" }, documentKind }];
    await client.payments.create({ amount: "50", allocations }).catch(() => undefined);
    expect(last(vendor).body.Payments[0]).toMatchObject(named);
  });

  it("name a credit by its number, and a prepayment by its id alone", async () => {
    const { vendor, client } = open();
    const allocation = { amount: "50", number: "TT-1", documentKind: "prepayment" as const };
    await expect(client.payments.create({ amount: "50", allocations: [allocation] })).rejects.toMatchObject({
      code: "invalid",
      issues: [{ path: "allocations.0.document" }],
    });
    await client.payments
      .create({ amount: "50", allocations: [{ ...allocation, documentKind: "vendorCredit" }] })
      .catch(() => undefined);
    expect(last(vendor).body.Payments[0]).toMatchObject({ CreditNoteNumber: "TT-1", Amount: 50 });
  });

  it("of two documents are two payments", async () => {
    const { client } = open();
    const allocation = { amount: "25", document: { id: "an-id" } };
    await expect(client.payments.create({ amount: "50", allocations: [allocation, allocation] })).rejects.toMatchObject(
      { code: "invalid", issues: [{ path: "allocations" }] },
    );
  });
});

describe("batch payments", () => {
  const bank = { id: guid("account", 2) };

  it("settle several documents with one movement of money, and are deleted with their payments", async () => {
    const { vendor, client } = open();
    const invoice = { contact, status: "open" as const, dueDate: "2026-10-31", lines: [line] };
    const { id: one } = await client.invoices.create(invoice);
    const { id: other } = await client.invoices.create(invoice);
    const { id, record } = await client.batchPayments.create({
      amount: "80",
      account: bank,
      date: "2026-10-30",
      reference: "CK gộp",
      note: "Thu gộp",
      allocations: [
        { amount: "50", document: { id: one }, documentKind: "invoice" },
        { amount: "30", document: { id: other } },
      ],
    });
    expect(last(vendor).body).toEqual({
      BatchPayments: [
        {
          Account: { AccountID: bank.id },
          Date: "2026-10-30",
          Reference: "CK gộp",
          Details: "Thu gộp",
          Payments: [
            { Invoice: { InvoiceID: one }, Amount: 50 },
            { Invoice: { InvoiceID: other }, Amount: 30 },
          ],
        },
      ],
    });
    expect(record).toMatchObject({ direction: "in", amount: "80", status: "completed" });
    const [payment] = record?.allocations ?? [];
    expect((await client.payments.get(payment?.id ?? "")).record).toMatchObject({
      amount: "50",
      unmapped: { batchPaymentId: id },
    });

    await expect(client.payments.remove(payment?.id ?? "")).rejects.toMatchObject({ code: "invalid" });
    await client.batchPayments.remove(id);
    const deletion = vendor.exchanges.findLast(({ request }) => request.method === "POST")?.request;
    expect(deletion?.url).toBe(`https://api.xero.com/api.xro/2.0/BatchPayments/${id}`);
    expect(deletion?.body).toBe(JSON.stringify({ Status: "DELETED" }));
    expect((await client.invoices.get(one)).record).toMatchObject({ status: "open", paid: "0" });
  });

  it.each([
    ["allocations", { allocations: [] }],
    ["amount", { amount: "81", allocations: [{ amount: "80", document: { id: "an-id" } }] }],
    ["allocations.0.document", { allocations: [{ amount: "80", number: "INV-1" }] }],
    [
      "allocations.1.documentKind",
      {
        allocations: [
          { amount: "40", document: { id: "an-id" } },
          { amount: "40", document: { id: "an-id" }, documentKind: "creditNote" as const },
        ],
      },
    ],
  ])("are refused by %s before anything is sent", async (path, changes) => {
    const { vendor, client } = open();
    await expect(client.batchPayments.create({ amount: "80", account: bank, ...changes })).rejects.toMatchObject({
      code: "invalid",
      issues: [{ path }],
    });
    expect(vendor.exchanges).toEqual([]);
  });
});

describe("transfers", () => {
  it("are made between two accounts, and stay in the list when they are deleted", async () => {
    const { vendor, client } = open();
    const transfer = {
      amount: "250000.5",
      from: { id: guid("account", 1) },
      to: { id: guid("account", 2) },
      date: "2026-10-30",
      reference: "Nộp tiền",
    };
    const { id } = await client.transfers.create(transfer);
    expect(last(vendor).body).toEqual({
      BankTransfers: [
        {
          FromBankAccount: { AccountID: transfer.from.id },
          ToBankAccount: { AccountID: transfer.to.id },
          Amount: 250000.5,
          Date: "2026-10-30",
          Reference: "Nộp tiền",
        },
      ],
    });
    await client.transfers.remove(id);
    const deletion = vendor.exchanges.findLast(({ request }) => request.method === "POST")?.request;
    expect(deletion?.url).toBe(`https://api.xero.com/api.xro/2.0/BankTransfers/${id}`);
    const found = records(await all(client.transfers.list()));
    expect(found.find((one) => one.id === id)).toMatchObject({ amount: "250000.5", status: "deleted" });
  });
});

describe("items", () => {
  const item = { name: "Cà phê", code: "CF-T1", price: "125000.4375", salesAccountCode: "5112" };

  it("are created, changed by their code, and deleted", async () => {
    const { vendor, client } = open();
    const { id } = await client.items.create({ ...item, purchasePrice: "75000.5", salesTaxRate: { id: "OUT8" } });
    expect(last(vendor)).toMatchObject({ method: "PUT", path: "/api.xro/2.0/Items" });
    expect(last(vendor).body).toEqual({
      Items: [
        {
          Code: "CF-T1",
          Name: "Cà phê",
          SalesDetails: { UnitPrice: 125000.4375, AccountCode: "5112", TaxType: "OUT8" },
          PurchaseDetails: { UnitPrice: 75000.5 },
        },
      ],
    });

    const { record } = await client.items.update(id, { price: "130000.125" });
    expect(last(vendor)).toMatchObject({ method: "POST", path: `/api.xro/2.0/Items/${id}` });
    expect(last(vendor).body).toEqual({
      Items: [{ ItemID: id, Code: "CF-T1", SalesDetails: { UnitPrice: 130000.125 } }],
    });
    expect(record).toMatchObject({ ...item, price: "130000.125", purchasePrice: "75000.5" });

    await client.items.remove(id);
    await expect(client.items.get(id)).rejects.toMatchObject({ code: "not_found" });
    expect(asked(vendor).filter((call) => !call.startsWith("GET"))).toEqual([
      "PUT /Items?unitdp=4",
      `POST /Items/${id}?unitdp=4`,
      `DELETE /Items/${id}`,
    ]);
  });

  it("are known by a code, and tracked where the accounts of their stock are told", async () => {
    const { vendor, client } = open();
    await expect(client.items.create({ name: "Cà phê" })).rejects.toMatchObject({
      code: "invalid",
      issues: [{ path: "code" }],
    });
    expect(vendor.exchanges.filter(({ request }) => request.method !== "GET" && /Items/.test(request.url))).toEqual([]);
    const { warnings } = await client.items.create({ ...item, isStocked: true });
    expect(warnings).toEqual([expect.stringContaining("isStocked")]);
    await expect(client.items.create(item)).rejects.toMatchObject({ code: "invalid" });
  });

  it("that are no longer sold have no price", async () => {
    const { client } = open();
    const { id } = await client.items.create({ ...item, description: "Cà phê hạt" });
    const { record } = await client.items.update(id, { isSold: false });
    expect(record).toMatchObject({ name: "Cà phê", isSold: false, isPurchased: true });
    expect(record).not.toHaveProperty("price");
    expect(record).not.toHaveProperty("description");
  });
});

describe("contacts", () => {
  it("are written with one telephone and address of each kind; those that are gone are emptied", async () => {
    const { vendor, client } = open();
    const { id } = await client.contacts.create({ name: "Quán Thử", phones: [{ number: "0900000777", kind: "fax" }] });
    await client.contacts.update(id, {
      phones: [{ number: "0900000778" }],
      addresses: [{ kind: "billing", line1: "9 đường Thử", line2: "Tầng 2\nToà B", ward: "Phường Bến Thành" }],
    });
    const [body] = last(vendor).body.Contacts;
    expect(body.ContactID).toBe(id);
    expect(body.Phones).toContainEqual({
      PhoneType: "DEFAULT",
      PhoneCountryCode: "",
      PhoneAreaCode: "",
      PhoneNumber: "0900000778",
    });
    expect(body.Addresses[0]).toMatchObject({
      AddressType: "POBOX",
      AddressLine1: "9 đường Thử",
      AddressLine2: "Tầng 2",
      AddressLine3: "Toà B",
      AddressLine4: "Phường Bến Thành",
    });
    expect(body.Phones.find(({ PhoneType }: { PhoneType: string }) => PhoneType === "FAX").PhoneNumber).toBe("");
    expect(body.Addresses[1]).toEqual({
      AddressType: "STREET",
      AttentionTo: "",
      AddressLine1: "",
      AddressLine2: "",
      AddressLine3: "",
      AddressLine4: "",
      City: "",
      Region: "",
      PostalCode: "",
      Country: "",
    });
    expect((await client.contacts.get(id)).record.phones).toEqual([{ number: "0900000778" }]);
  });

  it("names are kept out of errors", async () => {
    const { client } = open();
    await client.contacts.create({ name: "Quán Trùng Tên" });
    await expect(client.contacts.create({ name: "Quán Trùng Tên" })).rejects.toMatchObject({
      code: "invalid",
      message: expect.not.stringContaining("Quán Trùng Tên"),
    });
  });

  it.each([
    ["two e-mail addresses", { emails: ["a@example.com", "b@example.com"] }, "emails.1"],
    ["two telephones of a kind", { phones: [{ number: "1" }, { number: "2" }] }, "phones.1.kind"],
    ["a home telephone", { phones: [{ number: "1", kind: "home" as const }] }, "phones.0.kind"],
    ["two addresses of a kind", { addresses: [{ line1: "9" }, { line1: "10" }] }, "addresses.1.kind"],
    ["a home address", { addresses: [{ kind: "home" as const, line1: "9" }] }, "addresses.0.kind"],
  ])("%s have no place", async (_, part, path) => {
    const { client } = open();
    await expect(client.contacts.create({ name: "Quán Thử", ...part })).rejects.toMatchObject({
      code: "invalid",
      issues: [{ path }],
    });
  });
});
