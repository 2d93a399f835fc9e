import { anything, byType, jsonSchema, listOf, object, oneOf, text, whole } from "./schemas.ts";

const moment = { type: "string", format: "date-time" };

/**
 * What the Singer specification says of the messages of a tap, and singer-python of versions, which it does not know.
 * https://github.com/singer-io/getting-started/blob/master/docs/SPEC.md
 * https://github.com/singer-io/singer-python/blob/master/singer/messages.py
 */
export const messages: object = byType({
  RECORD: object({ type: text, stream: text, record: anything }, { time_extracted: moment, version: whole }),
  SCHEMA: object(
    { type: text, stream: text, schema: jsonSchema, key_properties: listOf(text) },
    { bookmark_properties: listOf(text) },
  ),
  STATE: object({ type: text, value: anything }),
  ACTIVATE_VERSION: object({ type: text, stream: text, version: whole }),
});

const methods = oneOf("FULL_TABLE", "INCREMENTAL");

/** What it says of what `--discover` prints: https://github.com/singer-io/getting-started/blob/master/docs/DISCOVERY_MODE.md#the-catalog */
export const catalog: object = object({
  streams: listOf(
    object(
      { tap_stream_id: text, schema: jsonSchema },
      {
        stream: text,
        key_properties: listOf(text),
        replication_method: methods,
        replication_key: text,
        metadata: listOf(
          object({
            breadcrumb: listOf(text),
            metadata: object(
              {},
              {
                inclusion: oneOf("available", "automatic", "unsupported"),
                "selected-by-default": { type: "boolean" },
                "valid-replication-keys": listOf(text),
                "schema-name": text,
                "forced-replication-method": methods,
                "replication-method": methods,
                "table-key-properties": listOf(text),
              },
            ),
          }),
        ),
      },
    ),
  ),
});
