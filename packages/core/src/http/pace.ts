import { OpenSMEError } from "../errors.ts";

/** What a vendor allows: so many requests in any span of so many seconds, or so many at the same time. */
export type Limit = { requests: number; seconds: number } | { concurrent: number };

/** Waits until one more request may be sent. */
export type Pace = (signal?: AbortSignal) => Promise<void>;

/** Waits, and stops waiting when aborted. */
export const sleep = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(stopped(signal));
    const stop = (): void => {
      clearTimeout(timer);
      reject(stopped(signal));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", stop, { once: true });
  });

export const stopped = (signal: AbortSignal | undefined): OpenSMEError =>
  OpenSMEError.is(signal?.reason)
    ? signal.reason
    : new OpenSMEError("Stopped. Nothing that was stored is lost; the next run goes on from there.", {
        code: "unavailable",
        retryable: true,
        cause: signal?.reason,
      });

/** The clock that requests are paced by. */
export interface Clock {
  /** Milliseconds since some moment. */
  now(): number;
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export const realClock: Clock = { now: () => Date.now(), sleep };

/**
 * Lets requests through no faster than all limits allow, first come first served. Spans are moving ones, which satisfies fixed windows too.
 * The returned function gives back the place among the concurrent ones.
 */
export const pacer = (
  limits: readonly Limit[],
  clock: Clock = realClock,
): ((signal?: AbortSignal) => Promise<() => void>) => {
  const windows = limits.flatMap((limit) => ("requests" in limit ? [{ ...limit, starts: [] as number[] }] : []));
  const concurrent = Math.min(
    ...limits.map((limit) => ("concurrent" in limit ? limit.concurrent : Number.POSITIVE_INFINITY)),
  );
  let running = 0;
  let queue: Promise<unknown> = Promise.resolve();
  // Requests enter one by one, so at most one waits for a place.
  let wake: (() => void) | undefined;

  const enter = async (signal: AbortSignal | undefined): Promise<void> => {
    while (running >= concurrent) {
      await new Promise<void>((resolve, reject) => {
        const stop = (): void => reject(stopped(signal));
        wake = () => {
          signal?.removeEventListener("abort", stop);
          resolve();
        };
        if (signal?.aborted) stop();
        else signal?.addEventListener("abort", stop, { once: true });
      });
    }
    for (;;) {
      const now = clock.now();
      let wait = 0;
      for (const { requests, seconds, starts } of windows) {
        while (starts.length > 0 && (starts[0] ?? 0) <= now - seconds * 1000) starts.shift();
        if (starts.length >= requests) wait = Math.max(wait, (starts[0] ?? now) + seconds * 1000 - now + 1);
      }
      if (wait === 0) break;
      await clock.sleep(wait, signal);
    }
    const now = clock.now();
    for (const { starts } of windows) starts.push(now);
    running += 1;
  };

  return async (signal) => {
    const turn = queue.then(() => enter(signal));
    queue = turn.catch(() => undefined);
    await turn;
    let released = false;
    return () => {
      if (released) return;
      released = true;
      running -= 1;
      wake?.();
    };
  };
};
