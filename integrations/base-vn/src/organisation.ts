import { ref, resource } from "@opensme/core";
import * as z from "zod";
import { moment, otherId, ownId, word } from "./codecs.ts";
import { baseList } from "./lists.ts";

const unit = {
  id: ownId,
  name: z.string().nullish(),
  code: word.nullish(),
  since: moment.nullish(),
  last_update: moment.nullish(),
};

const Team = z.object({ ...unit, parent_id: otherId.nullish() });
const Area = z.object(unit);
const Office = z.object(unit);

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
