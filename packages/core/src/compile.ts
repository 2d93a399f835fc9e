import * as z from "zod";

/**
 * Validation compiled once: a schema becomes a function that accepts what is right in one walk. What it does not accept goes through zod again, which
 * alone says what is wrong, so that nothing but time depends on this file. Kinds of schema that it does not know are left to zod where they stand.
 */

type Schema = z.core.$ZodType;
type Field = readonly [key: string, schema: Schema];

/** Gives the value as the schema reads it, or `refused`. */
type Walk = (value: unknown) => unknown;

export const refused = Symbol("refused");

const compiled = new WeakMap<Schema, Walk>();

/** Parses as the schema's own `safeParse` does, and faster where there is nothing wrong. */
export const safeParse = <S extends z.ZodType>(schema: S, value: unknown): z.ZodSafeParseResult<z.output<S>> => {
  const data = walkOf(schema)(value);
  return data === refused ? schema.safeParse(value) : { success: true, data: data as z.output<S> };
};

export const walkOf = (schema: Schema): Walk => {
  const known = compiled.get(schema);
  if (known) return known;
  const walk = withChecks(compile(schema), schema);
  compiled.set(schema, walk);
  return walk;
};

const byZod =
  (schema: Schema): Walk =>
  (value) => {
    const result = schema._zod.run({ value, issues: [] }, { async: false });
    return result instanceof Promise || result.issues.length > 0 ? refused : result.value;
  };

const compile = (schema: Schema): Walk | undefined => {
  const def = schema._zod.def as z.core.$ZodTypes["_zod"]["def"];
  switch (def.type) {
    case "string":
      return (value) => (typeof value === "string" ? value : refused);
    case "boolean":
      return (value) => (typeof value === "boolean" ? value : refused);
    case "unknown":
      return (value) => value;
    case "number":
      return compileNumber(def);
    case "enum":
    case "literal": {
      const { values } = schema._zod;
      return values && ((value) => (values.has(value as never) ? value : refused));
    }
    case "nullable": {
      const inner = walkOf(def.innerType);
      return (value) => (value === null ? value : inner(value));
    }
    case "optional": {
      if (def.innerType._zod.optin === "defaulted") return undefined;
      const inner = walkOf(def.innerType);
      return (value) => (value === undefined ? value : inner(value));
    }
    case "union":
      return compileUnion(def as z.core.$ZodUnionDef);
    case "null":
      return (value) => (value === null ? value : refused);
    case "lazy": {
      let inner: Walk | undefined;
      return (value) => {
        inner ??= walkOf((schema as z.core.$ZodLazy)._zod.innerType);
        return inner(value);
      };
    }
    case "record":
      return compileRecord(def);
    case "array":
      return compileArray(def);
    case "object":
      return compileObject(def);
    case "pipe":
      return "reverseTransform" in def ? compileCodec(def as z.core.$ZodCodecDef) : undefined;
    default:
      return undefined;
  }
};

const compileNumber = (def: z.core.$ZodNumberDef): Walk | undefined => {
  if (!("format" in def)) return (value) => (Number.isFinite(value) ? value : refused);
  return def.format === "safeint" ? (value) => (Number.isSafeInteger(value) ? value : refused) : undefined;
};

const compileUnion = (def: z.core.$ZodUnionDef): Walk | undefined => {
  if ("discriminator" in def || def.inclusive === false) return undefined;
  const walks = def.options.map(walkOf);
  return (value) => {
    for (const walk of walks) {
      const read = walk(value);
      if (read !== refused) return read;
    }
    return refused;
  };
};

const compileArray = (def: z.core.$ZodArrayDef): Walk => {
  const member = walkOf(def.element);
  return (value) => {
    if (!Array.isArray(value)) return refused;
    let read: unknown[] | undefined;
    for (let index = 0; index < value.length; index += 1) {
      const before: unknown = value[index];
      const after = member(before);
      if (after === refused) return refused;
      if (after === before) continue;
      read ??= [...value];
      read[index] = after;
    }
    return read ?? value;
  };
};

/** A map by texts of any kind, whose values stay as they are. */
const compileRecord = (def: z.core.$ZodRecordDef): Walk | undefined => {
  const { type, checks = [] } = def.keyType._zod.def;
  if (type !== "string" || checks.length > 0) return undefined;
  const member = walkOf(def.valueType);
  return (value) => {
    if (!isObject(value) || Object.getPrototypeOf(value) !== Object.prototype) return refused;
    for (const key in value) if (member(value[key]) !== value[key]) return refused;
    return value;
  };
};

const compileCodec = (def: z.core.$ZodCodecDef): Walk => {
  const [wire, model] = [walkOf(def.in), walkOf(def.out)];
  return (value) => {
    const read = wire(value);
    if (read === refused) return refused;
    const payload: z.core.ParsePayload = { value: read, issues: [] };
    const decoded: unknown = def.transform(read, payload);
    return payload.issues.length > 0 || decoded instanceof Promise ? refused : model(decoded);
  };
};

