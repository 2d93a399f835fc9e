import { ref, resource, row } from "@opensme/core";
import { otherId } from "./codecs.ts";
import { baseList } from "./lists.ts";
import { unit } from "./unit.ts";

const Team = row({ ...unit, parent_id: otherId });

/** Departments ("team"), which may stand below each other. */
export const departments = resource({ entity: "department", raw: Team }).define({
  id: (team) => team.id,
  prefix: "team",
  read: (team) => ({
    name: team.name || team.code || team.id,
    code: team.code,
    parent: ref(team.parent_id && `team:${team.parent_id}`),
    createdAt: team.since,
    updatedAt: team.last_update,
  }),
  list: baseList({ path: "/hrm/team/list", keys: ["teams", "team"], incremental: true, deletes: "absent" }),
});
