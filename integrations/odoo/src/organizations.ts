import { fields, phone, resource } from "@opensme/core";
import { records } from "./records.ts";
import { country, currency, day, label, link, nameOfLink, provenance, row, text, wholeNumber } from "./wire.ts";

const Company = row({
  name: label,
  ...fields(text, "vat", "company_registry", "country_code", "street", "street2", "city", "zip", "phone", "email"),
  currency_id: currency,
  country_id: link,
  state_id: nameOfLink,
  ...fields(wholeNumber, "fiscalyear_last_month", "fiscalyear_last_day"),
  ...fields(day, "fiscalyear_lock_date", "hard_lock_date"),
});

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
    addresses: [
      {
        kind: "registered",
        line1: company.street,
        line2: company.street2,
        city: company.city,
        province: company.state_id,
        postalCode: company.zip,
        ...country(company.country_code, company.country_id),
      },
    ],
    ...provenance(company),
  }),
  ...records({ model: "res.company", row: Company }),
});
