import type * as z from "zod";
import { compileObject, isObject, isOfFormat, refused, type Walk } from "./compile-object.ts";

/**
 * Validation compiled once: a schema becomes a function that accepts what is right in one walk. What it does not accept goes through zod again, which
 * alone says what is wrong, so that nothing but time depends on this file. Kinds of schema that it does not know are left to zod where they stand.
 */

type Schema = z.core.$ZodType;

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
      return isOfFormat(schema) ? undefined : (value) => (typeof value === "string" ? value : refused);
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
      return compileObject(def, walkOf);
    case "pipe":
      return "reverseTransform" in def ? compileCodec(def as z.core.$ZodCodecDef) : compilePipe(def);
    case "transform":
      return compileTransform(def);
    case "tuple":
      return compileTuple(def);
    case "custom":
      return compileCustom(def);
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
  if (def.options.every(isTextOrNumber))
    return (value) => (typeof value === "string" || Number.isFinite(value) ? value : refused);
  const walks = def.options.map(walkOf);
  return (value) => {
    for (const walk of walks) {
      const read = walk(value);
      if (read !== refused) return read;
    }
    return refused;
  };
};

/** As most codecs take it: the order of the two makes no difference. */
const isTextOrNumber = ({ _zod: { def } }: Schema, _: number, { length }: readonly Schema[]): boolean =>
  length === 2 && (def.type === "string" || def.type === "number") && !("format" in def) && !def.checks?.length;

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
  // One for all values: hardly any has an issue.
  let payload: z.core.ParsePayload = { value: undefined, issues: [] };
  return (value) => {
    const read = wire(value);
    if (read === refused) return refused;
    payload.value = read;
    const decoded: unknown = def.transform(read, payload);
    if (payload.issues.length > 0) {
      payload = { value: undefined, issues: [] };
      return refused;
    }
    return decoded instanceof Promise ? refused : model(decoded);
  };
};

const compilePipe = (def: z.core.$ZodPipeDef): Walk => {
  const [before, after] = [walkOf(def.in), walkOf(def.out)];
  return (value) => {
    const read = before(value);
    return read === refused ? refused : after(read);
  };
};

/** What a transform is told of: the value, and where its issues go. Whatever it says is wrong, zod says again. */
class Payload implements z.core.$RefinementCtx {
  readonly value: unknown;
  readonly issues: z.core.$ZodRawIssue[] = [];
  constructor(value: unknown) {
    this.value = value;
  }
  addIssue(): void {
    this.issues.push({ code: "custom", input: this.value });
  }
}

const compileTransform =
  (def: z.core.$ZodTransformDef): Walk =>
  (value) => {
    const payload = new Payload(value);
    const read = def.transform(value, payload);
    return payload.issues.length > 0 || read instanceof Promise ? refused : read;
  };

/** One that ends before its last item may leave it out, or not: that is for zod to tell. */
const compileTuple = (def: z.core.$ZodTupleDef): Walk => {
  const items = def.items.map(walkOf);
  const rest = def.rest ? walkOf(def.rest) : () => refused;
  return (value) => {
    if (!Array.isArray(value) || value.length < items.length) return refused;
    const read: unknown[] = [];
    for (let index = 0; index < value.length; index += 1) {
      const after = (items[index] ?? rest)(value[index]);
      if (after === refused) return refused;
      read.push(after);
    }
    return read;
  };
};

/** What is absent is refused before it is asked for. */
const compileCustom =
  (def: z.core.$ZodCustomDef): Walk =>
  (value) =>
    value !== undefined && def.fn(value as never) === true ? value : refused;

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
