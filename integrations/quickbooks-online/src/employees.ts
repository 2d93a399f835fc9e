import { codec, fields, resource, row } from "@opensme/core";
import * as z from "zod";
import { Address, Email, Phone, readAddress } from "./addresses.ts";
import { readingDiscreetly } from "./discreet.ts";
import { common, day, readCommon, unlessSame, unmasked, withInactive } from "./wire.ts";

const Employee = row({
  ...common,
  EmployeeNumber: codec.identifier,
  ...fields(z.string(), "DisplayName", "Title", "GivenName", "MiddleName", "FamilyName", "Suffix", "PrintOnCheckName"),
  ...fields(z.string(), "EmployeeType", "Notes"),
  Active: codec.choice({ true: "active", false: "inactive" }),
  PrimaryEmailAddr: Email,
  PrimaryPhone: Phone,
  Mobile: Phone,
  PrimaryAddr: Address,
  HiredDate: day,
  ReleasedDate: day,
  BirthDate: z
    .string()
    .transform((written) => unmasked(written) ?? "")
    .pipe(day),
  Gender: codec.choice({ Female: "female", Male: "male" }),
  SSN: codec.identifier,
  BillableTime: codec.flag,
  BillRate: codec.decimal,
  CostRate: codec.decimal,
});

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/employee */
export const employees = resource({ entity: "employee", raw: Employee }).define({
  read: (employee) => ({
    number: employee.EmployeeNumber,
    firstName: employee.GivenName,
    middleName: employee.MiddleName,
    lastName: employee.FamilyName,
    displayName: employee.DisplayName || employee.PrintOnCheckName,
    status: employee.Active,
    employmentKind: employee.EmployeeType,
    // The vendor does not say of which kind; they stand with the home address.
    personalEmail: employee.PrimaryEmailAddr?.Address,
    mobilePhone: employee.Mobile?.FreeFormNumber,
    homePhone: employee.PrimaryPhone?.FreeFormNumber,
    hireDate: employee.HiredDate,
    terminationDate: employee.ReleasedDate,
    birthDate: employee.BirthDate,
    gender: employee.Gender,
    nationalId: unmasked(employee.SSN),
    homeAddress: readAddress(employee.PrimaryAddr, "home"),
    ...readCommon(employee),
    unmapped: {
      status: employee.status,
      title: employee.Title,
      suffix: employee.Suffix,
      printedName: unlessSame(employee.PrintOnCheckName, employee.DisplayName),
      isBillable: employee.BillableTime,
      billRate: employee.BillRate,
      costRate: employee.CostRate,
      note: employee.Notes,
    },
  }),
  ...readingDiscreetly({ entity: "Employee", where: withInactive }, [
    ...["BirthDate", "Gender", "SSN", "PrimaryAddr", "OtherAddr", "CostRate", "Notes"],
  ]),
});
