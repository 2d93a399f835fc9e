import { createHmac, randomUUID } from "node:crypto";
import type { RecordChange, WebhookDefinition } from "@opensme/testing";
import { companyId } from "./wire.ts";

/** What is simulated of https://docs.gusto.com/app-integrations/docs/webhook-events: the people. */
const words = { created: "created", changed: "updated", deleted: "deleted" } as const;

const messages = ({ type, resource, id }: RecordChange, now: Date) => {
  if (resource !== "employees") return [];
  const body = {
    uuid: randomUUID(),
    event_type: `employee.${words[type]}`,
    resource_type: "Company",
    resource_uuid: companyId,
    entity_type: "Employee",
    entity_uuid: id,
    timestamp: Math.floor(now.getTime() / 1000),
  };
  return [{ topic: "Employee", body }];
};

export const webhooks: WebhookDefinition<unknown> = {
  secret: "sandbox-verification-token-0001",
  messages: (change, _, now) => messages(change, now),
  headers: ({ body, secret }) => ({
    "content-type": "application/json",
    "x-gusto-signature": createHmac("sha256", secret).update(body, "utf8").digest("hex"),
  }),
};
