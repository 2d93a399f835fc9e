import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Change, Entities, EntityName, Issue } from "@opensme/core";
import type { Batch, Outcome, StreamKey } from "@opensme/sync";

export const orders: StreamKey = { connection: "shop", resource: "orders", entity: "order" };

export const fetchedAt = "2026-11-01T08:00:00.000Z";

/** A record as a listing would bring it; its raw row tells it apart from others. */
export const upsert = <Entity extends EntityName>(
  entity: Entity,
  record: Entities[Entity],
  raw: unknown = { vendor: record },
): Change => ({ type: "upsert", entity, id: record.id, record, raw }) as Change;

export const order = (id: string, fields: Partial<Entities["order"]> = {}): Change =>
  upsert("order", { id, number: `HD${id}`, currency: "VND", ...fields });

export const gone = (id: string): Change => ({ type: "delete", entity: "order", id, cause: "reported" });

export const reject = (
  raw: unknown,
  id?: string,
  issues: readonly Issue[] = [{ path: "total", message: "expected a number" }],
): Change => ({
  type: "reject",
  entity: "order",
  ...(id === undefined ? {} : { id }),
  raw,
  issues,
});

export const page = (changes: readonly Change[], more: Partial<Batch> = {}): Batch => ({
  stream: orders,
  changes,
  unknownFields: [],
  state: { mapping: "1.0.0" },
  fetchedAt,
  ...more,
});

export const sweeping = { mapping: "1.0.0", pass: { cursor: 1, sweeps: true } } as const;

export const outcome = (fields: Partial<Outcome> = {}): Outcome => ({
  outcome: "complete",
  counts: { received: 2, created: 2, updated: 0, unchanged: 0, deleted: 0, rejected: 0 },
  pages: 1,
  kind: "full",
  startedAt: "2026-11-01T08:00:00.000Z",
  finishedAt: "2026-11-01T08:01:00.000Z",
  ...fields,
});

/** A folder that is gone when the test is. */
export const temporaryFolder = (): { path: (name: string) => string; remove: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), "opensme-store-"));
  return { path: (name) => join(folder, name), remove: () => rmSync(folder, { recursive: true, force: true }) };
};
