import type { Company, SandboxKit } from "@opensme/testing";
import { type Applied, hiringOf, type Opening } from "./applicants.ts";
import { stamp } from "./wire.ts";

/** An option of a list field. */
export interface Option {
  id: number;
  name: string;
  archived: "yes" | "no";
  createdDate: string;
  archivedDate: string | null;
}

export interface JobRow {
  id: number;
  date: string;
  jobTitle: string | null;
  department: string | null;
  division: string | null;
  location: string | null;
  reportsToId?: number | undefined;
}

export interface StatusRow {
  id: number;
  date: string;
  employmentStatus: string;
  comment: string | null;
  terminationReasonId: string | null;
  terminationTypeId: string | null;
  terminationRehireId: string | null;
}

export interface Money {
  value: string;
  currency: string;
}

export interface PayRow {
  id: number;
  startDate: string;
  rate: Money;
  type: string | null;
  paidPer: string | null;
  paySchedule: string | null;
  exempt: string | null;
  overtimeRate: Money;
  reason: string | null;
  comment: string | null;
}

export interface Person {
  id: number;
  /** Fields that are simply kept, by their API name. */
  fields: Map<string, string>;
  terminationDate: string | undefined;
  jobs: JobRow[];
  statuses: StatusRow[];
  pays: PayRow[];
  inserted: string;
  changed: string;
}

export interface TimeOff {
  id: number;
  employeeId: number;
  typeId: number;
  start: string;
  end: string;
  created: string;
  status: string;
  lastChanged: string;
  lastChangedByUserId: number;
  dates: Map<string, number>;
  notes: Map<string, string>;
}

export interface TimesheetEntry {
  id: number;
  employeeId: number;
  date: string;
  start: string | null;
  end: string | null;
  hours: number;
  note: string | null;
  approvedAt: string | null;
  createdAt: string;
  updatedAt: string;
}

interface TimeOffType {
  id: number;
  name: string;
  color: string;
  icon: string;
  policyType: "accruing" | "manual";
}

/** Everything the simulated account holds. */
export interface Account {
  people: Map<number, Person>;
  deleted: Map<number, { person: Person; at: string }>;
  departments: Option[];
  locations: Option[];
  types: TimeOffType[];
  requests: Map<number, TimeOff>;
  balances: Company["leaveBalances"][number][];
  entries: TimesheetEntry[];
  openings: Opening[];
  applied: Applied[];
}

/** The company's today. */
export const today = (kit: SandboxKit): string => localDay(kit.now().toISOString());

const localDay = (instant: string): string => new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 10);

/** A moment on the company's clock, with its offset. */
export const localTime = (instant: string): string =>
  `${new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`;

/** Logins are numbered apart from people. */
export const userId = (employeeId: number): number => 2400 + employeeId;

const statusWords = {
  probation: "Probation",
  "full-time": "Full-Time",
  "part-time": "Part-Time",
  terminated: "Terminated",
} as const;

const reasons = { hire: "New Hire", raise: "Annual Raise", promotion: "Promotion" } as const;

const requestWords = { approved: "approved", denied: "denied", requested: "requested", cancelled: "canceled" } as const;

const leaveLooks = [
  ["56afdd", "palm-trees"],
  ["d9534f", "medical-care"],
  ["8bc34a", "calendar"],
  ["9e9e9e", "dollar-sign"],
] as const;

const optionOf = (id: number, name: string, createdAt: string): Option => ({
  id,
  name,
  archived: "no",
  createdDate: stamp(createdAt),
  archivedDate: null,
});

