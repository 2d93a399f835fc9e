import type { Company } from "@opensme/testing";
import { type PayrollState, payrollsOf } from "./payroll-state.ts";
import { uuid } from "./wire.ts";

export interface Compensation {
  uuid: string;
  effective_date: string;
  rate: string;
  payment_unit: string;
  flsa_status: string;
  /** That of the job unless it has its own. */
  title?: string | undefined;
}

export interface Job {
  uuid: string;
  title: string;
  hire_date: string;
  location_uuid: string | undefined;
  compensations: Compensation[];
}

export interface Leaving {
  effective_date: string;
  run_termination_payroll: boolean;
}

/** What of a person can be written. */
export interface PersonFields {
  first_name: string;
  middle_initial: string | null;
  last_name: string;
  preferred_first_name: string | null;
  email: string | null;
  work_email: string | null;
  date_of_birth: string | null;
}

interface Home {
  street_1: string;
  street_2: string | null;
  city: string;
  state: string;
  zip: string;
}

export interface Person {
  uuid: string;
  /** Number of the person, by which ids of what belongs to it are made. */
  n: number;
  fields: PersonFields;
  hasSsn: boolean;
  phone: string | null;
  managerUuid: string | null;
  departmentUuid: string | null;
  isOnboarded: boolean;
  isFullTime: boolean;
  home: Home | undefined;
  shirt: string | undefined;
  /** The first is the primary one. */
  jobs: Job[];
  leaving: Leaving | undefined;
}

export interface TimeOff {
  uuid: string;
  personUuid: string;
  policyUuid: string;
  status: "pending" | "approved" | "declined" | "consumed";
  days: Readonly<Record<string, string>>;
  employeeNote: string | null;
  employerNote: string | null;
  approverUuid: string | null;
}

export interface PlaceFields {
  phone_number: string;
  street_1: string;
  street_2: string | null;
  city: string;
  state: string;
  zip: string;
  country: string;
}

interface Place extends PlaceFields {
  uuid: string;
  created_at: string;
  updated_at: string;
}

/** Everything that the simulated company holds. */
export interface Account {
  people: Map<string, Person>;
  departments: Map<string, { uuid: string; title: string }>;
  locations: Place[];
  policies: { uuid: string; name: string; policy_type: string; accrual_method: string; is_active: boolean }[];
  requests: Map<string, TimeOff>;
  balances: { personUuid: string; policyUuid: string; balance: number; used: number }[];
  payrolls: Map<string, PayrollState>;
}

const policyTypes = ["vacation", "sick", "personal_day", "custom"] as const;

/** Hours as Gusto writes them. */
export const hours = (days: number): string => (days * 8).toFixed(3);

/** A moment on the clock of the vendor's office, with its offset. */
const officeTime = (instant: string): string =>
  `${new Date(Date.parse(instant) - 7 * 3_600_000).toISOString().slice(0, 23)}-07:00`;

const personOf = (employee: Company["employees"][number]): Person => {
  const now = employee.jobs.at(-1);
  return {
    uuid: uuid("employee", employee.id),
    n: employee.id,
    fields: {
      first_name: employee.givenName,
      middle_initial: employee.middleName.slice(0, 1) || null,
      last_name: employee.familyName,
      preferred_first_name: null,
      email: employee.personalEmail,
      work_email: employee.workEmail,
      date_of_birth: employee.birthDate,
    },
    hasSsn: true,
    phone: employee.phone,
    managerUuid: now?.managerId === undefined ? null : uuid("employee", now.managerId),
    departmentUuid: now ? uuid("department", now.departmentId) : null,
    isOnboarded: true,
    isFullTime: employee.type === "full-time",
    home: {
      street_1: employee.address.street,
      street_2: employee.address.ward,
      city: employee.address.province,
      state: "HCM",
      zip: "70000",
    },
    shirt: ["S", "M", "L"][employee.id % 3],
    jobs: now
      ? [
          {
            uuid: uuid("job", employee.id),
            title: now.title,
            hire_date: employee.hireDate,
            location_uuid: uuid("location", now.locationId),
            compensations: employee.pays.map((pay) => ({
              uuid: uuid("compensation", pay.id),
              effective_date: pay.date,
              rate: pay.rate.toFixed(2),
              payment_unit: pay.per === "hour" ? "Hour" : "Month",
              flsa_status: pay.per === "hour" ? "Nonexempt" : "Exempt",
            })),
          },
        ]
      : [],
    leaving: employee.terminationDate
      ? { effective_date: employee.terminationDate, run_termination_payroll: false }
      : undefined,
  };
};

/** Somebody who has been invited and has not begun. */
export const newcomer = (n: number): Person => ({
  uuid: uuid("employee", n),
  n,
  fields: {
    first_name: "Mới",
    middle_initial: null,
    last_name: `Người ${n}`,
    preferred_first_name: null,
    email: `nguoi.moi.${n}@example.com`,
    work_email: null,
    date_of_birth: null,
  },
  hasSsn: false,
  phone: null,
  managerUuid: null,
  departmentUuid: null,
  isOnboarded: false,
  isFullTime: true,
  home: undefined,
  shirt: undefined,
  jobs: [],
  leaving: undefined,
});

const requestOf = (request: Company["leaveRequests"][number], today: string): TimeOff[] => {
  const word = { approved: "approved", denied: "declined", requested: "pending", cancelled: undefined } as const;
  const status = word[request.status];
  // Who takes a request back deletes it.
  if (!status) return [];
  const isPaid = status === "approved" && request.end < `${today.slice(0, 7)}-01`;
  return [
    {
      uuid: uuid("request", request.id),
      personUuid: uuid("employee", request.employeeId),
      policyUuid: uuid("policy", request.leaveTypeId),
      status: isPaid ? "consumed" : status,
      days: Object.fromEntries(request.days.map(({ date, amount }) => [date, hours(amount)])),
      employeeNote: request.employeeNote ?? null,
      employerNote: request.managerNote ?? null,
      approverUuid: request.decidedById === undefined ? null : uuid("employee", request.decidedById),
    },
  ];
};

export const accountOf = (company: Company): Account => {
  const people = [...company.employees.map(personOf), newcomer(company.employees.length + 1)];
  return {
    people: new Map(people.map((person) => [person.uuid, person])),
    departments: new Map(
      [...company.departments, { id: 99, name: "Kho vận" }].map(({ id, name }) => {
        const row = { uuid: uuid("department", id), title: name };
        return [row.uuid, row];
      }),
    ),
    locations: company.locations.map(({ id, address, phone, createdAt, updatedAt }) => ({
      uuid: uuid("location", id),
      phone_number: phone,
      street_1: address.street,
      street_2: address.ward,
      city: address.province,
      state: "HCM",
      zip: "70000",
      country: "VNM",
      created_at: officeTime(createdAt),
      updated_at: officeTime(updatedAt),
    })),
    policies: company.leaveTypes.map(({ id, name }, index) => ({
      uuid: uuid("policy", id),
      name,
      policy_type: policyTypes[index % policyTypes.length] ?? "custom",
      accrual_method: "unlimited",
      is_active: true,
    })),
    requests: new Map(
      company.leaveRequests
        .flatMap((request) => requestOf(request, company.today))
        .map((request) => [request.uuid, request]),
    ),
    balances: company.leaveBalances.map(({ employeeId, leaveTypeId, balance, used }) => ({
      personUuid: uuid("employee", employeeId),
      policyUuid: uuid("policy", leaveTypeId),
      balance,
      used,
    })),
    payrolls: payrollsOf(company),
  };
};
