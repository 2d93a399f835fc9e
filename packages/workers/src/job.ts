/** A connection of a company: whose it is, and the name under which its records are stored. */
export interface ConnectionKey {
  readonly tenant: string;
  readonly connection: string;
}

/**
 * What is to be done. It names connections and never holds their credentials. A `round` asks which connections there are and has each of them synced;
 * `webhooks` applies what a connection's vendor has told; `streams` are those that `turns` before have left.
 */
export type Job =
  | { readonly kind: "round"; readonly full: boolean }
  | (ConnectionKey & {
      readonly kind: "sync";
      readonly full: boolean;
      readonly streams?: readonly string[] | undefined;
      readonly turns?: number | undefined;
    })
  | (ConnectionKey & { readonly kind: "webhooks" });

/** Jobs of one key are one: the second is not taken while the first waits or is at work. */
export const keyOf = (job: Job): string =>
  JSON.stringify(
    job.kind === "round"
      ? [job.kind, job.full]
      : [job.kind, job.tenant, job.connection, ...(job.kind === "sync" ? [job.full] : [])],
  );

export const tenantOf = (job: Job): string | undefined => (job.kind === "round" ? undefined : job.tenant);

/**
 * The order of jobs that wait, the highest first. In a round, the first connection of every tenant comes before the second of any, and each turn of a long
 * sync counts as a connection: a tenant with a thousand is never a thousand ahead.
 */
export const priorityOf = (job: Job, rank: number): number => {
  if (job.kind === "round") return 2;
  return job.kind === "webhooks" ? 1 : -rank - (job.turns ?? 0);
};

/** Why a job did not come to its end. */
export interface Problem {
  readonly code: string;
  readonly message: string;
}

/** How a turn at a job ended. */
export type Ending =
  | { readonly type: "done" }
  /** It goes to the back of the queue, as `job`, and not before that many seconds. */
  | { readonly type: "again"; readonly job: Job; readonly after: number; readonly reason: "stopping" | "turn" | "busy" }
  /** It is tried again, each time later, until that was often enough. */
  | { readonly type: "failed"; readonly problem: Problem }
  /** Only a person can help: new credentials, other settings. */
  | { readonly type: "parked"; readonly problem: Problem };

/** A failure that no further try and no schedule gets over. */
export const needsPerson = (code: string): boolean => ["auth", "config"].includes(code);
