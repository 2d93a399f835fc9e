import type { Output } from "../output/output.ts";

/** What every command is given. */
export interface Context {
  /** The folder it was called in. */
  readonly folder: string;
  /** The config file named on the command line. */
  readonly configFile: string | undefined;
  readonly output: Output;
}
