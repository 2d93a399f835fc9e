import { codec, ref, resource, row } from "@opensme/core";
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
  id: codec.identifier,
  employeeId: codec.identifier,
  eeid: codec.identifier,
  employeeNumber: codec.identifier,
  firstName: z.string(),
  middleName: z.string(),
  lastName: z.string(),
  displayName: z.string(),
  name: z.string(),
  fullName1: z.string(),
  preferredName: z.string(),
  nickname: z.string(),
  status,
  employmentStatus: codec.identifier,
  employmentStatusName: codec.identifier,
  employmentHistoryStatus: codec.identifier,
  workEmail: z.string(),
  email: z.string(),
  homeEmail: z.string(),
  // The one at work, or else the private one.
  bestEmail: z.string(),
  workPhone: codec.identifier,
  workPhoneExtension: codec.identifier,
  mobilePhone: codec.identifier,
  homePhone: codec.identifier,
  jobTitle: codec.identifier,
  jobTitleName: codec.identifier,
  jobInformationJobTitle: codec.identifier,
  department: codec.identifier,
  departmentName: codec.identifier,
  jobInformationDepartment: codec.identifier,
  departmentId: codec.identifier,
  division: codec.identifier,
  divisionName: codec.identifier,
  jobInformationDivision: codec.identifier,
  location: codec.identifier,
  locationName: codec.identifier,
  jobInformationLocation: codec.identifier,
  locationId: codec.identifier,
  reportsToId: codec.identifier,
  supervisorEId: codec.identifier,
  supervisorEid: codec.identifier,
  reportsToName: codec.identifier,
  supervisor: codec.identifier,
  supervisorName: codec.identifier,
  jobInformationReportsTo: codec.identifier,
  reportsTo: codec.identifier,
  hireDate: codec.localDate,
  originalHireDate: codec.localDate,
  terminationDate: codec.localDate,
  probationEndDate: codec.localDate,
  dateOfBirth: codec.localDate,
  birthDate: codec.localDate,
  gender,
  maritalStatus: codec.identifier,
  marital: codec.identifier,
  nationality: codec.identifier,
  ssn: codec.identifier,
  sin: codec.identifier,
  nin: codec.identifier,
  address1: codec.identifier,
  addressLineOne: codec.identifier,
  address2: codec.identifier,
  addressLineTwo: codec.identifier,
  city: codec.identifier,
  state: codec.identifier,
  zipcode: codec.identifier,
  country: codec.identifier,
  payRate: orEmptyList(money),
  compensationPayRate: orEmptyList(money),
  compensationPayRateCurrencyCode: z.string(),
  payPer: payPeriod,
  paidPer: payPeriod,
  payPeriod,
  compensationPaidPer: payPeriod,
  payType: codec.identifier,
  compensationPayType: codec.identifier,
  photoUrl: z.string(),
  linkedIn: z.string(),
  linkedinUrl: z.string(),
  skypeUsername: z.string(),
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

const homeAddress = (row: EmployeeRow) => {
  const line1 = row.address1 || row.addressLineOne;
  const line2 = row.address2 || row.addressLineTwo;
  const { city, state: province, zipcode: postalCode, country } = row;
  if (!(line1 || line2 || city || province || postalCode || country)) return undefined;
  const where = /^[A-Z]{2}$/.test(country ?? "") ? { country } : { countryName: country };
  return { kind: "home" as const, line1, line2, city, province, postalCode, ...where };
};

