import { http, type SandboxKit } from "@opensme/testing";
import * as z from "zod";
import { fieldOf } from "./fields.ts";
import type { Account, JobRow, PayRow, Person, StatusRow } from "./state.ts";
import { type Desk, host, stamp } from "./wire.ts";

type Row = Record<string, unknown>;

/** A history table: its rows as they go over the wire, and what can be written of them. */
interface Table {
  show(person: Person, account: Account, kit: SandboxKit): Row[];
  /** Adds a row, or changes that of an id; says what is wrong with it. */
  write(person: Person, sent: Row, id?: number): string | undefined;
  drop(person: Person, id: number): boolean;
}

const tableOf = <Kept extends { id: number }>(
  shelf: (person: Person) => Kept[],
  fields: z.ZodObject & z.ZodType<Omit<Kept, "id">>,
  show: (row: Kept, account: Account, kit: SandboxKit) => Row,
  make: (id: number, given: Omit<Kept, "id">) => Kept,
): Table => ({
  show: (person, account, kit) =>
    shelf(person).map((row) => ({ ...show(row, account, kit), id: String(row.id), employeeId: String(person.id) })),
  write(person, sent, id) {
    const rows = shelf(person);
    const present = rows.find((row) => row.id === id);
    const { data, error } = (present ? fields.partial() : fields).safeParse(sent);
    if (error) return z.prettifyError(error);
    if (present) Object.assign(present, Object.fromEntries(Object.entries(data).filter(([key]) => key in sent)));
    else rows.push(make(9000 + rows.length + person.id * 10, fields.parse(sent)));
    return undefined;
  },
  drop(person, id) {
    const rows = shelf(person);
    const index = rows.findIndex((row) => row.id === id);
    if (index >= 0) rows.splice(index, 1);
    return index >= 0;
  },
});

const Text = z.string().nullable().default(null);
/** An amount in the currency of the account, or in another: https://documentation.bamboohr.com/docs/field-types */
const Amount = z
  .union([z.string(), z.object({ value: z.string(), currency: z.string().length(3).default("VND") })])
  .transform((amount) => (typeof amount === "string" ? { value: amount, currency: "VND" } : amount))
  .refine(({ value }) => /^(\d+(\.\d+)?)?$/.test(value), "is no amount");

const tables: Readonly<Record<string, Table>> = {
  jobInfo: tableOf<JobRow>(
    ({ jobs }) => jobs,
    z.object({
      date: z.iso.date(),
      jobTitle: Text,
      department: Text,
      division: Text,
      location: Text,
      reportsToId: z.int().optional(),
    }),
    ({ reportsToId, ...job }, account, kit) => {
      const manager = account.people.get(reportsToId ?? 0);
      // List options and people stand by name.
      const reportsTo = manager ? fieldOf(manager, "displayName", account, kit) : null;
      return { ...job, reportsTo, customShift: "Ca sáng" };
    },
    (id, given) => ({ id, ...given }),
  ),
  employmentStatus: tableOf<StatusRow>(
    ({ statuses }) => statuses,
    z.object({
      date: z.iso.date(),
      employmentStatus: z.string(),
      comment: Text,
      terminationReasonId: Text,
      terminationTypeId: Text,
      terminationRehireId: Text,
    }),
    (status) => ({ ...status }),
    (id, given) => ({ id, ...given }),
  ),
  compensation: tableOf<PayRow>(
    ({ pays }) => pays,
    z.object({
      startDate: z.iso.date(),
      rate: Amount,
      type: Text,
      paidPer: Text,
      paySchedule: Text,
      exempt: Text,
      overtimeRate: Amount.default({ value: "", currency: "VND" }),
      reason: Text,
      comment: Text,
    }),
    (pay) => ({ ...pay }),
    (id, given) => ({ id, ...given }),
  ),
};

type Params = { id: string; table: string; row: string };

export const tableHandlers = (account: () => Account, kit: SandboxKit, desk: Desk) => {
  const found = ({ id, table }: { id: string; table: string }) => {
    const person = account().people.get(Number(id));
    const rows = tables[table];
    return person && rows ? { person, rows } : undefined;
  };

  /** A manager and options of lists are written by name, and must be there. */
  const resolved = ({ reportsTo, ...row }: Row): Row | undefined => {
    const { departments, locations, people } = account();
    const isOption = (name: unknown, options: readonly { name: string }[]): boolean =>
      name === undefined || name === null || options.some((option) => option.name === name);
    if (!isOption(row["department"], departments) || !isOption(row["location"], locations)) return undefined;
    if (reportsTo === undefined) return row;
    const manager = [...people.values()].find((person) => fieldOf(person, "displayName", account(), kit) === reportsTo);
    return manager && { ...row, reportsToId: manager.id };
  };

  const write = async (request: Request, params: { id: string; table: string; row?: string }): Promise<Response> => {
    const closed = desk.gate(request);
    if (closed) return closed;
    const place = found(params);
    if (!place) return desk.refuse(404, "The employee or table does not exist");
    const row = resolved(z.record(z.string(), z.unknown()).parse(await request.json()));
    if (!row) return desk.refuse(406, "One or more field values are invalid");
    const id = params.row === undefined ? undefined : Number(params.row);
    const isThere = place.rows.show(place.person, account(), kit).some((each) => each["id"] === params.row);
    if (id !== undefined && !isThere) return desk.refuse(404, "The row does not exist");
    const wrong = place.rows.write(place.person, row, id);
    if (wrong) return desk.refuse(400, wrong.replaceAll("\n", "; ").replace(/[^\x20-\x7e]/g, ""));
    place.person.changed = stamp(kit.now());
    return desk.empty(200);
  };

  return [
    http.get<{ id: string; table: string }>(`${host}/api/v1/employees/:id/tables/:table`, ({ request, params }) => {
      const closed = desk.gate(request);
      if (closed) return closed;
      const table = tables[params.table];
      if (!table) return desk.refuse(404, "Table not found");
      const people = [...account().people.values()].filter(({ id }) => params.id === "all" || String(id) === params.id);
      if (people.length === 0 && params.id !== "all") return desk.refuse(404, "Employee not found");
      // Rows come in no order.
      return desk.json(
        people.flatMap((person) => {
          const rows = table.show(person, account(), kit);
          return person.id % 2 ? rows.reverse() : rows;
        }),
      );
    }),
    http.post<{ id: string; table: string }>(`${host}/api/v1_1/employees/:id/tables/:table`, ({ request, params }) =>
      write(request, params),
    ),
    http.post<Params>(`${host}/api/v1_1/employees/:id/tables/:table/:row`, ({ request, params }) =>
      write(request, params),
    ),
    http.delete<Params>(`${host}/api/v1/employees/:id/tables/:table/:row`, ({ request, params }) => {
      const closed = desk.gate(request);
      if (closed) return closed;
      const place = found(params);
      if (!place) return desk.refuse(400, "Invalid employee ID or table name");
      const isGone = place.rows.drop(place.person, Number(params.row));
      return desk.json(isGone ? { success: true } : { success: false, error: "The row was not found" });
    }),
  ];
};
