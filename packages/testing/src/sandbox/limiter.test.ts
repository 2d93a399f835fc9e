import { expect, test } from "vitest";
import { createLimiterDesk } from "./limiter.ts";

function clockAt(start: number): { now: () => Date; set: (seconds: number) => void } {
  let seconds = start;
  return {
    now: () => new Date(seconds * 1000),
    set(value) {
      seconds = value;
    },
  };
}

test("a moving window admits again as its oldest request leaves", () => {
  const clock = clockAt(100);
  const admit = createLimiterDesk(clock.now, true).create({ requests: 2, seconds: 60 });
  expect(admit()).toBe(true);
  clock.set(130);
  expect(admit()).toBe(true);
  expect([admit(), admit.retryAfter()]).toEqual([false, 30]);
  clock.set(159.999);
  expect([admit(), admit.retryAfter()]).toEqual([false, 1]);
  clock.set(160);
  expect([admit.retryAfter(), admit(), admit()]).toEqual([0, true, false]);
  expect(admit.retryAfter()).toBe(30);
});

test("a fixed window opens again on the clock", () => {
  const clock = clockAt(119);
  const admit = createLimiterDesk(clock.now, true).create({ requests: 2, seconds: 60, window: "fixed" });
  expect([admit(), admit(), admit(), admit.retryAfter()]).toEqual([true, true, false, 1]);
  clock.set(120);
  expect([admit(), admit(), admit(), admit.retryAfter()]).toEqual([true, true, false, 60]);
});

test("limiters count apart", () => {
  const desk = createLimiterDesk(clockAt(0).now, true);
  const first = desk.create({ requests: 1, seconds: 60 });
  const second = desk.create({ requests: 1, seconds: 60 });
  expect([first(), second(), first(), second()]).toEqual([true, true, false, false]);
  desk.reset();
  expect([first(), second()]).toEqual([true, true]);
});
