import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type Company, sampleCompany } from "../../src/index.ts";

const company = sampleCompany();

/** Every object within a value, with where it stands. */
const walk = function* (value: unknown, path: string): Generator<[path: string, object: Record<string, unknown>]> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield [path, value as Record<string, unknown>];
  for (const [key, member] of Object.entries(value)) yield* walk(member, `${path}.${key}`);
};

const everything = (of: Company): Record<string, unknown> => ({
  ...of,
  sales: of.sales,
  orders: of.orders,
  refunds: of.refunds,
  books: { ...of.books, invoices: of.books.invoices, creditNotes: of.books.creditNotes, payments: of.books.payments },
});

const digits = (text: string | undefined): string | undefined => text?.replace(/\D/g, "").replace(/^84/, "0");

/** What is in use on the heap after what is not has been cleared away, in bytes. */
const heapInUse = (): number => {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  return process.memoryUsage().heapUsed;
};

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

describe("the sample company", () => {
  it("follows from its options alone", () => {
    const again = sampleCompany({ seed: 1, orders: 2_000, months: 6, until: "2026-10-31" });
    expect(JSON.stringify(everything(again))).toBe(JSON.stringify(everything(company)));
    const other = sampleCompany({ seed: 2 });
    expect(JSON.stringify(other.sales.slice(0, 20))).not.toBe(JSON.stringify(company.sales.slice(0, 20)));
    expect(other.employees).toEqual(company.employees);
  });

  it("is the same at any time, on a machine in any time zone", () => {
    const zone = new Date(company.now).getTimezoneOffset();
    vi.stubEnv("TZ", "America/New_York");
    vi.useFakeTimers({ now: new Date("2031-03-09T06:59:00Z") });
    expect(new Date(company.now).getTimezoneOffset()).not.toBe(zone);
    expect(JSON.stringify(everything(sampleCompany()))).toBe(JSON.stringify(everything(company)));
  });

  it("has two shops, an online channel and a roastery, and sells from all of them", () => {
    expect(company.locations.map(({ kind }) => kind)).toEqual(["shop", "shop", "online", "roastery"]);
    for (const { id } of company.locations)
      expect(company.sales.some(({ locationId }) => locationId === id)).toBe(true);
    expect(new Set(company.sales.map(({ channel }) => channel))).toEqual(new Set(["shop", "online", "wholesale"]));
  });

  it("has 24 people, two of one name, each with a department and, but for the director, a manager", () => {
    expect(company.employees).toHaveLength(24);
    expect(new Set(company.employees.map(({ fullName }) => fullName)).size).toBe(23);
    const ids = new Set(company.employees.map(({ id }) => id));
    const departments = new Set(company.departments.map(({ id }) => id));
    for (const { id, jobs } of company.employees) {
      const job = jobs.at(-1);
      expect(departments).toContain(job?.departmentId);
      if (id !== 1) expect(ids).toContain(job?.managerId);
    }
  });

  it("gives each record an id of its own, and refers to none that is not there", () => {
    const { books } = company;
    const lists = {
      ...company,
      sales: company.sales,
      orders: company.orders,
      refunds: company.refunds,
      ...books,
      invoices: books.invoices,
      creditNotes: books.creditNotes,
      payments: books.payments,
    };
    for (const [name, list] of Object.entries(lists)) {
      const ids = Array.isArray(list) ? list.flatMap((record: { id?: number }) => record.id ?? []) : [];
      expect(new Set(ids).size, name).toBe(ids.length);
      const numbers = Array.isArray(list) ? list.flatMap((record: { number?: string }) => record.number ?? []) : [];
      expect(new Set(numbers).size, name).toBe(numbers.length);
    }
    const idsOf = (list: readonly { id: number }[]) => new Set(list.map(({ id }) => id));
    const targets: Record<string, Set<number>> = {
      customerId: idsOf(company.customers),
      supplierId: idsOf(company.suppliers),
      itemId: idsOf(company.items),
      locationId: idsOf(company.locations),
      employeeId: idsOf(company.employees),
      sellerId: idsOf(company.employees),
      receivedById: idsOf(company.employees),
      decidedById: idsOf(company.employees),
      managerId: idsOf(company.employees),
      departmentId: idsOf(company.departments),
      leaveTypeId: idsOf(company.leaveTypes),
      categoryId: idsOf(company.categories),
      contactId: idsOf(books.contacts),
      saleId: idsOf(company.sales),
      purchaseId: idsOf(company.purchases),
      refundId: idsOf(company.refunds),
    };
    for (const [path, object] of walk(everything(company), "company")) {
      for (const [key, known] of Object.entries(targets))
        if (object[key] !== undefined) expect(known.has(object[key] as number), `${path}.${key}`).toBe(true);
    }
  });

  it("reckons in whole đồng", () => {
    const amounts =
      /^(amount|cashOnDelivery|cost|credited|deliveryFee|difference|discount|due|fee|net|paid|price|remaining|tax|total|unitPrice)$/;
    let count = 0;
    for (const [path, object] of walk(everything(company), "company")) {
      if (path.startsWith("company.leaveRequests")) continue;
      for (const [key, value] of Object.entries(object)) {
        if (!amounts.test(key)) continue;
        count += 1;
        expect(Number.isSafeInteger(value), `${path}.${key} is ${String(value)}`).toBe(true);
      }
    }
    expect(count).toBeGreaterThan(50_000);
  });

  it("has tax codes and barcodes with the right check digit", () => {
    const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3];
    const codes = [...company.customers, ...company.suppliers, company].flatMap(({ taxCode }) => taxCode ?? []);
    const firms = codes.filter((code) => /^\d{10}(?:-\d{3})?$/.test(code));
    expect(firms.length).toBeGreaterThan(20);
    for (const code of firms) {
      const sum = weights.reduce((total, weight, index) => total + weight * Number(code[index]), 0);
      expect(Number(code[9]), code).toBe(10 - (sum % 11));
    }
    for (const code of codes.filter((other) => !firms.includes(other))) expect(code).toMatch(/^\d{12}$/);

    const barcodes = company.items.flatMap(({ units }) => units.flatMap(({ barcode }) => barcode ?? []));
    expect(barcodes.length).toBeGreaterThan(30);
    expect(new Set(barcodes).size).toBe(barcodes.length);
    for (const barcode of barcodes) {
      const sum = [...barcode].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
      expect(`${barcode.length} ${sum % 10}`, barcode).toBe("13 0");
    }
  });

  it("changes nothing after its now, and nothing before it was made", () => {
    for (const [path, { createdAt, updatedAt }] of walk(everything(company), "company")) {
      if (typeof createdAt !== "string" || typeof updatedAt !== "string") continue;
      expect(updatedAt >= createdAt, `${path}: ${updatedAt} is before ${createdAt}`).toBe(true);
      expect(updatedAt <= company.now, `${path}: ${updatedAt}`).toBe(true);
    }
  });

  it("names nobody who could be real: telephone numbers and addresses of e-mail are set aside for examples", () => {
    for (const [path, object] of walk(everything(company), "company")) {
      for (const [key, value] of Object.entries(object)) {
        if (typeof value !== "string") continue;
        if (/phone$/i.test(key) && !value.includes("*"))
          expect(digits(value), `${path}.${key}`).toMatch(/^0900000\d{3}$/);
        if (/email$/i.test(key)) expect(value, `${path}.${key}`).toMatch(/[@.]example\.com$/);
      }
    }
  });
});

