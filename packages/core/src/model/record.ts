import * as z from "zod";
import { instant, text } from "./scalars.ts";

declare const target: unique symbol;

/**
 * A pointer to another record of the same connection: the vendor's id as text, and the name the vendor sent beside it.
 * The type parameter keeps a contact's ref from standing where an item's is expected.
 */
export interface Ref<Entity extends string = string> {
  id: string;
  name?: string | undefined;
  readonly [target]?: Entity;
}

/** A field that points at a record of another entity. */
export const ref = <Entity extends string>(entity: Entity, description: string): z.ZodType<Ref<Entity>> =>
  z
    .strictObject({ id: z.string().min(1), name: z.string().min(1).optional() })
    .meta({ description, ref: entity }) as never;

type Shape = Record<string, z.ZodType>;
type Optional<S extends Shape> = { [Key in keyof S]: z.ZodOptional<S[Key]> };

const optional = <S extends Shape>(shape: S): Optional<S> =>
  Object.fromEntries(Object.entries(shape).map(([key, schema]) => [key, schema.optional()])) as Optional<S>;

/** A part of a record, such as a line: what it must have, and what it may have. */
export const part = <Required extends Shape, Rest extends Shape>(
  required: Required,
  rest: Rest,
): z.ZodObject<Required & Optional<Rest>, z.core.$strict> =>
  z.strictObject({ ...required, ...optional(rest) }) as never;

/** Stands on every record, whatever its entity. */
const identity = { id: text("The tool's own id, as text") };
const provenance = {
  url: text("Address of the record in the tool's own user interface"),
  createdAt: instant("When the tool says the record was created"),
  updatedAt: instant("When the tool says the record was last changed"),
  version: text("The tool's version mark, for optimistic locking on write"),
  custom: z.record(z.string(), z.json()).meta({ description: "The tool's custom fields, by key" }),
  unmapped: z
    .record(z.string(), z.json())
    .meta({ description: "The tool's own words that have no counterpart in the model, by field path" }),
};

/** What `entity` adds to a schema: its name and the plural under which connectors and stores keep it. */
export interface EntityMeta {
  entity: string;
  plural: string;
  description: string;
}

/** Builds the strict schema of an entity from what every tool of its kind has and what some have. */
export const entity = <Required extends Shape, Rest extends Shape>(
  names: { entity: string; plural: string },
  description: string,
  required: Required,
  rest: Rest,
): z.ZodObject<typeof identity & Required & Optional<Rest & typeof provenance>, z.core.$strict> =>
  z
    .strictObject({ ...identity, ...required, ...optional(rest), ...optional(provenance) })
    .meta({ ...names, description }) as never;
