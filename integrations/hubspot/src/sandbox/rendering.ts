import type { Crm, CrmRecord } from "./crm.ts";
import { alwaysGiven, definitions } from "./definitions.ts";
import { stageOf } from "./pipelines.ts";
import { portalId, type Type, types } from "./wire.ts";

/** What HubSpot reckons out of the other properties. */
const calculated = (type: Type, { id, properties, createdAt, updatedAt }: CrmRecord): Record<string, string> => {
  const times: Record<string, string> = { hs_object_id: id, hs_createdate: createdAt, createdate: createdAt };
  times["lastmodifieddate"] = updatedAt;
  times["hs_lastmodifieddate"] = updatedAt;
  const stage = type === "deals" ? stageOf("deals", properties["pipeline"], properties["dealstage"]) : undefined;
  if (!stage) return times;
  const probability = stage.metadata["probability"] ?? "0";
  return {
    ...times,
    hs_is_closed: stage.metadata["isClosed"] ?? "false",
    hs_is_closed_won: String(probability === "1.0"),
    hs_is_closed_lost: String(stage.metadata["isClosed"] === "true" && probability !== "1.0"),
    hs_deal_stage_probability: probability,
    ...(properties["amount"] === undefined
      ? {}
      : { hs_projected_amount: String(Math.round(Number(properties["amount"]) * Number(probability))) }),
  };
};

/** The value of a property; undefined where it has none. */
export const propertyOf = (type: Type, record: CrmRecord, name: string): string | undefined =>
  record.properties[name] || calculated(type, record)[name];

/** Only what is asked for comes back, without a value as null; what the object does not have is passed over in silence. */
export const render = (
  type: Type,
  record: CrmRecord,
  asked: readonly string[],
  associations?: Readonly<Record<string, unknown>>,
): Record<string, unknown> => {
  const known = new Set(definitions[type].map(({ name }) => name));
  const names = [...new Set([...alwaysGiven(type), ...asked])].filter(
    (name) => known.has(name) || alwaysGiven(type).includes(name),
  );
  return {
    id: record.id,
    properties: Object.fromEntries(names.sort().map((name) => [name, propertyOf(type, record, name) ?? null])),
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
    archived: record.archivedAt !== undefined,
    ...(record.archivedAt ? { archivedAt: record.archivedAt } : {}),
    ...(associations ? { associations } : {}),
    url: `https://app.hubspot.com/contacts/${portalId}/record/${types[type].typeId}/${record.id}`,
  };
};

/** The records of a type in the order of their ids, without those in the recycle bin. */
export const living = (crm: Crm, type: Type): CrmRecord[] =>
  [...crm.records(type).values()]
    .filter(({ archivedAt }) => archivedAt === undefined)
    .sort((one, other) => Number(one.id) - Number(other.id));
