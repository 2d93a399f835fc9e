import type { Company } from "@opensme/testing";
import type { Account, Books, Category, Contact, Item, TaxRate, User } from "./records.ts";
import { shelf } from "./shelf.ts";
import { guid } from "./wire.ts";

type Kind = Company["books"]["accounts"][number]["kind"];

const types: Readonly<Record<Kind, string>> = {
  bank: "BANK",
  receivable: "CURRENT",
  payable: "CURRLIAB",
  inventory: "INVENTORY",
  "current-asset": "CURRENT",
  "fixed-asset": "FIXED",
  "current-liability": "CURRLIAB",
  equity: "EQUITY",
  revenue: "REVENUE",
  "other-income": "OTHERINCOME",
  "cost-of-sales": "DIRECTCOSTS",
  expense: "EXPENSE",
  depreciation: "DEPRECIATN",
};

const systemAccounts: Readonly<Record<string, string>> = {
  "131": "DEBTORS",
  "331": "CREDITORS",
  "33311": "GST",
  "4212": "RETAINEDEARNINGS",
};

const accountsOf = ({ books }: Company): Account[] =>
  books.accounts.map((account) => ({
    id: guid("account", account.id),
    updated: Date.parse(account.updatedAt),
    code: account.code,
    name: account.name,
    description: account.nameEn,
    type: types[account.kind],
    class: account.class.toUpperCase(),
    taxType: account.taxCode ?? "NONE",
    systemAccount: systemAccounts[account.code],
    bankAccountNumber: account.bankAccountNumber,
    status: account.status.toUpperCase(),
  }));

const taxRatesOf = ({ books }: Company): TaxRate[] =>
  books.taxRates.map((tax) => ({
    id: tax.code,
    updated: 0,
    name: tax.name,
    // Xero has no rate that is not a number; what is not subject to tax is told by the code.
    rate: tax.rate ?? 0,
    direction: tax.direction,
    status: tax.status.toUpperCase(),
  }));

const categoriesOf = ({ books: { trackingCategory } }: Company): Category[] => [
  {
    id: guid("category", trackingCategory.id),
    updated: 0,
    name: trackingCategory.name,
    status: "ACTIVE",
    options: trackingCategory.options.map((option) => ({
      id: guid("option", option.id),
      name: option.name,
      status: option.status.toUpperCase(),
    })),
  },
];

const roles = ["FINANCIALADVISER", "STANDARD", "INVOICEONLY", "READONLY"];

/** The first few people of the company keep its books. */
const usersOf = ({ employees }: Company): User[] =>
  employees.slice(0, roles.length).map((employee, index) => ({
    id: guid("user", employee.id),
    updated: Date.parse(employee.updatedAt),
    email: employee.workEmail,
    firstName: employee.givenName,
    lastName: `${employee.familyName} ${employee.middleName}`.trim(),
    role: roles[index] ?? "STANDARD",
    isSubscriber: index === 0,
  }));

/** Items are never more than a code with prices: each unit of a product is one. */
const itemsOf = ({ items }: Company): Item[] =>
  items.flatMap((item) =>
    item.units.map((unit, position) => ({
      id: guid("item", item.id * 16 + position),
      updated: Date.parse(item.updatedAt),
      code: unit.code,
      // A name has at most 50 characters.
      name: `${item.name} (${unit.name})`.slice(0, 50).trim(),
      description: `${item.name} (${unit.name})`,
      purchaseDescription: undefined,
      sales: item.isForSale
        ? { UnitPrice: item.price * unit.factor, AccountCode: item.salesAccount, TaxType: `OUT${item.vat}` }
        : {},
      purchases: item.isStocked ? { UnitPrice: item.cost * unit.factor, AccountCode: "156" } : {},
      assetAccount: undefined,
      isSold: item.isForSale,
      isPurchased: item.isStocked,
    })),
  );

const contactsOf = (company: Company): Contact[] =>
  company.books.contacts.map((contact) => ({
    id: guid("contact", contact.id),
    updated: Date.parse(contact.updatedAt),
    name: contact.name,
    fields: {
      ...(contact.taxCode ? { TaxNumber: contact.taxCode } : {}),
      ...(contact.email ? { EmailAddress: contact.email } : {}),
      ...(contact.id % 3 === 0 ? { AccountNumber: `KT${String(contact.id).padStart(4, "0")}` } : {}),
      ...(contact.role === "customer" && contact.id % 2 === 0
        ? {
            PaymentTerms: { Sales: { Day: 30, Type: "DAYSAFTERBILLDATE" } },
            SalesDefaultAccountCode: "5112",
            AccountsReceivableTaxType: "OUT8",
          }
        : {}),
      ...(contact.role === "supplier"
        ? {
            PaymentTerms: { Bills: { Day: 20, Type: "OFFOLLOWINGMONTH" } },
            BankAccountDetails: `0000${String(contact.id).padStart(6, "0")}`,
          }
        : {}),
    },
    persons: contact.contactPerson ? [{ FirstName: contact.contactPerson, IncludeInEmails: false }] : [],
    phones: contact.phone ? { DEFAULT: { PhoneNumber: contact.phone, PhoneAreaCode: "", PhoneCountryCode: "" } } : {},
    addresses: contact.street
      ? {
          POBOX: {
            AddressLine1: contact.street,
            AddressLine2: contact.ward ?? "",
            City: contact.province ?? "",
            Region: "",
            PostalCode: "",
            Country: "Vietnam",
          },
        }
      : {},
    isCustomer: contact.role !== "supplier",
    isSupplier: contact.role === "supplier",
    status: contact.status.toUpperCase(),
  }));

export const settingsOf = (
  company: Company,
): Pick<Books, "accounts" | "taxRates" | "categories" | "users" | "items" | "contacts"> => ({
  accounts: shelf(() => accountsOf(company)),
  taxRates: shelf(() => taxRatesOf(company)),
  categories: shelf(() => categoriesOf(company)),
  users: shelf(() => usersOf(company)),
  items: shelf(() => itemsOf(company)),
  contacts: shelf(() => contactsOf(company)),
});
