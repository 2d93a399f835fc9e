import { codec, fields, OpenSMEError, refuse, row } from "@opensme/core";
import * as z from "zod";

/** An object that BambooHR writes as `[]`, and some clients as empty text, when there is nothing in it. */
export const orEmptyList = <Schema extends z.ZodType>(
  schema: Schema,
): z.ZodOptional<z.ZodPreprocess<z.ZodOptional<z.ZodNullable<Schema>>>> =>
  z
    .preprocess(
      (value) => (value === "" || (Array.isArray(value) && value.length === 0) ? undefined : value),
      schema.nullish(),
    )
    .optional();

/** What a page says of the next one. Where the page itself has no rows it is a slip of the vendor's, which would cost what it should have held. */
export const after = (rows: readonly unknown[], next: string | null | undefined): typeof next => {
  if (rows.length > 0 || !next) return next;
  throw new OpenSMEError("BambooHR gave a page of nothing that is not the last. Try again later.", {
    code: "mismatch",
    retryable: true,
  });
};

/** What hiring names by number and words, `{ id, label }`; some senders give the words alone. */
export const labelled = z
  .preprocess(
    (given) => (typeof given === "string" ? { label: given } : given),
    orEmptyList(row(fields(codec.identifier, "id", "label"))),
  )
  .optional();

/** Fields of the company's own have an alias that begins with `custom`, or in reports the number of the field. */
export const isCustom = (field: string): boolean =>
  field.startsWith("custom") || (field < ":" && /^\d+(\.\d+)?$/.test(field));

/** Asked of some eighty fields of each row, most of which are the vendor's. */
export const customOf = (row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  const custom: Record<string, unknown> = {};
  for (const field in row) if (isCustom(field)) custom[field] = row[field];
  return custom;
};

/** The end of an address such as `https://acme.bamboohr.com/api/v1/employees/124`, where an answer names what it created. */
export const createdId = ({ headers }: { headers: Headers }): string => {
  const id = /(\d+)\D*$/.exec(headers.get("location") ?? "")?.[1];
  if (id !== undefined) return id;
  throw new OpenSMEError(
    "BambooHR answered that it created the record and did not say under which id. Look it up before creating it again.",
    { code: "unknown_outcome" },
  );
};

/** Departments, locations and managers are written by their names. */
export const nameOf = (field: string, value: { id: string; name?: string | undefined } | undefined) => {
  if (!value || value.name) return value?.name;
  throw refuse(`${field}.name`, `is missing: BambooHR takes a ${field} by its name, give ${field}.name as well`);
};
