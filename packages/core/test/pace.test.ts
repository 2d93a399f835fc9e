import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { pacer } from "../src/http/pace.ts";

beforeEach(() => vi.useFakeTimers({ now: 0 }));
afterEach(() => vi.useRealTimers());

it("stays within a moving window however many ask at once", async () => {
  const enter = pacer([{ requests: 5, seconds: 1 }]);
  const starts: number[] = [];
  const all = Promise.all(
    Array.from({ length: 23 }, () =>
      enter().then((leave) => {
        starts.push(Date.now());
        leave();
      }),
    ),
  );
  await vi.advanceTimersByTimeAsync(10_000);
  await all;
  for (const start of starts)
    expect(starts.filter((other) => other >= start && other < start + 1000).length).toBeLessThanOrEqual(5);
  expect(starts.at(-1)).toBeLessThan(5000);
});

it("keeps to the number allowed at the same time, and lets an aborted one go", async () => {
  const enter = pacer([{ concurrent: 2 }]);
  const first = await enter();
  const second = await enter();
  const controller = new AbortController();
  const aborted = enter(controller.signal);
  const third = enter();
  controller.abort();
  await expect(aborted).rejects.toMatchObject({ code: "unavailable" });
  let entered = false;
  void third.then(() => {
    entered = true;
  });
  await vi.advanceTimersByTimeAsync(10);
  expect(entered).toBe(false);
  first();
  await third;
  second();
});
