import { createHash } from "node:crypto";
import * as z from "zod";
import { OpenSMEError } from "../errors.ts";
import type { RecordDraft } from "../model/draft.ts";
import type { EntityName } from "../model/entities.ts";
import type { AnyConnector, AnyResource } from "./connector.ts";
import type { Resource } from "./resource.ts";

type EntityOf<Declared> = Declared extends Resource<infer Entity, infer _> ? Entity : never;

interface Extension<Entity extends EntityName, Fields extends z.ZodRawShape> {
  /** The vendor fields that it reads, each with its schema. */
  fields: Fields;
  /** The fields of the record that it adds or reads otherwise. What it leaves undefined stays as the connector reads it; `custom` is added to. */
  read: (row: z.output<z.ZodObject<Fields>>) => Partial<RecordDraft<Entity>>;
}

/**
 * The same connector, with further fields read by one of its resources: `extend(xero, "invoices", { fields: { BrandingThemeID: z.string().nullish() }, read: (row) => ({ custom: { theme:
 * row.BrandingThemeID } }) })`. Its version tells of it, so that rows stored before are read again. Throws a `config` error where the resource's rows are no plain objects.
 */
export const extend = <
  Definition extends AnyConnector,
  const Key extends keyof Definition["resources"] & string,
  Fields extends z.ZodRawShape,
>(
  connector: Definition,
  key: Key,
  { fields, read }: Extension<EntityOf<Definition["resources"][Key]>, Fields>,
): Definition => {
  const resource = connector.resources[key] as AnyResource | undefined;
  if (!(resource?.raw instanceof z.ZodObject))
    throw new OpenSMEError(`The resource "${key}" of ${connector.name} cannot be extended.`, {
      code: "config",
      connector: connector.id,
    });
  const added = z.object(fields);
  const base = resource.definition.read as (row: unknown) => Readonly<Record<string, unknown>>;
  const extended = {
    ...resource,
    raw: resource.raw.safeExtend(fields),
    definition: {
      ...resource.definition,
      read: (row: unknown) => overlaid(base(row), read(row as z.output<typeof added>)),
    },
  };
  const mark = createHash("sha256")
    .update(`${key} ${Object.keys(fields)} ${read}`)
    .digest("hex")
    .slice(0, 8);
  return {
    ...connector,
    version: `${connector.version}${connector.version.includes("+") ? "." : "+"}${mark}`,
    resources: { ...connector.resources, [key]: extended },
  };
};

const overlaid = (
  record: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> => ({
  ...record,
  ...Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined)),
  ...(record["custom"] || more["custom"]
    ? { custom: { ...(record["custom"] as object | undefined), ...(more["custom"] as object | undefined) } }
    : {}),
});
