import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { Example } from "./examples.ts";
import { excepting } from "./except.ts";
import { type Exception, exceptions, type RejectedExample, rejectedExamples } from "./exceptions.ts";
import { type Exchange, type Finding, withoutIndices } from "./finding.ts";
import { loadVendor, specsFolder, type Vendor } from "./vendors.ts";

/** What the check needs to know of a connector. */
export interface VendorCheck {
  /** Connector id, as in `loadVendor`. */
  id: string;
  /** A full read of every resource and every declared write against the sandbox. */
  run: () => Promise<Exchange[]>;
  /** Sends one example through the mapping; undefined when it is of no mapped resource. */
  mapExample: (example: Example) => MappedExample | undefined | Promise<MappedExample | undefined>;
}

export interface MappedExample {
  records: number;
  /** One line for each reject, with the field path and without its value. */
  rejects: string[];
}

export interface VendorReport {
  id: string;
  requests: number;
  responses: number;
  examples: number;
  exceptionsUsed: number;
  /** What fails the check, one line each; equal findings stand once, with their number. */
  failures: string[];
}

export interface Known {
  exceptions: Exception[];
  rejectedExamples: RejectedExample[];
}

/** Checks one vendor: its exchanges against its description, and its examples through the mapping. */
export async function checkVendor(
  { id, run, mapExample }: VendorCheck,
  vendor: Vendor,
  known: Known = { exceptions, rejectedExamples },
): Promise<VendorReport> {
  const exceptions = excepting(id, known.exceptions);
  const open: Finding[] = [];
  const exchanges = await run();
  for (const exchange of exchanges) {
    open.push(...vendor.description.validateExchange(exchange).filter((finding) => !exceptions.covers(finding)));
  }

  const failures = grouped(open);
  const expected = known.rejectedExamples.filter((entry) => entry.vendor === id);
  const rejected = new Set<RejectedExample>();
  let examples = 0;
  for (const example of vendor.examples) {
    const mapped = await mapExample(example);
    if (mapped === undefined) continue;
    examples += 1;
    const losses = mapped.rejects.map((reject) => `is rejected: ${reject}`);
    if (losses.length === 0 && mapped.records === 0) losses.push("maps to no record");
    if (losses.length === 0) continue;
    const entry = expected.find((each) => example.source.startsWith(each.example));
    if (entry === undefined) failures.push(...losses.map((loss) => `example ${example.source} ${loss}`));
    else rejected.add(entry);
  }

  if (exchanges.length === 0) failures.push("the run made no request");
  if (examples === 0) failures.push("no example was mapped");
  failures.push(...exceptions.stale().map((line) => `stale exception, remove it: ${line}`));
  failures.push(
    ...expected
      .filter((entry) => !rejected.has(entry))
      .map((entry) => `stale rejected example, remove it: ${entry.example}`),
  );
  return {
    id,
    requests: exchanges.length,
    responses: exchanges.filter((exchange) => exchange.response.status !== 0).length,
    examples,
    exceptionsUsed: exceptions.used(),
    failures,
  };
}

/** Runs the checks and prints a line for each vendor and each failure; returns the exit code. */
export async function checkAll(
  checks: VendorCheck[],
  specs: URL = specsFolder,
  print: (line: string) => void = console.log,
): Promise<number> {
  if (!existsSync(specs)) {
    print("specs: skipped. The vendors' descriptions are not here; they belong in ../shared/specs beside the project.");
    return 0;
  }
  if (checks.length === 0) print("specs: no connector is named to be checked");
  let failed = checks.length === 0;
  for (const check of checks) {
    const { id, requests, responses, examples, exceptionsUsed, failures } = await checkVendor(
      check,
      await loadVendor(check.id, specs),
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

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { vendorChecks } = await import("./subjects.ts");
  process.exitCode = await checkAll(await vendorChecks());
}
