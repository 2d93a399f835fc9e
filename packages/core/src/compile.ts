import type * as z from "zod";
import { mayWrite, refused, Source } from "./source.ts";

/**
 * Validation compiled once: a schema becomes a function that accepts what is right in one walk, written out for each object, which is several times as fast as
 * loops over fields. What it does not accept goes through zod again, which alone says what is wrong, so that nothing but time depends on this file. Kinds of schema that it does
 * not know are left to zod where they stand, and everything is where code may not be made at run time.
 */

type Schema = z.core.$ZodType;
type AnyDef = z.core.$ZodTypes["_zod"]["def"];

/** Gives the value as a schema reads it, or `refused`. */
export type Walk = (value: unknown) => unknown;

const compiled = new WeakMap<Schema, Walk>();

/** Parses as the schema's own `safeParse` does, and faster where there is nothing wrong. */
export const safeParse = <S extends z.ZodType>(schema: S, value: unknown): z.ZodSafeParseResult<z.output<S>> => {
  const data = walkOf(schema)(value);
  return data === refused ? schema.safeParse(value) : { success: true, data: data as z.output<S> };
};

/**
 * Reads single values by a schema as rows are read, which is several times as fast as its own `parse`: `const kind = reader(codec.choice({ 1: "goods" }))`. What is absent stays so; what is
 * wrong throws as `parse` does.
 */
export const reader = <S extends z.ZodType>(
  schema: S,
): ((value: z.input<S> | null | undefined) => z.output<S> | undefined) => {
  const walk = walkOf(schema);
  return (value) => {
    if (value === null || value === undefined) return undefined;
    const read = walk(value);
    return read === refused ? schema.parse(value) : (read as z.output<S>);
  };
};

export const walkOf = (schema: Schema): Walk => {
  const known = compiled.get(schema);
  if (known) return known;
  const walk = mayWrite ? write(schema) : byZod(schema);
  compiled.set(schema, walk);
  return walk;
};

const byZod =
  (schema: Schema): Walk =>
  (value) => {
    const result = schema._zod.run({ value, issues: [] }, { async: false });
    return result instanceof Promise || result.issues.length > 0 ? refused : result.value;
  };

const write = (schema: Schema): Walk => {
  const place: Place = { source: new Source(), name: "value", refuse: "return refused;" };
  const def = defOf(schema);
  const steps = def.type === "object" ? objectSteps(def, place) : kindSteps(schema, place);
  if (steps === undefined) return byZod(schema);
  const told = steps.includes("payload") ? `const payload = new ${place.source.constant(Payload)}();` : "";
  return place.source.evaluate(`(value) => { ${told} ${steps} ${checkSteps(def, place)} return value; }`);
};

const defOf = (schema: Schema): AnyDef => schema._zod.def as AnyDef;

/** Where code stands that reads a value. */
export interface Place {
  readonly source: Source;
  /** The variable that holds the value before, and what the schema makes of it afterwards. */
  readonly name: string;
  /** The statement that ends the reading where a value is not accepted. */
  readonly refuse: string;
}

/** Statements that read a value by a schema. */
export const stepsOf = (schema: Schema, place: Place): string => {
  const def = defOf(schema);
  // An object is a function of its own, and what zod does with other kinds includes their checks.
  const steps = def.type === "object" ? undefined : kindSteps(schema, place);
  return steps === undefined ? called(walkOf(schema), place) : `${steps} ${checkSteps(def, place)}`;
};

const called = (walk: Walk, { source, name, refuse }: Place): string =>
  `if ((${name} = ${source.constant(walk)}(${name})) === refused) ${refuse}`;

