import { OpenSMEError } from "@opensme/core";
import { type Column, type EntityTable, entityTables, type Table } from "@opensme/sync/sql";
import type { Database, Session } from "./database.ts";
import { sqlTypes } from "./values.ts";

/** Version of the tables that the store keeps for itself. Those of the entities grow with the model. */
const layoutVersion = 1;

const tenant: Column = { name: "tenant", type: "text", description: "The tenant whose record it is" };

/** The raw row keeps its digits and the order of its fields, which jsonb does not. */
const rawType = "json";

export const typeOf = ({ name, type }: Column): string => (name === "_raw" ? rawType : sqlTypes[type]);

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** All columns of a table; the shared layout knows no tenants. */
const columnsOf = ({ columns }: Table): readonly Column[] => [tenant, ...columns];

const keyOf = ({ key }: Table): readonly string[] => [tenant.name, ...key];

/** SQL by which a tenant sees and writes its own rows only, the owner of the table too. */
const guard = (name: string): string =>
  `ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY; ALTER TABLE ${name} FORCE ROW LEVEL SECURITY; CREATE POLICY tenant ON ${name} USING (tenant = current_setting('opensme.tenant', true));`;

const remark = (table: string, { name, description, sensitive }: Column): string =>
  `COMMENT ON COLUMN ${table}.${name} IS ${quoted(sensitive ? `${description} (sensitive)` : description)};`;

/** Keys sort by their bytes: no upgrade of the system's languages changes their order and breaks an index. */
const keyColumn = (name: string): string => `${name} ${name === "position" ? "bigint" : 'text COLLATE "C"'} NOT NULL`;

const createTable = (table: Table): string => {
  const { name, description } = table;
  const key = keyOf(table);
  const columns = columnsOf(table);
  const lines = columns.map((column) => {
    if (key.includes(column.name)) return keyColumn(column.name);
    return `${column.name} ${typeOf(column)}${column.path === undefined ? " NOT NULL" : ""}`;
  });
  return [
    `CREATE TABLE ${name} (${lines.join(", ")}, PRIMARY KEY (${key.join(", ")}));`,
    `COMMENT ON TABLE ${name} IS ${quoted(description)};`,
    ...columns.map((column) => remark(name, column)),
    guard(name),
  ].join("\n");
};

const addColumn = ({ name }: Table, column: Column): string =>
  `ALTER TABLE ${name} ADD COLUMN ${column.name} ${typeOf(column)}; ${remark(name, column)}`;

/** What the store keeps beside the records. */
const ownTables: Readonly<Record<string, { description: string; key: readonly string[]; columns: string }>> = {
  _streams: {
    description: "How far each stream has been read, and how its last run ended",
    key: ["connection", "resource"],
    columns: "entity text NOT NULL, state json, last json, complete_at timestamptz",
  },
  _rejects: {
    description: "Rows that could not be read, with what is wrong with them, until they can",
    key: ["connection", "resource", "key"],
    columns: "id text, raw json NOT NULL, issues json NOT NULL, rejected_at timestamptz NOT NULL",
  },
  _deletions: {
    description: "Records that the tool has deleted, taken out of their tables",
    key: ["connection", "entity", "id"],
    columns: "resource text NOT NULL, cause text NOT NULL, deleted_at timestamptz NOT NULL, raw json NOT NULL",
  },
  _unknown_fields: {
    description: "Fields that the tool sends and the connector does not read; they are in the raw rows",
    key: ["connection", "resource", "path"],
    columns: "first_seen_at timestamptz NOT NULL",
  },
  _deliveries: {
    description: "What webhooks told of, until it is applied, and their ids for a while after",
    key: ["connection", "id"],
    columns:
      "events json NOT NULL, received_at timestamptz NOT NULL, queued_at timestamptz NOT NULL, settled_at timestamptz",
  },
  _changes: {
    description: "Which records each transaction changed, in the order of writing",
    key: ["position"],
    columns:
      "connection text NOT NULL, resource text NOT NULL, entity text NOT NULL, ids json NOT NULL, written_at timestamptz NOT NULL",
  },
  _history: {
    description: "Earlier states of records, where they are kept; the present one stands in its own table",
    key: ["connection", "entity", "id", "position"],
    columns:
      "resource text NOT NULL, valid_from timestamptz NOT NULL, valid_to timestamptz NOT NULL, record json NOT NULL",
  },
  _drift: {
    description: "Fields that the tool did not send when the stream was first read, and how many rows came with them",
    key: ["connection", "resource", "path"],
    columns: "first_seen_at timestamptz NOT NULL, rows bigint NOT NULL",
  },
  _lineage: {
    description: "Which fields of the tool each field of the records is read from, as found in one of its rows",
    key: ["connection", "resource", "field"],
    columns: "origins json NOT NULL",
  },
  _forgotten: {
    description: "People who were erased, by the fingerprints of their ids, so that they are not taken again",
    key: ["connection", "entity", "id"],
    columns: "forgotten_at timestamptz NOT NULL",
  },
  _change_count: {
    description: "The last position among the changes of a tenant",
    key: [],
    columns: "position bigint NOT NULL",
  },
  _leases: {
    description: "Who writes the streams of a connection at the moment",
    key: ["connection"],
    columns: "holder text NOT NULL, pid bigint NOT NULL, host text NOT NULL, renewed_at timestamptz NOT NULL",
  },
  _sweep: {
    description: "Ids that a full read under way has seen",
    key: ["connection", "resource", "id"],
    columns: "",
  },
};

