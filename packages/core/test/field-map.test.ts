import { describe, expect, expectTypeOf, it } from "vitest";
import { codec, decode, fieldMap, required, resource, row } from "../src/index.ts";

const Pay = row({ id: required(codec.ownId), exempt: codec.identifier, reason: codec.identifier, rate: codec.decimal });
const plain = fieldMap({ overtimeStatus: "exempt", changeReason: "reason" });
const employment = resource({ entity: "employment", raw: Pay, body: Pay.partial() });

const pays = employment.define({
  id: ({ id }) => id,
  read: (pay) => ({ ...plain.read(pay), employee: { id: "7" }, payRate: pay.rate }),
  write: (pay) => ({ ...plain.write(pay), rate: pay.payRate }),
});

describe("a field map", () => {
  it("names a field once for both ways", () => {
    const raw = { id: "1", exempt: "Exempt", reason: null, rate: 5 };
    expect(decode(pays, raw)).toMatchObject({ record: { overtimeStatus: "Exempt", payRate: "5" } });
    expect(plain.read({ exempt: "Exempt", reason: null })).toEqual({ overtimeStatus: "Exempt", changeReason: null });
    expect(plain.write({ overtimeStatus: "Exempt" })).toEqual({ exempt: "Exempt", reason: undefined });
  });

  it("keeps the types of both sides", () => {
    expectTypeOf(plain.read({ exempt: "a", reason: undefined as string | undefined })).toEqualTypeOf<{
      readonly overtimeStatus: string;
      readonly changeReason: string | undefined;
    }>();
  });

  it("cannot name a field that the row, the record or the body does not have", () => {
    const wrong = fieldMap({ overtimeStatus: "exmept" });
    // @ts-expect-error the row has no `exmept`
    employment.define({ id: ({ id }) => id, read: (pay) => ({ employee: { id: "7" }, ...wrong.read(pay) }) });
    const unknown = fieldMap({ overtime: "exempt" });
    // @ts-expect-error the entity has no `overtime`
    employment.define({ id: ({ id }) => id, read: (pay) => ({ employee: { id: "7" }, ...unknown.read(pay) }) });
    employment.define({
      id: ({ id }) => id,
      read: () => ({ employee: { id: "7" } }),
      // @ts-expect-error a record has no `overtime`
      write: (pay) => ({ ...unknown.write(pay) }),
    });
    expect(pays.entity).toBe("employment");
  });
});
