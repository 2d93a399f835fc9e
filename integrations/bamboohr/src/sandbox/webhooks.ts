import { createHmac } from "node:crypto";
import type { RecordChange, WebhookDefinition } from "@opensme/testing";
import type { Account } from "./state.ts";
import { stamp } from "./wire.ts";

const words = { created: "created", changed: "updated", deleted: "deleted" } as const;

/** The event-based family: https://documentation.bamboohr.com/docs/event-based-webhooks */
const messages = ({ type, resource, id }: RecordChange, now: Date) => {
  if (resource !== "employees") return [];
  const topic = `employee.${words[type]}`;
  const changed = type === "changed" ? { changedFields: ["skypeUsername"] } : {};
  return [{ topic, body: { type: topic, timestamp: stamp(now), data: { employeeId: id, ...changed } } }];
};

export const webhooks: WebhookDefinition<Account> = {
  secret: "sandbox-private-key-0001",
  window: 300,
  messages: (change, _, now) => messages(change, now),
  // https://documentation.bamboohr.com/docs/webhooks
  headers: ({ body, secret, now }) => {
    const time = String(Math.floor(now.getTime() / 1000));
    return {
      "content-type": "application/json",
      "x-bamboohr-timestamp": time,
      "x-bamboohr-signature": createHmac("sha256", secret).update(`${body}${time}`, "utf8").digest("hex"),
    };
  },
};
