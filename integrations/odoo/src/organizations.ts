import { fields, phone, resource } from "@opensme/core";
import { records } from "./records.ts";
import { addressOf, country, currency, day, label, placeFields, provenance, row, text, wholeNumber } from "./wire.ts";

const Company = row({
  name: label,
  ...fields(text, "vat", "company_registry", "phone", "email"),
  ...placeFields,
  currency_id: currency,
  ...fields(wholeNumber, "fiscalyear_last_month", "fiscalyear_last_day"),
  ...fields(day, "fiscalyear_lock_date", "hard_lock_date"),
});

/** None where nothing but the country is known, which the company has beside it. */
const registered = ({ country, ...address }: ReturnType<typeof addressOf>) =>
  Object.values(address).some(Boolean) ? ({ kind: "registered", country, ...address } as const) : undefined;

/** The companies of the database; most have one. */
export const organizations = resource({ entity: "organization", raw: Company }).define({
  id: (company) => company.id,
  read: (company) => ({
    name: company.name,
    taxId: company.vat,
    registrationNumber: company.company_registry,
    baseCurrency: company.currency_id,
    country: country(company.country_code, undefined).country,
    fiscalYearEndMonth: company.fiscalyear_last_month,
    fiscalYearEndDay: company.fiscalyear_last_day,
    // The hard one can never be lifted, and lies before the other or on it.
    lockDate: company.fiscalyear_lock_date || company.hard_lock_date,
    phones: [phone(company.phone)],
    emails: [company.email],
    addresses: [registered(addressOf(company))],
    ...provenance(company),
  }),
  ...records({ model: "res.company", row: Company }),
});
