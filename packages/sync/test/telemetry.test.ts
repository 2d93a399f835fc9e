import { sqliteStore } from "@opensme/store-sqlite";
import { context, metrics, SpanStatusCode, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Store, sync } from "../src/index.ts";
import { startVendor, type Vendor } from "./tannery.ts";

const spans = new InMemorySpanExporter();
const exported = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
const meters = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter: exported })] });
context.setGlobalContextManager(new AsyncLocalStorageContextManager());
trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: spans })] }));
metrics.setGlobalMeterProvider(meters);

let store: Store;
let vendor: Vendor;
beforeEach(() => {
  spans.reset();
  store = sqliteStore(":memory:");
  vendor = startVendor();
});
afterEach(async () => {
  await vendor[Symbol.asyncDispose]();
  await store.close();
});

const spanOf = (name: string): ReadableSpan => {
  const found = spans.getFinishedSpans().find((span) => span.name === name);
  if (!found) throw new Error(`no span ${name} among ${spans.getFinishedSpans().map((span) => span.name)}`);
  return found;
};

it("traces connection, streams and pages, one within the other, with what became of the records", async () => {
  await sync({ connections: { tan: vendor.connect() }, store });
  const [connection, stream, page] = ["sync tan", "sync tan hides", "store page tan hides"].map(spanOf);
  expect(connection?.attributes).toMatchObject({ "opensme.connection": "tan", "opensme.connector": "tannery" });
  expect(stream?.parentSpanContext?.spanId).toBe(connection?.spanContext().spanId);
  expect(page?.parentSpanContext?.spanId).toBe(stream?.spanContext().spanId);
  expect(stream?.attributes).toMatchObject({
    "opensme.resource": "hides",
    "opensme.entity": "item",
    "opensme.kind": "full",
    "opensme.outcome": "complete",
    "opensme.records.received": 35,
    "opensme.records.created": 35,
  });
  expect(stream?.status.code).toBe(SpanStatusCode.UNSET);
  expect(page?.attributes["opensme.records.received"]).toBe(10);
});

it("counts records by their fate, and how long a stream took", async () => {
  await sync({ connections: { tan: vendor.connect() }, store });
  await meters.forceFlush();
  const found =
    exported
      .getMetrics()
      .at(-1)
      ?.scopeMetrics.flatMap((scope) => scope.metrics) ?? [];
  const points = (name: string) => found.find(({ descriptor }) => descriptor.name === name)?.dataPoints ?? [];
  const created = points("opensme.sync.records").filter(
    ({ attributes }) => attributes["opensme.resource"] === "hides" && attributes["opensme.fate"] === "created",
  );
  // The test before this one has counted as many.
  expect(created.map(({ value }) => value)).toEqual([70]);
  expect(points("opensme.sync.duration").map(({ attributes }) => attributes["opensme.outcome"])).toContain("complete");
});

it("marks a stream that failed with the code, and no value of a record stands in any span", async () => {
  vendor.sandbox.faults.inject({ kind: "status", status: 403, path: "*/hides" });
  await sync({ connections: { tan: vendor.connect() }, store });
  const { attributes, status } = spanOf("sync tan hides");
  expect(attributes).toMatchObject({ "opensme.outcome": "failed", "error.type": "permission" });
  expect(status.code).toBe(SpanStatusCode.ERROR);
  const written = JSON.stringify(spans.getFinishedSpans().map((span) => [span.name, span.attributes, span.status]));
  for (const value of ["Da bò", "Trung", "1000.5"]) expect(written).not.toContain(value);
});
