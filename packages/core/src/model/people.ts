import { address } from "./common.ts";
import { entity, part, ref } from "./record.ts";
import {
  country,
  currency,
  decimal,
  flag,
  instant,
  integer,
  list,
  localDate,
  oneOf,
  sensitive,
  text,
} from "./scalars.ts";

export const employee = entity(
  { entity: "employee", plural: "employees" },
  "A person who works for the company, now or before",
  {},
  {
    number: text("Employee number"),
    firstName: text("Given name"),
    middleName: text("Middle name"),
    lastName: text("Family name"),
    displayName: text("Name as shown"),
    preferredName: text("Name the person goes by"),
    status: oneOf(["active", "inactive"], "Whether the person works here now"),
    employmentKind: text("Employment status, in the tool's word"),
    workEmail: text("E-mail address at work"),
    personalEmail: text("Private e-mail address"),
    workPhone: text("Telephone at work"),
    workPhoneExtension: text("Extension"),
    mobilePhone: text("Mobile telephone"),
    homePhone: text("Private telephone"),
    jobTitle: text("Job title"),
    department: ref("department", "Department"),
    division: text("Division"),
    location: ref("location", "Where the person works"),
    manager: ref("employee", "Who the person reports to"),
    hireDate: localDate("First day"),
    originalHireDate: localDate("First day ever, for a person who came back"),
    terminationDate: localDate("Last day"),
    probationEndDate: localDate("Last day of probation"),
    birthDate: sensitive(localDate("Date of birth")),
    gender: sensitive(oneOf(["female", "male"], "Gender")),
    maritalStatus: sensitive(text("Marital status, in the tool's word")),
    nationality: sensitive(text("Nationality, in the tool's word")),
    nationalId: sensitive(text("Identity card or social security number")),
    taxId: sensitive(text("Personal tax code")),
    homeAddress: sensitive(address),
    workCountry: country("Country of work"),
    bankAccount: sensitive(text("Bank account that pay goes to")),
    payRate: sensitive(decimal("Pay, see payPeriod")),
    payCurrency: currency("Currency of pay"),
    payPeriod: oneOf(["hour", "day", "week", "month", "quarter", "year"], "What the pay rate is for"),
    payKind: text("Hourly, salary or other, in the tool's word"),
    photoUrl: text("Address of a photograph"),
    linkedIn: text("LinkedIn profile"),
    skype: text("Skype name"),
  },
);

export const employment = entity(
  { entity: "employment", plural: "employments" },
  "One entry of a person's job history: position, contract status, or pay, as of a day",
  { employee: ref("employee", "Whose history") },
  {
    effectiveDate: localDate("First day it holds; absent where the tool does not know it"),
    kind: oneOf(["job", "status", "pay"], "What this entry is about"),
    jobTitle: text("Job title"),
    department: ref("department", "Department"),
    division: text("Division"),
    location: ref("location", "Where the person works"),
    manager: ref("employee", "Who the person reports to"),
    employmentStatus: text("Contract status, in the tool's word"),
    employmentType: oneOf(
      ["full-time", "part-time", "contractor", "intern", "temporary", "probation", "terminated"],
      "Kind of work relation",
    ),
    endReason: text("Why it ended"),
    terminationKind: text("Voluntary or not, in the tool's word"),
    isRehireEligible: text("Whether the person may come back, in the tool's word"),
    payRate: sensitive(decimal("Pay, see payPeriod")),
    payCurrency: currency("Currency of pay"),
    payPeriod: oneOf(["hour", "day", "week", "month", "quarter", "year"], "What the pay rate is for"),
    payKind: text("Hourly, salary or other, in the tool's word"),
    paySchedule: text("How often pay is run, in the tool's word"),
    overtimeStatus: text("Whether overtime is paid, in the tool's word"),
    overtimeRate: sensitive(decimal("Pay for an hour of overtime")),
    changeReason: text("Why it changed"),
    note: text("Free text"),
  },
);

export const department = entity(
  { entity: "department", plural: "departments" },
  "A part of the organisation",
  { name: text("Name") },
  {
    code: text("Code"),
    parent: ref("department", "The department above it"),
    manager: ref("employee", "Who leads it"),
    status: oneOf(["active", "archived"], "Whether it is in use"),
  },
);

export const leaveType = entity(
  { entity: "leaveType", plural: "leaveTypes" },
  "A kind of absence: annual, sick, unpaid",
  { name: text("Name") },
  {
    unit: oneOf(["hours", "days"], "Unit it is counted in"),
    isPaid: flag("Whether it is paid"),
    color: text("Colour in the calendar"),
    icon: text("Icon in the calendar"),
    status: oneOf(["active", "archived"], "Whether it is in use"),
  },
);

export const leaveRequest = entity(
  { entity: "leaveRequest", plural: "leaveRequests" },
  "A person's request to be absent",
  {
    employee: ref("employee", "Who is absent"),
    startDate: localDate("First day"),
    endDate: localDate("Last day, included"),
  },
  {
    leaveType: ref("leaveType", "Kind of absence"),
    status: oneOf(["requested", "approved", "declined", "cancelled", "superseded"], "Where the request stands"),
    statusChangedOn: localDate("When the status last changed"),
    statusChangedBy: ref("user", "Who changed it"),
    requestedOn: localDate("When it was asked for"),
    amount: decimal("How much, in the unit"),
    unit: oneOf(["hours", "days"], "Unit of the amount"),
    days: list(
      part({ date: localDate("Day"), amount: decimal("How much of it, in the unit") }, {}),
      "How the amount falls on days",
    ),
    employeeNote: text("What the employee wrote"),
    managerNote: text("What the manager wrote"),
  },
);

export const leaveBalance = entity(
  { entity: "leaveBalance", plural: "leaveBalances" },
  "How much absence of a kind a person still has",
  { balance: decimal("What is left, in the unit") },
  {
    employee: ref("employee", "Whose"),
    leaveType: ref("leaveType", "Kind of absence"),
    unit: oneOf(["hours", "days"], "Unit"),
    used: decimal("Used in the year so far"),
    asOf: localDate("Day the balance holds for"),
    policyKind: text("How it accrues, in the tool's word"),
  },
);

export const timeEntry = entity(
  { entity: "timeEntry", plural: "timeEntries" },
  "Hours worked on a day",
  { employee: ref("employee", "Who worked"), date: localDate("Working day") },
  {
    kind: oneOf(["clock", "hours"], "Clocked in and out, or hours written down"),
    startedAt: instant("Clocked in"),
    endedAt: instant("Clocked out"),
    timeZone: text("Time zone of the clock, as IANA name"),
    hours: decimal("Hours worked"),
    breakMinutes: integer("Unpaid break"),
    location: ref("location", "Where"),
    project: text("Project"),
    task: text("Task"),
    isApproved: flag("Whether the hours were approved"),
    approvedAt: instant("When the hours were approved"),
    note: text("Free text"),
  },
);