const personOf = (employee: Company["employees"][number], company: Company): Person => {
  const departmentName = (id: number): string => company.departments.find((each) => each.id === id)?.name ?? "";
  const locationName = (id: number): string => company.locations.find((each) => each.id === id)?.names.people ?? "";
  return {
    id: employee.id,
    fields: new Map(
      Object.entries({
        employeeNumber: employee.number,
        firstName: employee.givenName,
        middleName: employee.middleName,
        lastName: employee.familyName,
        workEmail: employee.workEmail,
        homeEmail: employee.personalEmail,
        mobilePhone: employee.phone,
        hireDate: employee.hireDate,
        originalHireDate: employee.hireDate,
        dateOfBirth: employee.birthDate,
        gender: employee.gender === "female" ? "Female" : "Male",
        nin: employee.nationalId,
        address1: employee.address.street,
        address2: employee.address.ward,
        city: employee.address.province,
        country: "Vietnam",
        customUniformSize: ["S", "M", "L"][employee.id % 3] ?? "M",
      }),
    ),
    terminationDate: employee.terminationDate,
    jobs: employee.jobs.map((job) => ({
      id: job.id,
      date: job.date,
      jobTitle: job.title,
      department: departmentName(job.departmentId),
      division: null,
      location: locationName(job.locationId),
      reportsToId: job.managerId,
    })),
    statuses: employee.statuses.map(({ id, date, status, reason }) => ({
      id,
      date,
      employmentStatus: statusWords[status],
      comment: null,
      terminationReasonId: reason ?? null,
      terminationTypeId: status === "terminated" ? "Resignation (Voluntary)" : null,
      terminationRehireId: null,
    })),
    pays: employee.pays.map(({ id, date, rate, per, reason }) => ({
      id,
      startDate: date,
      rate: { value: rate.toFixed(2), currency: "VND" },
      type: per === "hour" ? "Hourly" : "Salary",
      paidPer: per === "hour" ? "Hour" : "Month",
      paySchedule: null,
      exempt: null,
      overtimeRate: { value: "", currency: "VND" },
      reason: reasons[reason],
      comment: null,
    })),
    inserted: stamp(employee.createdAt),
    changed: stamp(employee.updatedAt),
  };
};

export const accountOf = (company: Company): Account => ({
  ...hiringOf(company),
  people: new Map(company.employees.map((employee) => [employee.id, personOf(employee, company)])),
  deleted: new Map(),
  departments: company.departments.map(({ id, name, createdAt }) => optionOf(18_100 + id, name, createdAt)),
  locations: company.locations.map(({ id, names, createdAt }) => optionOf(18_200 + id, names.people, createdAt)),
  types: company.leaveTypes.map(({ id, name, daysPerYear }, index) => {
    const [color, icon] = leaveLooks[index % leaveLooks.length] ?? ["9e9e9e", "calendar"];
    return { id: 70 + id, name, color, icon, policyType: daysPerYear === 12 ? "accruing" : "manual" };
  }),
  requests: new Map(
    company.leaveRequests.map((request) => [
      request.id,
      {
        id: request.id,
        employeeId: request.employeeId,
        typeId: 70 + request.leaveTypeId,
        start: request.start,
        end: request.end,
        created: request.requestedOn,
        status: requestWords[request.status],
        lastChanged: request.decidedOn ?? request.requestedOn,
        lastChangedByUserId: userId(request.decidedById ?? request.employeeId),
        dates: new Map(request.days.map(({ date, amount }) => [date, amount])),
        notes: new Map([
          // Not everybody writes a note.
          ...(request.employeeNote && request.id % 4 !== 0 ? [["employee", request.employeeNote] as const] : []),
          ...(request.managerNote ? [["manager", request.managerNote] as const] : []),
        ]),
      },
    ]),
  ),
  balances: [...company.leaveBalances],
  entries: company.timeEntries.map((entry) => ({
    id: entry.id,
    employeeId: entry.employeeId,
    date: entry.date,
    start: localTime(entry.startedAt),
    end: localTime(entry.endedAt),
    hours: entry.hours,
    note: null,
    approvedAt: entry.approvedAt === undefined ? null : localTime(entry.approvedAt),
    createdAt: localTime(entry.createdAt),
    updatedAt: localTime(entry.updatedAt),
  })),
});

/** The row of a history that holds on a day: the last that has begun. */
export const held = <Row extends { date: string }>(rows: readonly Row[], day: string): Row | undefined =>
  rows
    .filter(({ date }) => date <= day)
    .sort((left, right) => left.date.localeCompare(right.date))
    .at(-1);
