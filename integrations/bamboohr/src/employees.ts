import { codec, fieldMap, fields, ref, resource, row } from "@opensme/core";
import * as z from "zod";
import { employeeList, onePerson } from "./employee-list.ts";
import { currencyOf, money, payPeriod } from "./money.ts";
import { createdId, customOf, nameOf, orEmptyList } from "./wire.ts";

const status = codec.choice({ active: "active", inactive: "inactive" });
const gender = codec.choice({ Male: "male", Female: "female" });

/**
 * A person in any of the forms in which the vendor sends one: `GET /employees/{id}`, the cursor-paged list (`employeeId`, `...Name`), the directory, reports,
 * datasets (`eeid`, `jobInformation...`), the log of changes and field-based webhooks. All fields are left out where the user may not see them.
 */
const Fields = row({
  ...fields(codec.identifier, "id", "employeeId", "eeid", "employeeNumber"),
  ...fields(z.string(), "firstName", "middleName", "lastName", "preferredName", "nickname"),
  ...fields(z.string(), "displayName", "name", "fullName1", "fullName2", "fullName3", "fullName4", "fullName5"),
  status,
  ...fields(codec.identifier, "employmentStatus", "employmentStatusName", "employmentHistoryStatus"),
  ...fields(z.string(), "workEmail", "email", "homeEmail"),
  // The one at work, or else the private one.
  bestEmail: z.string(),
  ...fields(codec.identifier, "workPhone", "workPhoneExtension", "mobilePhone", "homePhone"),
  ...fields(codec.identifier, "jobTitle", "jobTitleName", "jobInformationJobTitle"),
  ...fields(codec.identifier, "department", "departmentName", "jobInformationDepartment", "departmentId"),
  ...fields(codec.identifier, "division", "divisionName", "jobInformationDivision"),
  ...fields(codec.identifier, "location", "locationName", "jobInformationLocation", "locationId"),
  ...fields(codec.identifier, "reportsToName", "supervisor", "supervisorName", "jobInformationReportsTo", "reportsTo"),
  ...fields(codec.identifier, "reportsToId", "supervisorEId", "supervisorEid"),
  ...fields(codec.localDate, "hireDate", "originalHireDate", "terminationDate", "probationEndDate"),
  ...fields(codec.localDate, "dateOfBirth", "birthDate"),
  gender,
  ...fields(codec.identifier, "maritalStatus", "marital", "nationality", "ssn", "sin", "nin"),
  ...fields(codec.identifier, "address1", "addressLineOne", "address2", "addressLineTwo"),
  ...fields(codec.identifier, "city", "state", "stateCode", "zipcode", "country"),
  payRate: orEmptyList(money),
  compensationPayRate: orEmptyList(money),
  compensationPayRateCurrencyCode: z.string(),
  ...fields(payPeriod, "payPer", "paidPer", "payPeriod", "compensationPaidPer"),
  ...fields(codec.identifier, "payType", "compensationPayType"),
  ...fields(z.string(), "photoUrl", "linkedIn", "linkedinUrl", "skypeUsername"),
  lastChanged: codec.instant,
}).loose();

/** The log of changes and webhooks name those who were deleted too. */
const Employee = Fields.refine(({ action }) => !/^deleted$/i.test(String(action)), {
  path: ["action"],
  message: "this person was deleted, so that there is no record",
});
type EmployeeRow = z.output<typeof Employee>;

/** Rows of datasets and reports without an id are known by the employee number, which is another counter than the id. */
const idOf = (row: EmployeeRow): string => {
  const id = row.id || row.employeeId || row.eeid;
  if (id) return id;
  if (row.employeeNumber) return `number:${row.employeeNumber}`;
  throw new Error("the row has neither id, employeeId nor eeid; ask for one of them");
};

/** What `status` is called in older code: https://documentation.bamboohr.com/docs/list-of-field-names. Elsewhere the word of the employment history. */
const isStatus = (word: string | null | undefined): boolean => /^(in)?active$/i.test(word ?? "");

/** Reports have the name in any of five forms, of which two begin with the given name: https://documentation.bamboohr.com/docs/list-of-field-names. */
const fullName = (row: EmployeeRow) =>
  row.fullName1 || row.fullName5 || row.fullName2 || row.fullName3 || row.fullName4;

const homeAddress = (row: EmployeeRow) => {
  const line1 = row.address1 || row.addressLineOne;
  const line2 = row.address2 || row.addressLineTwo;
  const { city, zipcode: postalCode, country } = row;
  const province = row.state || row.stateCode;
  if (!(line1 || line2 || city || province || postalCode || country)) return undefined;
  const where = /^[A-Z]{2}$/.test(country ?? "") ? { country } : { countryName: country };
  return { kind: "home" as const, line1, line2, city, province, postalCode, ...where };
};

