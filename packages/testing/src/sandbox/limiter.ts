/** At most `requests` in `seconds`: in any stretch of that length (`moving`, the default), or between its multiples on the clock (`fixed`). */
export interface Limit {
  requests: number;
  seconds: number;
  window?: "moving" | "fixed";
}

/** Counts a request; false when it is one too many, which then does not count. */
export interface Limiter {
  (): boolean;
  /** Whole seconds until a request is admitted again; 0 when it would be now. */
  retryAfter(): number;
}

export interface LimiterDesk {
  create(limit: Limit): Limiter;
  /** Forgets the requests of all limiters. */
  reset(): void;
}

export function createLimiterDesk(now: () => Date, isEnforced: boolean): LimiterDesk {
  const histories: number[][] = [];

  return {
    create({ requests, seconds, window = "moving" }) {
      const length = seconds * 1000;
      const admitted: number[] = [];
      histories.push(admitted);

      const millisecondsUntilOpen = (time: number): number => {
        const start = window === "fixed" ? Math.floor(time / length) * length : time - length + 1;
        while (admitted[0] !== undefined && admitted[0] < start) admitted.shift();
        if (admitted.length < requests) return 0;
        return (window === "fixed" ? start : (admitted[0] ?? time)) + length - time;
      };
      const admit = (): boolean => {
        const time = now().getTime();
        if (millisecondsUntilOpen(time) > 0) return false;
        if (isEnforced) admitted.push(time);
        return true;
      };
      return Object.assign(admit, { retryAfter: () => Math.ceil(millisecondsUntilOpen(now().getTime()) / 1000) });
    },
    reset() {
      for (const admitted of histories) admitted.length = 0;
    },
  };
}