const compileObject = (def: z.core.$ZodObjectDef): Walk | undefined => {
  const rest = def.catchall?._zod.def.type;
  if (rest !== undefined && rest !== "unknown") return undefined;
  const fields = Object.entries(def.shape);
  return isWritable(def.shape) ? writtenObject(fields, rest === "unknown") : openObject(fields, rest === "unknown");
};

const openObject = (shape: readonly Field[], keepsRest: boolean): Walk => {
  const fields = shape.map(([key, schema]) => [key, walkOf(schema)] as const);
  return (value) => {
    if (!isObject(value)) return refused;
    const read: Record<string, unknown> = keepsRest ? { ...value } : {};
    for (const [key, walk] of fields) {
      const after = walk(value[key]);
      if (after === refused) return refused;
      if (after !== undefined || key in value) read[key] = after;
    }
    return read;
  };
};

/** Whether code may be made at run time: not everywhere. A field of that name would say what the object's prototype is. */
export const isWritable = (shape: object): boolean =>
  z.core.util.allowsEval.value && !Object.hasOwn(shape, "__proto__");

/**
 * The walk of an object written out field by field, which is several times as fast as a loop over its keys: every access is of one place, and all rows that
 * it gives have one form. Fields that are not there stand in it as undefined.
 */
const writtenObject = (shape: readonly Field[], keepsRest: boolean): Walk => {
  const fields = shape.map(([key, schema], index) => {
    const name = `field${index}`;
    const { condition, inner } = unwrapped(schema, name);
    const typeName = (inner._zod.def.checks ?? []).length === 0 ? plainTypes[inner._zod.def.type] : undefined;
    const step = typeName
      ? `if (typeof ${name} !== "${typeName}") return refused;`
      : `if ((${name} = walks[${index}](${name})) === refused) return refused;`;
    return {
      name,
      key: JSON.stringify(key),
      walk: walkOf(inner),
      step: condition ? `if (${condition}) { ${step} }` : step,
    };
  });
  const members = fields.map(({ key, name }) => `${key}: ${name}`).join(", ");
  const same = fields.map(({ key, name }) => `${name} === value[${key}]`).join(" && ");
  return new Function(
    "walks, refused, isObject",
    `return (value) => {
      if (!isObject(value)) return refused;
      ${fields.map(({ name, key, step }) => `let ${name} = value[${key}]; ${step}`).join("\n")}
      return ${keepsRest ? `${same || "true"} ? value : { ...value, ${members} }` : `{ ${members} }`};
    }`,
  )(
    fields.map(({ walk }) => walk),
    refused,
    isObject,
  );
};

const plainTypes: Readonly<Record<string, string>> = { string: "string", boolean: "boolean" };

/** What stands inside of `optional` and `nullable`, and when a value is for it to read. */
const unwrapped = (schema: Schema, name: string): { condition: string; inner: Schema } => {
  const def = schema._zod.def as z.core.$ZodTypes["_zod"]["def"];
  if (def.type !== "optional" && def.type !== "nullable") return { condition: "", inner: schema };
  if (def.checks?.length || def.innerType._zod.optin === "defaulted") return { condition: "", inner: schema };
  const { condition, inner } = unwrapped(def.innerType, name);
  const absent = def.type === "optional" ? "undefined" : "null";
  return { condition: [`${name} !== ${absent}`, ...(condition ? [condition] : [])].join(" && "), inner };
};

/** An object as JSON has it, but for one that tries to pass for another, which zod knows what to do with. */
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !Object.hasOwn(value, "__proto__");

const withChecks = (walk: Walk | undefined, schema: Schema): Walk => {
  const { checks = [] } = schema._zod.def;
  if (!walk) return byZod(schema);
  if (checks.length === 0) return walk;
  const tests = checks.map(testOf);
  return (value) => {
    const read = walk(value);
    if (read === refused) return refused;
    for (const test of tests) if (!test(read)) return refused;
    return read;
  };
};

export const testOf = (check: z.core.$ZodCheck): ((value: unknown) => boolean) => {
  const def = check._zod.def as z.core.$ZodCheckDef & {
    minimum?: number;
    pattern?: RegExp;
    fn?: (value: unknown) => unknown;
  };
  const { minimum, pattern, fn } = def;
  // Both stand on texts, and are asked when it is known to be one.
  if (def.check === "min_length" && minimum !== undefined) return (value) => (value as string).length >= minimum;
  if (def.check === "string_format" && pattern && !pattern.global && !pattern.sticky)
    return (value) => pattern.test(value as string);
  if (def.check === "custom" && fn) return (value) => Boolean(fn(value));
  return (value) => {
    const payload: z.core.ParsePayload = { value, issues: [] };
    const pending = check._zod.check(payload as z.core.ParsePayload<never>);
    return !(pending instanceof Promise) && payload.issues.length === 0 && payload.value === value;
  };
};
