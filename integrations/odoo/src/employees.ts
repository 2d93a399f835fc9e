import { fields, resource } from "@opensme/core";
import * as z from "zod";
import { idsIn, records } from "./records.ts";
import {
  amountIfAny,
  choice,
  country,
  currency,
  day,
  flag,
  link,
  maybe,
  nameOfLink,
  prefixed,
  provenanceOfCompany,
  row,
  text,
} from "./wire.ts";

const BankAccount = z.object({ acc_number: text });

const Employee = row({
  ...fields(text, "barcode", "name", "employee_type", "work_email", "private_email", "work_phone", "mobile_phone"),
  ...fields(text, "private_phone", "job_title", "marital", "identification_id", "ssnid", "private_street"),
  ...fields(text, "private_street2", "private_city", "private_zip", "company_country_code"),
  active: flag,
  ...fields(nameOfLink, "job_id", "country_id", "private_state_id"),
  ...fields(link, "department_id", "work_location_id", "parent_id", "private_country_id", "company_id"),
  // Until Odoo 18, with the app for contracts.
  first_contract_date: day,
  ...fields(day, "contract_date_start", "departure_date", "trial_date_end", "birthday"),
  // gender until Odoo 18.
  sex: choice({ male: "male", female: "female" }),
  gender: choice({ male: "male", female: "female" }),
  wage: amountIfAny,
  currency_id: currency,
  bankAccounts: maybe(z.array(BankAccount)),
});

const sensitive = [
  "birthday",
  "sex",
  "gender",
  "marital",
  "country_id",
  "identification_id",
  "ssnid",
  "private_street",
  "private_street2",
  "private_city",
  "private_state_id",
  "private_zip",
  "private_country_id",
  "wage",
];

/** Whoever has left is archived, or is to be by whoever notes the departure and may not do so. */
const statusOf = ({ active, departure_date: left }: z.output<typeof Employee>) => {
  if (active === null || active === undefined) return undefined;
  return active && !(left && left < new Date().toISOString().slice(0, 10)) ? "active" : "inactive";
};

/** People, those who have left among them. Wages are by month. */
export const employees = resource({ entity: "employee", raw: Employee }).define({
  id: (employee) => employee.id,
  read: (employee) => ({
    number: employee.barcode,
    displayName: employee.name,
    status: statusOf(employee),
    employmentKind: employee.employee_type,
    workEmail: employee.work_email,
    personalEmail: employee.private_email,
    workPhone: employee.work_phone,
    mobilePhone: employee.mobile_phone,
    homePhone: employee.private_phone,
    jobTitle: employee.job_title || employee.job_id,
    department: employee.department_id,
    location: prefixed("work", employee.work_location_id),
    manager: employee.parent_id,
    hireDate: employee.first_contract_date || employee.contract_date_start,
    terminationDate: employee.departure_date,
    probationEndDate: employee.trial_date_end,
    birthDate: employee.birthday,
    gender: employee.sex ?? employee.gender,
    maritalStatus: employee.marital,
    nationality: employee.country_id,
    nationalId: employee.identification_id || employee.ssnid,
    homeAddress: {
      line1: employee.private_street,
      line2: employee.private_street2,
      city: employee.private_city,
      province: employee.private_state_id,
      postalCode: employee.private_zip,
      countryName: employee.private_country_id?.name,
    },
    workCountry: country(employee.company_country_code, undefined).country,
    bankAccount: employee.bankAccounts?.[0]?.acc_number,
    payRate: employee.wage,
    payCurrency: employee.wage ? employee.currency_id : undefined,
    payPeriod: employee.wage ? "month" : undefined,
    ...provenanceOfCompany(employee),
  }),
  ...records({
    model: "hr.employee",
    row: Employee,
    sensitive,
    parts: {
      bankAccounts: {
        model: "res.partner.bank",
        row: BankAccount,
        through: ["id"],
        // One account until Odoo 18, several since.
        ids: ({ bank_account_ids, bank_account_id }) => [...idsIn(bank_account_ids), ...idsIn(bank_account_id)],
        sensitive: true,
      },
    },
    also: ["bank_account_ids", "bank_account_id"],
    children: ["version_ids"],
  }),
});
