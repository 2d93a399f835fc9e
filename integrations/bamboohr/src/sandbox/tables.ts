import { http, type SandboxKit } from "@opensme/testing";
import { fieldOf } from "./fields.ts";
import type { Account, Person } from "./state.ts";
import { type Desk, host } from "./wire.ts";

type Row = Record<string, unknown>;

/** The tables, and how their rows look on the wire: ids as text, people and list options by name, money as an object with text in it. */
const tables: Readonly<Record<string, (person: Person, account: Account, kit: SandboxKit) => Row[]>> = {
  jobInfo: (person, account, kit) =>
    person.jobs.map(({ id, reportsToId, ...job }) => {
      const manager = account.people.get(reportsToId ?? 0);
      return {
        id: String(id),
        employeeId: String(person.id),
        ...job,
        reportsTo: manager ? fieldOf(manager, "displayName", account, kit) : null,
        customShift: "Ca sáng",
      };
    }),
  employmentStatus: (person) =>
    person.statuses.map(({ id, ...status }) => ({ id: String(id), employeeId: String(person.id), ...status })),
  compensation: (person) =>
    person.pays.map(({ id, rate, ...pay }) => ({
      id: String(id),
      employeeId: String(person.id),
      rate: { currency: "VND", value: rate },
      ...pay,
      exempt: null,
      comment: null,
      paySchedule: null,
      overtimeRate: { currency: "VND", value: "" },
    })),
};

export const tableHandlers = (account: () => Account, kit: SandboxKit, desk: Desk) => [
  http.get<{ id: string; table: string }>(`${host}/api/v1/employees/:id/tables/:table`, ({ request, params }) => {
    const closed = desk.gate(request);
    if (closed) return closed;
    const rowsOf = tables[params.table];
    if (!rowsOf) return desk.refuse(404, "Table not found");
    const people = [...account().people.values()].filter(({ id }) => params.id === "all" || String(id) === params.id);
    if (people.length === 0 && params.id !== "all") return desk.refuse(404, "Employee not found");
    // Rows come in no order.
    return desk.json(
      people.flatMap((person) => {
        const rows = rowsOf(person, account(), kit);
        return person.id % 2 ? rows.reverse() : rows;
      }),
    );
  }),
];