/** The steps of a kind without its checks; undefined where that is left to zod. */
const kindSteps = (schema: Schema, place: Place): string | undefined => {
  const { source, name, refuse } = place;
  const def = defOf(schema);
  switch (def.type) {
    case "string":
    case "boolean":
      return "format" in def ? undefined : `if (typeof ${name} !== "${def.type}") ${refuse}`;
    case "unknown":
      return "";
    case "null":
      return `if (${name} !== null) ${refuse}`;
    case "number":
      if (!("format" in def)) return `if (!Number.isFinite(${name})) ${refuse}`;
      return def.format === "safeint" ? `if (!Number.isSafeInteger(${name})) ${refuse}` : undefined;
    case "enum":
    case "literal": {
      const { values } = schema._zod;
      return values && `if (!${source.constant(values)}.has(${name})) ${refuse}`;
    }
    case "nullable":
      return `if (${name} !== null) { ${stepsOf(def.innerType, place)} }`;
    case "optional":
      if (def.innerType._zod.optin === "defaulted") return undefined;
      return `if (${name} !== undefined) { ${stepsOf(def.innerType, place)} }`;
    case "union":
      return unionSteps(def as z.core.$ZodUnionDef, place);
    case "array":
      return arraySteps(def, place);
    case "pipe":
      return "reverseTransform" in def ? codecSteps(def as z.core.$ZodCodecDef, place) : pipeSteps(def, place);
    case "transform":
      return transformSteps(def.transform, place);
    case "custom":
      // What is absent is refused before it is asked for.
      return `if (${name} === undefined || ${source.constant(def.fn)}(${name}) !== true) ${refuse}`;
    case "lazy":
      return called(lazily(schema as z.core.$ZodLazy), place);
    case "record": {
      const walk = recordWalk(def);
      return walk && called(walk, place);
    }
    case "tuple":
      return tupleSteps(def, place);
    default:
      return undefined;
  }
};

const unionSteps = (def: z.core.$ZodUnionDef, place: Place): string | undefined => {
  const { source, name, refuse } = place;
  if ("discriminator" in def || def.inclusive === false) return undefined;
  if (def.options.every(isTextOrNumber))
    return `if (typeof ${name} !== "string" && !Number.isFinite(${name})) ${refuse}`;
  const [before, all] = [source.variable(), source.variable()];
  const attempts = def.options.map((option) => {
    const attempt = source.variable();
    return `${attempt}: { ${stepsOf(option, { source, name, refuse: `break ${attempt};` })} break ${all}; } ${name} = ${before};`;
  });
  return `const ${before} = ${name}; ${all}: { ${attempts.join("\n")} ${refuse} }`;
};

/** As most codecs take it: the order of the two makes no difference. */
const isTextOrNumber = ({ _zod: { def } }: Schema, _: number, { length }: readonly Schema[]): boolean =>
  length === 2 && (def.type === "string" || def.type === "number") && !("format" in def) && !def.checks?.length;

const arraySteps = (def: z.core.$ZodArrayDef, { source, name, refuse }: Place): string => {
  const [index, item, read] = [source.variable(), source.variable(), source.variable()];
  return `if (!Array.isArray(${name})) ${refuse}
    let ${read};
    for (let ${index} = 0; ${index} < ${name}.length; ${index} += 1) {
      let ${item} = ${name}[${index}];
      ${stepsOf(def.element, { source, name: item, refuse })}
      if (${item} === ${name}[${index}]) continue;
      ${read} ??= [...${name}];
      ${read}[${index}] = ${item};
    }
    if (${read} !== undefined) ${name} = ${read};`;
};

/** What a transform is told of: the value, and where its issues go. Whatever it says is wrong, zod says again. */
class Payload implements z.core.$RefinementCtx {
  value: unknown = undefined;
  issues: z.core.$ZodRawIssue[] = [];
  addIssue(): void {
    this.issues.push({ code: "custom", input: this.value });
  }
}

const transformSteps = (transform: (...args: never) => unknown, { source, name, refuse }: Place): string => {
  const made = source.constant(transform);
  const isAsync = `if (typeof ${name} === "object" && ${name} instanceof Promise) ${refuse}`;
  if (transform.length === 1) return `${name} = ${made}(${name}); ${isAsync}`;
  // One for all values of an object: hardly any has an issue.
  return `payload.value = ${name};
    ${name} = ${made}(${name}, payload);
    if (payload.issues.length > 0) { payload.issues = []; ${refuse} }
    ${isAsync}`;
};

const codecSteps = (def: z.core.$ZodCodecDef, place: Place): string =>
  `${stepsOf(def.in, place)} ${transformSteps(def.transform, place)} ${stepsOf(def.out, place)}`;

const pipeSteps = (def: z.core.$ZodPipeDef, place: Place): string =>
  `${stepsOf(def.in, place)} ${stepsOf(def.out, place)}`;

const lazily = ({ _zod }: z.core.$ZodLazy): Walk => {
  let inner: Walk | undefined;
  return (value) => {
    inner ??= walkOf(_zod.innerType);
    return inner(value);
  };
};

