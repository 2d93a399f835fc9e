import { OpenSMEError, remedyOf } from "@opensme/core";
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
  const remedy = OpenSMEError.is(error) ? localRemedy(error) : undefined;
  if (remedy) output.remark(`  ${remedy}`);
  if (verbose && error instanceof Error) output.remark(error.stack ?? "");
  else if (!OpenSMEError.is(error)) output.remark("  Run it again with --verbose to see where this comes from.");
  return OpenSMEError.is(error) && error.code === "config" ? exit.usage : exit.failure;
};

/** What to do, in the reader's language; nothing in English, in which the message says it. */
export const localRemedy = (failure: { code: string; state?: string | undefined }): string | undefined => {
  const { OPENSME_LANG, LC_ALL, LC_MESSAGES, LANG } = process.env;
  const language = OPENSME_LANG || LC_ALL || LC_MESSAGES || LANG || "";
  return /^vi(?![a-z])/i.test(language) ? remedyOf(failure)?.vi : undefined;
};

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
