import { codec, fieldMap, fields, resource } from "@opensme/core";
import * as z from "zod";
import { activityObject, activityWriting, readActivity } from "./activities.ts";
import { moment } from "./wire.ts";
import { meaningOf, wordFor } from "./words.ts";
import { RecordBody } from "./writes.ts";

/** https://developers.hubspot.com/docs/guides/api/crm/engagements/tasks */
const status = codec.meanings({ open: ["NOT_STARTED", "IN_PROGRESS", "WAITING", "DEFERRED"], done: ["COMPLETED"] });

const Task = activityObject("task", {
  ...fields(z.string(), "hs_task_subject", "hs_task_body", "hs_task_status", "hs_task_priority", "hs_task_type"),
  hs_task_completion_date: moment,
});

const plain = fieldMap({ subject: "hs_task_subject", body: "hs_task_body", priority: "hs_task_priority" });

export const tasks = resource({ entity: "activity", raw: Task.row, body: RecordBody }).define({
  ...Task.reading,
  read: ({ properties: task, ...row }) => {
    const { meant, word } = meaningOf(status, task.hs_task_status);
    return {
      kind: "task",
      ...plain.read(task),
      status: meant,
      dueAt: task.hs_timestamp,
      completedAt: task.hs_task_completion_date,
      ...readActivity(row, task),
      unmapped: { status: word, type: task.hs_task_type },
    };
  },
  ...activityWriting(
    "tasks",
    { contact: 204, company: 192, deal: 216 },
    (task) => ({
      ...plain.write(task),
      hs_task_status: wordFor(status, "status", task.status, task.unmapped?.["status"]),
    }),
    "dueAt",
  ),
});
