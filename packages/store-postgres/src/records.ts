import type { StreamKey } from "@opensme/sync";
import type { EntityTable } from "@opensme/sync/sql";
import type { Session } from "./database.ts";
import { Inserter } from "./inserter.ts";
import type { Held, Plan } from "./plan.ts";

/** The records of one entity, in its table and those of its lists. */
export class Records {
  readonly #table: EntityTable;
  readonly #inserter: Inserter;
  readonly #lists: readonly { name: string; field: string; parent: string; inserter: Inserter }[];
  /** Records that the sweep under way has not seen, with `$2` the connection and `$3` the resource. */
  readonly #absent: string;

  constructor(table: EntityTable) {
    this.#table = table;
    this.#inserter = new Inserter(table);
    this.#lists = table.children.map((child) => ({
      name: child.name,
      field: child.field,
      parent: child.parent,
      inserter: new Inserter(child),
    }));
    this.#absent = `${table.name} r WHERE r.tenant = $1 AND r.connection = $2 AND r._resource = $3 AND NOT EXISTS (SELECT 1 FROM _sweep s WHERE s.tenant = $1 AND s.connection = $2 AND s.resource = $3 AND s.id = r.id)`;
  }

  /** What is held of some records, by their keys. */
  async held({ run }: Session, connection: string, keys: readonly string[]): Promise<Map<string, Held>> {
    const { rows } = await run(
      `SELECT id, _hash, _resource, updated_at, _fetched_at FROM ${this.#table.name} WHERE tenant = $1 AND connection = $2 AND id = ANY($3::text[])`,
      connection,
      keys,
    );
    return new Map(
      rows.map((row) => [
        String(row["id"]),
        {
          mark: String(row["_hash"]),
          resource: String(row["_resource"]),
          updatedAt: row["updated_at"] === null ? undefined : String(row["updated_at"]),
          fetchedAt: String(row["_fetched_at"]),
        },
      ]),
    );
  }

  /** Writes what a page comes to. */
  write(
    session: Session,
    { connection, resource }: StreamKey,
    { puts, deletions }: Pick<Plan, "puts" | "deletions">,
    held: ReadonlyMap<string, Held>,
    fetchedAt: string,
  ): void {
    this.#keepDeletions(session, { connection, resource }, deletions, fetchedAt);
    // What another state takes the place of goes out first: inserting is faster than looking for conflicts.
    this.#clear(
      session,
      connection,
      [...deletions.keys(), ...puts.keys()].filter((key) => held.has(key)),
    );
    const created = [...puts.keys()].filter((key) => !held.has(key));
    if (created.length > 0) {
      session.send(
        "DELETE FROM _deletions WHERE tenant = $1 AND connection = $2 AND entity = $3 AND id = ANY($4::text[])",
        connection,
        this.#table.entity,
        created,
      );
    }
    const all = [...puts];
    this.#inserter.insert(
      session,
      all.map(([, { change, raw, mark }]) =>
        this.#inserter.row([connection], change.record, [resource, fetchedAt, mark, raw]),
      ),
    );
    for (const { field, inserter } of this.#lists) {
      inserter.insert(
        session,
        all.flatMap(([key, { change }]) => {
          const members = (change.record as unknown as Record<string, readonly unknown[] | undefined>)[field] ?? [];
          return members.map((member, position) => inserter.row([connection, key, String(position)], member));
        }),
      );
    }
  }

  /** Removes a record and keeps nothing of it. Tells how many there were. */
  async remove(session: Session, { connection, resource }: StreamKey, key: string): Promise<number> {
    const { count } = await session.run(
      `DELETE FROM ${this.#table.name} WHERE tenant = $1 AND connection = $2 AND _resource = $3 AND id = $4`,
      connection,
      resource,
      key,
    );
    if (count > 0) this.#clear(session, connection, [key]);
    return count;
  }

  #keepDeletions(
    { send }: Session,
    { connection, resource }: Pick<StreamKey, "connection" | "resource">,
    deletions: Plan["deletions"],
    at: string,
  ): void {
    if (deletions.size === 0) return;
    const all = [...deletions];
    send(
      `INSERT INTO _deletions (tenant, connection, entity, id, resource, cause, deleted_at, raw) SELECT $1, $2, $3, d.id, $4, d.cause, $5::timestamptz, coalesce(d.raw::json, (SELECT r._raw FROM ${this.#table.name} r WHERE r.tenant = $1 AND r.connection = $2 AND r.id = d.id)) FROM unnest($6::text[], $7::text[], $8::text[]) AS d(id, cause, raw) ${replacingDeletion}`,
      connection,
      this.#table.entity,
      resource,
      at,
      all.map(([key]) => key),
      all.map(([, { cause }]) => cause),
      all.map(([, { raw }]) => raw ?? null),
    );
  }

  #clear({ send }: Session, connection: string, keys: readonly string[]): void {
    if (keys.length === 0) return;
    for (const { name, parent } of [{ name: this.#table.name, parent: "id" }, ...this.#lists]) {
      send(
        `DELETE FROM ${name} WHERE tenant = $1 AND connection = $2 AND ${parent} = ANY($3::text[])`,
        connection,
        keys,
      );
    }
  }

  /** Takes out the records that the sweep has not seen, and gives their ids. */
  async deleteAbsent({ run, send }: Session, { connection, resource }: StreamKey, at: string): Promise<string[]> {
    const { rows } = await run(
      `INSERT INTO _deletions (tenant, connection, entity, id, resource, cause, deleted_at, raw) SELECT $1, $2, $4, r.id, $3, 'absent', $5::timestamptz, r._raw FROM ${this.#absent} ${replacingDeletion} RETURNING id`,
      connection,
      resource,
      this.#table.entity,
      at,
    );
    for (const { name, parent } of this.#lists) {
      send(
        `DELETE FROM ${name} WHERE tenant = $1 AND connection = $2 AND ${parent} IN (SELECT r.id FROM ${this.#absent})`,
        connection,
        resource,
      );
    }
    send(`DELETE FROM ${this.#absent}`, connection, resource);
    return rows.map(({ id }) => String(id)).sort();
  }

  async absentIds({ run }: Session, { connection, resource }: StreamKey): Promise<string[]> {
    const { rows } = await run(`SELECT r.id FROM ${this.#absent}`, connection, resource);
    return rows.map(({ id }) => String(id));
  }

  async countAbsent({ run }: Session, { connection, resource }: StreamKey): Promise<number> {
    const { rows } = await run(`SELECT count(*) AS count FROM ${this.#absent}`, connection, resource);
    return Number(rows[0]?.["count"]);
  }

  async count({ run }: Session, { connection, resource }: StreamKey): Promise<number> {
    const { rows } = await run(
      `SELECT count(*) AS count FROM ${this.#table.name} WHERE tenant = $1 AND connection = $2 AND _resource = $3`,
      connection,
      resource,
    );
    return Number(rows[0]?.["count"]);
  }

  async any({ run }: Session, { connection, resource }: StreamKey): Promise<boolean> {
    const { count } = await run(
      `SELECT 1 FROM ${this.#table.name} WHERE tenant = $1 AND connection = $2 AND _resource = $3 LIMIT 1`,
      connection,
      resource,
    );
    return count > 0;
  }

  /** Raw rows of a stream in the order of their ids, without those of which a newer row was rejected. */
  async rows(
    { run }: Session,
    { connection, resource }: StreamKey,
    after: string,
    limit: number,
  ): Promise<{ key: string; raw: string; fetchedAt: string }[]> {
    const { rows } = await run(
      `SELECT id, _raw, _fetched_at FROM ${this.#table.name} h WHERE tenant = $1 AND connection = $2 AND _resource = $3 AND id > $4 AND NOT EXISTS (SELECT 1 FROM _rejects r WHERE r.tenant = $1 AND r.connection = $2 AND r.resource = $3 AND r.key = h.id) ORDER BY id LIMIT $5`,
      connection,
      resource,
      after,
      limit,
    );
    return rows.map((row) => ({
      key: String(row["id"]),
      raw: String(row["_raw"]),
      fetchedAt: String(row["_fetched_at"]),
    }));
  }
}

const replacingDeletion =
  "ON CONFLICT (tenant, connection, entity, id) DO UPDATE SET resource = excluded.resource, cause = excluded.cause, deleted_at = excluded.deleted_at, raw = excluded.raw";
