import type { Argument } from "commander";

/** How a command is called and explains itself, and where it is. */
export interface Usage {
  /** Its name and arguments. */
  readonly usage: string;
  readonly says: string;
  readonly examples: string;
  /** An argument behind those of the usage, of which only some words may be. */
  readonly argument?: Argument;
  readonly options: readonly UsageOption[];
  /** Told below the examples. */
  readonly notes?: readonly string[];
  /** Loads what it does: a function of its arguments, its options and the context, which gives the exit code. */
  load(): Promise<(...given: never[]) => Promise<number>>;
}

interface UsageOption {
  readonly flags: string;
  readonly says: string;
  readonly parse?: (value: string, previous: never) => unknown;
  /** Its value unless given. */
  readonly standard?: string | number;
}
