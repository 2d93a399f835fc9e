import type { SandboxControl, SandboxKit } from "@opensme/testing";
import { newPerson } from "./employees.ts";
import { fieldOf } from "./fields.ts";
import { type Account, type Person, stamp, today } from "./state.ts";

type Table = "jobs" | "statuses" | "pays";

const tableOf: Readonly<Record<string, Table>> = {
  jobInfo: "jobs",
  employmentStatus: "statuses",
  compensation: "pays",
};

export const controlOf = (account: () => Account, kit: SandboxKit): SandboxControl => {
  const people = (): Person[] => [...account().people.values()];
  const active = (): Person[] => people().filter((person) => fieldOf(person, "status", account(), kit) === "Active");
  const removedRows = new Map<string, () => void>();

  const ids: Readonly<Record<string, () => (string | number)[]>> = {
    organizations: () => ["company"],
    departments: () => account().departments.map(({ id }) => id),
    locations: () => account().locations.map(({ id }) => id),
    employees: () => people().map(({ id }) => id),
    leaveTypes: () => account().types.map(({ id }) => id),
    leaveRequests: () => [...account().requests.keys()],
    leaveBalances: () =>
      active().flatMap(({ id }) =>
        account()
          .balances.filter(({ employeeId }) => employeeId === id)
          .map(({ leaveTypeId }) => `${id}-${70 + leaveTypeId}`),
      ),
    timeEntries: () =>
      account()
        .entries.filter(({ employeeId, date }) => account().people.has(employeeId) && date <= today(kit))
        .map(({ id }) => id),
  };

  /** Takes a row out of a table of its person, and keeps how to put it back. */
  const removeRow = (table: Table, resource: string, id: string): void => {
    for (const person of people()) {
      const rows: { id: number }[] = person[table];
      const index = rows.findIndex((row) => `${resource}:${row.id}` === id);
      const row = rows[index];
      if (!row) continue;
      rows.splice(index, 1);
      person.changed = stamp(kit.now());
      removedRows.set(id, () => rows.push(row));
    }
  };

  return {
    ids(resource) {
      const table = tableOf[resource];
      if (table) return people().flatMap((person) => person[table].map(({ id }) => `${resource}:${id}`));
      return (ids[resource]?.() ?? []).map(String);
    },
    touch(resource, id) {
      if (resource !== "employees") throw new Error(`The sandbox does not touch ${resource}`);
      const person = account().people.get(Number(id));
      if (!person) return;
      person.fields.set("skypeUsername", `may-mau.${kit.now().getTime()}`);
      person.changed = stamp(kit.now());
    },
    remove(resource, id) {
      const table = tableOf[resource];
      if (table) return removeRow(table, resource, id);
      const person = account().people.get(Number(id));
      if (resource !== "employees" || !person) throw new Error(`BambooHR deletes no ${resource}`);
      account().people.delete(person.id);
      account().deleted.set(person.id, { person, at: stamp(kit.now()) });
    },
    restore(resource, id) {
      removedRows.get(id)?.();
      removedRows.delete(id);
      const gone = resource === "employees" ? account().deleted.get(Number(id)) : undefined;
      if (!gone) return;
      account().deleted.delete(Number(id));
      account().people.set(Number(id), { ...gone.person, changed: stamp(kit.now()) });
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
