import { type Listing, listing, mapRows, type RecordChanges, refuse, single, withoutSensitive } from "@opensme/core";
import * as z from "zod";
import { isCustom, orEmptyList } from "./wire.ts";

const AnyRow = z.record(z.string(), z.unknown());
type AnyRow = z.output<typeof AnyRow>;

/** https://documentation.bamboohr.com/reference/get-changed-employee-table-data */
const ChangedRows = z.object({
  table: z.string(),
  employees: orEmptyList(z.record(z.string(), z.object({ rows: z.array(AnyRow) }))),
});

const dayOf = ({ date, startDate }: AnyRow): string => String(date ?? startDate ?? "");

/**
 * A history table of a person or of all, in one answer and in no order: https://documentation.bamboohr.com/reference/get-employee-table-data. Read whole each
 * time: it is one request either way, and the answer of `/employees/changed/tables` leaves out the ids of the rows.
 */
export const tableRows = (table: string, person: string): Listing => {
  const path = `/employees/${encodeURIComponent(person)}/tables/${table}`;
  const page = z.array(z.unknown());
  const list = listing({ path, page, paging: single(), deletes: "absent" });
  return {
    // The columns of the company's own, which count as sensitive, cannot be left out of the question; they are left out of the answer.
    ...withoutSensitive(list, isCustom),
    paging: "custom",
    rowsIn: (answer) => {
      const { data } = ChangedRows.safeParse(answer);
      if (!data) return list.rowsIn(answer);
      return Object.entries(data.employees ?? {}).flatMap(([employeeId, { rows }]) =>
        rows.map((row, index) => {
          const twins = rows.slice(0, index).filter((other) => dayOf(other) === dayOf(row)).length;
          return { employeeId, ...(twins > 0 ? { id: `${employeeId}-${dayOf(row)}-${twins + 1}` } : {}), ...row };
        }),
      );
    },
  };
};

type Row = Readonly<AnyRow>;
type Entry = RecordChanges<"employment">;

const withoutOwner = ({ employeeId: _, ...row }: Row): Row => row;

/** The person whose row it is, which a new one must name. All rows of a table are of one kind. */
export const ownerOf = (row: Entry, kind: Entry["kind"], operation: "create" | "update"): string | undefined => {
  if (row.kind !== undefined && row.kind !== kind) throw refuse("kind", `is not ${kind}, as all of this table are`);
  if (row.employee || operation === "update") return row.employee?.id;
  throw refuse("employee", "is missing: whose row is it?");
};

type Text = string | null | undefined;

/** Everything but the mapping of a history table. `day` is its column with the day from which a row holds. */
export const historyTable = (table: string, day: "date" | "startDate", rowsOf = tableRows.bind(undefined, table)) => {
  const path = (version: string, { employeeId }: Row): string =>
    `/${version}/employees/${encodeURIComponent(String(employeeId))}/tables/${table}`;
  const chosen = (person: string, column: string, value: unknown): Listing =>
    mapRows(rowsOf(person), (rows) => {
      const found = z
        .array(AnyRow)
        .parse(rows)
        .filter((row) => row[column] === value);
      return found.sort((one, other) => Number(other["id"]) - Number(one["id"]));
    });
  return {
    prefix: table,
    // Rows have ids, but for those of the log of changes, which are known by their person and day.
    id: (row: { id?: Text; employeeId: string; date?: Text; startDate?: Text }) =>
      row.id || [row.employeeId, row[day]].filter(Boolean).join("-"),
    list: rowsOf("all"),
    get: { listing: (id: string) => chosen("all", "id", id) },
    // https://documentation.bamboohr.com/reference/create-table-row-v1-1; the answer is empty, and the newest row of the day is the one.
    create: {
      path: (row: Row) => path("v1_1", row),
      wrap: withoutOwner,
      made: (row: Row) => chosen(String(row["employeeId"]), day, row[day]),
    },
    update: {
      path: (id: string, row: Row) => `${path("v1_1", row)}/${id}`,
      semantics: "merge",
      needs: ["employeeId"],
      wrap: withoutOwner,
    },
    remove: { path: (id: string, row: Row) => `${path("v1", row)}/${id}`, needs: ["employeeId"] },
  } as const;
};
