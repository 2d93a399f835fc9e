import type { SandboxControl, SandboxKit } from "@opensme/testing";
import { newPerson } from "./employees.ts";
import { fieldOf } from "./fields.ts";
import { type Account, type Person, today } from "./state.ts";
import { stamp } from "./wire.ts";

const tables = { jobInfo: "jobs", employmentStatus: "statuses", compensation: "pays" } as const;

/** What a resource's records are kept in, and the id of each. */
interface Shelf<Row> {
  rows: Row[];
  idOf: (row: Row) => string;
}

export const controlOf = (account: () => Account, kit: SandboxKit): SandboxControl => {
  const people = (): Person[] => [...account().people.values()];
  const isActive = (id: number): boolean => {
    const person = account().people.get(id);
    return person !== undefined && fieldOf(person, "status", account(), kit) === "Active";
  };

  /** How to put back what was taken away, by resource and id. */
  const removed = new Map<string, () => void>();
  const keep = (resource: string, id: string, restore: () => void): void => {
    removed.set(`${resource} ${id}`, restore);
  };

  /** Takes a row off its shelf; false where it does not stand there. */
  const take = <Row>(resource: string, id: string, { rows, idOf }: Shelf<Row>): boolean => {
    const index = rows.findIndex((row) => idOf(row) === id);
    const [row] = index < 0 ? [] : rows.splice(index, 1);
    if (row === undefined) return false;
    keep(resource, id, () => rows.splice(index, 0, row));
    return true;
  };

  const byId = ({ id }: { id: number }): string => String(id);
  const balanceId = ({ employeeId, leaveTypeId }: Account["balances"][number]): string =>
    `${employeeId}-${70 + leaveTypeId}`;

  const removeEmployee = (id: string): void => {
    const person = account().people.get(Number(id));
    if (!person) return;
    account().people.delete(person.id);
    account().deleted.set(person.id, { person, at: stamp(kit.now()) });
    keep("employees", id, () => {
      account().deleted.delete(person.id);
      account().people.set(person.id, { ...person, changed: stamp(kit.now()) });
    });
  };

  const removeRow = (resource: keyof typeof tables, id: string): void => {
    for (const person of people()) {
      const rows: { id: number }[] = person[tables[resource]];
      if (take(resource, id, { rows, idOf: (row) => `${resource}:${row.id}` })) person.changed = stamp(kit.now());
    }
  };

  const removeRequest = (id: string): void => {
    const request = account().requests.get(Number(id));
    if (!request) return;
    account().requests.delete(request.id);
    keep("leaveRequests", id, () => account().requests.set(request.id, request));
  };

  return {
    ids(resource) {
      switch (resource) {
        case "organizations":
          return ["company"];
        case "departments":
        case "locations":
          return account()[resource].map(byId);
        case "employees":
          return people().map(byId);
        case "jobInfo":
        case "employmentStatus":
        case "compensation":
          return people().flatMap((person) => person[tables[resource]].map(({ id }) => `${resource}:${id}`));
        case "leaveTypes":
          return account().types.map(byId);
        case "leaveRequests":
          return [...account().requests.values()]
            .filter(({ employeeId }) => account().people.has(employeeId))
            .map(byId);
        case "leaveBalances":
          return account()
            .balances.filter(({ employeeId }) => isActive(employeeId))
            .map(balanceId);
        case "timeEntries":
          return account()
            .entries.filter(({ employeeId, date }) => account().people.has(employeeId) && date <= today(kit))
            .map(byId);
        case "jobOpenings":
          return account().openings.map(byId);
        case "applications":
          return account().applied.map(byId);
        case "candidates":
          return [...new Set(account().applied.map(({ applicant }) => byId(applicant)))];
        default:
          return [];
      }
    },
    touch(resource, id) {
      const person = resource === "employees" ? account().people.get(Number(id)) : undefined;
      if (!person) throw new Error(`The sandbox has no ${resource} ${id} to touch`);
      person.fields.set("skypeUsername", `may-mau.${kit.now().getTime()}`);
      person.changed = stamp(kit.now());
    },
    remove(resource, id) {
      switch (resource) {
        case "employees":
          return removeEmployee(id);
        case "jobInfo":
        case "employmentStatus":
        case "compensation":
          return removeRow(resource, id);
        case "leaveRequests":
          return removeRequest(id);
        case "departments":
        case "locations":
          take(resource, id, { rows: account()[resource], idOf: byId });
          return;
        case "jobOpenings":
          take(resource, id, { rows: account().openings, idOf: byId });
          return;
        case "leaveTypes":
          take(resource, id, { rows: account().types, idOf: byId });
          return;
        case "leaveBalances":
          take(resource, id, { rows: account().balances, idOf: balanceId });
          return;
        default:
          throw new Error(`BambooHR deletes no ${resource}`);
      }
    },
    restore(resource, id) {
      removed.get(`${resource} ${id}`)?.();
      removed.delete(`${resource} ${id}`);
    },
    insert(resource) {
      if (resource !== "employees") throw new Error(`The sandbox does not insert ${resource}`);
      const person = newPerson(account(), kit);
      person.fields.set("firstName", "Mới").set("lastName", "Người");
      account().people.set(person.id, person);
      return String(person.id);
    },
  };
};
