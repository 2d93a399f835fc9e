import { OpenSMEError } from "@opensme/core";
import { exit } from "./exit.ts";
import type { Output } from "./output/output.ts";

/** Milliseconds within which a second signal is the same Ctrl-C: npx sends on what the terminal has sent already. */
const samePress = 300;

/** Aborts on the first Ctrl-C, so that work under way ends in order. A second one ends the process at once. */
export const onInterrupt = (output: Output, remark: string): AbortSignal => {
  const controller = new AbortController();
  let pressedAt = 0;
  const stop = (): void => {
    if (controller.signal.aborted) {
      if (performance.now() - pressedAt > samePress) process.exit(exit.interrupted);
      return;
    }
    pressedAt = performance.now();
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
