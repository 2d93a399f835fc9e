import { processOutput } from "./output/output.ts";
import { createProgram } from "./program.ts";

// Node announces its SQLite as experimental on every run.
process.removeAllListeners("warning");
process.on("warning", (warning) => {
  if (warning.name !== "ExperimentalWarning") process.stderr.write(`${warning.name}: ${warning.message}\n`);
});

const output = processOutput();
const program = createProgram(output);
try {
  process.exitCode = await program.run(process.argv.slice(2));
} catch (error) {
  const { reportFailure } = await import("./failure.ts");
  process.exitCode = reportFailure(error, output, { verbose: program.isVerbose() });
}
