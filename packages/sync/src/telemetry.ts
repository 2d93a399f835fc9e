import { metrics, SpanStatusCode, trace } from "@opentelemetry/api";
import type { StreamKey } from "./keys.ts";
import type { StreamReport } from "./options.ts";
import type { Counts } from "./store.ts";

/** Traces and metrics for whatever OpenTelemetry SDK the process has set up; nothing without one. No value of a record is part of them. */

const scope = "@opensme/sync";

/** Where a record stands, in the words of all spans and metrics. */
const placeOf = ({ connection, resource, entity }: StreamKey): Record<string, string> => ({
  "opensme.connection": connection,
  "opensme.resource": resource,
  "opensme.entity": entity,
});

/** Runs the work on one connection within a span, which those of its streams stand in. */
export const tracedConnection = (
  name: string,
  connector: { readonly id: string; readonly version: string },
  work: () => Promise<StreamReport[]>,
): Promise<StreamReport[]> =>
  trace.getTracer(scope).startActiveSpan(
    `sync ${name}`,
    {
      attributes: {
        "opensme.connection": name,
        "opensme.connector": connector.id,
        "opensme.connector.version": connector.version,
      },
    },
    async (span) => {
      try {
        return await work();
      } finally {
        span.end();
      }
    },
  );

/** Runs one stream within a span, and counts what became of its records. */
export const tracedStream = (stream: StreamKey, work: () => Promise<StreamReport>): Promise<StreamReport> =>
  trace
    .getTracer(scope)
    .startActiveSpan(`sync ${stream.connection} ${stream.resource}`, { attributes: placeOf(stream) }, async (span) => {
      try {
        const report = await work();
        span.setAttributes({ "opensme.kind": report.kind, "opensme.outcome": report.outcome });
        span.setAttributes(attributesOf(report.counts));
        if (report.error) {
          span.setAttribute("error.type", report.error.code);
          span.setStatus({ code: SpanStatusCode.ERROR, message: report.error.message });
        }
        measure(report);
        return report;
      } finally {
        span.end();
      }
    });

/** Stores one page within a span. */
export const tracedPage = (stream: StreamKey, work: () => Promise<Counts>): Promise<Counts> =>
  trace
    .getTracer(scope)
    .startActiveSpan(
      `store page ${stream.connection} ${stream.resource}`,
      { attributes: placeOf(stream) },
      async (span) => {
        try {
          const counts = await work();
          span.setAttributes(attributesOf(counts));
          return counts;
        } catch (error) {
          span.setStatus({ code: SpanStatusCode.ERROR });
          throw error;
        } finally {
          span.end();
        }
      },
    );

const attributesOf = (counts: Readonly<Counts>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).map(([fate, count]) => [`opensme.records.${fate}`, count]));

const measure = ({ stream, counts, outcome, kind, startedAt, finishedAt }: StreamReport): void => {
  const meter = metrics.getMeter(scope);
  const place = placeOf(stream);
  const records = meter.createCounter("opensme.sync.records", {
    description: "Records by what became of them",
    unit: "{record}",
  });
  for (const [fate, count] of Object.entries(counts)) records.add(count, { ...place, "opensme.fate": fate });
  meter
    .createHistogram("opensme.sync.duration", { description: "How long a stream took to read and store", unit: "s" })
    .record((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000, {
      ...place,
      "opensme.kind": kind,
      "opensme.outcome": outcome,
    });
};
