import { codec, fields, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { address, Phone, readAddress, readPhone } from "./addresses.ts";
import { calendarDay, moment, ownId, xeroList } from "./wire.ts";

export const Organisation = row({
  OrganisationID: required(ownId),
  ...fields(z.string(), "Name", "LegalName", "BaseCurrency", "CountryCode", "Timezone", "SalesTaxPeriod"),
  LineOfBusiness: z.string(),
  ...fields(codec.identifier, "TaxNumber", "EmployerIdentificationNumber", "RegistrationNumber"),
  ...fields(codec.wholeNumber, "FinancialYearEndMonth", "FinancialYearEndDay"),
  ...fields(calendarDay, "PeriodLockDate", "EndOfYearLockDate"),
  SalesTaxBasis: codec.meanings({
    cash: ["CASH", "PAYMENTS", "FLATRATECASH"],
    accrual: ["ACCRUAL", "ACCRUALS", "INVOICE", "FLATRATEACCRUAL"],
  }),
  IsDemoCompany: codec.flag,
  Phones: z.array(Phone),
  Addresses: z.array(address({ POBOX: "billing", STREET: "work", DELIVERY: "shipping" })),
  CreatedDateUTC: moment,
});

export const organizations = resource({ entity: "organization", raw: Organisation }).define({
  id: (organisation) => organisation.OrganisationID,
  read: (organisation) => {
    // The first binds all but advisers, the second everybody; a period is closed to most people at the later one.
    const locks = [organisation.PeriodLockDate || "", organisation.EndOfYearLockDate || ""].sort();
    return {
      name: organisation.Name || organisation.LegalName || organisation.OrganisationID,
      legalName: organisation.LegalName,
      taxId: organisation.TaxNumber || organisation.EmployerIdentificationNumber,
      registrationNumber: organisation.RegistrationNumber,
      baseCurrency: organisation.BaseCurrency,
      country: organisation.CountryCode,
      timeZone: organisation.Timezone,
      fiscalYearEndMonth: organisation.FinancialYearEndMonth,
      fiscalYearEndDay: organisation.FinancialYearEndDay,
      lockDate: locks[1],
      accountingBasis: organisation.SalesTaxBasis,
      taxPeriod: organisation.SalesTaxPeriod,
      industry: organisation.LineOfBusiness,
      isDemo: organisation.IsDemoCompany,
      phones: organisation.Phones?.map(readPhone),
      addresses: organisation.Addresses?.map(readAddress),
      createdAt: organisation.CreatedDateUTC,
      // The earlier of the two.
      unmapped: {
        [locks[1] === organisation.PeriodLockDate ? "endOfYearLockDate" : "periodLockDate"]:
          locks[0] === locks[1] ? undefined : locks[0],
      },
    };
  },
  list: xeroList({ path: "/Organisation", name: "Organisations", incremental: false, deletes: "never" }),
  scopes: { read: ["accounting.settings.read"] },
});