/** The fields that can be written have these names whatever the form they are read in. The company's own fields are sent beside them. */
const EmployeeBody = z.looseObject({
  employeeNumber: z.string().optional(),
  firstName: z.string().optional(),
  middleName: z.string().optional(),
  lastName: z.string().optional(),
  preferredName: z.string().optional(),
  workEmail: z.string().optional(),
  homeEmail: z.string().optional(),
  workPhone: z.string().optional(),
  workPhoneExtension: z.string().optional(),
  mobilePhone: z.string().optional(),
  homePhone: z.string().optional(),
  jobTitle: z.string().optional(),
  department: z.string().optional(),
  division: z.string().optional(),
  location: z.string().optional(),
  hireDate: z.string().optional(),
  originalHireDate: z.string().optional(),
  dateOfBirth: z.string().optional(),
  gender: gender.optional(),
  maritalStatus: z.string().optional(),
  nationality: z.string().optional(),
  address1: z.string().optional(),
  address2: z.string().optional(),
  city: z.string().optional(),
  state: z.string().optional(),
  zipcode: z.string().optional(),
  country: z.string().optional(),
  linkedIn: z.string().optional(),
  skypeUsername: z.string().optional(),
});

export const employees = resource({ entity: "employee", raw: Employee, body: EmployeeBody }).define({
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
      number: row.employeeNumber,
      firstName: row.firstName,
      middleName: row.middleName,
      lastName: row.lastName,
      displayName: row.displayName || row.name || row.fullName1,
      preferredName: row.preferredName || row.nickname,
      status: row.status || (isStatus(row.employmentStatus) ? status.parse(row.employmentStatus ?? "") : undefined),
      employmentKind:
        row.employmentHistoryStatus ||
        row.employmentStatusName ||
        (isStatus(row.employmentStatus) ? undefined : row.employmentStatus),
      workEmail: row.workEmail || row.email,
      personalEmail: row.homeEmail,
      workPhone: row.workPhone,
      workPhoneExtension: row.workPhoneExtension,
      mobilePhone: row.mobilePhone,
      homePhone: row.homePhone,
      jobTitle: row.jobTitle || row.jobTitleName || row.jobInformationJobTitle,
      department: refs.department,
      division: row.division || row.divisionName || row.jobInformationDivision,
      location: refs.location,
      manager: refs.manager,
      hireDate: row.hireDate,
      originalHireDate: row.originalHireDate,
      terminationDate: row.terminationDate,
      probationEndDate: row.probationEndDate,
      birthDate: row.dateOfBirth || row.birthDate,
      gender: row.gender,
      maritalStatus: row.maritalStatus || row.marital,
      nationality: row.nationality,
      nationalId: row.ssn || row.sin || row.nin,
      homeAddress: homeAddress(row),
      payRate: pay?.amount,
      payCurrency: payCurrency.currency,
      payPeriod: row.paidPer || row.payPer || row.payPeriod || row.compensationPaidPer,
      payKind: row.payType || row.compensationPayType,
      photoUrl: row.photoUrl,
      linkedIn: row.linkedIn || row.linkedinUrl,
      skype: row.skypeUsername,
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
    employeeNumber: employee.number,
    firstName: employee.firstName,
    middleName: employee.middleName,
    lastName: employee.lastName,
    preferredName: employee.preferredName,
    workEmail: employee.workEmail,
    homeEmail: employee.personalEmail,
    workPhone: employee.workPhone,
    workPhoneExtension: employee.workPhoneExtension,
    mobilePhone: employee.mobilePhone,
    homePhone: employee.homePhone,
    jobTitle: employee.jobTitle,
    department: nameOf("department", employee.department),
    division: employee.division,
    location: nameOf("location", employee.location),
    hireDate: employee.hireDate,
    originalHireDate: employee.originalHireDate,
    dateOfBirth: employee.birthDate,
    gender: employee.gender,
    maritalStatus: employee.maritalStatus,
    nationality: employee.nationality,
    address1: employee.homeAddress?.line1,
    address2: employee.homeAddress?.line2,
    city: employee.homeAddress?.city,
    state: employee.homeAddress?.province,
    zipcode: employee.homeAddress?.postalCode,
    country: employee.homeAddress?.countryName ?? employee.homeAddress?.country,
    linkedIn: employee.linkedIn,
    skypeUsername: employee.skype,
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
