import type { Company } from "@opensme/testing";
import { headOf, idOf } from "./ids.ts";
import type { Row } from "./row.ts";

const founded = { createdAt: "2025-11-05T07:00:00.000Z", updatedAt: "2025-11-05T07:00:00.000Z" };

const dong = { CurrencyRef: { value: "VND", name: "Vietnamese Dong" } };

/** What is not in use says so in its name, too. */
export const nameOf = (name: string, isActive: boolean): string => (isActive ? name : `${name} (deleted)`);

const companyOf = (company: Company): Row[] => [
  {
    ...headOf("1", founded),
    CompanyName: company.tradeName,
    LegalName: company.legalName,
    CompanyAddr: {
      Id: "1",
      Line1: company.address.street,
      Line2: company.address.ward,
      City: company.address.province,
      Country: "Vietnam",
    },
    PrimaryPhone: { FreeFormNumber: company.phone },
    Email: { Address: company.email },
    WebAddr: { URI: company.website },
    CompanyStartDate: "2025-11-05",
    FiscalYearStartMonth: "January",
    Country: "VN",
    SupportedLanguages: "en",
    EmployerId: company.taxCode,
    DefaultTimeZone: company.timeZone,
    NameValue: [
      { Name: "NeoEnabled", Value: "true" },
      { Name: "IndustryType", Value: "Coffee roasting" },
      { Name: "OfferingSku", Value: "QuickBooks Online Plus" },
    ],
  },
];

type Kind = Company["books"]["accounts"][number]["kind"];

const types: Readonly<Record<Kind, readonly [type: string, subType: string]>> = {
  bank: ["Bank", "Checking"],
  receivable: ["Accounts Receivable", "AccountsReceivable"],
  payable: ["Accounts Payable", "AccountsPayable"],
  inventory: ["Other Current Asset", "Inventory"],
  "current-asset": ["Other Current Asset", "OtherCurrentAssets"],
  "fixed-asset": ["Fixed Asset", "OtherFixedAssets"],
  "current-liability": ["Other Current Liability", "OtherCurrentLiabilities"],
  equity: ["Equity", "OwnersEquity"],
  revenue: ["Income", "SalesOfProductIncome"],
  "other-income": ["Other Income", "OtherMiscellaneousIncome"],
  "cost-of-sales": ["Cost of Goods Sold", "SuppliesMaterialsCogs"],
  expense: ["Expense", "OfficeGeneralAdministrativeExpenses"],
  depreciation: ["Other Expense", "Depreciation"],
};

const classifications = {
  asset: "Asset",
  liability: "Liability",
  equity: "Equity",
  revenue: "Revenue",
  expense: "Expense",
} as const;

const accountsOf = ({ books }: Company): Row[] =>
  books.accounts.map((account) => {
    const name = nameOf(account.name, account.status === "active");
    const [AccountType, AccountSubType] = types[account.kind];
    return {
      ...headOf(idOf("account", account.id), account),
      Name: name,
      SubAccount: false,
      FullyQualifiedName: name,
      Description: account.nameEn,
      AcctNum: account.code,
      Active: account.status === "active",
      Classification: classifications[account.class],
      AccountType,
      AccountSubType,
      CurrentBalance: 0,
      CurrentBalanceWithSubAccounts: 0,
      ...dong,
    };
  });

/** A code for each tax, and in it a rate. What is not subject to tax has a rate of zero here. */
const taxCodesOf = ({ books }: Company): Row[] =>
  books.taxRates.map((tax, index) => {
    const list = {
      TaxRateDetail: [
        {
          TaxRateRef: { value: idOf("tax", index + 1), name: tax.name },
          TaxTypeApplicable: "TaxOnAmount",
          TaxOrder: 0,
        },
      ],
    };
    return {
      ...headOf(idOf("tax", index + 1), founded),
      Name: tax.code,
      Description: tax.name,
      Active: tax.status === "active",
      Hidden: false,
      Taxable: tax.rate !== null,
      TaxGroup: true,
      SalesTaxRateList: tax.direction === "input" ? { TaxRateDetail: [] } : list,
      PurchaseTaxRateList: tax.direction === "output" ? { TaxRateDetail: [] } : list,
    };
  });

const taxRatesOf = ({ books }: Company): Row[] =>
  books.taxRates.map((tax, index) => ({
    ...headOf(idOf("tax", index + 1), founded),
    Name: tax.name,
    Description: tax.code,
    Active: tax.status === "active",
    RateValue: tax.rate ?? 0,
    AgencyRef: { value: "1" },
    SpecialTaxType: tax.rate === 0 ? "ZERO_RATE" : "NONE",
    DisplayType: "ReadOnly",
  }));

const classesOf = ({ books }: Company): Row[] =>
  books.trackingCategory.options.map((option) => ({
    ...headOf(idOf("class", option.id), founded),
    Name: option.name,
    SubClass: false,
    FullyQualifiedName: option.name,
    Active: option.status === "active",
  }));

const departmentsOf = ({ locations }: Company): Row[] =>
  locations.map((location) => ({
    ...headOf(idOf("department", location.id), location),
    Name: location.names.books,
    SubDepartment: false,
    FullyQualifiedName: location.names.books,
    Active: true,
  }));

