import * as z from "zod";
import { type CrmObject, crmList, crmRecord } from "./objects.ts";
import { customOf } from "./properties.ts";
import { moment, ownId, word } from "./wire.ts";

/** What every record of the CRM has beside its `properties`, in whichever answer it stands. */
const recordFields = {
  id: ownId,
  createdAt: moment.nullish(),
  updatedAt: moment.nullish(),
  archived: z.literal(false, { error: "this record is deleted: it lies in HubSpot's recycle bin" }).nullish(),
  url: z.string().nullish(),
  /** Names of the account's own properties, each followed by its field type. The listing puts them beside the row. */
  own: z.array(z.string()).nullish(),
};

/** What of the account a record has to be read by; the listing puts it beside the row, as the rest here. */
export const accountFields = { currencies: z.array(z.string()).nullish(), timeZones: z.array(z.string()).nullish() };

/** The name of the stage that a record is in, which has only its id. */
export const stageFields = { stageLabels: z.array(z.string()).nullish() };

/** Records that a record is associated with, as the associations API lists them. */
const Linked = z.array(z.object({ toObjectId: word })).nullish();

/** The same, as an answer has them that was asked for `associations`. */
const Associated = z.object({ results: z.array(z.object({ id: word })).nullish() }).nullish();

/** What is associated with a record: the listing asks for those that its fields have. */
export const companyLinks = { companies: Linked, associations: z.object({ companies: Associated }).nullish() };

export const partyLinks = {
  contacts: Linked,
  companies: Linked,
  associations: z.object({ contacts: Associated, companies: Associated }).nullish(),
};

export const dealLinks = {
  ...partyLinks,
  deals: Linked,
  associations: z.object({ contacts: Associated, companies: Associated, deals: Associated }).nullish(),
};

const linkNames = ["contacts", "companies", "deals"] as const;

/** The ids of what a record is associated with, each once; undefined where that is not told. */
export const linkedIds = (
  row: z.output<z.ZodObject<typeof dealLinks>>,
  name: (typeof linkNames)[number],
): string[] | undefined => {
  const listed = row[name]?.map(({ toObjectId }) => toObjectId);
  const asked = row.associations?.[name]?.results?.map(({ id }) => id);
  return listed || asked ? [...new Set([...(listed ?? []), ...(asked ?? [])])] : undefined;
};

type CrmRow = z.output<z.ZodObject<typeof recordFields>> & { properties: Readonly<Record<string, unknown>> };

/** What records of all objects tell in the same way. */
export const readRecord = (row: CrmRow) => ({
  url: row.url,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
  custom: customOf(row),
});

/** An object of the CRM: the schema of its rows, of which `fields` stand beside the properties, and how it is read. */
export const crmObject = <Properties extends z.core.$ZodLooseShape, Fields extends z.core.$ZodLooseShape>({
  properties,
  fields,
  ...object
}: Omit<CrmObject, "properties" | "links"> & { properties: Properties; fields: Fields }) => {
  const asked = {
    ...object,
    properties: Object.keys(properties),
    links: linkNames.filter((name) => name in fields),
  };
  return {
    row: z.object({ ...recordFields, ...fields, properties: z.looseObject(properties) }),
    reading: {
      id: ({ id }: { id: string }) => id,
      list: crmList(asked),
      get: { listing: crmRecord(asked) },
    },
  };
};
