import { fields, ref, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { candidateList } from "./candidate-list.ts";
import { moment, otherId, ownId, plainText, word } from "./codecs.ts";

const Application = row({
  id: required(ownId),
  name: plainText,
  opening_id: otherId,
  status: word,
  stage_id: otherId,
  ...fields(z.string(), "stage_name", "source", "assign_username", "reason"),
  interview_count: word,
  ...fields(moment, "since", "last_update", "last_time_stage", "time_apply", "time_offered", "time_hired"),
  time_rejected: moment,
});

type Application = z.output<typeof Application>;

/** By what happened: the numbers of `status` are not documented. A time that is "0" has not come, one that is missing is not known. */
const statusOf = ({ time_hired, time_rejected }: Application) =>
  time_hired ? "hired" : time_rejected ? "rejected" : time_hired === "" && time_rejected === "" ? "open" : undefined;

/** What becomes of each candidate: the same rows, as applications. */
export const applications = resource({ entity: "application", raw: Application }).define({
  id: (application) => application.id,
  read: (application) => ({
    candidate: { id: application.id, name: application.name },
    jobOpening: ref(application.opening_id),
    status: statusOf(application),
    stage: application.stage_name,
    stageId: application.stage_id,
    source: application.source,
    appliedAt: application.time_apply,
    decidedAt: application.time_hired || application.time_rejected,
    rejectionReason: application.reason,
    createdAt: application.since,
    updatedAt: application.last_update,
    unmapped: {
      status: application.status,
      assign_username: application.assign_username,
      interview_count: application.interview_count,
      last_time_stage: application.last_time_stage,
      time_offered: application.time_offered,
    },
  }),
  list: candidateList,
});