const createOwnTable = (name: string, { description, key, columns }: (typeof ownTables)[string]): string => {
  const keys = [tenant.name, ...key];
  const parts = [...keys.map(keyColumn), columns, `PRIMARY KEY (${keys.join(", ")})`].filter(Boolean);
  return `CREATE TABLE ${name} (${parts.join(", ")}); COMMENT ON TABLE ${name} IS ${quoted(description)}; ${guard(name)}`;
};

const createLayout = `CREATE TABLE _layout (version integer NOT NULL); COMMENT ON TABLE _layout IS 'Marks a store of OpenSME'; INSERT INTO _layout VALUES (${layoutVersion});`;

/** Finds the deliveries that are not settled, and those settled long ago. */
const indexDeliveries = "CREATE INDEX _deliveries_settled_at ON _deliveries (tenant, connection, settled_at);";

/** The columns of each table in the schema that the store works in. */
export const liveColumns = async ({ client }: Session): Promise<Map<string, Set<string>>> => {
  const { rows } = await client.query(
    "SELECT c.relname AS name, a.attname AS field FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped WHERE c.relnamespace = to_regnamespace(quote_ident(current_schema())) AND c.relkind IN ('r', 'p', 'v', 'f')",
  );
  const columns = new Map<string, Set<string>>();
  for (const { name, field } of rows) {
    const known = columns.get(String(name)) ?? new Set();
    columns.set(String(name), known.add(String(field)));
  }
  return columns;
};

/** Throws where the store is a newer one. Gives its columns; none where there is no store yet. */
export const requireOurs = async (session: Session, place: string): Promise<Map<string, Set<string>>> => {
  const live = await liveColumns(session);
  if (!live.has("_layout")) return new Map();
  const { rows } = await session.client.query("SELECT max(version) AS version FROM _layout");
  const version = Number(rows[0]?.version);
  if (version <= layoutVersion) return live;
  throw new OpenSMEError(
    `${place} was written by a newer OpenSME (layout ${version}, and this one knows ${layoutVersion}). Upgrade @opensme/store-postgres.`,
    { code: "config" },
  );
};

/** Creates the tables, and adds what the model has gained. */
export const migrate = async (database: Database, tables: readonly EntityTable[] = entityTables): Promise<void> => {
  await database.transaction(async (session) => {
    if (missing(await requireOurs(session, database.place), tables).length === 0) return;
    // One process at a time; another may have done it since. A first layout takes longer than other locks may.
    await session.client.query("SET LOCAL lock_timeout = 60000");
    await session.client.query("SELECT pg_advisory_xact_lock(hashtext('opensme.layout'))");
    const live = await requireOurs(session, database.place);
    if (live.size === 0) await requireFree(session, database.place, tables);
    for (const sql of missing(live, tables)) await session.client.query(sql);
  });
};

const requireFree = async (session: Session, place: string, tables: readonly EntityTable[]): Promise<void> => {
  const live = await liveColumns(session);
  const names = [
    ...Object.keys(ownTables),
    ...tables.flatMap((table) => [table, ...table.children]).map(({ name }) => name),
  ];
  const foreign = names.find((name) => live.has(name));
  if (foreign === undefined) return;
  throw new OpenSMEError(
    `${place} has a table ${foreign} of another program, and is left alone. Choose another database, or a schema of its own: create schema opensme, and add ?options=-csearch_path%3Dopensme to the address.`,
    { code: "config" },
  );
};

/** SQL that adds what the model has and the database lacks. What the model no longer has is left. */
const missing = (live: ReadonlyMap<string, ReadonlySet<string>>, tables: readonly EntityTable[]): string[] => {
  const all = tables.flatMap((table): Table[] => [table, ...table.children]);
  const own = Object.entries(ownTables).filter(([name]) => !live.has(name));
  return [
    ...(live.size === 0 ? [createLayout] : []),
    ...own.map(([name, table]) => createOwnTable(name, table)),
    ...(live.has("_deliveries") ? [] : [indexDeliveries]),
    ...all.flatMap((table) => {
      const known = live.get(table.name);
      if (!known) return [createTable(table)];
      return columnsOf(table).flatMap((column) => (known.has(column.name) ? [] : [addColumn(table, column)]));
    }),
  ];
};
