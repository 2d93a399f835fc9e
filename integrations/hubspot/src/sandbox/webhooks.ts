import { createHmac, randomInt } from "node:crypto";
import type { RecordChange, WebhookDefinition } from "@opensme/testing";
import { objects } from "./control.ts";
import type { Crm } from "./crm.ts";
import { access, portalId, types } from "./wire.ts";

/** Objects with subscriptions of their own name; those of all others are called `object`. */
const named: readonly string[] = ["contacts", "companies", "deals", "products"];

/** Events of one account, in a list. What changed stands in them property by property: https://developers.hubspot.com/docs/api/webhooks */
const messages = ({ type: happened, resource, id }: RecordChange, crm: Crm, now: Date) => {
  const object = objects[resource];
  if (!object) return [];
  const { typeId, name } = types[object.type];
  const objectId = id.replace(/^\w+:/, "");
  const record = crm.records(object.type).get(objectId);
  const words = { created: "creation", changed: "propertyChange", deleted: "deletion" } as const;
  const subscriptionType = `${named.includes(object.type) ? name : "object"}.${words[happened]}`;
  const event = {
    eventId: randomInt(1, 2 ** 32),
    subscriptionId: 25,
    portalId,
    appId: 1_160_452,
    occurredAt: now.getTime(),
    subscriptionType,
    attemptNumber: 0,
    objectId: Number(objectId),
    objectTypeId: typeId,
    changeSource: "CRM",
    ...(happened === "changed"
      ? { propertyName: object.harmless, propertyValue: record?.properties[object.harmless] ?? "" }
      : {}),
  };
  return [{ topic: subscriptionType, body: [event] }];
};

export const webhooks: WebhookDefinition<Crm> = {
  secret: access.clientSecret,
  window: 300,
  messages,
  // https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation
  headers: ({ url, body, secret, now }) => {
    const time = String(now.getTime());
    const signature = createHmac("sha256", secret).update(`POST${url}${body}${time}`, "utf8").digest("base64");
    return {
      "content-type": "application/json;charset=UTF-8",
      "x-hubspot-signature-v3": signature,
      "x-hubspot-request-timestamp": time,
    };
  },
};
