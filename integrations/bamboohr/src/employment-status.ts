import { codec, resource } from "@opensme/core";
import * as z from "zod";
import { historyTable, ownerOf } from "./history.ts";
import { customOf, word } from "./wire.ts";

/** Companies choose these words themselves; those that say what they mean are told apart. */
const employmentType = codec.choice({
  "full-time": "full-time",
  "full time": "full-time",
  "part-time": "part-time",
  "part time": "part-time",
  contractor: "contractor",
  contract: "contractor",
  intern: "intern",
  internship: "intern",
  temporary: "temporary",
  temp: "temporary",
  probation: "probation",
  probationary: "probation",
  terminated: "terminated",
});

/** The fields that end in `Id` hold the word of a list, not a number. */
const EmploymentStatus = z.looseObject({
  id: codec.identifier.nullish(),
  employeeId: codec.identifier,
  date: codec.localDate.nullish(),
  employmentStatus: word.nullish(),
  terminationReasonId: word.nullish(),
  terminationTypeId: word.nullish(),
  terminationRehireId: word.nullish(),
  terminationRegrettableId: word.nullish(),
  comment: word.nullish(),
});

export const employmentStatus = resource({
  entity: "employment",
  raw: EmploymentStatus,
  body: EmploymentStatus.partial(),
}).define({
  ...historyTable("employmentStatus", "date"),
  read: (row) => ({
    employee: { id: row.employeeId },
    effectiveDate: row.date,
    kind: "status" as const,
    employmentStatus: row.employmentStatus,
    employmentType: row.employmentStatus ? employmentType.parse(row.employmentStatus) : undefined,
    endReason: row.terminationReasonId,
    terminationKind: row.terminationTypeId,
    isRehireEligible: row.terminationRehireId,
    note: row.comment,
    custom: customOf(row),
    unmapped: { terminationRegrettable: row.terminationRegrettableId },
  }),
  write: (status, operation) => ({
    ...status.custom,
    employeeId: ownerOf(status, "status", operation),
    date: status.effectiveDate,
    employmentStatus: status.employmentStatus,
    terminationReasonId: status.endReason,
    terminationTypeId: status.terminationKind,
    terminationRehireId: status.isRehireEligible,
    comment: status.note,
  }),
  scopes: { read: ["employee:job"], write: ["employee:job.write"] },
});
