import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Job } from "../src/job.ts";
import { memoryQueue } from "../src/memory-queue.ts";

beforeEach(() => vi.useFakeTimers({ now: new Date("2026-11-27T03:55:00Z") }));
afterEach(() => vi.useRealTimers());

const job: Job = { kind: "sync", tenant: "acme", connection: "shop", full: false };
const problem = { code: "unavailable", message: "The vendor is away." };

it("makes rounds by their schedules, each at its own clock", async () => {
  const onAdded = vi.fn();
  const queue = memoryQueue({ limit: 1, delay: 1 }, onAdded);
  await queue.schedule([
    { cron: "0 11 * * *", timezone: "Asia/Ho_Chi_Minh" },
    { cron: "0 3 1 * *", full: true },
  ]);
  await vi.advanceTimersByTimeAsync(299_000);
  expect(await queue.take(10, [])).toEqual([]);
  await vi.advanceTimersByTimeAsync(1100);
  expect(onAdded).toHaveBeenCalled();
  const [daily] = await queue.take(10, []);
  expect(daily?.job).toEqual({ kind: "round", full: false });
  // One that is still at work is not made again.
  await vi.advanceTimersByTimeAsync(86_400_000);
  expect(await queue.take(10, [])).toEqual([]);
  if (daily) await queue.done(daily);
  await vi.advanceTimersByTimeAsync(3 * 86_400_000);
  expect((await queue.take(10, [])).map((claim) => claim.job)).toEqual([
    { kind: "round", full: false },
    { kind: "round", full: true },
  ]);
  await queue.close();
  expect(vi.getTimerCount()).toBe(0);
});

it("tries again later each time, and then gives up", async () => {
  const queue = memoryQueue({ limit: 2, delay: 30 }, () => undefined);
  await queue.add([{ job, rank: 0 }]);
  for (const seconds of [30, 60]) {
    const [claim] = await queue.take(1, []);
    if (!claim) throw new Error("there is nothing to take");
    await queue.fail(claim, problem);
    await vi.advanceTimersByTimeAsync(seconds * 1000 - 1);
    expect(await queue.take(1, [])).toEqual([]);
    expect(await queue.add([{ job, rank: 0 }])).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
  }
  const [last] = await queue.take(1, []);
  if (last) await queue.fail(last, problem);
  await vi.advanceTimersByTimeAsync(86_400_000);
  expect(await queue.take(1, [])).toEqual([]);
  expect(await queue.dead()).toMatchObject([{ tenant: "acme", connection: "shop", ...problem }]);
  expect(await queue.revive()).toBe(1);
  expect(await queue.take(1, [])).toHaveLength(1);
});
