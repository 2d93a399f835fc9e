import { HttpResponse, http } from "@opensme/testing";
import * as z from "zod";
import { recordOf } from "./control.ts";
import type { Crm, CrmRecord } from "./crm.ts";
import { definitions } from "./definitions.ts";
import type { Gate, Handler } from "./gate.ts";
import { stageOf } from "./pipelines.ts";
import { render } from "./rendering.ts";
import { api, isType, type Type } from "./wire.ts";

const Sent = z.object({
  properties: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  associations: z
    .array(
      z.object({
        to: z.object({ id: z.coerce.string() }),
        types: z.array(z.object({ associationCategory: z.string(), associationTypeId: z.int() })).min(1),
      }),
    )
    .optional(),
});

/** Which object a type of association leads to: https://developers.hubspot.com/docs/reference/api/crm/associations/association-details#association-type-id-values */
const associationTypes: Readonly<Partial<Record<Type, Readonly<Record<number, Type>>>>> = {
  contacts: { 1: "companies", 279: "companies" },
  deals: { 3: "contacts", 5: "companies", 341: "companies" },
  leads: { 578: "contacts", 610: "companies" },
  calls: { 182: "companies", 194: "contacts", 206: "deals" },
  emails: { 186: "companies", 198: "contacts", 210: "deals" },
  meetings: { 188: "companies", 200: "contacts", 212: "deals" },
  communications: { 81: "contacts", 85: "deals", 87: "companies" },
  commerce_payments: { 387: "contacts", 389: "companies" },
  tasks: { 192: "companies", 204: "contacts", 216: "deals" },
  notes: { 190: "companies", 202: "contacts", 214: "deals" },
};

const invalid = (name: string, error: string, message: string) => ({ name, error, message, isValid: false });

/** What is wrong with the properties of a record as it would be. */
const problemsOf = (type: Type, sent: Readonly<Record<string, string>>, whole: Readonly<Record<string, string>>) => {
  const known = new Map(definitions[type].map((definition) => [definition.name, definition]));
  const problems = Object.entries(sent).flatMap(([name, value]) => {
    const definition = known.get(name);
    if (!definition) return [invalid(name, "PROPERTY_DOESNT_EXIST", `Property "${name}" does not exist`)];
    if (definition.isReadOnly) return [invalid(name, "READ_ONLY_VALUE", `"${name}" is a read only property`)];
    if (definition.type === "number" && value !== "" && Number.isNaN(Number(value)))
      return [invalid(name, "INVALID_DOUBLE", `${value} was not a valid number`)];
    if (name === "email" && value !== "" && !/^\S+@\S+\.\S+$/.test(value))
      return [invalid(name, "INVALID_EMAIL", `Email address ${value} is invalid`)];
    return [];
  });
  if (type === "deals" && whole["dealstage"] && !stageOf("deals", whole["pipeline"] ?? "default", whole["dealstage"]))
    problems.push(
      invalid("dealstage", "INVALID_OPTION", "dealstage was not one of the allowed options of its pipeline"),
    );
  if (definitions[type].some(({ name }) => name === "hs_timestamp") && !whole["hs_timestamp"])
    problems.push(invalid("hs_timestamp", "REQUIRED_FIELD", "hs_timestamp is required"));
  return problems;
};

/** The id of another living contact with this address. */
const sameEmail = (crm: Crm, { id, properties: { email } }: CrmRecord): string | undefined =>
  email
    ? [...crm.records("contacts").values()].find(
        (other) => other.id !== id && other.archivedAt === undefined && other.properties["email"] === email,
      )?.id
    : undefined;

export const writingHandlers = (gate: Gate): Handler[] => {
  const { desk, crm, kit } = gate;

  const write = (text: unknown, id: string | undefined, body: unknown): Response => {
    const type = String(text);
    if (!isType(type)) return desk.error(400, "VALIDATION_ERROR", `Unable to infer object type from: ${type}`);
    const parsed = Sent.safeParse(body);
    if (!parsed.success) return desk.error(400, "VALIDATION_ERROR", "Invalid input JSON");
    const present = id === undefined ? undefined : crm().records(type).get(id);
    if (id !== undefined && (!present || present.archivedAt !== undefined))
      return desk.error(404, "OBJECT_NOT_FOUND", "Object not found.  objectId are usually numeric.");
    const sent = Object.fromEntries(
      Object.entries(parsed.data.properties).map(([name, value]) => [name, value === null ? "" : String(value)]),
    );
    const whole = { ...present?.properties, ...sent };
    const problems = problemsOf(type, sent, whole);
    if (problems.length > 0)
      return desk.error(400, "VALIDATION_ERROR", `Property values were not valid: ${JSON.stringify(problems)}`, {
        errors: problems.map(({ name, error, message }) => ({
          message,
          code: error,
          context: { propertyName: [name] },
        })),
      });
    const now = kit.now().toISOString();
    const record: CrmRecord = {
      id: present?.id ?? crm().nextId(type),
      properties: Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== "")),
      createdAt: present?.createdAt ?? now,
      updatedAt: now,
    };
    const existing = type === "contacts" ? sameEmail(crm(), record) : undefined;
    if (existing) return desk.error(409, "CONFLICT", `Contact already exists. Existing ID: ${existing}`);
    const targets = (parsed.data.associations ?? []).map(
      ({ to, types: [{ associationTypeId } = { associationTypeId: 0 }] }) => ({
        id: to.id,
        type: associationTypes[type]?.[associationTypeId],
      }),
    );
    for (const { id: other, type: to } of targets)
      if (!to || !crm().records(to).has(other))
        return desk.error(400, "VALIDATION_ERROR", `No ${to ?? "object"} with the id ${other} exists`);
    settle(type, record, present);
    crm().records(type).set(record.id, record);
    for (const { id: other, type: to } of targets) if (to) crm().link(type, record.id, to, other);
    const company = type === "contacts" ? record.properties["associatedcompanyid"] : undefined;
    if (company) crm().link("contacts", record.id, "companies", company);
    const told = recordOf(type, record.id);
    if (told) kit.webhooks.tell({ type: present ? "changed" : "created", ...told });
    return desk.json(render(type, record, Object.keys(sent)), present ? 200 : 201);
  };

  return [
    http.delete(`${api}/crm/v3/objects/:type/:id`, ({ request, params }) =>
      gate.enter(request, () => {
        const type = String(params["type"]);
        const record = isType(type) ? crm().records(type).get(String(params["id"])) : undefined;
        if (record) record.archivedAt ??= kit.now().toISOString();
        // Of what is not there HubSpot says the same.
        return new HttpResponse(null, { status: 204 });
      }),
    ),
    http.post(`${api}/crm/v3/objects/:type`, ({ request, params }) =>
      gate.enter(request, (body) => write(params["type"], undefined, body)),
    ),
    http.patch(`${api}/crm/v3/objects/:type/:id`, ({ request, params }) =>
      gate.enter(request, (body) => write(params["type"], String(params["id"]), body)),
    ),
  ];

  /** What HubSpot adds by itself. */
  function settle(type: Type, { properties, updatedAt }: CrmRecord, present: CrmRecord | undefined): void {
    if (type === "deals") properties["pipeline"] ??= "default";
    if (type !== "tasks") return;
    properties["hs_task_status"] ??= "NOT_STARTED";
    if (properties["hs_task_status"] !== "COMPLETED") delete properties["hs_task_completion_date"];
    else if (present?.properties["hs_task_status"] !== "COMPLETED") properties["hs_task_completion_date"] = updatedAt;
  }
};
