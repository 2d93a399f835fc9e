import { codec, resource } from "@opensme/core";
import * as z from "zod";
import { Address, Email, Phone, readAddress } from "./addresses.ts";
import { readingDiscreetly } from "./discreet.ts";
import { common, day, flag, readCommon, withInactive, word } from "./wire.ts";

/** Says that there is a value, and not which: `XXX-XX-XXXX`. */
const isMasked = (written: string): boolean => /[x*]/i.test(written);

const Employee = z.object({
  ...common,
  EmployeeNumber: word.nullish(),
  DisplayName: z.string().nullish(),
  Title: z.string().nullish(),
  GivenName: z.string().nullish(),
  MiddleName: z.string().nullish(),
  FamilyName: z.string().nullish(),
  Suffix: z.string().nullish(),
  PrintOnCheckName: z.string().nullish(),
  Active: codec.choice({ true: "active", false: "inactive" }).nullish(),
  EmployeeType: z.string().nullish(),
  PrimaryEmailAddr: Email.nullish(),
  PrimaryPhone: Phone.nullish(),
  Mobile: Phone.nullish(),
  PrimaryAddr: Address.nullish(),
  HiredDate: day.nullish(),
  ReleasedDate: day.nullish(),
  BirthDate: z
    .string()
    .transform((written) => (isMasked(written) ? "" : written))
    .pipe(day)
    .nullish(),
  Gender: codec.choice({ Female: "female", Male: "male" }).nullish(),
  SSN: word.nullish(),
  BillableTime: flag.nullish(),
  BillRate: codec.decimal.nullish(),
  CostRate: codec.decimal.nullish(),
  Notes: z.string().nullish(),
});

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/employee */
export const employees = resource({ entity: "employee", raw: Employee }).define({
  id: (employee) => employee.Id,
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
    nationalId: isMasked(employee.SSN ?? "") ? undefined : employee.SSN,
    homeAddress: readAddress(employee.PrimaryAddr, "home"),
    ...readCommon(employee),
    unmapped: {
      status: employee.status,
      title: employee.Title,
      suffix: employee.Suffix,
      printedName: employee.PrintOnCheckName === employee.DisplayName ? undefined : employee.PrintOnCheckName,
      isBillable: employee.BillableTime,
      billRate: employee.BillRate,
      costRate: employee.CostRate,
      note: employee.Notes,
    },
  }),
  ...readingDiscreetly({ entity: "Employee", path: "employee", where: withInactive }, [
    ...["BirthDate", "Gender", "SSN", "PrimaryAddr", "OtherAddr", "CostRate", "Notes"],
  ]),
});
