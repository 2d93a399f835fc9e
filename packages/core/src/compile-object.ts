import * as z from "zod";

type Schema = z.core.$ZodType;
type Field = readonly [key: string, schema: Schema];

/** Gives the value as a schema reads it, or `refused`. */
export type Walk = (value: unknown) => unknown;
type WalkOf = (schema: Schema) => Walk;

export const refused = Symbol("refused");

/** The walk of an object; none where further keys are bound to a schema. */
export const compileObject = (def: z.core.$ZodObjectDef, walkOf: WalkOf): Walk | undefined => {
  const rest = def.catchall?._zod.def.type;
  if (rest !== undefined && rest !== "unknown") return undefined;
  const fields = Object.entries(def.shape);
  const compile = isWritable(def.shape) ? writtenObject : openObject;
  return compile(fields, rest === "unknown", walkOf);
};

const openObject = (shape: readonly Field[], keepsRest: boolean, walkOf: WalkOf): Walk => {
  const fields = shape.map(([key, schema]) => ({ key, walk: walkOf(schema), isOmittable: isOmittable(schema) }));
  return (value) => {
    if (!isObject(value)) return refused;
    const read: Record<string, unknown> = keepsRest ? { ...value } : {};
    for (const { key, walk, isOmittable } of fields) {
      if (isOmittable && !(key in value)) continue;
      const after = walk(value[key]);
      if (after === refused) return refused;
      if (after !== undefined || key in value) read[key] = after;
    }
    return read;
  };
};

/** Whether a field that is not there stays so, whatever its schema makes of undefined. */
const isOmittable = ({ _zod: { optin, optout } }: Schema): boolean => optin === "optional" && optout === "optional";

/** Whether code may be made at run time: not everywhere. A field of that name would say what the object's prototype is. */
export const isWritable = (shape: object): boolean =>
  z.core.util.allowsEval.value && !Object.hasOwn(shape, "__proto__");

/**
 * The walk of an object written out field by field, which is several times as fast as a loop over its keys: every access is of one place, and all rows that
 * it gives have one form. Fields that are not there stand in it as undefined.
 */
const writtenObject = (shape: readonly Field[], keepsRest: boolean, walkOf: WalkOf): Walk => {
  const fields = shape.map(([key, schema], index) => {
    const name = `field${index}`;
    const { condition: wanted, inner } = unwrapped(schema, name);
    // `optional` has no eye for what is undefined, be it there or not.
    const isAsked = schema._zod.def.type !== "optional" && isOmittable(schema);
    const there = isAsked ? `(${name} !== undefined || ${JSON.stringify(key)} in value)` : "";
    const condition = [there, wanted].filter(Boolean).join(" && ");
    const isBare = (inner._zod.def.checks ?? []).length === 0 && !isOfFormat(inner);
    const typeName = isBare ? plainTypes[inner._zod.def.type] : undefined;
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
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !Object.hasOwn(value, "__proto__");

/** Text of a format such as an e-mail address, which the schema itself checks. */
export const isOfFormat = (schema: Schema): boolean => "format" in schema._zod.def;
