import type * as z from "zod";
import type { Issue } from "../errors.ts";
import type { RecordDraft } from "../model/draft.ts";
import type { Entities, EntityName } from "../model/entities.ts";
import type { Listing } from "./listing.ts";
import type { Answer, Json, Query, Wire } from "./wire.ts";
import { type WriteForm, writeForm } from "./write-form.ts";

/** A record as a caller gives it for writing: unified, without the id. */
export type NewRecord<Entity extends EntityName> = Omit<Entities[Entity], "id">;
export type RecordChanges<Entity extends EntityName> = Partial<NewRecord<Entity>>;

/** Reads one record by its id: with one request, or, where a record takes several, through a listing narrowed to it. */
export type GetOperation = GetRequest | { listing: (id: string) => Listing; row?: undefined };

interface GetRequest {
  path: string | ((id: string) => string);
  /** `get` unless given. */
  method?: "post";
  /** What else of the request depends on the id, for vendors that take it in a form or body. */
  request?: (id: string) => Wire;
  query?: Query;
  headers?: Readonly<Record<string, string>>;
  /** What the request adds on a connection that is to fetch sensitive fields too. */
  sensitive?: Wire;
  /** The row within the answer; the whole answer unless given. */
  row?: (answer: unknown) => unknown;
}

export interface WriteOperation {
  method?: "post" | "put" | "patch";
  query?: Query;
  headers?: Readonly<Record<string, string>>;
  /** How the body is sent; JSON unless given. A form holds values, no objects or lists. */
  encoding?: "json" | "form";
  /** What is sent, out of the encoded body; the body itself unless given. */
  wrap?: (body: Readonly<Record<string, unknown>>, id: string) => unknown;
  /** The row within the answer, where the vendor sends the record back. */
  row?: (answer: unknown) => unknown;
}

/** Creates a record. The vendor answers with the row, or with an id by which it is then read; or with neither, and `made` finds it. */
export interface CreateOperation extends WriteOperation {
  path: string | ((body: Readonly<Record<string, unknown>>) => string);
  id?: (answer: Answer) => string;
  /** For vendors that answer with nothing: gives, out of the encoded body, the row that was created, such as the newest of those alike. */
  made?: (body: Readonly<Record<string, unknown>>) => Listing;
  /**
   * For vendors without idempotency keys: the unified field that holds a reference of the caller's own, and how a record is read by it. The key is kept there,
   * and looked for before a record is created and after an answer that did not come. A listing is told the record too, where the reference alone would find others,
   * such as the bill of another supplier.
   */
  find?: { field: string } & (
    | GetRequest
    | { listing: (reference: string, record: Readonly<Record<string, unknown>>) => Listing; row?: undefined }
  );
  batch?: BatchOperation;
}

/** Creates several records with one request. */
export interface BatchOperation {
  /** How many records one request holds at most. */
  size: number;
  /** That of `create` unless given. */
  path?: string;
  method?: "post" | "put";
  query?: Query;
  wrap: (bodies: readonly Readonly<Record<string, unknown>>[]) => unknown;
  /** What became of each record, in the order they were sent: its row, or what is wrong with it. */
  outcomes: (answer: unknown) => readonly ({ row: unknown } | { message: string })[];
}

/** Does something with one record that no change of its fields says: removes, voids, approves or sends it. */
export interface ActOperation {
  path: string | ((id: string, needed: Readonly<Record<string, unknown>>) => string);
  method?: "post" | "put" | "patch" | "delete";
  query?: Query;
  headers?: Readonly<Record<string, string>>;
  /** Fields of the present row that the path or the body must name, such as whose the record is or a version mark; read first. */
  needs?: readonly string[];
  /** What the caller has to choose, such as the reason: given as the option `choices`, checked before anything is sent, and written as `body` schemas are. */
  choices?: z.ZodType;
  /** What is sent; nothing unless given. Told the choices in the vendor's form. */
  body?: (id: string, needed: Readonly<Record<string, unknown>>, choices: Readonly<Record<string, Json>>) => Json;
  /** For vendors that take it on and carry it out later. */
  job?: JobDeclaration;
  /** The row within the answer, where the vendor sends the record back. Without it the record is read again, unless it was removed. */
  row?: (answer: unknown) => unknown;
}

/** What has become of what a vendor took on. `failed`: the record is as it was. */
export type JobOutcome = { status: "done" } | { status: "pending" | "failed"; message: string };

/** Finds out what has become of it. */
export interface JobDeclaration {
  /** Asks for it, by what the vendor answered. */
  poll: (answer: unknown, id: string) => Wire & { path: string };
  outcome: (answer: unknown) => JobOutcome;
}

/** Removes a record. `archives`: the vendor only hides it, and keeps what refers to it. */
export interface RemoveOperation extends Omit<ActOperation, "choices"> {
  archives?: true;
}

/** Changes a record. `replace`: fields not sent are lost, so the present values of those that `write` names, and of `needs`, are read first and sent along. */
export interface UpdateOperation extends WriteOperation {
  path: (id: string, body: Readonly<Record<string, unknown>>) => string;
  semantics: "merge" | "replace";
  /** Fields of the present row that every update must send along, such as a version mark; read first where the change does not bring them. */
  needs?: readonly string[];
}

export interface Operations {
  list?: Listing;
  get?: GetOperation;
  create?: CreateOperation;
  update?: UpdateOperation;
  remove?: RemoveOperation;
  /** What else can be done with a record, by name: `{ void: … }` is called as `invoices.void(id)`, or `invoices.void(id, { choices })`. */
  actions?: Readonly<Record<string, ActOperation>>;
}

