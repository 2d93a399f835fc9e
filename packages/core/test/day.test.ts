import { describe, expect, it } from "vitest";
import { codec, dayAt, dayIn, instantAt } from "../src/index.ts";

const { localDateTime } = codec;

/** Moments all over the range that dates have, the same at each run; most of them within a few decades. */
const moments = Array.from({ length: 2000 }, (_, index) =>
  Math.trunc(Math.sin(index * 12.9898) * (index % 4 === 0 ? 8.64e15 : 4e12)),
);

describe("moments in milliseconds", () => {
  it("are told as the platform tells them, in years of any length too", () => {
    for (const moment of [...moments, 0, -1, 1, 999.9, 86_400_000, -86_400_000, 8.64e15, -8.64e15]) {
      const written = new Date(moment).toISOString();
      expect(instantAt(moment)).toBe(written);
      expect(dayAt(moment)).toBe(written.slice(0, -14));
    }
  });

  it("are refused where there is no such moment", () => {
    for (const moment of [Number.NaN, Number.POSITIVE_INFINITY, 9e15])
      expect(() => instantAt(moment)).toThrow(RangeError);
  });

  it("fall on the day of a time zone", () => {
    expect(dayIn("+07:00")("2026-08-12T17:00:00.000Z")).toBe("2026-08-13");
    expect(dayIn("Asia/Ho_Chi_Minh")("2026-08-12T16:59:59.999Z")).toBe("2026-08-12");
    expect(dayIn("+07:00")(undefined)).toBeUndefined();
  });
});

describe("dates and times as text", () => {
  const zones = ["", "Z", "+00:00", "+07:00", "-0500", "+05:30", "-11:00"];
  const fractions = ["", ".5", ".123", ".1234567"];

  it("are the instants that the platform makes of them, by any clock and in any precision", () => {
    const vietnam = localDateTime("+07:00");
    for (const [index, moment] of moments.filter((each) => Math.abs(each) < 4e12).entries()) {
      const [zone = "", fraction = ""] = [zones[index % zones.length], fractions[index % fractions.length]];
      const wire = `${new Date(moment).toISOString().slice(0, 19)}${fraction}${zone}`;
      const milliseconds = wire.replace(/(\.\d{3})\d+/, "$1");
      const expected = new Date(zone === "" ? `${milliseconds}+07:00` : milliseconds.replace("-0500", "-05:00"));
      expect(vietnam.parse(index % 2 === 0 ? wire : wire.replace("T", " ")), wire).toBe(expected.toISOString());
    }
  });
});
