import { exit } from "./exit.ts";
import { processOutput } from "./output/output.ts";
import { createProgram } from "./program.ts";

// Node announces its SQLite as experimental on every run.
process.removeAllListeners("warning");
process.on("warning", (warning) => {
  if (warning.name !== "ExperimentalWarning") process.stderr.write(`${warning.name}: ${warning.message}\n`);
});

// Whoever reads our output may have enough of it, as head does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(exit.success);
  throw error;
});

const output = processOutput();
const program = createProgram(output);
try {
  process.exitCode = await program.run(process.argv.slice(2));
} catch (error) {
  const { reportFailure } = await import("./failure.ts");
  process.exitCode = reportFailure(error, output, { verbose: program.isVerbose() });
}
