import { addDays, instantAt, type Period } from "./calendar.ts";
import { booksRoles, type Change, changesOf, homes, shopLogins, teamsOf } from "./cast.ts";
import { nth, padded } from "./lists.ts";
import { locationOf } from "./places.ts";
import type { LocalDate } from "./types.ts";
import type { Employee, EmploymentStatus, Job, Pay } from "./types-people.ts";

/** Without marks, in lower case: `Đức` gives `duc`. */
export function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D").toLowerCase();
}

function jobsOf(first: Job, changes: Change[]): Job[] {
  const jobs = [first];
  for (const change of changes) {
    if (!change.title && !change.location) continue;
    const last = nth(jobs, jobs.length - 1);
    jobs.push({
      ...last,
      id: first.id + jobs.length,
      date: change.date,
      title: change.title ?? last.title,
      locationId: change.location ?? last.locationId,
      ...(change.manager && { managerId: change.manager }),
    });
  }
  return jobs;
}

function statusesOf(
  id: number,
  hired: LocalDate,
  normal: "full-time" | "part-time",
  left: Change | undefined,
): EmploymentStatus[] {
  const statuses: EmploymentStatus[] = [
    { id: id * 10 + 1, date: hired, status: "probation" },
    { id: id * 10 + 2, date: addDays(hired, 60), status: normal },
  ];
  if (left?.left) statuses.push({ id: id * 10 + 3, date: left.date, status: "terminated", reason: left.left });
  return statuses;
}

function paysOf(first: Pay, changes: Change[]): Pay[] {
  const raises = changes.flatMap(({ date, rate, reason }) => (rate && reason ? [{ date, rate, reason }] : []));
  return [first, ...raises.map((raise, index): Pay => ({ ...first, ...raise, id: first.id + index + 1 }))];
}

/** The 24 people, one of whom has left, as they stand on the last day of a period. */
export function employeesOf(period: Period): Employee[] {
  const changes = changesOf(period.today).filter((change) => change.date <= period.today);
  const employees = teamsOf(period.today).flatMap(({ department, location, type, rows }) =>
    rows.map(([id, familyName, middleName, givenName, gender, birthDate, title, hireDate, manager, rate]): Employee => {
      const own = changes.filter((change) => change.employee === id);
      const left = own.find((change) => change.left);
      const isTwin = id === 24;
      const mailbox = plain(`${givenName}.${familyName}${isTwin ? "2" : ""}`).replaceAll(" ", "");
      const workEmail = `${mailbox}@may-mau.example.com`;
      const hired: Job = { id: id * 10 + 1, date: hireDate, title, departmentId: department, locationId: location };
      const jobs = jobsOf(manager ? { ...hired, managerId: manager } : hired, own);
      const home = locationOf(nth(jobs, jobs.length - 1).locationId);
      const fullName = [familyName, middleName, givenName].filter(Boolean).join(" ");
      const login = shopLogins.get(id);
      const role = booksRoles.get(id);
      const centuryAndSex = (birthDate >= "2000" ? 2 : 0) + (gender === "female" ? 1 : 0);
      const createdAt = instantAt(hireDate > "2025-11-04" ? hireDate : "2025-11-04", "10:15");
      const changedAt = instantAt(own.at(-1)?.date ?? (id % 5 === 0 ? period.from : "2025-11-04"), "16:30");
      return {
        id,
        number: `NV${padded(id, 3)}`,
        fullName,
        familyName,
        middleName,
        givenName,
        gender,
        birthDate,
        nationalId: `079${centuryAndSex}${birthDate.slice(2, 4)}${padded(id, 6)}`,
        workEmail,
        personalEmail: `${mailbox}.${birthDate.slice(0, 4)}@example.com`,
        phone: `0900000${800 + id}`,
        address: nth(homes, id % homes.length),
        hireDate,
        ...(left && { terminationDate: addDays(left.date, -1) }),
        type,
        jobs,
        statuses: statusesOf(id, hireDate, type, left).filter((status) => status.date <= period.today),
        pays: paysOf(
          { id: id * 10 + 1, date: hireDate, rate, per: type === "part-time" ? "hour" : "month", reason: "hire" },
          own,
        ),
        ...(login && {
          shopUser: {
            userName: login,
            name: home.kind === "shop" ? `${givenName} - ${home.names.books.replace("CH ", "")}` : fullName,
            isActive: !left,
          },
        }),
        ...(role && {
          booksUser: {
            firstName: [middleName, givenName].filter(Boolean).join(" "),
            lastName: familyName,
            email: workEmail,
            role,
            isActive: !left,
          },
        }),
        createdAt,
        updatedAt: changedAt > createdAt ? changedAt : createdAt,
      };
    }),
  );
  return employees.sort((one, other) => one.id - other.id);
}

/** The entry of a history that holds on a day; undefined before the first. */
export function heldOn<Entry extends { date: LocalDate }>(
  history: readonly Entry[],
  date: LocalDate,
): Entry | undefined {
  return history.findLast((entry) => entry.date <= date);
}

export function isEmployedOn(employee: Employee, date: LocalDate): boolean {
  return employee.hireDate <= date && (!employee.terminationDate || date <= employee.terminationDate);
}
