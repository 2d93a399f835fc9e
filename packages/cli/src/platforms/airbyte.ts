import type { AnyConnector, Stream } from "@opensme/core";
import type { StreamKey } from "@opensme/sync";
import * as z from "zod";
import { Bookmark } from "./bookmark.ts";
import { type Schema, schemaOf } from "./schema.ts";
import type { Messages } from "./sink.ts";

/**
 * The messages of an Airbyte source: https://docs.airbyte.com/platform/understanding-airbyte/airbyte-protocol, in the version of the schema at
 * https://github.com/airbytehq/airbyte-protocol/blob/main/protocol-models/src/main/resources/airbyte_protocol/v0/airbyte_protocol.yaml.
 */
const protocolVersion = "0.3.2";

/** Marks a record that the tool has deleted. Destinations that keep one row for each key then delete it, as they do for sources that read database logs. */
const deletedAt = "_ab_cdc_deleted_at";

/** Orders the states of a record, deletions among them: not every tool says when a record was changed. */
const fetchedAt = "_fetched_at";

const moment: Schema = { type: "string", format: "date-time", airbyte_type: "timestamp_with_timezone" };

/** What the platform wants read: https://docs.airbyte.com/platform/understanding-airbyte/beginners-guide-to-catalog. */
export const ConfiguredCatalog = z.looseObject({
  streams: z.array(
    z.looseObject({
      stream: z.looseObject({ name: z.string() }),
      sync_mode: z.enum(["full_refresh", "incremental"]),
    }),
  ),
});

/** The last STATE message of each stream. A platform that has none gives an empty object or list. */
export const StreamStates = z.union([
  z.array(
    z.looseObject({
      type: z.literal("STREAM"),
      stream: z.looseObject({
        stream_descriptor: z.looseObject({ name: z.string() }),
        stream_state: Bookmark.nullish(),
      }),
    }),
  ),
  z.strictObject({}).transform(() => []),
]);

/** The settings of a connector, as a form to fill in. */
export const specificationOf = ({ name, config, resources }: AnyConnector): object => {
  const { properties = {}, required = [] } = config.toJSONSchema({ target: "draft-7", io: "input" });
  const fields = Object.entries(properties).map(([key, field], order) => {
    const { secret, ...rest } = field as Schema;
    return [key, { ...rest, ...(secret ? { airbyte_secret: true } : {}), order }];
  });
  const hasSensitive = !("sensitive" in properties);
  return {
    type: "SPEC",
    spec: {
      protocol_version: protocolVersion,
      supportsIncremental: Object.values(resources).some(({ definition }) => definition.list?.incremental),
      connectionSpecification: {
        $schema: "http://json-schema.org/draft-07/schema#",
        title: name,
        type: "object",
        // The platform keeps settings of its own beside these.
        additionalProperties: true,
        required,
        properties: {
          ...Object.fromEntries(fields),
          ...(hasSensitive
            ? {
                sensitive: {
                  type: "boolean",
                  title: "Sensitive data",
                  description: "Read national ids, bank accounts, pay, birth dates and health too",
                  default: false,
                  order: fields.length,
                },
              }
            : {}),
        },
      },
    },
  };
};

/** The streams, with what each can be asked for. */
export const catalogMessage = (streams: readonly Stream[], sensitive: boolean): object => ({
  type: "CATALOG",
  catalog: { streams: streams.map((stream) => catalogStream(stream, sensitive)) },
});

const catalogStream = ({ resource, entity, listing }: Stream, sensitive: boolean): object => {
  const schema = schemaOf(entity, { sensitive });
  return {
    name: resource,
    json_schema: {
      $schema: "http://json-schema.org/draft-07/schema#",
      ...schema,
      properties: {
        ...Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, field]) => [key, timed(field)])),
        [fetchedAt]: { ...moment, description: "When the tool told of it" },
        [deletedAt]: {
          ...moment,
          type: ["null", "string"],
          description: "When the tool was first seen to have deleted it",
        },
      },
    },
    supported_sync_modes: listing.incremental ? ["full_refresh", "incremental"] : ["full_refresh"],
    source_defined_cursor: true,
    default_cursor_field: [fetchedAt],
    source_defined_primary_key: [["id"]],
    // A read that was cut off goes on where it was, if the platform gives back its state.
    is_resumable: true,
  };
};

const timed = (field: Schema): Schema =>
  field["format"] === "date-time" ? { ...field, airbyte_type: "timestamp_with_timezone" } : field;

export const airbyteMessages: Messages = {
  record: (stream, record, at) => recordMessage(stream, { ...record, [fetchedAt]: at }, at),
  deletion: (stream, id, at) => recordMessage(stream, { id, [fetchedAt]: at, [deletedAt]: at }, at),
  state: ({ resource }, bookmark, records) => ({
    type: "STATE",
    state: {
      type: "STREAM",
      stream: { stream_descriptor: { name: resource }, stream_state: bookmark },
      sourceStats: { recordCount: records },
    },
  }),
};

const recordMessage = ({ resource }: StreamKey, data: object, at: string): object => ({
  type: "RECORD",
  record: { stream: resource, data, emitted_at: Date.parse(at) },
});

export const logMessage = (level: "INFO" | "WARN" | "ERROR", message: string): object => ({
  type: "LOG",
  log: { level, message },
});

const traceMessage = (trace: object): object => ({ type: "TRACE", trace: { ...trace, emitted_at: Date.now() } });

export const statusMessage = (stream: string, status: "STARTED" | "RUNNING" | "COMPLETE" | "INCOMPLETE"): object =>
  traceMessage({ type: "STREAM_STATUS", stream_status: { stream_descriptor: { name: stream }, status } });

export const estimateMessage = (stream: string, rows: number): object =>
  traceMessage({ type: "ESTIMATE", estimate: { name: stream, type: "STREAM", row_estimate: rows } });

/** Why something failed, and whether the person, time or nobody can mend it: by the codes of our errors. */
export const errorMessage = ({ code, message }: { code: string; message: string }, stream?: string): object =>
  traceMessage({
    type: "ERROR",
    error: {
      message,
      failure_type: ["auth", "permission", "config"].includes(code)
        ? "config_error"
        : ["rate_limited", "unavailable", "timeout"].includes(code)
          ? "transient_error"
          : "system_error",
      ...(stream === undefined ? {} : { stream_descriptor: { name: stream } }),
    },
  });

/** Settings that the platform is to keep in place of those it gave: a refresh token that the vendor has replaced. */
export const configMessage = (config: object): object => ({
  type: "CONTROL",
  control: { type: "CONNECTOR_CONFIG", emitted_at: Date.now(), connectorConfig: { config } },
});
