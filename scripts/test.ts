// Runs every test and ends with one plain line that counts them, read from vitest's own report.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { count, type Report } from "./test-count.ts";

const folder = await mkdtemp(join(tmpdir(), "opensme-test-"));
const reportFile = join(folder, "report.json");
const vitest = spawn(
  process.execPath,
  [
    fileURLToPath(new URL("vitest.mjs", import.meta.resolve("vitest/package.json"))),
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${reportFile}`,
    ...process.argv.slice(2),
  ],
  { stdio: "inherit" },
);
const [exitCode] = await once(vitest, "exit");
const report = await readReport();
await rm(folder, { recursive: true });

const { passed, failed } = count(report, exitCode);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

/** Vitest writes no report when it finds no test file, or ends before it could. */
async function readReport(): Promise<Report> {
  try {
    return JSON.parse(await readFile(reportFile, "utf8"));
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, testResults: [] };
  }
}
