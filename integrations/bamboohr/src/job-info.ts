import { codec, fields, type Listing, mapRows, ref, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { historyTable, ownerOf, tableRows } from "./history.ts";
import { listFields, optionsIn } from "./lists.ts";
import { customOf, nameOf } from "./wire.ts";

const Option = z.looseObject({ id: codec.identifier, name: z.string() });

/** Rows of the table name the department and the place and do not give their ids; the listing adds the options of that name. */
const JobInfo = row({
  ...fields(codec.identifier, "id", "jobTitle", "department", "division", "location", "reportsTo"),
  employeeId: required(codec.identifier),
  date: codec.localDate,
  ...fields(Option, "departmentOption", "locationOption"),
}).loose();

const Row = z.looseObject({ department: z.unknown(), location: z.unknown() });
const Named = row({ name: required(z.string()), archived: z.string() });

/** Options by name; of two with the same name, the one in use. */
const byName = (options: readonly unknown[]): ReadonlyMap<string, unknown> => {
  const found = new Map<string, unknown>();
  for (const option of options) {
    const named = Named.safeParse(option);
    if (named.success && (named.data.archived !== "yes" || !found.has(named.data.name)))
      found.set(named.data.name, option);
  }
  return found;
};

const withOptions = (table: Listing): Listing =>
  mapRows(table, async (rows, api, signal) => {
    const { body } = await api.request({ path: listFields }, { signal });
    const departments = byName(optionsIn("department")(body));
    const locations = byName(optionsIn("location")(body));
    return rows.map((row) => {
      const { data } = Row.safeParse(row);
      const departmentOption = departments.get(String(data?.department));
      const locationOption = locations.get(String(data?.location));
      if (!data) return row;
      return {
        ...data,
        ...(departmentOption ? { departmentOption } : {}),
        ...(locationOption ? { locationOption } : {}),
      };
    });
  });

export const jobInfo = resource({ entity: "employment", raw: JobInfo }).define({
  ...historyTable("jobInfo", "date", (person) => withOptions(tableRows("jobInfo", person))),
  read: (row) => ({
    employee: { id: row.employeeId },
    effectiveDate: row.date,
    kind: "job" as const,
    jobTitle: row.jobTitle,
    department: ref(row.departmentOption?.id, row.departmentOption?.name),
    division: row.division,
    location: ref(row.locationOption?.id, row.locationOption?.name),
    custom: customOf(row),
    // A name alone is no pointer: two people may share it.
    unmapped: {
      department: row.departmentOption ? undefined : row.department,
      location: row.locationOption ? undefined : row.location,
      manager: row.reportsTo,
    },
  }),
  write: (job, operation) => ({
    ...job.custom,
    employeeId: ownerOf(job, "job", operation),
    date: job.effectiveDate,
    jobTitle: job.jobTitle,
    department: nameOf("department", job.department),
    division: job.division,
    location: nameOf("location", job.location),
    reportsTo: nameOf("manager", job.manager),
  }),
  scopes: { read: ["employee:job", "field"], write: ["employee:job.write"] },
});