describe("sales one at a time", () => {
  it("are those of the list, in whatever order they are asked for", () => {
    const lazy = sampleCompany();
    for (const index of [1999, 0, 700, 12, 1998, 0]) expect(lazy.saleAt(index)).toEqual(company.sales[index]);
    expect([...lazy.eachSale()]).toEqual(company.sales);
    expect([...lazy.eachOrder()]).toEqual(company.orders);
    expect([...lazy.books.eachInvoice()]).toEqual(company.books.invoices);
    expect(lazy.orderAt(lazy.orderCount - 1)).toEqual(company.orders.at(-1));
  });

  it("follow one another in time and in number", () => {
    for (const [index, sale] of company.sales.entries()) {
      expect(sale.id).toBe(index + 1);
      expect(sale.at >= (company.sales[index - 1]?.at ?? "")).toBe(true);
    }
  });

  it("end where there are no more, and say so", () => {
    for (const index of [-1, 2_000, 0.5]) expect(() => company.saleAt(index)).toThrow(RangeError);
    for (const index of [-1, company.books.invoiceCount, 0.5])
      expect(() => company.books.invoiceAt(index)).toThrow(RangeError);
    expect(() => company.orderAt(company.orderCount)).toThrow(RangeError);
    expect(() => sampleCompany({ orders: -1 })).toThrow(/orders must be/);
    expect(() => sampleCompany({ until: "2027-01-31" })).toThrow(/lives from/);
    expect([...sampleCompany({ orders: 0 }).eachSale()]).toEqual([]);
  });

  it("are 100,000 in a few seconds, without keeping any", { timeout: 15_000 }, () => {
    const many = sampleCompany({ orders: 100_000 });
    let count = 0;
    let early = 0;
    for (const { id, total, net, tax, deliveryFee } of many.eachSale()) {
      count += 1;
      if (id !== count || total !== net + tax + deliveryFee) expect.fail(`sale ${id} is wrong`);
      if (count === 20_000) early = heapInUse();
    }
    expect(count).toBe(100_000);
    // The other 80,000 would take some 160 MB.
    expect(heapInUse() - early).toBeLessThan(10_000_000);
  });

  it("are there at any position of a million, without those before it", { timeout: 2_000 }, () => {
    const million = sampleCompany({ orders: 1_000_000 });
    expect(million.saleCount).toBe(1_000_000);
    for (const index of [0, 499_999, 999_999]) expect(million.saleAt(index).id).toBe(index + 1);
    expect(million.saleAt(999_999).date).toBe(million.today);
    const order = million.orderAt(200_000);
    expect(million.saleAt(Number(order.saleNumber?.slice(2)) - 1).orderNumber).toBe(order.number);
    const { saleId, number } = million.books.invoiceAt(100_000);
    expect(million.saleAt((saleId ?? 0) - 1).channel).toBe("wholesale");
    expect(number).toBe("INV-100001");
  });

  it("keep who, where and what when there are more of them; only the moment moves, and who was on duty then", () => {
    const more = sampleCompany({ orders: 5_000 });
    for (let index = 0; index < 300; index += 1) {
      const [few, many] = [company.saleAt(index), more.saleAt(index)];
      expect(many.id).toBe(few.id);
      expect(many.number).toBe(few.number);
      expect(many.locationId).toBe(few.locationId);
      expect(many.channel).toBe(few.channel);
      expect(many.lines).toEqual(few.lines);
    }
    for (const list of ["customers", "suppliers", "items", "employees", "timeEntries", "leaveRequests"] as const)
      expect(more[list]).toEqual(company[list]);
  });
});
