import { ref, resource } from "@opensme/core";
import * as z from "zod";
import { otherId } from "./codecs.ts";
import { baseList } from "./lists.ts";
import { unit } from "./unit.ts";

const Team = z.object({ ...unit, parent_id: otherId.nullish() });

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