/** A write that is about to be sent. */
export interface PendingWrite<Entity extends EntityName, Raw> {
  /** `create`, `update`, `remove`, or the name of an action. */
  operation: string;
  /** What is to be written; empty for a removal or an action. */
  record: RecordChanges<Entity>;
  /** The row as the vendor has it now; undefined for a create. */
  present: Raw | undefined;
  /** The answer to a reading request, such as for the organization's lock date; remembered for a minute. */
  ask: (request: Wire & { path: string }) => Promise<unknown>;
}

/** A resource's definition: the mapping both ways, and the operations that the vendor has for it. */
export interface Definition<Entity extends EntityName, Raw, Body> extends Operations {
  id: (row: Raw) => string | number;
  /** Set apart ids of two resources with one entity: `customer:12`. Operations are given the bare id; refs must carry the prefix. */
  prefix?: string;
  /** Vendor to unified: one literal in the order of the model; what is unknown stays absent. */
  read: (row: Raw) => RecordDraft<Entity>;
  /**
   * Unified to vendor, for create and update; told which, for vendors that take different fields. One literal, which names each field that it may write:
   * undefined where there is nothing to write.
   */
  write?: (record: RecordChanges<Entity>, operation: "create" | "update") => Body;
  /**
   * What inside the lists of a record may go unwritten, such as `lines.total`: the vendor works it out, or has it from what stands beside it. Anything else that
   * `write` does not look at there is refused.
   */
  leavesOut?: readonly string[];
  /** Refuses a write that may not be, such as one in a closed period, before it is sent: says what is wrong, and with which unified field. */
  guard?: (write: PendingWrite<Entity, Raw>) => Issue | undefined | Promise<Issue | undefined>;
  /** Its records are sensitive as a whole, such as pay: it can be read only on a connection that asks for sensitive fields. */
  sensitive?: true;
  /** The OAuth scopes that reading needs, and those that writing needs. */
  scopes?: { read?: readonly string[]; write?: readonly string[] };
}

type Scalar = string | number | boolean | null | undefined;

/** What a mapping returned, with every field that the model does not have there turned into one that cannot be. */
type OnlyKnown<Given, Known> = unknown extends Known
  ? unknown
  : Given extends Scalar
    ? unknown
    : Given extends readonly (infer Item)[]
      ? readonly OnlyKnown<Item, NonNullable<Known> extends readonly (infer Part)[] ? Part : unknown>[]
      : {
          readonly [Key in keyof Given]: Key extends keyof NonNullable<Known>
            ? OnlyKnown<Given[Key], NonNullable<Known>[Key]>
            : never;
        };

/** Says at compile time that a mapping returns a field which the entity, or the body that is written, or a part of it such as a line, does not have. */
type UnknownFields<Definition, Entity extends EntityName, Body> = (Definition extends {
  read: (row: never) => infer Draft;
}
  ? { read: (row: never) => OnlyKnown<Draft, RecordDraft<Entity>> }
  : unknown) &
  (Definition extends { write: (record: never, operation: never) => infer Written }
    ? { write: (record: never, operation: never) => OnlyKnown<Written, Body> }
    : unknown);

export interface Resource<Entity extends EntityName = EntityName, Declared = Operations> {
  readonly entity: Entity;
  readonly raw: z.ZodType;
  readonly body: z.ZodType | undefined;
  readonly definition: Definition<Entity, never, unknown> & Declared;
}

/** The operations among what a definition declares. */
type Declares<Declared> = {
  readonly [Key in Extract<keyof Declared, keyof Operations>]-?: Exclude<Declared[Key], undefined>;
};

/**
 * Begins a resource: its entity, the schema of the vendor's row, and that of the body sent on write where the vendor takes another shape than it gives;
 * else a body is any part of the row. The functions follow in `define`, so that they are checked against the schemas.
 */
export const resource = <
  const Entity extends EntityName,
  Raw extends z.ZodType,
  Body extends z.ZodType = WriteForm<Raw>,
>(schemas: {
  entity: Entity;
  raw: Raw;
  body?: Body;
}): {
  define<const Declared extends Definition<Entity, z.output<Raw>, z.output<Body>>>(
    definition: Declared & UnknownFields<Declared, Entity, z.output<Body>>,
  ): Resource<Entity, Declares<Declared>>;
} => ({
  define: (definition) => ({
    entity: schemas.entity,
    raw: schemas.raw,
    body: schemas.body ?? (definition.write && writeForm(schemas.raw)),
    definition: definition as never,
  }),
});

interface Prefixed {
  readonly definition: { readonly prefix?: string | undefined };
}

/** The unified id of a vendor's id. */
export const unifiedId = ({ definition }: Prefixed, id: string | number): string =>
  definition.prefix === undefined ? String(id) : `${definition.prefix}:${id}`;

/** The vendor's id of a unified one. */
export const vendorId = ({ definition }: Prefixed, id: string): string =>
  definition.prefix !== undefined && id.startsWith(`${definition.prefix}:`)
    ? id.slice(definition.prefix.length + 1)
    : id;

/** Lays a declared operation's fixed parts over a request. */
export const wireOf = (operation: { query?: Query; headers?: Readonly<Record<string, string>> }): Wire => ({
  ...(operation.query ? { query: operation.query } : {}),
  ...(operation.headers ? { headers: operation.headers } : {}),
});
