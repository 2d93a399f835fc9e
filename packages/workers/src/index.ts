export type { ConnectionKey, Ending, Job, Problem } from "./job.ts";
export type { ConnectTools, Host, Opened, PerformEvent } from "./perform.ts";
export type { AppLimit, DeadLetter, Retries, Schedule } from "./queue.ts";
export { type Workers, type WorkersEvent, type WorkersOptions, workers } from "./workers.ts";
