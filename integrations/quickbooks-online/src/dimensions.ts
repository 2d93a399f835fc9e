import { resource, row } from "@opensme/core";
import * as z from "zod";
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

/** What lines are analysed by: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/class */
export const classes = resource({ entity: "dimension", raw: Analysed }).define({
  prefix: "class",
  read: (row) => read(row, "Class", "class"),
  ...reading({ entity: "Class", where: withInactive }),
});

/** What documents are analysed by; QuickBooks shows it as location, store or branch: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/department */
export const departments = resource({ entity: "dimension", raw: Analysed }).define({
  prefix: "department",
  read: (row) => read(row, "Department", "department"),
  ...reading({ entity: "Department", where: withInactive }),
});
