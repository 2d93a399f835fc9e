import { type RecordChanges, refuse, resource, row } from "@opensme/core";
import * as z from "zod";
import { writingNames } from "./operations.ts";
import { common, inUse, Pointer, point, readCommon, reading, unlessSame, withInactive } from "./wire.ts";

const Analysed = row({
  ...common,
  Name: z.string(),
  FullyQualifiedName: z.string(),
  ParentRef: Pointer,
  Active: inUse,
});

const read = (row: z.output<typeof Analysed>, kind: "Class" | "Department", prefix: "class" | "department") => ({
  name: row.Name || row.FullyQualifiedName || row.Id,
  kind,
  status: row.Active,
  ...readCommon(row),
  unmapped: {
    status: row.status,
    path: unlessSame(row.FullyQualifiedName, row.Name),
    parent: point(row.ParentRef, prefix)?.id,
  },
});

const write = ({ version, name, status }: RecordChanges<"dimension">) => {
  if (status === "deleted") throw refuse("status", 'cannot be "deleted": QuickBooks can only archive it');
  return { SyncToken: version, Name: name, Active: status };
};

/** What lines are analysed by: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/class */
export const classes = resource({ entity: "dimension", raw: Analysed }).define({
  prefix: "class",
  read: (row) => read(row, "Class", "class"),
  write,
  ...reading({ entity: "Class", where: withInactive }),
  ...writingNames("Class", ["Name"]),
});

/** What documents are analysed by; QuickBooks shows it as location, store or branch: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/department */
export const departments = resource({ entity: "dimension", raw: Analysed }).define({
  prefix: "department",
  read: (row) => read(row, "Department", "department"),
  write,
  ...reading({ entity: "Department", where: withInactive }),
  ...writingNames("Department", ["Name"]),
});
