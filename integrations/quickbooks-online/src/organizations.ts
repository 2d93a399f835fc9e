import { type Api, codec, type Listing, listing, pick, resource, single } from "@opensme/core";
import * as z from "zod";
import { Address, Email, Phone, readAddress, readEmails, readPhone, WebSite } from "./addresses.ts";
import { common, day, edition, envelope, flag, Pointer, readCommon, reading, word } from "./wire.ts";

const months = ["January", "February", "March", "April", "May", "June"].concat([
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
]);

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/preferences */
const Preferences = z.object({
  CurrencyPrefs: z.object({ HomeCurrency: Pointer.nullish() }).nullish(),
  AccountingInfoPrefs: z.object({ BookCloseDate: day.nullish() }).nullish(),
  ReportPrefs: z.object({ ReportBasis: codec.choice({ Cash: "cash", Accrual: "accrual" }).nullish() }).nullish(),
});

export const CompanyInfo = z.object({
  ...common,
  CompanyName: z.string().nullish(),
  LegalName: z.string().nullish(),
  EmployerId: word.nullish(),
  Country: z.string().nullish(),
  DefaultTimeZone: z.string().nullish(),
  FiscalYearStartMonth: z.string().nullish(),
  SampleFile: flag.nullish(),
  PrimaryPhone: Phone.nullish(),
  Mobile: Phone.nullish(),
  Fax: Phone.nullish(),
  Email: Email.nullish(),
  CompanyEmailAddr: Email.nullish(),
  CustomerCommunicationEmailAddr: Email.nullish(),
  WebAddr: WebSite.nullish(),
  CompanyAddr: Address.nullish(),
  LegalAddr: Address.nullish(),
  CustomerCommunicationAddr: Address.nullish(),
  NameValue: z.array(z.object({ Name: z.string().nullish(), Value: word.nullish() })).nullish(),
  CompanyStartDate: day.nullish(),
  /** The listing puts them beside the row. */
  preferences: Preferences.nullish(),
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

const isCode = (country: string | null | undefined): boolean => /^[A-Z]{2}$/.test(country ?? "");

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
const withPreferences: Listing = {
  ...company,
  paging: "custom",
  async *pages(input, api: Api) {
    for await (const page of company.pages(input, api)) {
      const { body } = await api.request({ path: "/preferences", query: edition }, { signal: input.signal });
      const preferences = preferencesIn(body);
      yield { ...page, rows: page.rows.map((row) => Object.assign({}, row, { preferences })) };
    }
  },
};

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/companyinfo */
export const organizations = resource({ entity: "organization", raw: CompanyInfo }).define({
  id: (company) => company.Id,
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
  ...reading({ entity: "CompanyInfo", path: "companyinfo" }),
  list: withPreferences,
  get: { listing: () => withPreferences },
});
