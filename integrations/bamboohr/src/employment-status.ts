import { codec, fieldMap, fields, reader, required, resource, row } from "@opensme/core";
import { historyTable, ownerOf } from "./history.ts";
import { customOf } from "./wire.ts";

/** Companies choose these words themselves; those that say what they mean are told apart. */
const employmentType = reader(
  codec.meanings({
    "full-time": ["full-time", "full time"],
    "part-time": ["part-time", "part time"],
    contractor: ["contractor", "contract"],
    intern: ["intern", "internship"],
    temporary: ["temporary", "temp"],
    probation: ["probation", "probationary"],
    terminated: ["terminated"],
  }),
);

/** The fields that end in `Id` hold the word of a list, not a number; 0 where none was chosen. */
const EmploymentStatus = row({
  ...fields(codec.identifier, "id", "employmentStatus", "comment"),
  ...fields(codec.otherId, "terminationReasonId", "terminationTypeId"),
  ...fields(codec.otherId, "terminationRehireId", "terminationRegrettableId"),
  employeeId: required(codec.identifier),
  date: codec.localDate,
}).loose();

const columns = fieldMap({
  effectiveDate: "date",
  employmentStatus: "employmentStatus",
  endReason: "terminationReasonId",
  terminationKind: "terminationTypeId",
  isRehireEligible: "terminationRehireId",
  note: "comment",
});

export const employmentStatus = resource({ entity: "employment", raw: EmploymentStatus }).define({
  ...historyTable("employmentStatus", "date"),
  read: (row) => ({
    ...columns.read(row),
    employee: { id: row.employeeId },
    kind: "status" as const,
    employmentType: employmentType(row.employmentStatus),
    custom: customOf(row),
    unmapped: { terminationRegrettable: row.terminationRegrettableId },
  }),
  write: (status, operation) => ({
    ...status.custom,
    ...columns.write(status),
    employeeId: ownerOf(status, "status", operation),
  }),
  scopes: { read: ["employee:job"], write: ["employee:job.write"] },
});
