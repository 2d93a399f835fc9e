import { codec, fields, type Listing, listing, mapRows, pick, resource, row, single } from "@opensme/core";
import * as z from "zod";
import { Address, Email, isCode, Phone, readAddress, readEmails, readPhone, WebSite } from "./addresses.ts";
import { common, day, edition, envelope, Pointer, readCommon, reading } from "./wire.ts";

const months = "January February March April May June July August September October November December".split(" ");

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/preferences */
const Preferences = row({
  CurrencyPrefs: row({ HomeCurrency: Pointer }),
  AccountingInfoPrefs: row({ BookCloseDate: day }),
  ReportPrefs: row({ ReportBasis: codec.choice({ Cash: "cash", Accrual: "accrual" }) }),
});

export const CompanyInfo = row({
  ...common,
  ...fields(z.string(), "CompanyName", "LegalName", "Country", "DefaultTimeZone", "FiscalYearStartMonth"),
  EmployerId: codec.identifier,
  SampleFile: codec.flag,
  ...fields(Phone, "PrimaryPhone", "Mobile", "Fax"),
  ...fields(Email, "Email", "CompanyEmailAddr", "CustomerCommunicationEmailAddr"),
  WebAddr: WebSite,
  ...fields(Address, "CompanyAddr", "LegalAddr", "CustomerCommunicationAddr"),
  NameValue: z.array(row({ Name: z.string(), Value: codec.identifier })),
  CompanyStartDate: day,
  /** The listing puts them beside the row. */
  preferences: Preferences,
});

type Row = z.output<typeof CompanyInfo>;

/** Further facts of the company, by their name. */
const named = ({ NameValue }: Row, wanted: string) => NameValue?.find(({ Name }) => Name === wanted)?.Value;

/** One address may stand in several places. */
const emailsOf = (company: Row): string[] | undefined => {
  const places = [company.Email, company.CompanyEmailAddr, company.CustomerCommunicationEmailAddr];
  const emails = places.flatMap((email) => readEmails(email) ?? []);
  return emails.length > 0 ? [...new Set(emails)] : undefined;
};

/** The month before the one that the fiscal year begins with. */
const lastMonth = (first: string | null | undefined): number | undefined => {
  const index = months.indexOf(first ?? "");
  return index < 0 ? undefined : index === 0 ? 12 : index;
};

const company: Listing = listing({
  path: "/query",
  query: { query: "select * from CompanyInfo", ...edition },
  page: envelope("CompanyInfo"),
  items: ({ rows }) => rows,
  paging: single(),
  deletes: "never",
});

const preferencesIn = pick(z.object({ Preferences: z.unknown() }), (answer) => answer.Preferences);

/** The one company, with the preferences beside it, in which currency and closing date stand. */
const withPreferences = mapRows({ ...company, paging: "custom" }, async (rows, api, signal) => {
  const { body } = await api.request({ path: "/preferences", query: edition }, { signal });
  return rows.map((row) => Object.assign({}, row, { preferences: preferencesIn(body) }));
});

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/companyinfo */
export const organizations = resource({ entity: "organization", raw: CompanyInfo }).define({
  read: (company) => ({
    name: company.CompanyName || company.LegalName || company.Id,
    legalName: company.LegalName,
    taxId: company.EmployerId,
    baseCurrency: company.preferences?.CurrencyPrefs?.HomeCurrency?.value,
    country: isCode(company.Country) ? company.Country : undefined,
    timeZone: company.DefaultTimeZone,
    fiscalYearEndMonth: lastMonth(company.FiscalYearStartMonth),
    lockDate: company.preferences?.AccountingInfoPrefs?.BookCloseDate,
    accountingBasis: company.preferences?.ReportPrefs?.ReportBasis,
    industry: named(company, "IndustryType"),
    isDemo: company.SampleFile,
    phones: [readPhone(company.PrimaryPhone), readPhone(company.Mobile, "mobile"), readPhone(company.Fax, "fax")],
    emails: emailsOf(company),
    addresses: [
      readAddress(company.CompanyAddr, "work"),
      readAddress(company.LegalAddr, "registered"),
      readAddress(company.CustomerCommunicationAddr, "billing"),
    ],
    ...readCommon(company),
    unmapped: {
      status: company.status,
      country: isCode(company.Country) ? undefined : company.Country,
      companyType: named(company, "CompanyType"),
      plan: named(company, "OfferingSku"),
      website: company.WebAddr?.URI,
      startDate: company.CompanyStartDate,
    },
  }),
  ...reading({ entity: "CompanyInfo" }),
  list: withPreferences,
  get: { listing: () => withPreferences },
});
