import * as z from "zod";

/** What marks a schema: a name and no symbol, which the declarations of other packages could not tell. */
const mark = "~required";

/** The schema of a field that a row cannot be without. */
export type Required<Schema extends z.ZodType> = Schema & { readonly "~required": true };

type Shape<Fields extends z.ZodRawShape> = {
  -readonly [Key in keyof Fields]: Fields[Key] extends { readonly "~required": true } | z.ZodOptional
    ? Fields[Key]
    : z.ZodOptional<z.ZodNullable<Fields[Key]>>;
};

/** The schema of a vendor's object. */
export type Row<Fields extends z.ZodRawShape> = z.ZodObject<Shape<Fields>, z.core.$strip>;

/** Marks a field of `row` that must be there and not be null: a row without it is rejected. */
export const required = <Schema extends z.ZodType>(schema: Schema): Required<Schema> =>
  Object.assign(schema.clone(), { [mark]: true as const });

/**
 * The schema of a vendor's object, of which any field may be missing or null but those marked with `required`:
 * `row({ id: required(codec.ownId), name: z.string() })`. What is optional by itself stays as it is, so a row that has more than another is
 * `row({ ...Party.shape, gender: z.boolean() })`.
 */
export const row = <const Fields extends z.ZodRawShape>(fields: Fields): Row<Fields> =>
  z.object(
    Object.fromEntries(
      Object.entries(fields).map(([name, schema]) => [
        name,
        mark in schema || schema._zod.def.type === "optional" ? schema : (schema as z.ZodType).nullish(),
      ]),
    ),
  ) as unknown as Row<Fields>;

/** Fields of one kind, to be spread into a row: `row({ id: required(codec.ownId), ...fields(z.string(), "name", "note") })`. */
export const fields = <const Name extends string, Schema extends z.ZodType>(
  schema: Schema,
  ...names: readonly Name[]
): { readonly [Key in Name]: Schema } =>
  Object.fromEntries(names.map((name) => [name, schema])) as { readonly [Key in Name]: Schema };
