import type * as z from "zod";
import { testOf, walkOf } from "../compile.ts";
import { isWritable, refused } from "../compile-object.ts";
import { settleText } from "./draft.ts";

/**
 * A draft settled and checked in one walk, written out for each entity: what `settleDraft` and the entity's schema do one after the other, at a third of the time.
 * What it does not accept goes that way, which alone says what is wrong and knows words without a counterpart, so that nothing but time depends on this file.
 */

type Schema = z.core.$ZodType;

/** Gives the settled value, undefined for what says nothing, or `refused`. */
type Settle = (value: unknown) => unknown;

const known = new WeakMap<Schema, Settle | undefined>();

/** The record that a draft makes, its fields in the order of the model; undefined where the draft has to be looked at more closely. */
export const settledAs = (schema: z.ZodObject, id: string, draft: object): Record<string, unknown> | undefined => {
  const settle = settleOf(schema);
  const record = settle?.({ id, ...draft });
  return record === refused ? undefined : (record as Record<string, unknown> | undefined);
};

const settleOf = (schema: Schema): Settle | undefined => {
  if (!known.has(schema)) known.set(schema, compile(schema));
  return known.get(schema);
};

const compile = (schema: Schema): Settle | undefined => {
  const def = schema._zod.def as z.core.$ZodTypes["_zod"]["def"];
  switch (def.type) {
    case "optional":
      return settleOf(def.innerType);
    case "string": {
      const { checks = [] } = def;
      const tests = checks.map(testOf);
      // What has a form of its own, such as a decimal or a day, is neither blank nor in need of a Unicode form.
      return checks.some((check) => check._zod.def.check !== "min_length") ? formed(tests) : text(tests);
    }
    case "array":
      return list(settleOf(def.element));
    case "object":
      return isWritable(def.shape) && def.catchall?._zod.def.type === "never" ? writtenObject(def.shape) : undefined;
    case "record":
      return collected(walkOf(schema));
    case "enum":
    case "boolean":
    case "number": {
      const walk = walkOf(schema);
      return (value) => (value === "" ? undefined : walk(value));
    }
    default:
      return undefined;
  }
};

const text =
  (tests: readonly ((value: unknown) => boolean)[]): Settle =>
  (value) => {
    if (typeof value !== "string") return refused;
    const settled = settleText(value);
    if (settled === undefined) return undefined;
    for (const test of tests) if (!test(settled)) return refused;
    return settled;
  };

const formed = (tests: readonly ((value: unknown) => boolean)[]): Settle => {
  const settleText = text(tests);
  return (value) => {
    if (typeof value !== "string") return refused;
    for (const test of tests) if (!test(value)) return settleText(value);
    return value;
  };
};

const list = (settle: Settle | undefined): Settle | undefined =>
  settle &&
  ((value) => {
    if (!Array.isArray(value)) return refused;
    const items: unknown[] = [];
    for (const item of value) {
      if (item === undefined || item === null) continue;
      const settled = settle(item);
      if (settled === refused) return refused;
      if (settled !== undefined) items.push(settled);
    }
    return items.length === 0 && value.length > 0 ? undefined : items;
  });

/** Fields of the tool's own: those that say something, as they are. */
const collected =
  (walk: (value: unknown) => unknown): Settle =>
  (value) => {
    if (typeof value !== "object") return refused;
    let kept: Record<string, unknown> | undefined;
    for (const key in value) {
      const field = (value as Record<string, unknown>)[key];
      if (field === undefined || field === null || field === "") continue;
      kept ??= {};
      kept[key] = field;
    }
    return kept && walk(kept);
  };

const writtenObject = (shape: z.core.$ZodShape): Settle | undefined => {
  const fields = Object.entries(shape);
  const settles = fields.map(([, schema]) => settleOf(schema));
  if (settles.includes(undefined)) return undefined;
  const steps = fields.map(([name, schema], index) => {
    const key = JSON.stringify(name);
    const isRequired = schema._zod.optin === undefined;
    const absent = isRequired ? " else return refused;" : "";
    return `field = value[${key}];
      if (field !== undefined && field !== null) {
        if ((field = settles[${index}](field)) === refused) return refused;
        if (field !== undefined) { record[${key}] = field; isEmpty = false; }${absent}
      }${absent}`;
  });
  return new Function(
    "settles, refused, names",
    `return (value) => {
      if (typeof value !== "object" || Array.isArray(value)) return refused;
      for (const key in value) if (!names.has(key)) return refused;
      const record = {}; let isEmpty = true; let field;
      ${steps.join("\n")}
      return isEmpty ? undefined : record;
    }`,
  )(settles, refused, new Set(Object.keys(shape)));
};
