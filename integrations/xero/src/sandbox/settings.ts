import { http } from "@opensme/testing";
import type { Gate } from "./gate.ts";
import { type Handler, listHandlers } from "./lists.ts";
import type { Books } from "./records.ts";
import { api, endOfYearLock, msDate } from "./wire.ts";

type Json = Record<string, unknown>;

const organisationRow = ({ tenantId, name, company }: Books): Json => ({
  OrganisationID: tenantId,
  Name: name,
  LegalName: company?.legalName ?? name,
  PaysTax: true,
  Version: "GLOBAL",
  OrganisationType: "COMPANY",
  BaseCurrency: company?.currency ?? "NZD",
  CountryCode: company ? "VN" : "NZ",
  IsDemoCompany: company === undefined,
  OrganisationStatus: "ACTIVE",
  ...(company ? { TaxNumber: company.taxCode } : {}),
  FinancialYearEndDay: 31,
  FinancialYearEndMonth: 12,
  SalesTaxBasis: "ACCRUALS",
  SalesTaxPeriod: "QUARTERLY",
  DefaultSalesTax: "Tax Exclusive",
  DefaultPurchasesTax: "Tax Exclusive",
  PeriodLockDate: msDate(Date.parse("2026-03-31T00:00:00Z")),
  EndOfYearLockDate: msDate(Date.parse(`${endOfYearLock}T00:00:00Z`)),
  CreatedDateUTC: "/Date(1762326000000)/",
  OrganisationEntityType: "COMPANY",
  Timezone: company ? "SEASIASTANDARDTIME" : "NEWZEALANDSTANDARDTIME",
  ShortCode: company ? "!mAyMu" : "!dEmo1",
  Edition: "BUSINESS",
  Class: company ? "PREMIUM" : "DEMO",
  Addresses: company
    ? [
        {
          AddressType: "POBOX",
          AddressLine1: company.address.street,
          AddressLine2: company.address.ward,
          City: company.address.province,
          Country: "Vietnam",
        },
      ]
    : [],
  Phones: company ? [{ PhoneType: "OFFICE", PhoneNumber: company.phone }] : [],
  ExternalLinks: [],
  PaymentTerms: {},
});

const reportTypes = { output: "OUTPUT", input: "INPUT", none: "NONE" } as const;

export const settingsHandlers = (gate: Gate): Handler[] => [
  http.get(`${api}/Organisation`, ({ request }) =>
    gate.enter(request, (books) => gate.desk.rows("Organisations", [organisationRow(books)])),
  ),
  ...listHandlers(
    {
      path: "/Accounts",
      name: "Accounts",
      idName: "AccountID",
      shelf: (books) => books.accounts,
      render: (_, account) => ({
        AccountID: account.id,
        Code: account.code,
        Name: account.name,
        Status: account.status,
        Type: account.type,
        TaxType: account.taxType,
        ...(account.description ? { Description: account.description } : {}),
        Class: account.class,
        ...(account.systemAccount ? { SystemAccount: account.systemAccount } : {}),
        EnablePaymentsToAccount: false,
        ShowInExpenseClaims: false,
        BankAccountType: account.type === "BANK" ? "BANK" : "",
        ...(account.type === "BANK" ? { BankAccountNumber: account.bankAccountNumber ?? "", CurrencyCode: "VND" } : {}),
        ReportingCode: account.class.slice(0, 3),
        ReportingCodeName: account.class,
        HasAttachments: false,
        UpdatedDateUTC: msDate(account.updated),
        AddToWatchlist: false,
      }),
    },
    gate,
  ),
  ...listHandlers(
    {
      path: "/TaxRates",
      name: "TaxRates",
      idName: "TaxType",
      shelf: (books) => books.taxRates,
      isIncremental: false,
      render: (_, tax) => ({
        Name: tax.name,
        TaxType: tax.id,
        ReportTaxType: reportTypes[tax.direction],
        CanApplyToAssets: true,
        CanApplyToEquity: true,
        CanApplyToExpenses: tax.direction !== "output",
        CanApplyToLiabilities: true,
        CanApplyToRevenue: tax.direction !== "input",
        DisplayTaxRate: tax.rate,
        EffectiveRate: tax.rate,
        Status: tax.status,
        TaxComponents: [{ Name: "GTGT", Rate: tax.rate, IsCompound: false, IsNonRecoverable: false }],
      }),
    },
    gate,
  ),
  ...listHandlers(
    {
      path: "/TrackingCategories",
      name: "TrackingCategories",
      idName: "TrackingCategoryID",
      shelf: (books) => books.categories,
      isIncremental: false,
      isHidden: ({ status }) => status === "ARCHIVED",
      render: (_, category) => ({
        Name: category.name,
        Status: category.status,
        TrackingCategoryID: category.id,
        Options: category.options.map((option) => ({
          TrackingOptionID: option.id,
          Name: option.name,
          Status: option.status,
        })),
      }),
    },
    gate,
  ),
  ...listHandlers(
    {
      path: "/Users",
      name: "Users",
      idName: "UserID",
      shelf: (books) => books.users,
      render: (_, user) => ({
        UserID: user.id,
        EmailAddress: user.email,
        FirstName: user.firstName,
        LastName: user.lastName,
        UpdatedDateUTC: msDate(user.updated),
        IsSubscriber: user.isSubscriber,
        OrganisationRole: user.role,
      }),
    },
    gate,
  ),
];
