/** What is read of a zod schema. */
export interface Schema {
  def: {
    type: string;
    innerType?: Schema;
    element?: Schema;
    shape?: Record<string, Schema>;
    entries?: Record<string, string>;
  };
  meta(): { format?: string; ref?: string } | undefined;
}

const byFormat: Record<string, string> = {
  instant: "2026-11-26T01:02:03.456Z",
  "local-date": "2024-02-29",
  currency: "VND",
  country: "VN",
};
const decimals = ["1250.5", "-3", "0", "123456789012345678.912345", "0.1", "9007199254740993"];
let made = 0;

/** A value with everything in it that its schema allows. */
export const filled = (schema: Schema): unknown => {
  const { type, innerType, element, shape = {}, entries = {} } = schema.def;
  const { format = "", ref } = schema.meta() ?? {};
  made += 1;
  if (innerType) return filled(innerType);
  if (ref !== undefined) return { id: `id-${made}`, name: `Tên ${made}` };
  if (format === "decimal") return decimals[made % decimals.length];
  if (type === "string") return byFormat[format] ?? `chữ '"\n ${made}`;
  if (type === "enum") return Object.values(entries)[0];
  if (type === "number") return made;
  if (type === "boolean") return made % 2 === 0;
  if (type === "array" && element) return [filled(element), filled(element), filled(element)];
  if (type === "object") return Object.fromEntries(Object.entries(shape).map(([key, field]) => [key, filled(field)]));
  return { màu: "đỏ", deep: [1, null, { x: 1.5 }] };
};

export const bare = (schema: Schema): Schema => (schema.def.innerType ? bare(schema.def.innerType) : schema);
