import { resource } from "@opensme/core";
import * as z from "zod";
import { idsIn, records } from "./records.ts";
import { active, flag, label, maybe, provenance, row, stamps, wholeNumber } from "./wire.ts";

const Stage = z.object({ id: stamps.id, name: label, is_won: flag });
const Team = row({ name: label, sequence: wholeNumber, stages: maybe(z.array(Stage)), active: flag });

/** Sales teams, each with its stages; a stage of no team is one of all. */
export const pipelines = resource({ entity: "pipeline", raw: Team }).define({
  id: (team) => team.id,
  read: (team) => ({
    name: team.name,
    kind: "deal",
    position: team.sequence,
    stages: team.stages?.map((stage) => ({
      id: stage.id,
      name: stage.name,
      outcome: stage.is_won === true ? "won" : stage.is_won === false ? "open" : undefined,
    })),
    status: active(team.active),
    ...provenance(team),
  }),
  ...records({
    model: "crm.team",
    row: Team,
    parts: {
      // team_id until Odoo 18.
      stages: {
        model: "crm.stage",
        row: Stage,
        through: ["team_ids", "team_id"],
        ids: ({ id }) => idsIn(id),
        shared: true,
      },
    },
  }),
});
