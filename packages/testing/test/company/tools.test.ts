import { describe, expect, it } from "vitest";
import { sampleCompany } from "../../src/index.ts";

const company = sampleCompany();
const { books } = company;

/** A telephone number or tax code as its digits, however it was typed. */
const digits = (text: string | undefined): string | undefined => text?.replace(/\D/g, "").replace(/^84/, "0");

/** A name without marks, case and what tells the legal form. */
const bare = (name: string): string => name.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();

describe("the shop, the books and the personnel office know", () => {
  it("the same places, each under its own name", () => {
    for (const { id, names } of company.locations) {
      expect(new Set(Object.values(names)).size, names.shop).toBe(3);
      const option = books.trackingCategory.options.find(({ locationId }) => locationId === id);
      expect(option?.name).toBe(names.books);
    }
    expect(books.trackingCategory.options).toHaveLength(company.locations.length);
  });

  it("the same people: logins of the shop and of the books are those of employees, and end with their work", () => {
    const inShop = company.employees.filter(({ shopUser }) => shopUser);
    const inBooks = company.employees.filter(({ booksUser }) => booksUser);
    expect(inShop).toHaveLength(17);
    expect(new Set(inShop.map(({ shopUser }) => shopUser?.userName)).size).toBe(17);
    expect(inBooks).toHaveLength(3);
    for (const { shopUser, booksUser, terminationDate, givenName, fullName, workEmail } of company.employees) {
      const isActive = terminationDate === undefined;
      if (shopUser) {
        expect(shopUser.isActive, fullName).toBe(isActive);
        expect(shopUser.name).toContain(givenName);
      }
      if (booksUser) {
        expect(booksUser.isActive, fullName).toBe(isActive);
        expect(booksUser.email).toBe(workEmail);
        expect(`${booksUser.lastName} ${booksUser.firstName}`).toBe(fullName);
      }
    }
    expect(new Set(company.employees.map(({ workEmail }) => workEmail)).size).toBe(24);
    expect(inShop.some(({ shopUser }) => !shopUser?.isActive)).toBe(true);
  });

  it("the same sellers: whoever sold has a login of the shop and worked here that day", () => {
    const byId = new Map(company.employees.map((employee) => [employee.id, employee]));
    for (const { sellerId, date } of company.sales) {
      const seller = byId.get(sellerId);
      expect(seller?.shopUser).toBeDefined();
      expect(date >= (seller?.hireDate ?? "")).toBe(true);
      expect(date <= (seller?.terminationDate ?? company.today)).toBe(true);
    }
  });

  it("the same customers, by tax code or telephone, each in its own spelling", () => {
    const known = company.customers.filter((customer) => customer.books);
    expect(known).toHaveLength(15);
    for (const { id, shop, books: entry } of known) {
      const byTaxCode = shop.taxCode !== undefined && digits(shop.taxCode) === digits(entry?.taxCode);
      const byPhone = shop.phone !== undefined && digits(shop.phone) === digits(entry?.phone);
      expect(byTaxCode || byPhone, `customer ${id}`).toBe(true);
      const contacts = books.contacts.filter(({ customerId }) => customerId === id);
      expect(contacts.map(({ name, taxCode, phone }) => ({ name, taxCode, phone }))).toEqual([
        { name: entry?.name, taxCode: entry?.taxCode, phone: entry?.phone },
      ]);
    }
    expect(known.some(({ shop, books: entry }) => bare(shop.name) !== bare(entry?.name ?? ""))).toBe(true);
    expect(known.some(({ shop, books: entry }) => shop.phone && entry?.phone && shop.phone !== entry.phone)).toBe(true);
    expect(known.some(({ shop }) => shop.taxCode === undefined)).toBe(true);
    expect(known.some(({ books: entry }) => entry?.phone === undefined)).toBe(true);
  });

  it("no tax code or telephone number of two customers, but for the one entered twice", () => {
    const [twin, ...others] = company.customers.filter(({ duplicateOf }) => duplicateOf);
    expect(others).toEqual([]);
    const original = company.customers.find(({ id }) => id === twin?.duplicateOf);
    expect(twin?.books).toBeUndefined();
    expect(original?.books).toBeDefined();
    expect(digits(twin?.shop.phone)).toBe(digits(original?.phone));
    const single = company.customers.filter((customer) => customer !== twin);
    for (const keys of [single.map(({ taxCode }) => taxCode), single.map(({ phone }) => phone)]) {
      const present = keys.filter((key) => key !== undefined);
      expect(new Set(present).size).toBe(present.length);
    }
  });

  it("the same suppliers", () => {
    for (const { id, taxCode, phone, shop, books: entry } of company.suppliers) {
      expect(digits(shop.phone)).toBe(phone);
      expect(entry.taxCode).toBe(taxCode);
      if (entry.phone) expect(digits(entry.phone)).toBe(phone);
      const contacts = books.contacts.filter(({ supplierId }) => supplierId === id);
      expect(contacts.map(({ name }) => name)).toEqual([entry.name]);
    }
    const delivering = new Set(company.purchases.map(({ supplierId }) => supplierId));
    expect(delivering).toEqual(new Set(company.suppliers.flatMap(({ id, sellsGoods }) => (sellsGoods ? [id] : []))));
  });

  it("nobody else: each contact of the books is a customer, a supplier or the collective one", () => {
    const roles = { customer: 15, supplier: company.suppliers.length, retail: 1 };
    for (const [role, count] of Object.entries(roles))
      expect(
        books.contacts.filter((contact) => contact.role === role),
        role,
      ).toHaveLength(count);
    expect(books.contacts).toHaveLength(16 + company.suppliers.length);
    for (const invoice of books.invoices) {
      const contact = books.contacts.find(({ id }) => id === invoice.contactId);
      const sale = invoice.saleId === undefined ? undefined : company.saleAt(invoice.saleId - 1);
      const buyer = company.customers.find(({ id }) => id === sale?.customerId);
      expect(contact?.customerId).toBe(buyer?.duplicateOf ?? buyer?.id);
      expect(contact?.role).toBe(sale ? "customer" : "retail");
    }
  });
});
