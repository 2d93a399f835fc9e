import { type Listing, listing, type RecordChanges, single } from "@opensme/core";
import * as z from "zod";
import { isCustom, missing, orEmptyList } from "./wire.ts";

const AnyRow = z.record(z.string(), z.unknown());

/** The columns of the company's own, which count as sensitive, cannot be left out of the question; they are left out of the answer. */
const withoutCustom = (row: unknown): unknown => {
  const columns = AnyRow.safeParse(row);
  if (!columns.success) return row;
  return Object.fromEntries(Object.entries(columns.data).filter(([column]) => !isCustom(column)));
};

/** https://documentation.bamboohr.com/reference/get-changed-employee-table-data */
const ChangedRows = z.looseObject({
  table: z.string(),
  employees: orEmptyList(z.record(z.string(), z.looseObject({ rows: z.array(AnyRow) }))),
});

/**
 * A history table of a person or of all, in one answer and in no order: https://documentation.bamboohr.com/reference/get-employee-table-data. Read whole each
 * time: it is one request either way, and the answer of `/employees/changed/tables` leaves out the ids of the rows.
 */
export const tableRows = (table: string, person: string): Listing => {
  const list = listing({
    path: `/employees/${encodeURIComponent(person)}/tables/${table}`,
    page: z.array(z.unknown()),
    items: (rows) => rows,
    paging: single(),
    deletes: "absent",
  });
  return {
    ...list,
    paging: "custom",
    async *pages(input, api) {
      for await (const page of list.pages(input, api))
        yield api.sensitive ? page : { ...page, rows: page.rows.map(withoutCustom) };
    },
    rowsIn: (answer) => {
      const changed = ChangedRows.safeParse(answer);
      if (!changed.success) return list.rowsIn(answer);
      return Object.entries(changed.data.employees ?? {}).flatMap(([employeeId, { rows }]) =>
        rows.map((row) => ({ employeeId, ...row })),
      );
    },
  };
};

const narrowed = (list: Listing, choose: (rows: Row[]) => Row[]): Listing => ({
  ...list,
  async *pages(input, api) {
    for await (const page of list.pages(input, api)) yield { ...page, rows: choose(z.array(AnyRow).parse(page.rows)) };
  },
});

type Row = z.output<typeof AnyRow>;
type Fields = Readonly<Record<string, unknown>>;

const withoutOwner = ({ employeeId: _, ...row }: Fields): Fields => row;

/** The person whose row it is, which a new one must name. All rows of a table are of one kind. */
export const ownerOf = (
  row: RecordChanges<"employment">,
  kind: RecordChanges<"employment">["kind"],
  operation: "create" | "update",
): string | undefined => {
  if (row.kind !== undefined && row.kind !== kind) throw missing("kind", `This table has entries of the kind ${kind}.`);
  if (row.employee || operation === "update") return row.employee?.id;
  throw missing("employee", "A row of a table needs the person whose it is.");
};

/** Everything but the mapping of a history table. `day` is its column with the day from which a row holds. */
export const historyTable = (
  table: string,
  day: "date" | "startDate",
  rowsOf = (person: string): Listing => tableRows(table, person),
) => {
  const path = (version: string, { employeeId }: Fields): string =>
    `/${version}/employees/${encodeURIComponent(String(employeeId))}/tables/${table}`;
  return {
    prefix: table,
    // Rows have ids, but for those of the log of changes, which are known by their person and day.
    id: (row: { id?: string | null | undefined; employeeId: string; date?: Day; startDate?: Day }): string =>
      row.id || [row.employeeId, row[day]].filter(Boolean).join("-"),
    list: rowsOf("all"),
    get: { listing: (id: string) => narrowed(rowsOf("all"), (rows) => rows.filter((row) => String(row["id"]) === id)) },
    // https://documentation.bamboohr.com/reference/create-table-row-v1-1; the answer is empty, and the newest row of the day is the one.
    create: {
      path: (row: Fields) => path("v1_1", row),
      wrap: withoutOwner,
      made: (made: Fields) =>
        narrowed(rowsOf(String(made["employeeId"])), (rows) =>
          rows.filter((row) => row[day] === made[day]).sort((one, other) => Number(other["id"]) - Number(one["id"])),
        ),
    },
    update: {
      path: (id: string, row: Fields) => `${path("v1_1", row)}/${id}`,
      method: "post",
      semantics: "merge",
      needs: ["employeeId"],
      wrap: withoutOwner,
    },
    remove: { path: (id: string, row: Fields) => `${path("v1", row)}/${id}`, needs: ["employeeId"] },
  } as const;
};

type Day = string | null | undefined;
