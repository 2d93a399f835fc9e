import { codec, type Row, ref, required, row } from "@opensme/core";
import * as z from "zod";
import { type CrmObject, crmList, crmRecord } from "./objects.ts";
import { customOf } from "./properties.ts";
import { moment } from "./wire.ts";

/** What every record of the CRM has beside its `properties`, in whichever answer it stands. */
const recordFields = {
  id: required(codec.ownId),
  createdAt: moment,
  updatedAt: moment,
  archived: z.literal(false, { error: "this record is deleted: it lies in HubSpot's recycle bin" }),
  url: z.string(),
  /** Names of the account's own properties, each followed by its field type. The listing puts them beside the row. */
  own: z.array(z.string()),
};

/** What of the account a record has to be read by; the listing puts it beside the row, as the rest here. */
export const accountFields = { currencies: z.array(z.string()), timeZones: z.array(z.string()) };

/** The name of the stage that a record is in, which has only its id. */
export const stageFields = { stageLabels: z.array(z.string()) };

/** Records that a record is associated with, as the associations API lists them. */
const Linked = z.array(z.object({ toObjectId: codec.identifier }));

/** The same, as an answer has them that was asked for `associations`. */
const Associated = row({ results: z.array(z.object({ id: codec.identifier })) });

/** What is associated with a record: the listing asks for those that its fields have. */
export const companyLinks = { companies: Linked, associations: row({ companies: Associated }) };

export const partyLinks = {
  contacts: Linked,
  companies: Linked,
  associations: row({ contacts: Associated, companies: Associated }),
};

export const dealLinks = {
  ...partyLinks,
  deals: Linked,
  associations: row({ contacts: Associated, companies: Associated, deals: Associated }),
};

const linkNames = ["contacts", "companies", "deals"] as const;

/** The ids of what a record is associated with, each once; undefined where that is not told. */
export const linkedIds = (
  record: z.output<Row<typeof dealLinks>>,
  name: (typeof linkNames)[number],
): string[] | undefined => {
  const listed = record[name]?.map(({ toObjectId }) => toObjectId);
  const asked = record.associations?.[name]?.results?.map(({ id }) => id);
  return listed || asked ? [...new Set([...(listed ?? []), ...(asked ?? [])])] : undefined;
};

/** Whom a record is with: a person before a firm. */
export const partyOf = (record: z.output<Row<typeof partyLinks>>) => {
  const [person] = linkedIds(record, "contacts") ?? [];
  const [firm] = linkedIds(record, "companies") ?? [];
  return ref(person ? `contact:${person}` : firm && `company:${firm}`);
};

type Properties = Readonly<Record<string, unknown>>;

/** What records of all objects tell in the same way. */
export const readRecord = (record: z.output<Row<typeof recordFields>>, properties: Properties) => ({
  url: record.url,
  createdAt: record.createdAt,
  updatedAt: record.updatedAt,
  custom: customOf(record.own, properties),
});

/** An object of the CRM: the schema of its rows, of which `fields` stand beside the properties, and how it is read. */
export const crmObject = <const Names extends z.ZodRawShape, const Fields extends z.ZodRawShape>({
  properties,
  fields,
  ...object
}: Omit<CrmObject, "properties" | "links"> & { properties: Names; fields: Fields }) => {
  const asked = {
    ...object,
    properties: Object.keys(properties),
    links: linkNames.filter((name) => name in fields),
  };
  return {
    row: row({ ...recordFields, ...fields, properties: required(row(properties).loose()) }),
    reading: {
      id: ({ id }: { id: string }) => id,
      list: crmList(asked),
      get: { listing: crmRecord(asked) },
    },
  };
};
