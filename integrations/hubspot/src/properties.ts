import { type Api, pick, required, row } from "@opensme/core";
import * as z from "zod";

const Definition = row({
  name: required(z.string()),
  fieldType: z.string(),
  hubspotDefined: z.boolean(),
  dataSensitivity: z.string(),
});

const Answer = z.object({ results: z.array(z.unknown()) });

/**
 * The properties that the account itself has added to an object, each followed by its field type. Those that it marked as sensitive are left out.
 * https://developers.hubspot.com/docs/guides/api/crm/properties
 */
export const ownProperties = async (type: string, api: Api, signal: AbortSignal | undefined): Promise<string[]> => {
  const { body } = await api.request({ path: `/crm/v3/properties/${type}` }, { signal });
  return pick(
    Answer,
    ({ results }) => results,
  )(body).flatMap((result) => {
    const { data } = Definition.safeParse(result);
    const isOwn = data && data.hubspotDefined !== true && (data.dataSensitivity ?? "non_sensitive") === "non_sensitive";
    return isOwn ? [data.name, data.fieldType ?? ""] : [];
  });
};

/** The names among names and field types. */
export const namesOf = (own: readonly string[]): string[] => own.filter((_, index) => index % 2 === 0);

const typed = (value: unknown, fieldType: string | undefined): unknown => {
  if (typeof value !== "string") return value;
  if (fieldType === "booleancheckbox" && /^(?:true|false)$/.test(value)) return value === "true";
  return fieldType === "checkbox" && value !== "" ? value.split(";").filter((part) => part !== "") : value;
};

/** The values of the account's own properties: checkboxes as flags and lists, everything else as the text that it is. */
export const customOf = (
  own: readonly string[] | null | undefined,
  properties: Readonly<Record<string, unknown>>,
): Record<string, unknown> =>
  Object.fromEntries(namesOf(own ?? []).map((name, index) => [name, typed(properties[name], own?.[index * 2 + 1])]));
