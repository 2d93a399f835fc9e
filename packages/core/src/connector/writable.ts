import * as z from "zod";
import { issuesOf, OpenSMEError } from "../errors.ts";
import { type EntityName, entities } from "../model/entities.ts";
import { wordsOf } from "../schema.ts";
import type { Connection } from "./connect.ts";
import type { Operations, Resource } from "./resource.ts";
import { isOptional, sampleOf } from "./sample.ts";
import { watch } from "./watched.ts";
import { outcome, writtenFrom } from "./written-from.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A unified field that can be written. */
export interface WritableField {
  field: string;
  /** Whether a record cannot be created without it. */
  required: boolean;
  /** Which operations take it. */
  operations: readonly ("create" | "update")[];
  /** The words that the tool takes, where the model has a list of them. */
  values?: readonly string[];
  /** The places in the vendor's body that it is written to. */
  to: readonly string[];
}

/** What can be written to a resource. */
export interface Writable {
  resource: string;
  /** `create`, `update`, `remove`, and the names of actions. */
  operations: readonly string[];
  /** Whether `remove` only hides the record. */
  archives: boolean;
  fields: readonly WritableField[];
}

/** What a connection can write of an entity, resource by resource. Found out by trying the mapping on made-up records; nothing is sent. */
export const writable = ({ connector }: Pick<Connection, "connector">, entity: EntityName): Writable[] =>
  Object.entries(connector.resources).flatMap(([key, declared]) => {
    const resource = declared as unknown as Resource;
    const { create, update, remove, actions = {} } = resource.definition as Operations;
    const operations = [
      ...(create ? ["create"] : []),
      ...(update ? ["update"] : []),
      ...(remove ? ["remove"] : []),
      ...Object.keys(actions),
    ];
    if (resource.entity !== entity || operations.length === 0) return [];
    return [{ resource: key, operations, archives: remove?.archives ?? false, fields: fieldsOf(resource) }];
  });

const fieldsOf = (resource: Resource): WritableField[] => {
  const { create, update } = resource.definition as Operations;
  const probes = [...(create ? [probe(resource, "create")] : []), ...(update ? [probe(resource, "update")] : [])];
  return Object.keys(shapeOf(resource)).flatMap((field): WritableField[] => {
    const taking = probes.filter(({ seen }) => seen.has(field));
    if (field === "id" || taking.length === 0) return [];
    const values = [...new Set(taking.flatMap((taken) => taken.wordsOf(field)))];
    return [
      {
        field,
        required: taking.some(({ operation, required }) => operation === "create" && required.has(field)),
        operations: taking.map(({ operation }) => operation),
        ...(values.length > 0 ? { values } : {}),
        to: [...new Set(taking.flatMap((taken) => taken.placesOf(field)))].sort(),
      },
    ];
  });
};

interface Probe {
  operation: "create" | "update";
  seen: ReadonlySet<string>;
  required: ReadonlySet<string>;
  wordsOf: (field: string) => string[];
  placesOf: (field: string) => string[];
}

const shapeOf = ({ entity }: Resource): Readonly<Record<string, z.core.$ZodType>> => entities[entity].shape;

/** Tries the mapping with the fewest fields that it takes. */
const probe = (resource: Resource, operation: "create" | "update"): Probe => {
  const shape = shapeOf(resource);
  const seen = new Set<string>();
  const write = (record: Fields): unknown => {
    const { record: watched, seen: looked } = watch(record);
    try {
      return z.encode(resource.body ?? z.unknown(), resource.definition.write?.(watched as never, operation));
    } finally {
      for (const field of looked) if (field in shape) seen.add(field);
    }
  };
  const base = smallest(resource, write, operation);
  const placesOf = (field: string): string[] => {
    const sample = base[field] ?? sampleOf(shape[field] as z.core.$ZodType);
    return writtenFrom(write, { ...base, [field]: sample }).flatMap((origin) =>
      origin.field === field || origin.field.startsWith(`${field}.`)
        ? [origin.place.replace(/\.\d+(?=\.|$)/g, "[]")]
        : [],
    );
  };
  return {
    operation,
    seen,
    required: new Set(Object.keys(base)),
    placesOf,
    wordsOf: (field) =>
      wordsOf(shape[field] as z.core.$ZodType).filter(
        (word): word is string => typeof word === "string" && takes(write, { ...base, [field]: word }),
      ),
  };
};

/** The record with what the entity requires, and with each field that the mapping asks for. */
const smallest = (resource: Resource, write: (record: Fields) => unknown, operation: "create" | "update"): Fields => {
  const shape = shapeOf(resource);
  const needed = Object.keys(shape).filter(
    (field) => operation === "create" && field !== "id" && !isOptional(shape[field] as z.core.$ZodType),
  );
  const record = Object.fromEntries(needed.map((field) => [field, sampleOf(shape[field] as z.core.$ZodType)]));
  for (let tries = 0; tries < 8; tries += 1) {
    if (takes(write, record)) break;
    const withOne = (field: string): Fields => ({ ...record, [field]: sampleOf(shape[field] as z.core.$ZodType) });
    const absent = Object.keys(shape).filter((field) => field !== "id" && !(field in record));
    const named = asks(write, record).filter((field) => absent.includes(field));
    // Where the mapping does not say what it lacks, it is what makes the difference.
    const lacking = named.length > 0 ? named : absent.filter((field) => takes(write, withOne(field))).slice(0, 1);
    for (const field of lacking) Object.assign(record, withOne(field));
  }
  return record;
};

/** The fields that are wrong with a record. */
const asks = (write: (record: Fields) => unknown, record: Fields): string[] => {
  try {
    write(record);
    return [];
  } catch (error) {
    const issues = OpenSMEError.is(error) ? error.issues : error instanceof z.ZodError ? issuesOf(error) : [];
    return issues.map(({ path }) => path.split(".")[0] ?? "");
  }
};

const takes = (write: (record: Fields) => unknown, record: Fields): boolean => outcome(write, record) !== undefined;
