import { codec, ref, resource } from "@opensme/core";
import * as z from "zod";
import { employeeList, onePerson } from "./employee-list.ts";
import { createdId, currencyOf, customOf, moment, money, nameOf, orEmptyList, payPeriod, word } from "./wire.ts";

const status = codec.choice({ active: "active", inactive: "inactive" });
const gender = codec.choice({ Male: "male", Female: "female" });

/**
 * A person in any of the forms in which the vendor sends one: `GET /employees/{id}`, the cursor-paged list (`employeeId`, `...Name`), the directory, reports,
 * datasets (`eeid`, `jobInformation...`), the log of changes and field-based webhooks. All fields are left out where the user may not see them.
 */
const Fields = z.looseObject({
  id: word.nullish(),
  employeeId: word.nullish(),
  eeid: word.nullish(),
  employeeNumber: word.nullish(),
  firstName: z.string().nullish(),
  middleName: z.string().nullish(),
  lastName: z.string().nullish(),
  displayName: z.string().nullish(),
  name: z.string().nullish(),
  fullName1: z.string().nullish(),
  preferredName: z.string().nullish(),
  nickname: z.string().nullish(),
  status: status.nullish(),
  employmentStatus: word.nullish(),
  employmentStatusName: word.nullish(),
  employmentHistoryStatus: word.nullish(),
  workEmail: z.string().nullish(),
  email: z.string().nullish(),
  homeEmail: z.string().nullish(),
  // The one at work, or else the private one.
  bestEmail: z.string().nullish(),
  workPhone: word.nullish(),
  workPhoneExtension: word.nullish(),
  mobilePhone: word.nullish(),
  homePhone: word.nullish(),
  jobTitle: word.nullish(),
  jobTitleName: word.nullish(),
  jobInformationJobTitle: word.nullish(),
  department: word.nullish(),
  departmentName: word.nullish(),
  jobInformationDepartment: word.nullish(),
  departmentId: word.nullish(),
  division: word.nullish(),
  divisionName: word.nullish(),
  jobInformationDivision: word.nullish(),
  location: word.nullish(),
  locationName: word.nullish(),
  jobInformationLocation: word.nullish(),
  locationId: word.nullish(),
  reportsToId: word.nullish(),
  supervisorEId: word.nullish(),
  supervisorEid: word.nullish(),
  reportsToName: word.nullish(),
  supervisor: word.nullish(),
  supervisorName: word.nullish(),
  jobInformationReportsTo: word.nullish(),
  reportsTo: word.nullish(),
  hireDate: codec.localDate.nullish(),
  originalHireDate: codec.localDate.nullish(),
  terminationDate: codec.localDate.nullish(),
  probationEndDate: codec.localDate.nullish(),
  dateOfBirth: codec.localDate.nullish(),
  birthDate: codec.localDate.nullish(),
  gender: gender.nullish(),
  maritalStatus: word.nullish(),
  marital: word.nullish(),
  nationality: word.nullish(),
  ssn: word.nullish(),
  sin: word.nullish(),
  nin: word.nullish(),
  address1: word.nullish(),
  addressLineOne: word.nullish(),
  address2: word.nullish(),
  addressLineTwo: word.nullish(),
  city: word.nullish(),
  state: word.nullish(),
  zipcode: word.nullish(),
  country: word.nullish(),
  payRate: orEmptyList(money),
  compensationPayRate: orEmptyList(money),
  compensationPayRateCurrencyCode: z.string().nullish(),
  payPer: payPeriod.nullish(),
  paidPer: payPeriod.nullish(),
  payPeriod: payPeriod.nullish(),
  compensationPaidPer: payPeriod.nullish(),
  payType: word.nullish(),
  compensationPayType: word.nullish(),
  photoUrl: z.string().nullish(),
  linkedIn: z.string().nullish(),
  linkedinUrl: z.string().nullish(),
  skypeUsername: z.string().nullish(),
  lastChanged: moment.nullish(),
});

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
