import { expect, it } from "vitest";
import { count } from "./test-count.ts";

const file = (status: string, ...tests: string[]): { status: string; assertionResults: { status: string }[] } => ({
  status,
  assertionResults: tests.map((test) => ({ status: test })),
});

it("counts what the report counts", () => {
  const testResults = [file("passed", "passed", "skipped"), file("failed", "passed", "failed")];
  expect(count({ numPassedTests: 2, numFailedTests: 1, testResults }, 1)).toEqual({ passed: 2, failed: 1 });
});

it("counts a file that could not be loaded as a failure", () => {
  const testResults = [file("passed", "passed"), file("failed")];
  expect(count({ numPassedTests: 1, numFailedTests: 0, testResults }, 1)).toEqual({ passed: 1, failed: 1 });
});

it("counts an error outside of every test as a failure", () => {
  const testResults = [file("passed", "passed")];
  expect(count({ numPassedTests: 1, numFailedTests: 0, testResults }, 1)).toEqual({ passed: 1, failed: 1 });
  expect(count({ numPassedTests: 1, numFailedTests: 0, testResults }, 0)).toEqual({ passed: 1, failed: 0 });
});

it("counts nothing in a run without tests", () => {
  expect(count({ numPassedTests: 0, numFailedTests: 0, testResults: [] }, 1)).toEqual({ passed: 0, failed: 0 });
});
