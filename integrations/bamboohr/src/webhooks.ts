import type { WebhookEvent, WebhookRequest, Webhooks } from "@opensme/core";
import { codec, OpenSMEError, pick, required, row, signature } from "@opensme/core";
import * as z from "zod";
import { companyId } from "./organizations.ts";

/** `1710510600`, or ISO 8601 text. */
const momentOf = (timestamp: string): number =>
  /^\d+$/.test(timestamp) ? Number(timestamp) * 1000 : Date.parse(timestamp);

const timestampOf = ({ headers }: WebhookRequest): string => headers.get("x-bamboohr-timestamp") ?? "";

/** HMAC-SHA256 in hexadecimal over the body followed by the timestamp: https://documentation.bamboohr.com/docs/webhooks */
const verify = signature({
  header: "x-bamboohr-signature",
  encoding: "hex",
  text: (request) => `${request.body}${timestampOf(request)}`,
});

/** https://documentation.bamboohr.com/docs/event-based-webhooks */
const Event = row({
  type: required(z.string()),
  timestamp: codec.instant,
  data: row({ employeeId: codec.identifier }),
});

const eventIn = pick(Event, (event) => event);

/** https://documentation.bamboohr.com/docs/field-based-webhooks */
const ChangedEmployee = row({
  id: codec.identifier.optional(),
  action: z.string(),
  timestamp: codec.instant,
});
/** A list, or as a form an object by id, in which older senders number the people and give the id inside. */
const FieldBased = z.looseObject({
  employees: z.union([
    z.array(ChangedEmployee.required({ id: true })),
    z
      .record(z.string(), ChangedEmployee)
      .transform((byId) => Object.entries(byId).map(([id, person]) => ({ ...person, id: person.id ?? id }))),
  ]),
});

interface Nested {
  [key: string]: string | Nested;
}

/** Form fields such as `data[employeeId]=12` as the object that they write. */
const nested = (body: string): Nested => {
  const whole: Nested = {};
  for (const [name, value] of new URLSearchParams(body)) {
    const keys = name.split(/\[|\]\[|\]/).filter((key, index) => index === 0 || key !== "");
    const last = keys.pop() ?? "";
    let at = whole;
    for (const key of keys) {
      const inside = Object.hasOwn(at, key) ? at[key] : undefined;
      const next: Nested = typeof inside === "object" ? inside : {};
      at[key] = next;
      at = next;
    }
    at[last] = value;
  }
  return whole;
};

const payloadOf = ({ body }: WebhookRequest): unknown => {
  if (!/^\s*[{[]/.test(body)) return nested(body);
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new OpenSMEError("The webhook's body is not JSON. Hand it over as it was received.", {
      code: "mismatch",
      cause,
    });
  }
};

const change = (action: string | null | undefined): WebhookEvent["type"] =>
  action?.toLowerCase() === "deleted" ? "deleted" : "changed";

const events = (request: WebhookRequest): WebhookEvent[] => {
  const payload = payloadOf(request);
  const fieldBased = FieldBased.safeParse(payload);
  if (fieldBased.success) {
    return fieldBased.data.employees.map(({ id, action, timestamp }) => ({
      type: change(action),
      resource: "employees",
      id,
      at: timestamp || undefined,
    }));
  }
  const { type, timestamp, data } = eventIn(payload);
  const [subject, action] = type.split(".");
  const at = timestamp || undefined;
  if (subject === "company") return [{ type: change(action), resource: "organizations", id: companyId, at }];
  if ((subject === "employee" || subject === "employee_with_fields") && data?.employeeId)
    return [{ type: change(action), resource: "employees", id: data.employeeId, at }];
  return [];
};

export const webhooks: Webhooks = {
  verify,
  // A delivery that is repeated is sent, and signed, anew.
  sent: { at: (request) => momentOf(timestampOf(request)), tolerance: 300 },
  events,
};
