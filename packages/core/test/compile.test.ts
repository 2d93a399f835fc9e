import { describe, expect, it } from "vitest";
import * as z from "zod";
import { safeParse } from "../src/compile.ts";
import { codec } from "../src/index.ts";
import { entities } from "../src/model/entities.ts";

const Line = z.looseObject({
  code: z.string().min(1),
  quantity: codec.decimal.nullish(),
  tags: z.array(z.string()).optional(),
  kind: codec.choice({ 1: "goods", service: "service" }).nullish(),
});

/** Every kind of schema that connectors and the model use, and some that the compiled walk leaves to zod. */
const Row = z.looseObject({
  id: z.int(),
  ratio: z.number().nullable(),
  at: codec.instant.nullish(),
  day: codec.localDate.optional(),
  flag: z.union([z.boolean(), z.literal(0), z.literal(1)]).optional(),
  level: z.enum(["low", "high"]).optional(),
  lines: z.array(Line),
  inner: z.object({ kept: z.string().optional() }).nullish(),
  strict: z.strictObject({ a: z.string(), b: z.unknown() }).optional(),
  checked: z
    .object({ from: z.number(), to: z.number() })
    .refine(({ from, to }) => from <= to, "from is behind to")
    .optional(),
  even: z
    .string()
    .refine((text) => text.length % 2 === 0)
    .optional(),
  upper: z.string().toUpperCase().optional(),
  trimmed: z.string().trim().optional(),
  mail: z.email().optional(),
  map: z.record(z.string(), z.number()).optional(),
  json: z.json().optional(),
  given: z.string().default("x"),
  shape: z
    .discriminatedUnion("kind", [z.object({ kind: z.literal("a") }), z.object({ kind: z.literal("b") })])
    .optional(),
  pair: z.tuple([z.string(), z.number()]).optional(),
  piped: z.string().transform(Number).pipe(z.number()).optional(),
});

const row = {
  id: 7,
  ratio: 0.5,
  at: "2026-01-31T07:00:00+07:00",
  day: "2026-01-31T00:00:00",
  flag: 1,
  level: "low",
  lines: [{ code: "CF", quantity: 2.5, tags: ["a", "b"], kind: 1, more: true }, { code: "T" }],
  inner: { kept: "k", dropped: 1 },
  strict: { a: "a", b: 2 },
  checked: { from: 1, to: 2 },
  even: "ab",
  upper: "abc",
  trimmed: "  t ",
  mail: "a@example.com",
  map: { a: 1 },
  json: [{ a: null }],
  shape: { kind: "b" },
  pair: ["p", 1],
  piped: "12",
  unknown: { stays: true },
};

const replacements = [
  undefined,
  null,
  "",
  "x",
  "2026-02-31",
  -1,
  2 ** 53,
  Number.NaN,
  true,
  [],
  {},
  [null],
  { kind: "c" },
];

/** The value with each of its places in turn taken out, or something else put there. */
function* changed(value: unknown): Generator<unknown> {
  yield* replacements;
  if (Array.isArray(value)) {
    for (const [index, member] of value.entries()) for (const other of changed(member)) yield value.with(index, other);
    yield [...value, ...value];
  } else if (typeof value === "object" && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      const { [key as keyof typeof value]: _, ...rest } = value;
      yield rest;
      for (const other of changed(member)) yield { ...value, [key]: other };
    }
    yield { ...value, strange: 1 };
  }
}

const expectSame = (schema: z.ZodType, value: unknown): void => {
  const theirs = schema.safeParse(value);
  const ours = safeParse(schema, value);
  expect(ours.success).toBe(theirs.success);
  expect(ours.data).toStrictEqual(theirs.data);
  expect(ours.error?.issues).toEqual(theirs.error?.issues);
};

describe("compiled validation", () => {
  it("reads a row of every kind of field as zod does, whatever is changed in it", () => {
    expect(Row.safeParse(row).success).toBe(true);
    let count = 0;
    for (const value of [row, ...changed(row)]) {
      expectSame(Row, value);
      count += 1;
    }
    expect(count).toBeGreaterThan(400);
  });

  it("leaves the row as it was", () => {
    const before = structuredClone(row);
    safeParse(Row, row);
    expect(row).toStrictEqual(before);
  });

  it.each(["contact", "order", "invoice", "employee", "journalEntry"] as const)(
    "reads a record as zod does: %s",
    (entity) => {
      const lines = [{ description: "d", quantity: "1.5", total: "10" }];
      const record = {
        id: "1",
        name: "N",
        updatedAt: "2026-01-31T00:00:00.000Z",
        currency: "VND",
        lines,
        custom: { a: [1] },
      };
      for (const value of [record, ...changed(record)]) expectSame(entities[entity], value);
    },
  );

  it("leaves inherited keys and prototypes alone", () => {
    const Plain = z.looseObject({ name: z.string().nullish() });
    for (const value of [JSON.parse('{"__proto__":{"name":"x"},"name":"y"}'), Object.create({ name: 1 }), [], "text"])
      expectSame(Plain, value);
  });
});
