import { OpenSMEError } from "@opensme/core";
import { exit } from "./exit.ts";
import type { Output } from "./output/output.ts";

/** A mistake in how a command was called, or in the config: what is wrong, and below it what to do. */
export const usageError = (message: string, ...hints: readonly string[]): OpenSMEError =>
  new OpenSMEError([message, ...hints].join("\n"), { code: "config" });

/** Writes an error as a person reads it, and gives the exit code that fits. */
export const reportFailure = (
  error: unknown,
  output: Output,
  { verbose = false }: { verbose?: boolean } = {},
): number => {
  const [message = "", ...hints] = messageOf(error).split("\n");
  output.remark(`error: ${message}`);
  for (const hint of hints) output.remark(`  ${hint}`);
  if (verbose && error instanceof Error) output.remark(error.stack ?? "");
  else if (!OpenSMEError.is(error)) output.remark("  Run it again with --verbose to see where this comes from.");
  return OpenSMEError.is(error) && error.code === "config" ? exit.usage : exit.failure;
};

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
