import type { Address, Dong, Instant, LocalDate, Stamped } from "./types-common.ts";

export interface Department extends Stamped {
  id: number;
  name: string;
  code: string;
}

/** One entry of the job history. */
export interface Job {
  id: number;
  /** First day it holds. */
  date: LocalDate;
  title: string;
  departmentId: number;
  locationId: number;
  managerId?: number;
}

export interface EmploymentStatus {
  id: number;
  date: LocalDate;
  status: "probation" | "full-time" | "part-time" | "terminated";
  /** Why it ended; only on `terminated`. */
  reason?: string;
}

export interface Pay {
  id: number;
  date: LocalDate;
  /** Gross, per `per`. */
  rate: Dong;
  per: "month" | "hour";
  reason: "hire" | "raise" | "promotion";
}

export interface Employee extends Stamped {
  id: number;
  /** Employee number, `NV001`. */
  number: string;
  /** Family name first, as on the identity card. */
  fullName: string;
  familyName: string;
  middleName: string;
  givenName: string;
  gender: "male" | "female";
  birthDate: LocalDate;
  /** 12 digits, synthetic. */
  nationalId: string;
  workEmail: string;
  personalEmail: string;
  /** National form without spaces. */
  phone: string;
  address: Address;
  hireDate: LocalDate;
  /** Last day worked. */
  terminationDate?: LocalDate;
  type: "full-time" | "part-time";
  /** Histories, oldest first; the last entry holds today. */
  jobs: Job[];
  statuses: EmploymentStatus[];
  pays: Pay[];
  /** Login of the shop software; absent for people without one. */
  shopUser?: { userName: string; name: string; isActive: boolean };
  /** Login of the books. */
  booksUser?: {
    firstName: string;
    lastName: string;
    email: string;
    role: "readonly" | "adviser" | "standard";
    isActive: boolean;
  };
}

export interface LeaveType extends Stamped {
  id: number;
  name: string;
  unit: "days";
  isPaid: boolean;
  /** Days granted a year; absent when there is no quota. */
  daysPerYear?: number;
}

export interface LeaveRequest extends Stamped {
  id: number;
  employeeId: number;
  leaveTypeId: number;
  /** Both included. */
  start: LocalDate;
  end: LocalDate;
  /** How the leave falls on days; `amount` in days, 1 or 0.5. */
  days: { date: LocalDate; amount: number }[];
  /** Sum of `days`, in days. */
  amount: number;
  status: "approved" | "denied" | "requested" | "cancelled";
  requestedOn: LocalDate;
  decidedOn?: LocalDate;
  decidedById?: number;
  employeeNote?: string;
  managerNote?: string;
}

export interface LeaveBalance {
  employeeId: number;
  leaveTypeId: number;
  asOf: LocalDate;
  /** Days left and days used this year. */
  balance: number;
  used: number;
}

/** A day's work, clocked. */
export interface TimeEntry extends Stamped {
  id: number;
  employeeId: number;
  locationId: number;
  date: LocalDate;
  /** A shift that opens the shop starts before 07:00 local, so on the day before in UTC. */
  startedAt: Instant;
  endedAt: Instant;
  /** Unpaid, within the shift. */
  breakMinutes: number;
  /** Paid hours: clocked time without the break, two decimals. */
  hours: number;
  isApproved: boolean;
  approvedAt?: Instant;
}