/** These are written by the names by which they are read, whatever the form of the row. The company's own fields are sent beside them. */
const plain = fieldMap({
  number: "employeeNumber",
  firstName: "firstName",
  middleName: "middleName",
  lastName: "lastName",
  personalEmail: "homeEmail",
  workPhone: "workPhone",
  workPhoneExtension: "workPhoneExtension",
  mobilePhone: "mobilePhone",
  homePhone: "homePhone",
  hireDate: "hireDate",
  originalHireDate: "originalHireDate",
  gender: "gender",
  nationality: "nationality",
  skype: "skypeUsername",
});

export const employees = resource({ entity: "employee", raw: Employee }).define({
  id: idOf,
  read: (row) => {
    const department = row.department || row.departmentName || row.jobInformationDepartment;
    const location = row.location || row.locationName || row.jobInformationLocation;
    const manager =
      row.reportsToName || row.supervisor || row.supervisorName || row.jobInformationReportsTo || row.reportsTo;
    const refs = {
      department: ref(row.departmentId, department),
      location: ref(row.locationId, location),
      manager: ref(row.reportsToId || row.supervisorEId || row.supervisorEid, manager),
    };
    const pay = row.payRate?.amount ? row.payRate : row.compensationPayRate;
    const payCurrency = { ...currencyOf(row.compensationPayRateCurrencyCode), ...pay };
    return {
      ...plain.read(row),
      displayName: row.displayName || row.name || fullName(row),
      preferredName: row.preferredName || row.nickname,
      status: row.status || (isStatus(row.employmentStatus) ? status.parse(row.employmentStatus ?? "") : undefined),
      employmentKind:
        row.employmentHistoryStatus ||
        row.employmentStatusName ||
        (isStatus(row.employmentStatus) ? undefined : row.employmentStatus),
      workEmail: row.workEmail || row.email,
      jobTitle: row.jobTitle || row.jobTitleName || row.jobInformationJobTitle,
      department: refs.department,
      division: row.division || row.divisionName || row.jobInformationDivision,
      location: refs.location,
      manager: refs.manager,
      terminationDate: row.terminationDate,
      probationEndDate: row.probationEndDate,
      birthDate: row.dateOfBirth || row.birthDate,
      maritalStatus: row.maritalStatus || row.marital,
      nationalId: row.ssn || row.sin || row.nin,
      homeAddress: homeAddress(row),
      payRate: pay?.amount,
      payCurrency: payCurrency.currency,
      payPeriod: row.paidPer || row.payPer || row.payPeriod || row.compensationPaidPer,
      payKind: row.payType || row.compensationPayType,
      photoUrl: row.photoUrl,
      linkedIn: row.linkedIn || row.linkedinUrl,
      updatedAt: row.lastChanged,
      custom: customOf(row),
      // Several forms give the name and not the id, and names are not unique.
      unmapped: {
        bestEmail: [row.workEmail, row.email, row.homeEmail].includes(row.bestEmail) ? undefined : row.bestEmail,
        department: refs.department ? undefined : department,
        location: refs.location ? undefined : location,
        manager: refs.manager ? undefined : manager,
        payRate: row.payRate?.written ?? row.compensationPayRate?.written,
        payCurrency: payCurrency.symbol,
      },
    };
  },
  write: (employee) => ({
    ...employee.custom,
    ...plain.write(employee),
    preferredName: employee.preferredName,
    workEmail: employee.workEmail,
    jobTitle: employee.jobTitle,
    department: nameOf("department", employee.department),
    division: employee.division,
    location: nameOf("location", employee.location),
    dateOfBirth: employee.birthDate,
    maritalStatus: employee.maritalStatus,
    address1: employee.homeAddress?.line1,
    address2: employee.homeAddress?.line2,
    city: employee.homeAddress?.city,
    state: employee.homeAddress?.province,
    zipcode: employee.homeAddress?.postalCode,
    country: employee.homeAddress?.countryName ?? employee.homeAddress?.country,
    linkedIn: employee.linkedIn,
  }),
  list: employeeList,
  get: { listing: onePerson },
  // https://documentation.bamboohr.com/reference/create-employee: an answer without body, the id in its Location.
  create: { path: "/employees", id: createdId },
  update: { path: (id) => `/employees/${id}`, method: "post", semantics: "merge" },
  scopes: {
    read: ["employee", "employee:name", "employee:job", "employee:contact", "employee:photo", "public.user"],
    write: ["employee.write"],
  },
});
