import type { SandboxKit } from "@opensme/testing";
import { type Account, held, type Person, today } from "./state.ts";

type Value = string | null;
type Getter = (person: Person, account: Account, day: string) => Value;

const nameOf = (person: Person | undefined): Value =>
  person ? `${person.fields.get("firstName") ?? ""} ${person.fields.get("lastName") ?? ""}`.trim() : null;

const job =
  (field: "jobTitle" | "department" | "division" | "location"): Getter =>
  (person, _, day) =>
    held(person.jobs, day)?.[field] ?? null;

const optionId =
  (list: "departments" | "locations", field: "department" | "location"): Getter =>
  (person, account, day) => {
    const option = account[list].find(({ name }) => name === held(person.jobs, day)?.[field]);
    return option ? String(option.id) : null;
  };

const managerOf = (person: Person, account: Account, day: string): Person | undefined =>
  account.people.get(held(person.jobs, day)?.reportsToId ?? 0);

const managerId: Getter = (...args) => {
  const manager = managerOf(...args);
  return manager ? String(manager.id) : null;
};
const managerName: Getter = (...args) => nameOf(managerOf(...args));
const employmentStatus: Getter = (person, _, day) => held(person.statuses, day)?.employmentStatus ?? null;

const pay =
  (read: (row: Person["pays"][number]) => Value): Getter =>
  (person) => {
    const row = person.pays.toSorted((left, right) => left.startDate.localeCompare(right.startDate)).at(-1);
    return row ? read(row) : null;
  };

const kept =
  (field: string): Getter =>
  (person) =>
    person.fields.get(field) ?? null;

/** Fields that follow from others, or have a second name. */
const derived: Readonly<Record<string, Getter>> = {
  status: (person, _, day) => (person.terminationDate && person.terminationDate < day ? "Inactive" : "Active"),
  displayName: nameOf,
  photoUrl: () => "https://resources.bamboohr.com/images/photo_person_150x150.png",
  jobTitle: job("jobTitle"),
  jobTitleName: job("jobTitle"),
  department: job("department"),
  departmentName: job("department"),
  departmentId: optionId("departments", "department"),
  division: job("division"),
  divisionName: job("division"),
  location: job("location"),
  locationName: job("location"),
  locationId: optionId("locations", "location"),
  employmentStatus,
  employmentStatusName: employmentStatus,
  employmentHistoryStatus: employmentStatus,
  reportsToId: managerId,
  reportsToName: managerName,
  supervisorEId: managerId,
  supervisor: managerName,
  terminationDate: (person) => person.terminationDate ?? "0000-00-00",
  birthDate: kept("dateOfBirth"),
  marital: kept("maritalStatus"),
  linkedinUrl: kept("linkedIn"),
  bestEmail: (person) => person.fields.get("workEmail") ?? person.fields.get("homeEmail") ?? null,
  payRate: pay(({ rate }) => `${rate.value} ${rate.currency}`),
  payType: pay(({ type }) => type),
  payPer: pay(({ paidPer }) => paidPer),
  paidPer: pay(({ paidPer }) => paidPer),
  payPeriod: pay(({ paidPer }) => paidPer),
  lastChanged: (person) => person.changed,
};

/** Fields that are kept as they are written. */
export const keptFields = [
  ...["employeeNumber", "firstName", "middleName", "lastName", "preferredName"],
  ...["workEmail", "homeEmail", "workPhone", "workPhoneExtension", "mobilePhone", "homePhone"],
  ...["hireDate", "originalHireDate", "dateOfBirth", "gender", "maritalStatus", "nationality", "ssn", "sin", "nin"],
  ...["address1", "address2", "city", "state", "zipcode", "country"],
  ...["linkedIn", "skypeUsername", "customUniformSize"],
] as const;
const keptNames: readonly string[] = keptFields;

/** The user behind the key may not see how to reach the director at home. */
export const isHidden = (person: Person, field: string): boolean =>
  person.id === 1 && (field === "homeEmail" || field === "homePhone");

/** A field of a person; undefined for a name that the account does not know. */
export const fieldOf = (person: Person, field: string, account: Account, kit: SandboxKit): Value | undefined => {
  const getter = derived[field] ?? (keptNames.includes(field) ? kept(field) : undefined);
  return getter?.(person, account, today(kit));
};
