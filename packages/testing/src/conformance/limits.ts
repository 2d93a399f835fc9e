import { setImmediate } from "node:timers/promises";
import type { Clock, Limit } from "@opensme/core";
import { sampleCompany } from "../company/index.ts";
import { insist, type Law, type Subject } from "./law.ts";
import { asksNothing, withVendor } from "./vendor.ts";

interface Meter {
  clock: Clock;
  /** When each request went out, by the clock. */
  readonly sent: readonly number[];
  /** The most that were under way at the same time. */
  mostAtOnce(): number;
  /** Counts what goes out while work goes on. */
  during<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** A clock on which waiting takes no time, and a count of what goes out meanwhile. It stands still while requests are under way. */
const meter = (): Meter => {
  const sent: number[] = [];
  let time = Date.parse(sampleCompany({ orders: 0 }).now);
  let underWay = 0;
  let most = 0;
  return {
    clock: {
      now: () => time,
      async sleep(milliseconds) {
        const end = time + milliseconds;
        while (underWay > 0) await setImmediate();
        time = Math.max(time, end);
      },
    },
    sent,
    mostAtOnce: () => most,
    async during(work) {
      const { fetch } = globalThis;
      globalThis.fetch = async (...request) => {
        sent.push(time);
        underWay += 1;
        most = Math.max(most, underWay);
        try {
          return await fetch(...request);
        } finally {
          underWay -= 1;
        }
      };
      try {
        return await work();
      } finally {
        globalThis.fetch = fetch;
      }
    },
  };
};

/** More would take the law long. */
const mostTried = 250;

/** Enough requests to go over what can be gone over. */
const attemptsFor = (limits: readonly Limit[]): number =>
  20 +
  Math.max(...limits.map((limit) => ("requests" in limit ? Math.min(limit.requests, mostTried) : limit.concurrent)));

const limitsOf = ({ connector }: Subject): readonly Limit[] => connector.http?.limits ?? [];

export const limitLaws: readonly Law[] = [
  {
    number: 39,
    title: "no more requests than the declared limits allow, nor than the vendor takes, also under concurrency",
    exempt: (subject) =>
      asksNothing(subject) ?? (limitsOf(subject).length === 0 ? "no limits are declared (law 7)" : undefined),
    async check(subject) {
      const limits = limitsOf(subject);
      const { clock, sent, mostAtOnce, during } = meter();
      await withVendor(
        subject,
        async ({ open, sandbox: { exchanges } }) => {
          const outcomes = await during(async () => {
            const client = open({ clock });
            const reads = client.streams.map(async (stream) => {
              for await (const _ of stream.read({}).pages()) return;
            });
            const checks = Array.from({ length: attemptsFor(limits) }, () => client.check());
            return Promise.allSettled([...reads, ...checks]);
          });
          for (const limit of limits) {
            if ("concurrent" in limit) {
              insist(
                mostAtOnce() <= limit.concurrent,
                `${mostAtOnce()} requests at the same time, and ${limit.concurrent} are declared`,
              );
              continue;
            }
            const { requests, seconds } = limit;
            const tooSoon = sent.some(
              (moment, index) => moment - (sent[index - requests] ?? -Infinity) < seconds * 1000,
            );
            insist(!tooSoon, `more than ${requests} requests in ${seconds} seconds, which are declared`);
          }
          // Where a number of requests is declared, it must be one that the vendor takes; where none is, the vendor's word is waited for.
          if (!limits.some((limit) => "requests" in limit)) return;
          const refused = exchanges.filter(({ response }) => response.status === 429).length;
          insist(refused === 0, `the vendor refused ${refused} of ${exchanges.length} requests as too many`);
          const failed = outcomes.find((outcome) => outcome.status === "rejected");
          if (failed) throw failed.reason;
        },
        { now: () => new Date(clock.now()), limits: true, paced: true },
      );
    },
  },
];
