import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { reader, safeParse, walkOf } from "../src/compile.ts";
import { codec } from "../src/index.ts";
import { OtherWord, settleDraft } from "../src/model/draft.ts";
import { entities } from "../src/model/entities.ts";
import { settledAs } from "../src/model/settle.ts";
import { refused } from "../src/source.ts";

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
  open: z.tuple([z.string(), z.number().nullish()], z.unknown()).optional(),
  piped: z.string().transform(Number).pipe(z.number()).optional(),
  told: z
    .string()
    .transform((text, context) => {
      if (text === "x") context.addIssue("is x");
      return text.length;
    })
    .optional(),
  instead: z.preprocess((value) => value ?? "nothing", z.string()),
  leftOut: z.preprocess((value) => value ?? "nothing", z.string().optional()),
  nullInstead: z.preprocess((value) => value ?? "nothing", z.string().nullish()).nullable(),
  turned: z
    .string()
    .nullish()
    .transform((text) => text ?? "none"),
  free: z.custom<string>(),
  odd: z.custom<number>((value) => Number(value) % 2 === 1).optional(),
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
  upper: "ABC",
  trimmed: "t",
  mail: "a@example.com",
  map: { a: 1 },
  json: [{ a: null }],
  shape: { kind: "b" },
  pair: ["p", 1],
  open: ["p", 1, true],
  piped: "12",
  told: "told",
  leftOut: "there",
  nullInstead: null,
  free: "free",
  odd: 3,
  unknown: { stays: true },
};

const replacements = [
  undefined,
  null,
  "",
  "x",
  " t ",
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

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Those fields of a draft that the entity has. */
const known = ({ shape }: z.ZodObject, draft: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(draft).filter(([key, value]) => key in shape && !(value instanceof OtherWord)));

const expectSame = (schema: z.ZodType, value: unknown): void => {
  const theirs = schema.safeParse(value);
  const ours = safeParse(schema, value);
  expect(ours.success).toBe(theirs.success);
  expect(ours.data).toEqual(theirs.data);
  expect(ours.error?.issues).toEqual(theirs.error?.issues);
};

describe("compiled validation", () => {
  it("reads a row of every kind of field as zod does, whatever is changed in it", () => {
    let [count, accepted] = [0, 0];
    for (const value of [row, ...changed(row)]) {
      expectSame(Row, value);
      count += 1;
      if (walkOf(Row)(value) !== refused) accepted += 1;
    }
    expect(walkOf(Row)(row)).not.toBe(refused);
    expect(count).toBeGreaterThan(400);
    expect(accepted).toBeGreaterThan(100);
  });

  it("reads single values, and throws as parse does", () => {
    const read = reader(codec.meanings({ open: ["NEW"], done: ["PAID"] }));
    expect(read("paid")).toBe("done");
    expect([read(null), read(undefined)]).toStrictEqual([undefined, undefined]);
    expect(read("odd")).toStrictEqual(new OtherWord("odd"));
    const amount = reader(codec.decimal);
    expect(amount("12.50")).toBe("12.5");
    expect(() => amount("much")).toThrow(z.ZodError);
  });

  it("leaves the row as it was", () => {
    const before = structuredClone(row);
    safeParse(Row, row);
    expect(row).toStrictEqual(before);
  });

  it("leaves inherited keys and prototypes alone", () => {
    const Plain = z.looseObject({ name: z.string().nullish() });
    for (const value of [JSON.parse('{"__proto__":{"name":"x"},"name":"y"}'), Object.create({ name: 1 }), [], "text"])
      expectSame(Plain, value);
  });
});

describe("a draft settled in one walk", () => {
  it.each(["contact", "order", "invoice", "employee", "journalEntry"] as const)(
    "is what settling and the schema make of it one after the other, or is left to them: %s",
    (entity) => {
      const schema = entities[entity] as z.ZodObject;
      const draft = {
        name: " Cà phê ",
        note: "",
        updatedAt: "2026-01-31T00:00:00.000Z",
        currency: "VND",
        status: new OtherWord("frozen"),
        isActive: false,
        lines: [{ description: "d", quantity: "1.5", total: "10" }, null, { description: " " }],
        parent: { id: "7", name: "" },
        custom: { a: [1], b: "", c: null },
        unmapped: { d: undefined },
      };
      let settledAtOnce = 0;
      for (const value of [draft, ...changed(draft)].flatMap((each) =>
        isFields(each) ? [each, known(schema, each)] : [],
      )) {
        const record = settledAs(schema, "1", value);
        if (record === undefined) continue;
        settledAtOnce += 1;
        const slowly = schema.safeParse(settleDraft("1", value));
        expect(slowly.error?.issues).toBeUndefined();
        expect(JSON.stringify(record)).toBe(JSON.stringify(slowly.data));
      }
      expect(settledAtOnce).toBeGreaterThan(5);
    },
  );

  it("leaves to the others what they refuse", () => {
    const order = (draft: object) => settledAs(entities.order, "1", draft);
    expect(order({ number: "7", total: "10" })).toEqual({ id: "1", number: "7", total: "10" });
    expect(order({ total: "10.50" })).toBeUndefined();
    expect(order({ strange: "10" })).toBeUndefined();
    expect(order({ status: new OtherWord("frozen") })).toBeUndefined();
    expect(order({ lines: [{ item: { name: "no id" } }] })).toBeUndefined();
    expect(order({ lines: [{ lots: 7 }] })).toBeUndefined();
  });
});

it("reads the same where no code may be made at run time", async () => {
  const script = `
    import { decode, codec, resource } from "@opensme/core";
    import * as z from "zod";
    const raw = z.object({ id: z.string(), total: codec.decimal.nullish(), lines: z.array(z.looseObject({ code: z.string().nullish() })).nullish() });
    const orders = resource({ entity: "order", raw }).define({ id: (row) => row.id, read: ({ total, lines }) => ({ total, lines }) });
    for (const total of [1.5, "x"]) console.log(JSON.stringify(decode(orders, { id: "7", total, lines: [{ code: "CF" }], more: 1 })));`;
  const { execPath } = process;
  const read = (...flags: string[]) =>
    promisify(execFile)(execPath, [...flags, "--conditions=@opensme/source", "--input-type=module", "-e", script], {
      cwd: fileURLToPath(new URL("..", import.meta.url)),
    });
  const [usual, confined] = await Promise.all([read(), read("--disallow-code-generation-from-strings")]);
  expect(usual.stdout.split("\n")[0]).toContain('"record":{"id":"7","total":"1.5","lines":[{"code":"CF"}]}');
  expect(confined.stdout).toBe(usual.stdout);
});
