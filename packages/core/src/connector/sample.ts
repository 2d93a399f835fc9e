import type * as z from "zod";

const simple = ["x", "1", "2026-01-31", "2026-01-31T00:00:00.000Z", "VND", "VN", "a@example.com", 1, true, {}];

/** A value that a schema of the model takes; undefined where none is found. */
export const sampleOf = (schema: z.core.$ZodType): unknown => {
  const { def } = schema._zod as unknown as { def: { type: string } & Record<string, unknown> };
  switch (def.type) {
    case "optional":
    case "nullable":
      return sampleOf(def["innerType"] as z.core.$ZodType);
    case "enum":
      return Object.values(def["entries"] as object)[0];
    case "array":
      return [sampleOf(def["element"] as z.core.$ZodType)];
    case "object":
      return Object.fromEntries(
        Object.entries(def["shape"] as Record<string, z.core.$ZodType>).flatMap(([key, field]) =>
          isOptional(field) ? [] : [[key, sampleOf(field)]],
        ),
      );
    default:
      return simple.find((value) => (schema as z.ZodType).safeParse(value).success);
  }
};

export const isOptional = (schema: z.core.$ZodType): boolean => schema._zod.def.type === "optional";
