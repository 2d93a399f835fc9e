import type * as z from "zod";
import { type Place, passes, stepsOf, walkOf } from "../compile.ts";
import { mayWrite, refused, Source } from "../source.ts";
import { plain, settleText } from "./draft.ts";

/**
 * A draft settled and checked in one walk, written out for each entity: what `settleDraft` and the entity's schema do one after the other, at a third of the time.
 * What it does not accept goes that way, which alone says what is wrong and knows words without a counterpart, so that nothing but time depends on this file.
 */

type Schema = z.core.$ZodType;
type Record = { readonly [field: string]: unknown };

/** Gives the settled object, undefined for one that says nothing, or `refused`. An id that stands beside an object is its own. */
type Settle = (value: object, id?: string) => Record | undefined | typeof refused;

/** The record that a draft makes, its fields in the order of the model; undefined where the draft has to be looked at more closely. */
export const settledAs = (schema: z.ZodObject, id: string, draft: object): Record | undefined => {
  const record = settleOf(schema, true)?.(draft, id);
  return record === refused ? undefined : record;
};

const [entities, parts] = [new WeakMap<Schema, Settle | undefined>(), new WeakMap<Schema, Settle | undefined>()];

const settleOf = (schema: z.core.$ZodObject, isEntity: boolean): Settle | undefined => {
  const known = isEntity ? entities : parts;
  if (!known.has(schema)) known.set(schema, mayWrite ? write(schema._zod.def, isEntity) : undefined);
  return known.get(schema);
};

const write = ({ shape, catchall }: z.core.$ZodObjectDef, isEntity: boolean): Settle | undefined => {
  if (catchall?._zod.def.type !== "never" || Object.hasOwn(shape, "__proto__")) return undefined;
  const source = new Source();
  const isBeside = (name: string): boolean => isEntity && name === "id";
  const fields = Object.entries(shape).map(([name, schema]) => {
    const field = source.variable();
    const steps = settleSteps(schema, { source, name: field, refuse: "return refused;" });
    const key = JSON.stringify(name);
    const isRequired = schema._zod.optin === undefined;
    const said = `${field} !== undefined && ${field} !== null`;
    return {
      field,
      isKnown: steps !== undefined,
      settle: `let ${field} = ${isBeside(name) ? "id" : `value[${key}]`};
        if (${said}) { ${steps} } else ${field} = undefined;
        ${isRequired ? `if (${field} === undefined) return refused;` : ""}`,
      set: `if (${field} !== undefined) this[${key}] = ${field};`,
    };
  });
  if (!fields.every(({ isKnown }) => isKnown)) return undefined;
  const all = fields.map(({ field }) => field);
  const names = Object.keys(shape).filter((name) => !isBeside(name));
  // Drafts of one mapping have the same fields in the same order, so that a look at the name that came there before is most often enough.
  const [known, before] = [source.constant(new Set(names)), source.constant([])];
  // A function that sets fields of `this` makes objects with room for them, where those that grow field by field take a fifth more.
  return source.evaluate(`(() => {
    function Settled(${all.join(", ")}) { ${fields.map(({ set }) => set).join("\n")} }
    Settled.prototype = Object.prototype;
    return (value, id) => {
      if (typeof value !== "object" || Array.isArray(value)) return refused;
      let index = 0;
      for (const name in value) {
        if (${before}[index] !== name) {
          if (!${known}.has(name)) return refused;
          ${before}[index] = name;
        }
        index += 1;
      }
      ${fields.map(({ settle }) => settle).join("\n")}
      if (${all.map((field) => `${field} === undefined`).join(" && ")}) return undefined;
      return new Settled(${all.join(", ")});
    };
  })()`);
};

/** Statements that settle what is neither undefined nor null. */
const settleSteps = (schema: Schema, place: Place): string | undefined => {
  const { source, name, refuse } = place;
  const def = schema._zod.def as z.core.$ZodTypes["_zod"]["def"];
  switch (def.type) {
    case "optional":
      return settleSteps(def.innerType, place);
    case "string":
      return textSteps(def.checks ?? [], place);
    case "array":
      return listSteps(def.element, place);
    case "object": {
      const settle = settleOf(schema as z.core.$ZodObject, false);
      return settle && `if ((${name} = ${source.constant(settle)}(${name})) === refused) ${refuse}`;
    }
    case "record":
      return `if ((${name} = ${source.constant(collected(walkOf(schema)))}(${name})) === refused) ${refuse}`;
    case "enum":
    case "boolean":
    case "number":
      return `if (${name} === "") ${name} = undefined; else { ${stepsOf(schema, place)} }`;
    default:
      return undefined;
  }
};

const textSteps = (checks: readonly z.core.$ZodCheck[], { source, name, refuse }: Place): string => {
  const isRight = checks.map((check) => passes(check, name, source)).join(" && ") || "true";
  // What has a form of its own, such as a decimal or a day, is neither blank nor in need of a Unicode form.
  const isFormed = checks.some((check) => check._zod.def.check !== "min_length");
  const isSettled = isFormed ? isRight : `${source.constant(plain)}.test(${name}) && ${isRight}`;
  return `if (typeof ${name} !== "string") ${refuse}
    if (!(${isSettled})) {
      ${name} = ${source.constant(settleText)}(${name});
      if (${name} !== undefined && !(${isRight})) ${refuse}
    }`;
};

const listSteps = (element: Schema, { source, name, refuse }: Place): string | undefined => {
  const [items, item] = [source.variable(), source.variable()];
  const steps = settleSteps(element, { source, name: item, refuse });
  if (steps === undefined) return undefined;
  return `if (!Array.isArray(${name})) ${refuse}
    const ${items} = [];
    for (let ${item} of ${name}) {
      if (${item} === undefined || ${item} === null) continue;
      ${steps}
      if (${item} !== undefined) ${items}.push(${item});
    }
    ${name} = ${items}.length === 0 && ${name}.length > 0 ? undefined : ${items};`;
};

/** Fields of the tool's own: those that say something, as they are. */
const collected =
  (walk: (value: unknown) => unknown) =>
  (value: unknown): unknown => {
    if (typeof value !== "object") return refused;
    let kept: { [field: string]: unknown } | undefined;
    for (const key in value) {
      const field = (value as Record)[key];
      if (field === undefined || field === null || field === "") continue;
      kept ??= {};
      kept[key] = field;
    }
    return kept && walk(kept);
  };
