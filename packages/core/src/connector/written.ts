import type * as z from "zod";
import type { OpenSMEError } from "../errors.ts";
import type { Entities, EntityName } from "../model/entities.ts";
import type { NewRecord, RecordChanges } from "./resource.ts";
import type { Wire } from "./wire.ts";

/** The result of a write: the record as the vendor now has it, where it can be read, and what it could not carry. */
export interface Written<Entity extends EntityName> {
  id: string;
  record: Entities[Entity] | undefined;
  warnings: readonly string[];
  /** Nothing was sent: the record was found by the key, as an earlier call made it. */
  existed?: true;
}

/** What a write would send, and the fields that it could not carry. Credentials are not part of it. */
export interface Planned {
  request: Wire & { path: string };
  warnings: readonly string[];
}

/** What writing several records would send, and how each stands: the fields that it could not carry, or why it may not be written. */
export interface PlannedMany {
  requests: readonly Planned["request"][];
  outcomes: readonly ({ ok: true; warnings: readonly string[] } | { ok: false; error: OpenSMEError })[];
}

/** What became of one of several records. */
export type WriteOutcome<Entity extends EntityName> =
  | { ok: true; written: Written<Entity> }
  | { ok: false; error: OpenSMEError };

export interface WriteOptions {
  /**
   * Gives the same write one effect, however often it is called: by the vendor's own keys, or by looking the record up. Of several records each has its own,
   * made of this one and its position. A create or an action is refused where neither can be had.
   */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/** Sends nothing that changes anything, and gives what would be sent. */
type DryRun = WriteOptions & { dryRun: true };

interface CreateMethod<Entity extends EntityName> {
  create(record: NewRecord<Entity>, options: DryRun): Promise<Planned>;
  create(record: NewRecord<Entity>, options?: WriteOptions): Promise<Written<Entity>>;
  createMany(records: readonly NewRecord<Entity>[], options: DryRun): Promise<PlannedMany>;
  /** One outcome for each record, in their order. Does not fail because of one. */
  createMany(records: readonly NewRecord<Entity>[], options?: WriteOptions): Promise<WriteOutcome<Entity>[]>;
}

interface UpdateMethod<Entity extends EntityName> {
  update(id: string, changes: RecordChanges<Entity>, options: DryRun): Promise<Planned>;
  update(id: string, changes: RecordChanges<Entity>, options?: WriteOptions): Promise<Written<Entity>>;
}

interface Act<Entity extends EntityName> {
  (id: string, options: DryRun): Promise<Planned>;
  (id: string, options?: WriteOptions): Promise<Written<Entity>>;
}

interface ActByChoice<Entity extends EntityName, Given> {
  (id: string, options: DryRun & Given): Promise<Planned>;
  (id: string, options: WriteOptions & Given): Promise<Written<Entity>>;
}

type ActOf<Entity extends EntityName, Operation> = Operation extends { choices: infer Choices extends z.ZodType }
  ? ActByChoice<Entity, { choices: z.output<Choices> }>
  : Act<Entity>;

/** The writing operations of a resource: exactly those that it declares. */
export type WriteMethods<Entity extends EntityName, Operation> = (Operation extends { create: object }
  ? CreateMethod<Entity>
  : unknown) &
  (Operation extends { update: object } ? UpdateMethod<Entity> : unknown) &
  (Operation extends { remove: object } ? { remove: Act<Entity> } : unknown) &
  (Operation extends { actions: infer Actions extends object }
    ? { readonly [Name in keyof Actions]: ActOf<Entity, Actions[Name]> }
    : unknown);
