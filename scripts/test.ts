import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Runs vitest, and ends with one line `N passed, N failed` counted from its own report. A run without tests fails. */
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; message: string; assertionResults: { status: string }[] }[];
}

const folder = await mkdtemp(join(tmpdir(), "opensme-test-"));
const file = join(folder, "report.json");
const runner = spawn("vitest", ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`, ...process.argv.slice(2)], {
  stdio: "inherit",
});
const exitCode = await new Promise<number>((resolve) => {
  runner.on("error", () => resolve(1));
  runner.on("close", (code) => resolve(code ?? 1));
});

const report = await readFile(file, "utf8")
  .then((text) => JSON.parse(text) as Report)
  .catch(() => undefined);
await rm(folder, { recursive: true, force: true });

// A file that could not be loaded has no tests to count, and is a failure all the same.
const broken = report?.testResults.filter(({ status, assertionResults }) => status === "failed" && !assertionResults.some((test) => test.status === "failed")).length ?? 0;
const passed = report?.numPassedTests ?? 0;
const failed = (report?.numFailedTests ?? 0) + broken;
const empty = passed + failed === 0;
const unexplained = exitCode !== 0 && failed === 0 && !empty;
if (empty) console.error("No test ran: that is a failure.");
if (unexplained) console.error(`The test runner ended with ${exitCode} although no test failed: see above.`);
console.log(`${passed} passed, ${failed + (empty || unexplained ? 1 : 0)} failed`);
process.exit(failed > 0 || empty || unexplained ? 1 : 0);
