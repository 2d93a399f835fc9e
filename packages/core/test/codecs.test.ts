import { Big } from "big.js";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { codec, compare, dayIn, multiply, negate, sum, toDecimal } from "../src/index.ts";

describe("decimals", () => {
  it.each([
    [1250.5, "1250.5"],
    ["1250.50", "1250.5"],
    [0, "0"],
    ["-0.00", "0"],
    ["+7", "7"],
    ["007.10", "7.1"],
    [".5", "0.5"],
    ["5.", "5"],
    [1e21, "1000000000000000000000"],
    [1e-7, "0.0000001"],
    ["123456789012345678.123456789", "123456789012345678.123456789"],
    [-0.1, "-0.1"],
  ])("%s becomes %s", (wire, exact) => {
    expect(toDecimal(wire)).toBe(exact);
    expect(z.decode(codec.decimal, wire)).toBe(exact);
  });

  it.each(["1,000", "1.000.000", "abc", "NaN", "Infinity", "--1", "1e", "."])("%s is refused, not guessed", (wire) => {
    expect(toDecimal(wire)).toBeUndefined();
    expect(codec.decimal.safeParse(wire).success).toBe(false);
  });

  it("adds and multiplies exactly", () => {
    expect(sum("0.1", "0.2", null, undefined)).toBe("0.3");
    expect(sum("5", "-5")).toBe("0");
    expect(multiply("10000.5", "3")).toBe("30001.5");
    expect(negate("0")).toBe("0");
  });

  it("takes no short way that leads elsewhere", () => {
    const all = [
      "0",
      "-1",
      "7",
      "0.5",
      "-0.0001",
      "12.25",
      "-99999.99",
      "9999999.9",
      "999999999",
      "0.00012345",
      "175000.5",
    ];
    all.push("123456789012.5", "-123456789012345678.123456789");
    const text = (big: Big): string => (big.eq(0) ? "0" : big.toFixed());
    for (const left of all)
      for (const right of all) {
        expect(sum(left, right, left), `${left} + ${right} + ${left}`).toBe(text(new Big(left).plus(right).plus(left)));
        expect(multiply(left, right), `${left} * ${right}`).toBe(text(new Big(left).times(right)));
        expect(compare(left, right), `${left} <> ${right}`).toBe(new Big(left).cmp(right));
      }
    const many = Array.from({ length: 99 }, () => "99999.999").concat("-9999999.9999".slice(0, 9));
    expect(sum(...many)).toBe(text(many.reduce((total, value) => total.plus(value), new Big(0))));
  });

  it.each([
    ["100.00", "100"],
    ["-0.50", "-0.5"],
    ["0.0010", "0.001"],
    ["10.0100", "10.01"],
  ])("%s loses its zeros", (wire, exact) => {
    expect(toDecimal(wire)).toBe(exact);
  });

  it("is written back as a number", () => {
    expect(z.encode(codec.decimal, "1250.5")).toBe(1250.5);
  });
});

describe("times", () => {
  const vietnam = codec.localDateTime("+07:00");

  it.each([
    ["2026-08-12T10:57:25.5930000", "2026-08-12T03:57:25.593Z"],
    ["2026-01-01T06:59:59", "2025-12-31T23:59:59.000Z"],
    ["2026-01-01T00:00:00.0000000", "2025-12-31T17:00:00.000Z"],
    ["2026-01-01", "2025-12-31T17:00:00.000Z"],
    ["2026-10-07T14:39:10.0000000+07:00", "2026-10-07T07:39:10.000Z"],
    ["2026-10-07T14:39:10Z", "2026-10-07T14:39:10.000Z"],
  ])("%s in Vietnam is %s", (wire, moment) => {
    expect(z.decode(vietnam, wire)).toBe(moment);
  });

  it("is the same whether it is told from the text or by the calendar", () => {
    for (const day of ["2026-02-28", "2026-02-01", "2024-02-29", "2026-12-31", "2027-01-01"])
      for (const time of ["00:00:00", "06:59:59.9", "07:00:00.12", "23:59:59.9999999"])
        for (const [offset, sign] of [
          ["+07:00", -1],
          ["-03:30", 1],
          ["-05:00", 1],
          ["+00:00", 1],
        ] as const) {
          const [hours, minutes] = offset.slice(1).split(":").map(Number);
          const shift = sign * (Number(hours) * 60 + Number(minutes)) * 60_000;
          const moment = new Date(Date.parse(`${day}T${time.slice(0, 12)}Z`) + shift).toISOString();
          expect(z.decode(codec.localDateTime(offset), `${day} ${time}`)).toBe(moment);
          expect(z.decode(codec.localDateTime(offset), `${day}T${time}Z`)).toBe(
            new Date(`${day}T${time.slice(0, 12)}Z`).toISOString(),
          );
        }
  });

  it("goes back to the wall clock it came from", () => {
    expect(z.encode(vietnam, "2026-08-12T03:57:25.593Z")).toBe("2026-08-12T10:57:25.593");
    expect(z.encode(codec.localDateTime("-03:30"), "2026-08-12T03:57:25.000Z")).toBe("2026-08-12T00:27:25.000");
  });

  it.each(["0001-01-01T00:00:00", "0001-01-01T00:00:00Z", "0000-00-00 00:00:00", "0000-00-00"])(
    "%s was never set",
    (wire) => {
      for (const schema of [vietnam, codec.instant, codec.localDate]) expect(z.decode(schema, wire)).toBe("");
    },
  );

  it.each([
    ["+07:00", "2026-08-12T17:00:00.000Z", "2026-08-13"],
    ["+07:00", "2026-08-12T16:59:59.999Z", "2026-08-12"],
    ["-03:30", "2026-08-12T03:29:59.000Z", "2026-08-11"],
    ["UTC", "2026-08-12T23:59:59.000Z", "2026-08-12"],
    ["Asia/Ho_Chi_Minh", "2026-08-12T17:00:00.000Z", "2026-08-13"],
    ["Europe/Paris", "2026-01-01T22:59:59.000Z", "2026-01-01"],
    ["Mars/Olympus", "2026-01-01T22:59:59.000Z", undefined],
  ])("in %s it is at %s the day %s", (timeZone, moment, day) => {
    expect(dayIn(timeZone)(moment)).toBe(day);
    for (const none of ["", null, undefined]) expect(dayIn(timeZone)(none)).toBeUndefined();
  });

  it.each(["12/08/2026", "2026-02-31T10:00:00", "2026-13-01T00:00:00", "soon", "2026-08-12T25:00:00"])(
    "%s is refused",
    (wire) => {
      expect(vietnam.safeParse(wire).success).toBe(false);
    },
  );

  it("keeps a calendar day out of time zones", () => {
    expect(z.decode(codec.localDate, "2026-04-24T00:00:00")).toBe("2026-04-24");
    expect(z.decode(codec.localDate, "2026-04-24")).toBe("2026-04-24");
    expect(z.decode(codec.localDate, "0000-00-00")).toBe("");
    expect(codec.localDate.safeParse("24/04/2026").success).toBe(false);
  });
});