type Contact = Company["books"]["contacts"][number];

const partyOf = (contact: Contact): Row => {
  const name = nameOf(contact.name, contact.status === "active");
  return {
    ...headOf(idOf("contact", contact.id), contact),
    ...(contact.contactPerson ? { GivenName: contact.contactPerson } : {}),
    ...(contact.role === "retail" ? {} : { CompanyName: contact.name }),
    DisplayName: name,
    PrintOnCheckName: contact.name,
    Active: contact.status === "active",
    ...(contact.phone ? { PrimaryPhone: { FreeFormNumber: contact.phone } } : {}),
    ...(contact.email ? { PrimaryEmailAddr: { Address: contact.email } } : {}),
    ...(contact.street
      ? {
          BillAddr: {
            Id: String(contact.id + 1000),
            Line1: contact.street,
            ...(contact.ward ? { Line2: contact.ward } : {}),
            ...(contact.province ? { City: contact.province } : {}),
            Country: "Vietnam",
          },
        }
      : {}),
    ...dong,
  };
};

/** What is left of the documents of a party. */
const balanceOf = (documents: readonly { contactId: number; due: number }[], contactId: number): number =>
  documents.reduce((sum, document) => sum + (document.contactId === contactId ? document.due : 0), 0);

const isCounted = ({ status }: { status: string }): boolean => status === "authorised" || status === "paid";

const customersOf = ({ books }: Company): Row[] =>
  books.contacts
    .filter(({ role }) => role !== "supplier")
    .map((contact) => {
      const balance = balanceOf(
        books.invoices.filter((invoice) => invoice.kind === "wholesale" && isCounted(invoice)),
        contact.id,
      );
      const party = partyOf(contact);
      return {
        ...party,
        FullyQualifiedName: party["DisplayName"],
        ...(contact.taxCode ? { PrimaryTaxIdentifier: contact.taxCode } : {}),
        Taxable: true,
        Job: false,
        BillWithParent: false,
        Balance: balance,
        BalanceWithJobs: balance,
        PreferredDeliveryMethod: "Print",
        IsProject: false,
      };
    });

const vendorsOf = ({ books }: Company): Row[] =>
  books.contacts
    .filter(({ role }) => role === "supplier")
    .map((contact) => ({
      ...partyOf(contact),
      ...(contact.taxCode ? { TaxIdentifier: contact.taxCode } : {}),
      AcctNum: `NCC${String(contact.id).padStart(4, "0")}`,
      Balance: balanceOf(books.bills.filter(isCounted), contact.id),
      Vendor1099: false,
      VendorPaymentBankDetail: {
        BankAccountName: contact.name,
        BankBranchIdentifier: "000000",
        BankAccountNumber: `0000${String(contact.id).padStart(6, "0")}`,
        StatementText: "May Mau",
      },
    }));

/** Each unit of a product is an item of its own. */
const itemsOf = ({ items, categories, books }: Company): Row[] => [
  ...categories.map((category) => ({
    ...headOf(idOf("item", 500_000 + category.id), category),
    Name: category.name,
    FullyQualifiedName: category.name,
    Active: true,
    SubItem: false,
    Type: "Category",
  })),
  ...items.flatMap((item) =>
    item.units.map((unit, position) => {
      const category = categories.find(({ id }) => id === item.categoryId);
      const name = itemName(item, unit);
      const account = books.accounts.find(({ code }) => code === item.salesAccount);
      const purchase = books.accounts.find(({ code }) => code === "156");
      return {
        ...headOf(itemId(item.id, position), item),
        Name: name,
        Sku: unit.code,
        Description: name,
        Active: item.isActive,
        ...(category
          ? {
              SubItem: true,
              ParentRef: { value: idOf("item", 500_000 + category.id), name: category.name },
              FullyQualifiedName: `${category.name}:${name}`,
            }
          : { FullyQualifiedName: name }),
        Taxable: true,
        UnitPrice: item.price * unit.factor,
        Type: item.kind === "combo" ? "Group" : item.kind === "service" ? "Service" : "NonInventory",
        ...(account ? { IncomeAccountRef: { value: idOf("account", account.id), name: account.name } } : {}),
        PurchaseCost: item.cost * unit.factor,
        ...(purchase && item.isStocked
          ? { ExpenseAccountRef: { value: idOf("account", purchase.id), name: purchase.name } }
          : {}),
        TrackQtyOnHand: false,
      };
    }),
  ),
];

/** The name of an item in one of its units; colons part categories from items. */
export const itemName = (item: Company["items"][number], unit: { name: string }): string =>
  nameOf(`${item.name} (${unit.name})`.replaceAll(":", " "), item.isActive);

export const itemId = (id: number, position: number): string => idOf("item", id * 16 + position);

export const listsOf = (company: Company): Readonly<Record<string, () => Row[]>> => ({
  CompanyInfo: () => companyOf(company),
  Account: () => accountsOf(company),
  TaxCode: () => taxCodesOf(company),
  TaxRate: () => taxRatesOf(company),
  Class: () => classesOf(company),
  Department: () => departmentsOf(company),
  Customer: () => customersOf(company),
  Vendor: () => vendorsOf(company),
  Item: () => itemsOf(company),
});