/** A map by texts of any kind, whose values stay as they are. */
const recordWalk = (def: z.core.$ZodRecordDef): Walk | undefined => {
  const { type, checks = [] } = def.keyType._zod.def;
  if (type !== "string" || checks.length > 0) return undefined;
  const member = walkOf(def.valueType);
  return (value) => {
    if (!isObject(value) || Object.getPrototypeOf(value) !== Object.prototype) return refused;
    for (const key in value) if (member(value[key]) !== value[key]) return refused;
    return value;
  };
};

/** One that ends before its last item may leave it out, or not: that is for zod to tell. */
const tupleSteps = (def: z.core.$ZodTupleDef, { source, name, refuse }: Place): string | undefined => {
  const rest = def.rest?._zod.def.type;
  if (rest !== undefined && rest !== "unknown") return undefined;
  const items = def.items.map((schema, index) => {
    const read = source.variable();
    const steps = `let ${read} = ${name}[${index}]; ${stepsOf(schema, { source, name: read, refuse })}`;
    return { read, steps };
  });
  const { length } = items;
  const isAsLong = rest ? `${name}.length >= ${length}` : `${name}.length === ${length}`;
  const read = items.map(({ read }) => read).join(", ");
  return `if (!Array.isArray(${name}) || !(${isAsLong})) ${refuse}
    ${items.map(({ steps }) => steps).join("\n")}
    ${name} = ${name}.length === ${length} ? [${read}] : [${read}, ...${name}.slice(${length})];`;
};

/** All rows that the steps give have one form: fields that are not there stand in it as undefined. None where further keys are bound to a schema. */
const objectSteps = (def: z.core.$ZodObjectDef, { source, name, refuse }: Place): string | undefined => {
  const rest = def.catchall?._zod.def.type;
  // A field called so would say what the object's prototype is.
  if ((rest !== undefined && rest !== "unknown") || Object.hasOwn(def.shape, "__proto__")) return undefined;
  const fields = Object.entries(def.shape).map(([field, schema]) => {
    const [key, read] = [JSON.stringify(field), source.variable()];
    const steps = stepsOf(schema, { source, name: read, refuse });
    // `optional` has no eye for what is undefined, be it there or not.
    const isAsked = schema._zod.def.type !== "optional" && isOmittable(schema);
    const condition = isAsked ? `if (${read} !== undefined || ${key} in ${name})` : "";
    return { key, read, steps: `let ${read} = ${name}[${key}]; ${condition} { ${steps} }` };
  });
  const members = fields.map(({ key, read }) => `${key}: ${read}`).join(", ");
  const same = fields.map(({ key, read }) => `${read} === ${name}[${key}]`).join(" && ");
  return `if (!${source.constant(isObject)}(${name})) ${refuse}
    ${fields.map(({ steps }) => steps).join("\n")}
    ${rest === "unknown" ? `if (!(${same || "true"})) ${name} = { ...${name}, ${members} };` : `${name} = { ${members} };`}`;
};

/** Whether a field that is not there stays so, whatever its schema makes of undefined. */
const isOmittable = ({ _zod: { optin, optout } }: Schema): boolean => optin === "optional" && optout === "optional";

/** An object as JSON has it, but for one that tries to pass for another, which zod knows what to do with. */
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !Object.hasOwn(value, "__proto__");

/** Statements that refuse what does not pass the checks of a schema. */
const checkSteps = ({ checks = [] }: z.core.$ZodTypeDef, { source, name, refuse }: Place): string =>
  checks.map((check) => `if (!${passes(check, name, source)}) ${refuse}`).join("\n");

/** The expression that tells whether what stands in a variable passes a check. Those of texts are asked when it is known to be one. */
export const passes = (check: z.core.$ZodCheck, name: string, source: Source): string => {
  const { minimum, pattern, fn, ...def } = check._zod.def as z.core.$ZodCheckDef & {
    minimum?: number;
    pattern?: RegExp;
    fn?: (value: unknown) => unknown;
  };
  if (def.check === "min_length" && minimum !== undefined) return `(${name}.length >= ${minimum})`;
  if (def.check === "string_format" && pattern && !pattern.global && !pattern.sticky)
    return `${source.constant(pattern)}.test(${name})`;
  if (def.check === "custom" && fn) return `${source.constant(fn)}(${name})`;
  const isPassed = (value: unknown): boolean => {
    const payload: z.core.ParsePayload = { value, issues: [] };
    const pending = check._zod.check(payload as z.core.ParsePayload<never>);
    return !(pending instanceof Promise) && payload.issues.length === 0 && payload.value === value;
  };
  return `${source.constant(isPassed)}(${name})`;
};
