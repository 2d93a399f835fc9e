import { codec, fields, type RecordChanges, refuse, resource } from "@opensme/core";
import * as z from "zod";
import { activityObject, activityScopes, readActivity } from "./activities.ts";
import { moment } from "./wire.ts";
import { activityLinks, RecordBody, timeOf, writing, written } from "./writes.ts";

/** https://developers.hubspot.com/docs/guides/api/crm/engagements/tasks */
const status = codec.meanings({ open: ["NOT_STARTED", "IN_PROGRESS", "WAITING", "DEFERRED"], done: ["COMPLETED"] });

const Task = activityObject("task", {
  ...fields(z.string(), "hs_task_subject", "hs_task_body", "hs_task_status", "hs_task_priority", "hs_task_type"),
  hs_task_completion_date: moment,
});

/** An open task keeps how far it is. */
const statusOf = ({ status: meant, unmapped }: RecordChanges<"activity">): string | undefined => {
  if (meant === undefined) return undefined;
  if (meant === "cancelled" || meant === "other") throw refuse("status", "must be open or done");
  const kept = unmapped?.["status"];
  return meant === "open" && typeof kept === "string" ? kept : status.encode(meant).toString();
};

export const tasks = resource({ entity: "activity", raw: Task.row, body: RecordBody }).define({
  ...Task.reading,
  read: ({ properties: task, ...row }) => {
    const word = task.hs_task_status;
    return {
      kind: "task",
      subject: task.hs_task_subject,
      body: task.hs_task_body,
      status: word ? status.decode(word) : undefined,
      priority: task.hs_task_priority,
      dueAt: task.hs_timestamp,
      completedAt: task.hs_task_completion_date,
      ...readActivity(row, task),
      unmapped: {
        status: word && /^(?:NOT_STARTED|COMPLETED)$/.test(word) ? undefined : word,
        type: task.hs_task_type,
      },
    };
  },
  write: (task, operation) =>
    written(
      {
        hs_timestamp: timeOf(task, "dueAt", operation),
        hs_task_subject: task.subject,
        hs_task_body: task.body,
        hs_task_status: statusOf(task),
        hs_task_priority: task.priority,
        hubspot_owner_id: task.owner?.id,
      },
      task.custom,
      operation === "create" ? activityLinks(task, { contact: 204, company: 192, deal: 216 }) : undefined,
    ),
  ...writing("tasks"),
  scopes: activityScopes,
});