describe("choice", () => {
  const status = codec.choice({ 1: "completed", 2: "cancelled", done: "completed" });

  it("takes small and capital letters alike, and the word as it is written first", () => {
    expect(status.parse("DONE")).toBe("completed");
    const both = codec.choice({ Open: "open", open: "closed" });
    expect(both.parse("Open")).toBe("open");
    expect(both.parse("open")).toBe("closed");
  });

  it("reads a word given as number or text, and writes the first with that meaning", () => {
    expect(z.decode(status, 1)).toBe("completed");
    expect(z.decode(status, "2")).toBe("cancelled");
    expect(z.encode(status, "completed")).toBe(1);
  });

  it("does not take a property of every object for a word", () => {
    expect(z.decode(status, "constructor")).not.toBeTypeOf("function");
  });

  it("refuses to write what the vendor has no word for", () => {
    expect(() => z.encode(status, "other")).toThrow(/cannot be written/);
  });
});

describe("meanings", () => {
  const status = codec.meanings({ open: [5, "Waiting", 3], done: ["COMPLETED", true] });

  it("reads any of the words with a meaning, as choice does, and writes the first", () => {
    expect([5, "3", "WAITING", "completed", true, "true"].map((word) => z.decode(status, word))).toEqual([
      ...["open", "open", "open"],
      ...["done", "done", "done"],
    ]);
    expect([z.encode(status, "open"), z.encode(status, "done")]).toEqual([5, "COMPLETED"]);
    expect(z.encode(codec.meanings({ active: [true], archived: [false] }), "archived")).toBe(false);
  });

  it("says which meanings can be written, each once", () => {
    expect(z.safeEncode(status, "other").error?.issues[0]?.message).toMatch(/use one of: open, done$/);
  });
});

describe("ids", () => {
  it.each([
    ["7", "7"],
    [7, "7"],
    ["00c4", "00c4"],
    ["00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000001"],
    [0, ""],
    ["0", ""],
    ["", ""],
    ["00000000-0000-0000-0000-000000000000", ""],
  ])("%s of another record is %s", (wire, id) => {
    expect(z.decode(codec.otherId, wire)).toBe(id);
    expect(z.decode(codec.numericId, wire)).toBe(id);
  });

  it("of the record itself are not blank", () => {
    expect(z.decode(codec.ownId, 12)).toBe("12");
    for (const blank of ["", "  "]) expect(codec.ownId.safeParse(blank).success).toBe(false);
  });

  it("are written as numbers where the vendor wants them so, and refused where they are none", () => {
    expect(z.encode(codec.numericId, "12")).toBe(12);
    for (const id of ["main", "", "1.5", "-1", "1234567890123456"])
      expect(z.safeEncode(codec.numericId, id).error?.issues[0]?.message).toContain(`"${id}" is no id here`);
  });
});

describe("yes or no, and whole numbers", () => {
  it("come as such or as text, and as nothing in empty text", () => {
    expect([true, false, "true", "false", ""].map((wire) => codec.flag.parse(wire))).toEqual([
      true,
      false,
      true,
      false,
      undefined,
    ]);
    expect([12, "12", "-3", ""].map((wire) => codec.wholeNumber.parse(wire))).toEqual([12, 12, -3, undefined]);
    for (const wire of ["yes", 1, null]) expect(codec.flag.safeParse(wire).success).toBe(false);
    for (const wire of ["1.5", 1.5, "a", "1234567890123456"])
      expect(codec.wholeNumber.safeParse(wire).success).toBe(false);
  });

  it("are written as such", () => {
    expect([z.encode(codec.flag, false), z.encode(codec.wholeNumber, 3)]).toEqual([false, 3]);
  });
});
