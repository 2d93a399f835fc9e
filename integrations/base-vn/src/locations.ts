import { resource, row } from "@opensme/core";
import { baseList } from "./lists.ts";
import { unit } from "./unit.ts";

const Office = row(unit);

/** Offices. */
export const locations = resource({ entity: "location", raw: Office }).define({
  id: (office) => office.id,
  read: (office) => ({
    name: office.name || office.code || office.id,
    code: office.code,
    kind: "office",
    createdAt: office.since,
    updatedAt: office.last_update,
  }),
  list: baseList({ path: "/hrm/office/list", keys: ["offices", "office"], incremental: true, deletes: "absent" }),
});
