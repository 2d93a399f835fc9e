import { resource, row } from "@opensme/core";
import { baseList } from "./lists.ts";
import { unit } from "./unit.ts";

const Area = row(unit);

/** Areas: regions or divisions, as each firm has them. */
export const areas = resource({ entity: "department", raw: Area }).define({
  id: (area) => area.id,
  prefix: "area",
  read: (area) => ({
    name: area.name || area.code || area.id,
    code: area.code,
    createdAt: area.since,
    updatedAt: area.last_update,
  }),
  list: baseList({ path: "/hrm/area/list", keys: ["areas", "area"], incremental: true, deletes: "absent" }),
});
