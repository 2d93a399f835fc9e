import { codec, resource } from "@opensme/core";
import * as z from "zod";
import { address, Phone, readAddress, readPhone } from "./addresses.ts";
import { calendarDay, flag, moment, ownId, wholeNumber, word, xeroList } from "./wire.ts";

const OrganisationAddress = address({ POBOX: "billing", STREET: "work", DELIVERY: "shipping" });

export const Organisation = z.object({
  OrganisationID: ownId,
  Name: z.string().nullish(),
  LegalName: z.string().nullish(),
  TaxNumber: word.nullish(),
  EmployerIdentificationNumber: word.nullish(),
  RegistrationNumber: word.nullish(),
  BaseCurrency: z.string().nullish(),
  CountryCode: z.string().nullish(),
  Timezone: z.string().nullish(),
  FinancialYearEndMonth: wholeNumber.nullish(),
  FinancialYearEndDay: wholeNumber.nullish(),
  PeriodLockDate: calendarDay.nullish(),
  EndOfYearLockDate: calendarDay.nullish(),
  SalesTaxBasis: codec
    .choice({
      CASH: "cash",
      PAYMENTS: "cash",
      FLATRATECASH: "cash",
      ACCRUAL: "accrual",
      ACCRUALS: "accrual",
      INVOICE: "accrual",
      FLATRATEACCRUAL: "accrual",
    })
    .nullish(),
  SalesTaxPeriod: z.string().nullish(),
  LineOfBusiness: z.string().nullish(),
  IsDemoCompany: flag.nullish(),
  Phones: z.array(Phone).nullish(),
  Addresses: z.array(OrganisationAddress).nullish(),
  CreatedDateUTC: moment.nullish(),
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
