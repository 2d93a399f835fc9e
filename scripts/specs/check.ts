import { existsSync } from "node:fs";
import type { Connectors, VendorCheck } from "./connectors.ts";
import { excepting } from "./except.ts";
import { type Finding, withoutIndices } from "./finding.ts";
import { type RejectedExample, specsFolder, type Vendor } from "./spec.ts";

export interface VendorReport {
  id: string;
  requests: number;
  responses: number;
  examples: number;
  exceptionsUsed: number;
  /** What fails the check, one line each; equal findings stand once, with their number. */
  failures: string[];
}

/** Checks one vendor: its exchanges against its description, and its examples through the mapping. */
export async function checkVendor({ id, spec, run, mapExample }: VendorCheck, vendor: Vendor): Promise<VendorReport> {
  const { mappedPaths, rejectedExamples = [] } = spec;
  const exceptions = excepting(spec.exceptions ?? []);
  const open: Finding[] = [];
  const exchanges = await run();
  for (const exchange of exchanges) {
    open.push(...vendor.description.validateExchange(exchange).filter((finding) => !exceptions.covers(finding)));
  }

  const failures = grouped(open);
  const rejected = new Set<RejectedExample>();
  const exampled = new Set<string>();
  const examples = vendor.examples.filter(
    ({ resourcePath, direction, status = "" }) =>
      resourcePath in mappedPaths && direction === "response" && /^2/.test(status),
  );
  for (const example of examples) {
    exampled.add(example.resourcePath);
    const mapped = await mapExample(example);
    const losses = mapped.rejects.map((reject) => `is rejected: ${reject}`);
    if (losses.length === 0 && mapped.records === 0) losses.push("maps to no record");
    if (losses.length === 0) continue;
    const entry = rejectedExamples.find((each) => example.source.startsWith(each.example));
    if (entry === undefined) failures.push(...losses.map((loss) => `example ${example.source} ${loss}`));
    else rejected.add(entry);
  }

  if (exchanges.length === 0) failures.push("the run made no request");
  failures.push(
    ...Object.keys(mappedPaths)
      .filter((path) => !exampled.has(path))
      .map((path) => `stale mapped path, no example is of it: ${path}`),
  );
  failures.push(...exceptions.stale().map((line) => `stale exception, remove it: ${line}`));
  failures.push(
    ...rejectedExamples
      .filter((entry) => !rejected.has(entry))
      .map((entry) => `stale rejected example, remove it: ${entry.example}`),
  );
  return {
    id,
    requests: exchanges.length,
    responses: exchanges.filter((exchange) => exchange.response.status !== 0).length,
    examples: examples.length,
    exceptionsUsed: exceptions.used(),
    failures,
  };
}

/** Runs the checks and prints a line for each vendor and each failure; returns the exit code. */
export async function checkAll(
  { checks, missing }: Connectors,
  specs: URL = specsFolder,
  print: (line: string) => void = console.log,
): Promise<number> {
  for (const sentence of missing) print(sentence);
  if (checks.length === 0 && missing.length === 0) print("specs: there is no connector to be checked");
  let failed = missing.length > 0 || checks.length === 0;
  if (!existsSync(specs)) {
    print("specs: skipped. The vendors' descriptions are not here; they belong in ../shared/specs beside the project.");
    return failed ? 1 : 0;
  }
  for (const check of checks) {
    const { id, requests, responses, examples, exceptionsUsed, failures } = await checkVendor(
      check,
      await check.spec.load(specs),
    );
    print(
      `${id}: ${requests} requests and ${responses} responses checked, ${examples} examples mapped, ${failures.length} findings, ${exceptionsUsed} exceptions used`,
    );
    for (const failure of failures) print(`  ${failure}`);
    failed ||= failures.length > 0;
  }
  return failed ? 1 : 0;
}

function grouped(findings: Finding[]): string[] {
  const counts = new Map<string, number>();
  for (const { method, path, where, keyword, message } of findings) {
    const line = `${method} ${path} ${withoutIndices(where)} ${message} (${keyword})`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts].map(([line, count]) => (count === 1 ? line : `${line}, ${count} times`));
}
