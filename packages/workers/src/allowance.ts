import { type Pace, sleep } from "@opensme/core";
import type { AppLimit } from "./queue.ts";

/** Runs SQL in the database of the queue. */
export type Ask = (sql: string, parameters?: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>;

/** The share of a limit that may be used at once after a pause; the rest comes evenly. */
const burstShare = 0.1;

export const allowanceTable = (schema: string): string => `
  CREATE TABLE IF NOT EXISTS ${schema}.allowances (
    app text NOT NULL, requests int NOT NULL, seconds float8 NOT NULL, used_until timestamptz NOT NULL,
    PRIMARY KEY (app, requests, seconds)
  );
  COMMENT ON TABLE ${schema}.allowances IS 'Up to when what each app may ask of its vendor is given away'`;

/**
 * Paces the requests of an app over all machines: each limit is a row that holds up to when requests have been given away, by the database's clock, so that
 * no span of its length has more than it allows. What waits in this process is asked for together. A machine that is lost has used what it took.
 */
export const sharedPace = (ask: Ask, schema: string, app: string, limits: readonly AppLimit[]): Pace => {
  const paces = limits.map((limit) => oneLimit(ask, schema, app, limit));
  return async (signal) => {
    await Promise.all(paces.map((pace) => pace(signal)));
  };
};

interface Waiting {
  start(milliseconds: number): void;
  refuse(error: unknown): void;
}

const oneLimit = (ask: Ask, schema: string, app: string, { requests, seconds }: AppLimit): Pace => {
  const burst = Math.max(1, Math.floor(requests * burstShare));
  // `burst` at once and then one each `spacing` are one less than allowed in any span: one may come some milliseconds early or late.
  const spacing = seconds / Math.max(1, requests - burst);
  const sql = `
    INSERT INTO ${schema}.allowances AS held (app, requests, seconds, used_until)
    VALUES ($1, $2, $3, clock_timestamp() + $4 * interval '1 second')
    ON CONFLICT (app, requests, seconds) DO UPDATE
      SET used_until = greatest(held.used_until, clock_timestamp()) + $4 * interval '1 second'
    RETURNING extract(epoch FROM used_until - clock_timestamp())::float8 AS ahead`;
  let waiting: Waiting[] = [];
  let isAsking = false;

  const serve = async (): Promise<void> => {
    isAsking = true;
    while (waiting.length > 0) {
      const served = waiting;
      waiting = [];
      try {
        const { rows } = await ask(sql, [app, requests, seconds, served.length * spacing]);
        const first = Number(rows[0]?.["ahead"]) - served.length * spacing;
        served.forEach(({ start }, place) => {
          start((first + (place - burst + 1) * spacing) * 1000);
        });
      } catch (error) {
        for (const { refuse } of served) refuse(error);
      }
    }
    isAsking = false;
  };

  return async (signal) => {
    const wait = new Promise<number>((start, refuse) => {
      waiting.push({ start, refuse });
    });
    if (!isAsking) void serve();
    const milliseconds = await wait;
    if (milliseconds > 0) await sleep(milliseconds, signal);
  };
};
