import { describe, expect, it } from "vitest";
import { type CompanyOptions, sampleCompany } from "../../src/index.ts";

interface Allocation {
  documentId: number;
  documentNumber: string;
  amount: number;
}

const sum = <Element>(list: readonly Element[], amount: (element: Element) => number): number =>
  list.reduce((total, element) => total + amount(element), 0);

/** Of other seeds, sizes and periods, among them one that ends within a month. */
const companies = [
  {},
  { seed: 7, orders: 900, months: 2, until: "2026-08-15" },
  { seed: -3, orders: 3_000, months: 10, until: "2026-11-30" },
] satisfies CompanyOptions[];

describe.each(companies)("in the company of %j", (options) => {
  const company = sampleCompany(options);
  const { books, sales, orders, refunds, purchases } = company;

  describe("documents of the shop add up", () => {
    it.each([
      ["sales", sales],
      ["orders", orders],
      ["refunds", refunds],
    ] as const)("%s", (_, documents) => {
      expect(documents.length).toBeGreaterThan(0);
      for (const document of documents) {
        for (const line of document.lines) {
          expect(line.net).toBe(Math.round(line.quantity * line.unitPrice) - line.discount);
          const rate = Number.isNaN(Number(line.vat)) ? 0 : Number(line.vat);
          expect(line.tax).toBe(Math.round((line.net * rate) / 100));
          expect(line.total).toBe(line.net + line.tax);
        }
        expect(document.net).toBe(sum(document.lines, ({ net }) => net));
        expect(document.tax).toBe(sum(document.lines, ({ tax }) => tax));
        expect(document.total).toBe(
          document.net + document.tax + ("deliveryFee" in document ? document.deliveryFee : 0),
        );
        if ("payments" in document) expect(document.paid).toBe(sum(document.payments, ({ amount }) => amount));
      }
    });

    it("and a refund never exceeds its sale, nor a payment what is owed", () => {
      for (const sale of sales) {
        expect(sale.paid + (sale.channel === "wholesale" ? (sale.refund?.total ?? 0) : 0)).toBeLessThanOrEqual(
          sale.total,
        );
        for (const line of sale.refund?.lines ?? []) {
          const sold = sale.lines.find(({ itemId, unit }) => itemId === line.itemId && unit === line.unit);
          expect(line.quantity).toBeLessThanOrEqual(sold?.quantity ?? 0);
        }
      }
    });

    it("and an order is what became of it", () => {
      const ordered = sales.filter(({ channel }) => channel !== "shop");
      const became = orders.filter(({ saleNumber }) => saleNumber);
      expect(became.map(({ saleNumber }) => saleNumber)).toEqual(ordered.map(({ number }) => number));
      for (const [index, order] of became.entries()) {
        const sale = ordered[index];
        expect(sale?.orderNumber).toBe(order.number);
        expect(sale?.total).toBe(order.total);
        expect(sale?.lines).toEqual(order.lines);
        expect(order.at <= (sale?.at ?? "")).toBe(true);
        for (const advance of order.payments) expect(sale?.payments).toContainEqual(advance);
      }
      expect(orders.length).toBeGreaterThan(became.length);
    });

    it("purchases", () => {
      expect(purchases.length).toBeGreaterThan(5);
      for (const purchase of purchases) {
        for (const line of purchase.lines) expect(line.net).toBe(Math.round(line.quantity * line.unitPrice));
        expect(purchase.total).toBe(sum(purchase.lines, ({ net, tax }) => net + tax));
        expect(purchase.paid).toBe(sum(purchase.payments, ({ amount }) => amount));
      }
    });
  });

  describe("documents of the books add up", () => {
    const documents = [...books.invoices, ...books.bills, ...books.creditNotes, ...books.vendorCredits];

    it("from their lines", () => {
      for (const document of [...documents, ...books.purchaseOrders]) {
        expect(document.net).toBe(sum(document.lines, ({ net }) => net));
        expect(document.tax).toBe(sum(document.lines, ({ tax }) => tax));
        expect(document.total).toBe(document.net + document.tax);
        for (const line of document.lines) {
          expect(line.net).toBe(Math.round(line.quantity * line.unitPrice) - line.discount);
          expect(books.accounts.map(({ code }) => code)).toContain(line.accountCode);
          expect(books.taxRates.map(({ code }) => code)).toContain(line.taxCode);
        }
      }
    });

    it("to what is paid, credited and due", () => {
      for (const { total, payments, paid, credited, due, status, number } of [...books.invoices, ...books.bills]) {
        const booked = payments.filter((payment) => payment.status === "booked");
        expect(paid, number).toBe(sum(booked, ({ amount }) => amount));
        expect(due, number).toBe(status === "voided" || status === "deleted" ? 0 : total - paid - credited);
        expect(due, number).toBeGreaterThanOrEqual(0);
        if (status === "paid") expect(due, number).toBe(0);
      }
    });

    it("credits, to what they were used for", () => {
      for (const { total, remaining, payments, allocations } of [...books.creditNotes, ...books.vendorCredits])
        expect(total).toBe(
          remaining + sum(payments, ({ amount }) => amount) + sum(allocations, ({ amount }) => amount),
        );
      const used = (credits: readonly { allocations: readonly Allocation[] }[]): Map<number, number> =>
        credits
          .flatMap(({ allocations }) => allocations)
          .reduce((by, { documentId, amount }) => by.set(documentId, (by.get(documentId) ?? 0) + amount), new Map());
      for (const [credits, targets] of [
        [books.creditNotes, books.invoices],
        [books.vendorCredits, books.bills],
      ] as const) {
        const credited = used(credits);
        expect(credited.size).toBeGreaterThan(0);
        for (const { id, number, credited: amount } of targets) expect(amount, number).toBe(credited.get(id) ?? 0);
        for (const { documentId, documentNumber } of credits.flatMap(({ allocations }) => allocations))
          expect(targets.find(({ id }) => id === documentId)?.number).toBe(documentNumber);
      }
    });

    it("and entries of the ledger to nothing", () => {
      expect(books.journals.length).toBeGreaterThan(0);
      for (const { lines } of books.journals) expect(sum(lines, ({ amount }) => amount)).toBe(0);
      for (const { lines, total } of books.bankTransactions)
        expect(total).toBe(sum(lines, ({ net, tax }) => net + tax));
    });

    it("and all payments are those of the documents", () => {
      expect(books.payments).toEqual(documents.flatMap(({ payments }) => payments));
    });
  });

  describe("the shop and the books", () => {
    const wholesale = sales.filter(({ channel, status }) => channel === "wholesale" && status === "completed");

    it("agree on retail sales, month by month and shop by shop", () => {
      const summaries = books.invoices.filter(({ kind }) => kind === "retail-summary");
      expect(summaries.length).toBe(company.months.length * 3);
      for (const { month, locationId, total, paid, lines } of summaries) {
        const sold = sales.filter(
          (sale) =>
            sale.channel !== "wholesale" &&
            sale.status === "completed" &&
            sale.locationId === locationId &&
            sale.date.startsWith(month),
        );
        expect(total).toBe(sum(sold, (sale) => sale.total));
        expect(paid).toBe(sum(sold, (sale) => sale.paid));
        for (const { taxCode } of lines) {
          const taxed = sold.flatMap((sale) => sale.lines.filter(({ vat }) => taxCode === `OUT${vat}`));
          const booked = lines.filter((line) => line.taxCode === taxCode);
          expect(sum(booked, (line) => line.tax)).toBe(sum(taxed, (line) => line.tax));
        }
      }
    });

    it("agree on retail refunds", () => {
      const retail = refunds.filter(({ saleId }) => company.saleAt(saleId - 1).channel !== "wholesale");
      const notes = books.creditNotes.filter(({ kind }) => kind === "retail-summary");
      expect(notes.length).toBeGreaterThan(0);
      for (const note of notes) {
        const back = retail.filter(
          ({ date, locationId }) => locationId === note.locationId && date.startsWith(note.month),
        );
        expect(note.total).toBe(sum(back, ({ total }) => total));
      }
      expect(sum(notes, ({ total }) => total)).toBe(sum(retail, ({ total }) => total));
    });

    it("agree on wholesale but for what the discrepancies list, each of which is true", () => {
      const invoiceOf = (saleId: number) => books.invoices.find((invoice) => invoice.saleId === saleId);
      const found = wholesale.flatMap((sale) => {
        const invoice = invoiceOf(sale.id);
        if (!invoice) return [{ kind: "not-invoiced", saleId: sale.id, difference: sale.total }];
        if (invoice.total !== sale.total)
          return [{ kind: "different-amount", saleId: sale.id, difference: sale.total - invoice.total }];
        if (invoice.paid !== sale.paid)
          return [{ kind: "payment-not-in-shop", saleId: sale.id, difference: sale.paid - invoice.paid }];
        return [];
      });
      const listed = company.discrepancies.map(({ kind, saleId, difference }) => ({ kind, saleId, difference }));
      const bySale = (one: { saleId: number }, other: { saleId: number }): number => one.saleId - other.saleId;
      expect(found.sort(bySale)).toEqual(listed.sort(bySale));
      expect(new Set(listed.map(({ kind }) => kind)).size).toBe(3);
      expect(new Set(listed.map(({ saleId }) => saleId)).size).toBe(listed.length);
      for (const { saleId, saleNumber, customerId, month, invoiceNumber } of company.discrepancies) {
        const sale = company.saleAt(saleId - 1);
        expect({ number: sale.number, customerId: sale.customerId, month: sale.date.slice(0, 7) }).toEqual({
          number: saleNumber,
          customerId,
          month,
        });
        expect(invoiceOf(saleId)?.number).toBe(invoiceNumber);
      }
    });

    it("agree on wholesale refunds, each a credit note that is used on the invoice of its sale", () => {
      const returned = refunds.filter(({ saleId }) => company.saleAt(saleId - 1).channel === "wholesale");
      const notes = books.creditNotes.filter(({ kind }) => kind === "wholesale");
      expect(returned.length).toBeGreaterThan(0);
      expect(notes.map(({ refundId, total }) => ({ refundId, total }))).toEqual(
        returned.map(({ id, total }) => ({ refundId: id, total })),
      );
      for (const { refundId, allocations } of notes) {
        const refund = returned.find(({ id }) => id === refundId);
        const invoice = books.invoices.find(({ id }) => id === allocations[0]?.documentId);
        expect(invoice?.saleId).toBe(refund?.saleId);
      }
    });

    it("agree on what customers owe, but for the discrepancies", () => {
      const listed = new Set(company.discrepancies.map(({ saleId }) => saleId));
      let owed = 0;
      for (const sale of wholesale.filter(({ id }) => !listed.has(id))) {
        const invoice = books.invoices.find(({ saleId }) => saleId === sale.id);
        expect(invoice?.due, sale.number).toBe(sale.total - sale.paid - (sale.refund?.total ?? 0));
        owed += invoice?.due ?? 0;
      }
      expect(owed).toBeGreaterThan(0);
    });

    it("agree on goods received", () => {
      const received = purchases.filter(({ status }) => status === "completed");
      for (const { id, total, paid, supplierId } of received) {
        const bills = books.bills.filter(({ purchaseId }) => purchaseId === id);
        expect(bills.map((bill) => ({ total: bill.total, paid: bill.paid, supplierId: bill.supplierId }))).toEqual([
          { total, paid, supplierId },
        ]);
      }
    });
  });

  describe("people", () => {
    it("are clocked only while they work here, and not on days of leave", () => {
      const absent = new Set(
        company.leaveRequests
          .filter(({ status }) => status === "approved")
          .flatMap(({ employeeId, days }) =>
            days.flatMap(({ date, amount }) => (amount === 1 ? [`${employeeId} ${date}`] : [])),
          ),
      );
      expect(absent.size).toBeGreaterThan(0);
      for (const { employeeId, date, startedAt, endedAt, hours, breakMinutes } of company.timeEntries) {
        const employee = company.employees.find(({ id }) => id === employeeId);
        expect(date >= (employee?.hireDate ?? "")).toBe(true);
        expect(date <= (employee?.terminationDate ?? company.today)).toBe(true);
        expect(absent.has(`${employeeId} ${date}`)).toBe(false);
        const clocked = (Date.parse(endedAt) - Date.parse(startedAt)) / 3_600_000 - breakMinutes / 60;
        expect(Math.abs(hours - clocked)).toBeLessThan(0.006);
      }
    });

    it("sell at the counter while they are on duty there; where nobody is, the manager of the shop does", () => {
      const titleOf = (id: number) => company.employees.find((employee) => employee.id === id)?.jobs.at(-1)?.title;
      const onDuty = (sale: (typeof sales)[number]) =>
        company.timeEntries.filter(
          ({ date, locationId, startedAt, endedAt }) =>
            date === sale.date && locationId === sale.locationId && startedAt <= sale.at && sale.at <= endedAt,
        );
      let alone = 0;
      const atCounter = sales.filter(({ channel }) => channel === "shop");
      for (const sale of atCounter) {
        const present = onDuty(sale).map(({ employeeId }) => employeeId);
        if (present.length > 0) expect(present).toContain(sale.sellerId);
        else {
          alone += 1;
          expect(titleOf(sale.sellerId)).toBe("Cửa hàng trưởng");
        }
      }
      expect(alone).toBeLessThan(atCounter.length / 4);
    });

    it("have the leave that their requests leave them", () => {
      expect(company.leaveBalances.length).toBeGreaterThan(40);
      for (const { employeeId, leaveTypeId, used, balance } of company.leaveBalances) {
        const taken = company.leaveRequests.filter(
          (request) =>
            request.employeeId === employeeId && request.leaveTypeId === leaveTypeId && request.status === "approved",
        );
        const days = taken.flatMap((request) => request.days).filter(({ date }) => date <= company.today);
        expect(used).toBe(sum(days, ({ amount }) => amount));
        const { name = "", daysPerYear = 0 } = company.leaveTypes.find(({ id }) => id === leaveTypeId) ?? {};
        const employee = company.employees.find(({ id }) => id === employeeId);
        const year = company.today.slice(0, 4);
        // Annual leave grows by the month, from the month of entry; sick leave is there at once.
        const first = (employee?.hireDate ?? "") > `${year}-01-01` ? Number(employee?.hireDate.slice(5, 7)) : 1;
        const granted =
          name === "Nghỉ ốm" ? daysPerYear : (daysPerYear / 12) * (Number(company.today.slice(5, 7)) - first + 1);
        expect(balance + used, `${name} of employee ${employeeId}`).toBe(granted);
      }
    });

    it("ask for whole or half days on which they would work, and are not absent twice", () => {
      const asked = new Set<string>();
      for (const { employeeId, days, amount, start, end } of company.leaveRequests) {
        expect(amount).toBe(sum(days, (day) => day.amount));
        expect([days[0]?.date, days.at(-1)?.date]).toEqual([start, end]);
        for (const { date, amount: part } of days) {
          expect([0.5, 1]).toContain(part);
          expect(asked.has(`${employeeId} ${date}`)).toBe(false);
          asked.add(`${employeeId} ${date}`);
        }
      }
    });

    it("are paid what the ledger owes them", () => {
      const salaries = books.bankTransactions.filter(({ reference }) => reference.startsWith("CHI LUONG"));
      expect(salaries.length).toBeGreaterThan(0);
      for (const { reference, total } of salaries) {
        const month = reference.slice(-7);
        const accrual = books.journals.find(({ narration }) => narration === `Trích lương và bảo hiểm tháng ${month}`);
        expect(accrual?.lines.filter(({ accountCode }) => accountCode === "334").map(({ amount }) => amount)).toEqual([
          -total,
        ]);
      }
    });
  });
});
