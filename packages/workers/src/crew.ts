import { setTimeout as pause } from "node:timers/promises";
import { type Ending, type Job, tenantOf } from "./job.ts";
import { endingOfThrown, endOfTurn, stopping } from "./perform.ts";
import type { Claim, Queue } from "./queue.ts";

export interface CrewOptions {
  readonly queue: Queue;
  /** How many jobs are at work at the same time. */
  readonly concurrency: number;
  /** Seconds after which a job goes to the back of the queue. */
  readonly turn: number;
  /** Seconds without a sign of life after which others take over a job. */
  readonly heartbeat: number;
  perform(job: Job, signal: AbortSignal): Promise<Ending>;
  onEnded(job: Job, ending: Ending, thrown?: unknown): Promise<void>;
  onProblem(error: unknown): void;
}

/** Milliseconds between two looks at a queue that was empty. */
const lookInterval = 1000;

interface Place {
  readonly claim: Claim;
  readonly control: AbortController;
  readonly ended: Promise<void>;
}

/** Takes jobs as places become free, and works on them until it is stopped. */
export class Crew {
  readonly #options: CrewOptions;
  readonly #places = new Map<string, Place>();
  readonly #beat: NodeJS.Timeout;
  readonly #working: Promise<void>;
  #isStopping = false;
  #bell = new AbortController();

  constructor(options: CrewOptions) {
    this.#options = options;
    this.#beat = setInterval(() => void this.#touch(), (options.heartbeat * 1000) / 3);
    this.#working = options.concurrency > 0 ? this.#run() : Promise.resolve();
  }

  /** Says that there may be something to take. */
  wake(): void {
    this.#bell.abort();
  }

  /** Has the pages under way finished, and hands the rest back. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.wake();
    await this.#working;
    for (const { control } of this.#places.values()) control.abort(stopping);
    await Promise.all([...this.#places.values()].map(({ ended }) => ended));
    clearInterval(this.#beat);
  }

  async #run(): Promise<void> {
    while (!this.#isStopping) {
      this.#bell = new AbortController();
      const taken = await this.#take();
      for (const claim of taken) this.#start(claim);
      if (this.#isStopping || this.#bell.signal.aborted) continue;
      await pause(lookInterval, undefined, { signal: this.#bell.signal }).catch(() => undefined);
    }
  }

  async #take(): Promise<Claim[]> {
    const { queue, concurrency, onProblem } = this.#options;
    const free = concurrency - this.#places.size;
    if (free === 0) return [];
    const busy = new Set([...this.#places.values()].flatMap(({ claim }) => tenantOf(claim.job) ?? []));
    try {
      return await queue.take(free, [...busy]);
    } catch (error) {
      onProblem(error);
      return [];
    }
  }

  #start(claim: Claim): void {
    const control = new AbortController();
    const ended = this.#work(claim, control).finally(() => {
      this.#places.delete(claim.id);
      this.wake();
    });
    this.#places.set(claim.id, { claim, control, ended });
  }

  async #work(claim: Claim, control: AbortController): Promise<void> {
    const { turn, perform, onEnded, onProblem } = this.#options;
    const { job } = claim;
    const timer = setTimeout(() => control.abort(endOfTurn), turn * 1000);
    let thrown: unknown;
    const ending = await perform(job, control.signal).catch((error: unknown) => {
      thrown = error;
      return endingOfThrown(job, error);
    });
    clearTimeout(timer);
    try {
      await this.#settle(claim, ending);
      await onEnded(job, ending, thrown);
    } catch (error) {
      // Of what could not be settled nothing is heard any more, so that it comes again.
      onProblem(error);
    }
  }

  async #settle(claim: Claim, ending: Ending): Promise<void> {
    const { queue } = this.#options;
    if (ending.type === "done") {
      await queue.done(claim);
      await queue.forgive(claim.job);
    }
    if (ending.type === "again") await queue.again(claim, ending.job, ending.after);
    if (ending.type === "failed") await queue.fail(claim, ending.problem);
    if (ending.type === "parked") await queue.park(claim, ending.problem);
  }

  async #touch(): Promise<void> {
    const claims = [...this.#places.values()].map(({ claim }) => claim);
    if (claims.length > 0) await this.#options.queue.touch(claims).catch(this.#options.onProblem);
  }
}
