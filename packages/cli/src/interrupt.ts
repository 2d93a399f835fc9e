import { OpenSMEError } from "@opensme/core";
import { exit } from "./exit.ts";
import type { Output } from "./output/output.ts";

/** Aborts on the first Ctrl-C, so that work under way ends in order. A second one ends the process at once. */
export const onInterrupt = (output: Output, remark: string): AbortSignal => {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(exit.interrupted);
    output.remark(remark);
    controller.abort(
      new OpenSMEError("Stopped. What was read is stored; the next run goes on from there.", {
        code: "unavailable",
        retryable: true,
      }),
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  return controller.signal;
};
