import type { Stream } from "@opensme/core";
import type { StreamKey } from "@opensme/sync";
import * as z from "zod";
import { Bookmark } from "./bookmark.ts";
import { type Schema, schemaOf } from "./schema.ts";
import type { Messages } from "./sink.ts";

/**
 * Decimals in text, as the Meltano SDK from 0.45 on makes numeric columns of them: https://sdk.meltano.com/en/latest/guides/sql-target.html. Other targets
 * keep the text. 20 digits before the point and 18 behind it, as in `opensme export`.
 */
const decimal: Schema = { format: "x-singer.decimal", precision: 38, scale: 18 };

/** Marks a record that the tool has deleted, as taps that read database logs do: https://hub.meltano.com/singer/docs. */
const deletedAt = "_sdc_deleted_at";

/** One stream of a catalog, whoever wrote it: https://github.com/singer-io/getting-started/blob/master/docs/DISCOVERY_MODE.md. */
const CatalogEntry = z.looseObject({
  tap_stream_id: z.string(),
  selected: z.boolean().nullish(),
  replication_method: z.string().nullish(),
  schema: z.looseObject({ selected: z.boolean().nullish() }).optional(),
  metadata: z
    .array(z.object({ breadcrumb: z.array(z.string()), metadata: z.record(z.string(), z.unknown()) }))
    .default([]),
});
type CatalogEntry = z.output<typeof CatalogEntry>;

export const Catalog = z.looseObject({ streams: z.array(CatalogEntry) });

/** What the last STATE message held. Other keys are those of other taps or versions, and are passed over. */
export const State = z.looseObject({ bookmarks: z.record(z.string(), Bookmark).default({}) });

/** The schema of a stream's records. */
const singerSchema = ({ entity, listing }: Stream, sensitive: boolean): Schema => {
  const schema = schemaOf(entity, { sensitive, decimal });
  const tellsDeletions = listing.deletes === "reported" || listing.deletes === "reported-and-absent";
  return tellsDeletions
    ? {
        ...schema,
        properties: {
          ...schema.properties,
          [deletedAt]: {
            type: ["null", "string"],
            format: "date-time",
            description: "When the tool was first seen to have deleted it",
          },
        },
      }
    : schema;
};

/** One stream as `--discover` tells of it. A stream that cannot be asked for changes is always read whole. */
export const catalogEntry = (stream: Stream, sensitive: boolean): object => {
  const { resource, listing } = stream;
  const schema = singerSchema(stream, sensitive);
  const replication = listing.incremental
    ? { "replication-method": "INCREMENTAL", "valid-replication-keys": ["updatedAt"] }
    : { "forced-replication-method": "FULL_TABLE" };
  return {
    tap_stream_id: resource,
    stream: resource,
    key_properties: ["id"],
    replication_method: listing.incremental ? "INCREMENTAL" : "FULL_TABLE",
    ...(listing.incremental ? { replication_key: "updatedAt" } : {}),
    schema,
    metadata: [
      {
        breadcrumb: [],
        metadata: {
          inclusion: "available",
          "selected-by-default": true,
          "table-key-properties": ["id"],
          "schema-name": resource,
          ...replication,
        },
      },
      ...Object.keys(schema.properties ?? {}).map((field) => ({
        breadcrumb: ["properties", field],
        metadata: isAutomatic(field)
          ? { inclusion: "automatic" }
          : { inclusion: "available", "selected-by-default": true },
      })),
    ],
  };
};

const isAutomatic = (field: string): boolean => field === "id" || field === deletedAt;

/** What a catalog asks for of one stream. */
export interface Choice {
  /** Everything again, and not only what changed. */
  readonly full: boolean;
  readonly takes: (field: string) => boolean;
}

/** What a catalog asks for, by stream. Nothing that is said of a stream or field counts as its being selected by default, as `--discover` has it. */
export const chosenIn = ({ streams }: z.output<typeof Catalog>): Map<string, Choice> =>
  new Map(streams.filter(isChosen).map((entry) => [entry.tap_stream_id, choiceOf(entry)]));

const metadataOf = ({ metadata }: CatalogEntry, ...path: string[]): Readonly<Record<string, unknown>> =>
  metadata.find(({ breadcrumb }) => breadcrumb.join("/") === path.join("/"))?.metadata ?? {};

const isChosen = (entry: CatalogEntry): boolean => {
  const { selected, "selected-by-default": byDefault } = metadataOf(entry);
  return (selected ?? entry.selected ?? entry.schema?.selected ?? byDefault ?? true) === true;
};

const choiceOf = (entry: CatalogEntry): Choice => ({
  full: (metadataOf(entry)["replication-method"] ?? entry.replication_method) === "FULL_TABLE",
  takes: (field) => {
    if (isAutomatic(field)) return true;
    const { selected, "selected-by-default": byDefault } = metadataOf(entry, "properties", field);
    return (selected ?? byDefault ?? true) === true;
  },
});

/** What comes before the records of a stream. */
export const schemaMessage = (stream: Stream, sensitive: boolean, takes: Choice["takes"]): object => {
  const schema = singerSchema(stream, sensitive);
  return {
    type: "SCHEMA",
    stream: stream.resource,
    schema: { ...schema, properties: picked(schema.properties ?? {}, takes) },
    key_properties: ["id"],
    ...(stream.listing.incremental && takes("updatedAt") ? { bookmark_properties: ["updatedAt"] } : {}),
  };
};

/**
 * The messages of a tap: https://github.com/singer-io/getting-started/blob/master/docs/SPEC.md, and ACTIVATE_VERSION as in
 * https://hub.meltano.com/singer/docs#activate-version, which the specification does not know and some targets refuse. A STATE holds the bookmarks of all streams, those of `bookmarks` that are not read now among them.
 */
export const singerMessages = (
  bookmarks: ReadonlyMap<string, Bookmark>,
  choices: ReadonlyMap<string, Choice>,
  { activatesVersions }: { activatesVersions: boolean },
): Messages => {
  const message = (type: string, { resource }: StreamKey, rest: object, version: number | undefined): object => ({
    type,
    stream: resource,
    ...rest,
    ...(version === undefined || !activatesVersions ? {} : { version }),
  });
  return {
    record(stream, record, at, version) {
      const takes = choices.get(stream.resource)?.takes;
      return message("RECORD", stream, { record: takes ? picked(record, takes) : record, time_extracted: at }, version);
    },
    deletion: (stream, id, at, version) =>
      message("RECORD", stream, { record: { id, [deletedAt]: at }, time_extracted: at }, version),
    ...(activatesVersions
      ? { activation: (stream: StreamKey, version: number) => message("ACTIVATE_VERSION", stream, {}, version) }
      : {}),
    state: (stream, bookmark) => ({
      type: "STATE",
      value: { bookmarks: { ...Object.fromEntries(bookmarks), [stream.resource]: bookmark } },
    }),
  };
};

const picked = <Value>(
  fields: { readonly [field: string]: Value } | object,
  takes: Choice["takes"],
): Record<string, Value> => Object.fromEntries(Object.entries(fields).filter(([field]) => takes(field)));
