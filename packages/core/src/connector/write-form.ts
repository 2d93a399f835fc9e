import * as z from "zod";

/** A value of which any part may be left out, those of the members of its lists too. */
export type Partly<Value> = Value extends readonly (infer Item)[]
  ? readonly Partly<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]?: Partly<Value[Key]> | undefined }
    : Value;

/** The form in which a row is written: by the same codecs as it is read, any part of it. */
export type WriteForm<Raw extends z.ZodType> = z.ZodType<Partly<z.output<Raw>>>;

export const writeForm = <Raw extends z.ZodType>(raw: Raw): WriteForm<Raw> => form(raw) as WriteForm<Raw>;

const form = (schema: z.core.$ZodType): z.ZodType => {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "object": {
      const fields = Object.entries(def.shape).map(([name, field]) => [name, form(field).optional()]);
      const object = z.object(Object.fromEntries(fields));
      return def.catchall ? object.catchall(def.catchall) : object;
    }
    case "array":
      return z.array(form(def.element));
    case "optional":
      return form(def.innerType).optional();
    case "nullable":
      return form(def.innerType).nullable();
    case "pipe":
      // What is done to a value before it is read has no way back, and needs none.
      return (def.in as z.core.$ZodTypes)._zod.def.type === "transform" ? form(def.out) : (schema as z.ZodType);
    default:
      return schema as z.ZodType;
  }
};
