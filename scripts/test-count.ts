/** What is read of vitest's JSON report. */
export interface Report {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

/**
 * Passed and failed tests of a report. A file that failed although none of its tests did (it could not be loaded) counts as one failure,
 * and so does a run that failed although no file did (an error outside of every test).
 */
export function count(report: Report, exitCode: number | null): { passed: number; failed: number } {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  );
  const failed = report.numFailedTests + brokenFiles.length;
  const ranTests = report.numPassedTests + failed > 0;
  return { passed: report.numPassedTests, failed: failed === 0 && ranTests && exitCode !== 0 ? 1 : failed };
}
