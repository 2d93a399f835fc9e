import { anything, byType, flag, jsonSchema, listOf, object, oneOf, text, whole } from "./schemas.ts";

/**
 * What the Airbyte protocol 0.3 says of the messages of a source, as JSON Schema, stricter than the published one: what it does not know is an error.
 * https://github.com/airbytehq/airbyte-protocol/blob/main/protocol-models/src/main/resources/airbyte_protocol/v0/airbyte_protocol.yaml
 */
const descriptor = object({ name: text }, { namespace: text });

const stream = object(
  {
    name: text,
    json_schema: jsonSchema,
    supported_sync_modes: { ...listOf(oneOf("full_refresh", "incremental")), minItems: 1 },
  },
  {
    source_defined_cursor: flag,
    default_cursor_field: listOf(text),
    source_defined_primary_key: listOf(listOf(text)),
    namespace: text,
    is_resumable: flag,
  },
);

const address = { ...text, format: "uri" };

const specification = object(
  { connectionSpecification: jsonSchema },
  {
    documentationUrl: address,
    changelogUrl: address,
    supportsIncremental: flag,
    advanced_auth: anything,
    protocol_version: text,
  },
);

const traces: Readonly<Record<string, object>> = {
  ERROR: object({
    error: object(
      { message: text },
      {
        internal_message: text,
        stack_trace: text,
        failure_type: oneOf("system_error", "config_error", "transient_error"),
        stream_descriptor: descriptor,
      },
    ),
    type: text,
    emitted_at: { type: "number" },
  }),
  ESTIMATE: object({
    estimate: object({ name: text, type: oneOf("STREAM", "SYNC") }, { row_estimate: whole, byte_estimate: whole }),
    type: text,
    emitted_at: { type: "number" },
  }),
  STREAM_STATUS: object({
    stream_status: object({
      stream_descriptor: descriptor,
      status: oneOf("STARTED", "RUNNING", "COMPLETE", "INCOMPLETE"),
    }),
    type: text,
    emitted_at: { type: "number" },
  }),
};

const messages: Readonly<Record<string, object>> = {
  RECORD: { record: object({ stream: text, data: anything, emitted_at: whole }, { namespace: text, meta: anything }) },
  STATE: {
    state: object({
      type: oneOf("STREAM"),
      stream: object({ stream_descriptor: descriptor }, { stream_state: anything }),
      sourceStats: object({ recordCount: { type: "number" } }),
    }),
  },
  LOG: { log: object({ level: oneOf("FATAL", "ERROR", "WARN", "INFO", "DEBUG", "TRACE"), message: text }) },
  SPEC: { spec: specification },
  CONNECTION_STATUS: { connectionStatus: object({ status: oneOf("SUCCEEDED", "FAILED") }, { message: text }) },
  CATALOG: { catalog: object({ streams: listOf(stream) }) },
  TRACE: { trace: byType(traces) },
  CONTROL: {
    control: object({
      type: oneOf("CONNECTOR_CONFIG"),
      emitted_at: { type: "number" },
      connectorConfig: object({ config: anything }),
    }),
  },
};

export const protocol: object = byType(
  Object.fromEntries(
    Object.entries(messages).map(([type, properties]) => [
      type,
      object({ type: text, ...(properties as Record<string, object>) }),
    ]),
  ),
);
