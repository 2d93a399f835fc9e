import { codec, type RecordChanges, resource } from "@opensme/core";
import * as z from "zod";
import { activityLinks, activityObject, activityRow, activityScopes, readActivity } from "./activities.ts";
import { crmList, crmRecord } from "./objects.ts";
import { written } from "./properties.ts";
import { moment, refuse } from "./wire.ts";
import { creating, RecordBody, removing, updating } from "./writes.ts";

/** https://developers.hubspot.com/docs/guides/api/crm/engagements/tasks */
const status = codec.choice({
  NOT_STARTED: "open",
  IN_PROGRESS: "open",
  WAITING: "open",
  DEFERRED: "open",
  COMPLETED: "done",
});

const Task = activityRow({
  hs_task_subject: z.string().nullish(),
  hs_task_body: z.string().nullish(),
  hs_task_status: z.string().nullish(),
  hs_task_priority: z.string().nullish(),
  hs_task_type: z.string().nullish(),
  hs_task_completion_date: moment.nullish(),
});

const object = activityObject("tasks", Task.shape);

/** An open task keeps how far it is. */
const statusOf = ({ status: meant, unmapped }: RecordChanges<"activity">): string | undefined => {
  if (meant === undefined) return undefined;
  if (meant === "cancelled" || meant === "other") throw refuse("status", "must be open or done");
  const kept = unmapped?.["status"];
  return meant === "open" && typeof kept === "string" ? kept : status.encode(meant).toString();
};

/** Due at `hs_timestamp`, without which HubSpot takes no task. */
const dueAt = (task: RecordChanges<"activity">, operation: "create" | "update"): string | undefined => {
  if (task.dueAt || operation === "update") return task.dueAt;
  throw refuse("dueAt", "is needed: HubSpot takes no task without it");
};

export const tasks = resource({ entity: "activity", raw: Task, body: RecordBody }).define({
  id: (task) => task.id,
  prefix: "task",
  read: (row) => {
    const task = row.properties;
    const word = task.hs_task_status;
    return {
      kind: "task",
      subject: task.hs_task_subject,
      body: task.hs_task_body,
      status: word ? status.decode(word) : undefined,
      priority: task.hs_task_priority,
      dueAt: task.hs_timestamp,
      completedAt: task.hs_task_completion_date,
      ...readActivity(row),
      unmapped: {
        status: word && /^(?:NOT_STARTED|COMPLETED)$/.test(word) ? undefined : word,
        type: task.hs_task_type,
      },
    };
  },
  write: (task, operation) => ({
    ...written(
      {
        hs_timestamp: dueAt(task, operation),
        hs_task_subject: task.subject,
        hs_task_body: task.body,
        hs_task_status: statusOf(task),
        hs_task_priority: task.priority,
        hubspot_owner_id: task.owner?.id,
      },
      task.custom,
    ),
    ...(operation === "create" ? { associations: activityLinks(task, { contact: 204, company: 192, deal: 216 }) } : {}),
  }),
  list: crmList(object),
  get: { listing: crmRecord(object) },
  create: creating("tasks"),
  update: updating("tasks"),
  remove: removing("tasks"),
  scopes: activityScopes,
});
