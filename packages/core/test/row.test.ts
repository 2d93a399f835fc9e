import { describe, expect, expectTypeOf, it } from "vitest";
import * as z from "zod";
import { safeParse } from "../src/compile.ts";
import { codec, fields, required, row } from "../src/index.ts";

const Party = row({ id: required(codec.ownId), name: z.string(), debt: codec.decimal });
const Shop = row({
  ...Party.shape,
  own: z.unknown().optional(),
  address: row({ street: z.string(), city: required(z.string()) }),
  lines: z.array(row({ sku: required(z.string()), gift: codec.flag })),
});

describe("a row", () => {
  it("may lack any field, or have null in its place, but for those that are required", () => {
    for (const found of [{ id: "7" }, { id: 7, name: null, debt: null, address: null, lines: null }])
      expect(Shop.safeParse(found).success).toBe(true);
    expect(Shop.parse({ id: 7, debt: "1.50" })).toEqual({ id: "7", debt: "1.5" });
  });

  it.each([
    [{ name: "An" }, "id"],
    [{ id: null }, "id"],
    [{ id: " " }, "id"],
    [{ id: "7", name: 1 }, "name"],
    [{ id: "7", address: {} }, "address.city"],
    [{ id: "7", lines: [{ sku: null }] }, "lines.0.sku"],
  ])("%j is rejected for its %s", (found, path) => {
    expect(Shop.safeParse(found).error?.issues.map((issue) => issue.path.join("."))).toEqual([path]);
  });

  it("keeps what is required of a row that it has more than", () => {
    expect(Shop.safeParse({ name: "An" }).success).toBe(false);
    expect(row({ ...Shop.shape }).safeParse({}).success).toBe(false);
  });

  it("takes several fields of one kind together", () => {
    const Measured = row({ ...fields(codec.decimal, "width", "height"), ...fields(required(z.string()), "name") });
    expect(Measured.parse({ name: "Hộp", width: "1.50", height: null })).toEqual({
      name: "Hộp",
      width: "1.5",
      height: null,
    });
    expect(Measured.safeParse({ width: true }).error?.issues.map(({ path }) => path[0])).toEqual(["width", "name"]);
    expectTypeOf<z.output<typeof Measured>>().toEqualTypeOf<{
      width?: string | null | undefined;
      height?: string | null | undefined;
      name: string;
    }>();
  });

  it("reads the same as the objects of zod that it stands for, compiled or not", () => {
    const plain = z.object({
      id: codec.ownId,
      name: z.string().nullish(),
      debt: codec.decimal.nullish(),
      own: z.unknown().optional(),
      address: z.object({ street: z.string().nullish(), city: z.string() }).nullish(),
      lines: z.array(z.object({ sku: z.string(), gift: codec.flag.nullish() })).nullish(),
    });
    expectTypeOf<z.output<typeof Shop>>().toEqualTypeOf<z.output<typeof plain>>();
    expectTypeOf<z.input<typeof Shop>>().toEqualTypeOf<z.input<typeof plain>>();
    for (const found of [
      { id: 1, own: [1], strange: true, address: { city: "Huế", zip: "5" }, lines: [{ sku: "a", gift: "true" }] },
      { id: 1, own: null, name: null, debt: "", address: null, lines: [] },
      { id: "", lines: [{}] },
      {},
      null,
    ]) {
      const { success, data, error } = plain.safeParse(found);
      for (const read of [Shop.safeParse(found), safeParse(Shop, found)]) {
        expect(read.success).toBe(success);
        expect(read.data).toEqual(data);
        expect(read.error?.issues).toEqual(error?.issues);
      }
    }
  });
});
