import { describe, expect, it } from "vitest";
import { dayAt, dayIn, instantAt } from "../src/index.ts";

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
