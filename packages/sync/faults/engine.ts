import { connect, OpenSMEError } from "@opensme/core";
import { type SyncReport, sync } from "@opensme/sync";
import { market } from "./connector.ts";
import { type Database, openStore } from "./database.ts";
import { type Defect, defects } from "./defects.ts";

/** The process that is killed: runs the engine whenever it is told to, and answers with the report. */

export interface Job {
  readonly gateway: string;
  readonly database: Database;
  readonly isFull: boolean;
  readonly confirmDeletes: boolean;
  readonly defect: Defect | undefined;
}

export type Answer = { readonly report: SyncReport } | { readonly failure: string };

const run = async ({ gateway, database, isFull, confirmDeletes, defect }: Job): Promise<SyncReport> => {
  const store = await openStore(database);
  try {
    const connection = connect(market, { config: {}, gateway, timeout: 400, retries: 1, longestWait: 5 });
    return await sync({
      connections: { market: connection },
      store: defect ? defects[defect](store) : store,
      full: isFull,
      confirmDeletes,
    });
  } finally {
    await store.close();
  }
};

/** A database that another process kept for longer than anybody waits is tried once more, as the error says. */
const runAgain = (job: Job): Promise<SyncReport> =>
  run(job).catch((error: unknown) => {
    if (OpenSMEError.is(error) && error.retryable) return run(job);
    throw error;
  });

process.on("message", (job: Job) => {
  runAgain(job).then(
    (report) => process.send?.({ report } satisfies Answer),
    (error: unknown) => process.send?.({ failure: String(error) } satisfies Answer),
  );
});
process.on("disconnect", () => process.exit());
