import { existsSync } from "node:fs";
import type { StreamKey, SyncEvent } from "@opensme/sync";
import { expect, test } from "vitest";
import type { Output } from "../src/output/output.ts";
import { Notes } from "../src/sync/notes.ts";
import { showProgress } from "../src/sync/progress.ts";
import { shop } from "./project.ts";

const customers: StreamKey = { connection: "shop", resource: "customers", entity: "contact" };
const counts = { received: 0, created: 0, updated: 0, unchanged: 0, deleted: 0, rejected: 0 };
const error = { code: "mismatch", message: "Something is wrong.\nDo something." };
const report = {
  stream: customers,
  outcome: "partial",
  counts,
  pages: 1,
  kind: "full",
  startedAt: "2026-11-26T08:00:00Z",
  finishedAt: "2026-11-26T08:00:01Z",
  error,
} as const;

test("a line for each connection, with the stream that it reads", () => {
  let shown: readonly string[] = [];
  const output = {
    live(lines: readonly string[]) {
      shown = lines;
    },
  } as Output;
  const show = showProgress(output, { shop: ["customers", "items"], books: ["invoices"] });
  const started = (stream: StreamKey): void => show({ type: "stream-started", stream, kind: "full", isResumed: false });
  const stored = (received: number, total?: number): void => {
    show({ type: "page-stored", stream: customers, counts: { ...counts, received }, total });
    // Draws at once, whatever the pause between two drawings.
    started({ connection: "books", resource: "invoices", entity: "invoice" });
  };
  started(customers);
  expect(shown).toEqual(["shop   ····················  1/2 customers 0"]);
  stored(500, 2000);
  expect(shown).toEqual([
    "shop   █████░░░░░░░░░░░░░░░  1/2 customers 500 of 2,000",
    "books  ····················  1/1 invoices 0",
  ]);
  stored(2019, 2000);
  expect(shown[0]).toBe("shop   ████████████████████  1/2 customers 2,000 of 2,000");
  stored(0, 0);
  expect(shown[0]).toBe("shop   ████████████████████  1/2 customers 0 of 0");
  show({ type: "stream-finished", report });
  expect(shown).toEqual(["books  ····················  1/1 invoices 0"]);
  started({ connection: "shop", resource: "items", entity: "item" });
  expect(shown).toContain("shop   ····················  2/2 items 0");
});

test("what was wrong with many rows is summed up by field", () => {
  const notes = new Notes([]);
  const rejects = Array.from({ length: 1000 }, (_, index) => ({
    id: `customer:${index}`,
    issues: [{ path: `lines.${index % 7}.price`, message: "expected a number" }],
  }));
  notes.take({ type: "rows-rejected", stream: customers, rejects });
  notes.take({
    type: "rows-rejected",
    stream: customers,
    rejects: [{ issues: [{ path: "", message: "expected object" }] }],
  });
  expect(notes.lines([report])).toEqual([
    "error: shop customers: Something is wrong.",
    "  Do something.",
    "  lines.*.price: expected a number (1000 rows, such as customer:0)",
    "  row: expected object (1 row)",
    '  The rows: opensme query "select * from _rejects"',
  ]);
});

test("one cause of many failures is told once, and not too many names", () => {
  const streams = Array.from({ length: 14 }, (_, index) => ({
    ...report,
    stream: { ...customers, resource: `s${index}` },
    error: { code: "auth", message: "No." },
  }));
  const other = { ...report, stream: { ...customers, connection: "books" }, error: { code: "auth", message: "No." } };
  expect(new Notes([]).lines([...streams, other])).toEqual([
    "error: shop s0, s1, s2, s3, s4, s5 and 8 more; books customers: No.",
  ]);
});

test("fields that an earlier run has told are not told again", () => {
  const before = {
    ...customers,
    state: undefined,
    last: undefined,
    completeAt: undefined,
    records: 1,
    rejects: 0,
    drift: [],
  };
  const notes = new Notes([{ ...before, unknownFields: ["colour"] }]);
  const event: SyncEvent = { type: "unknown-fields", stream: customers, fields: ["colour", "weight"] };
  notes.take(event);
  notes.take({ ...event, stream: { ...customers, resource: "suppliers" }, fields: ["colour"] });
  const line = "shop: the connector does not read these fields of the vendor, which stay in _raw:";
  expect(notes.lines([])).toEqual([`${line} customers.weight, suppliers.colour`]);
  notes.take({ ...event, fields: ["a", "b", "c", "d", "e"] });
  expect(notes.lines([])).toEqual([
    `${line} customers.weight, suppliers.colour, customers.a, customers.b, customers.c, customers.d and 1 more`,
    '  All of them: opensme query "select * from _unknown_fields"',
  ]);
});

test.skipIf(!existsSync("/usr/bin/script"))("on a terminal: progress that gives way to the table", async () => {
  const { run } = await shop("", { latency: 30 });
  const { code, stdout } = await run(["sync"], { shell: 'script -qec "$*" /dev/null' });
  expect(stdout).toMatch(/shop {2}█+░+ {2}1\/3 customers \d+ of 45/);
  // Clears the last progress line just before the table begins.
  expect(stdout).toContain("\r\n\u001b[1A\u001b[Jconnection  stream ");
  expect(stdout).toContain("All 3 streams complete");
  expect(stdout).not.toContain("{");
  expect(code).toBe(0);
});
