import type { Column, ColumnType, EntityTable, Table } from "@opensme/sync/sql";

/** Marks a file as a store of OpenSME, in the file's header: "OSME". */
export const applicationId = 0x4f534d45;

/** Version of the tables that the store keeps for itself, in the file's header. Those of the entities grow with the model. */
export const layoutVersion = 1;

const sqlTypes: Partial<Record<ColumnType, string>> = { decimal: "ANY", integer: "INTEGER", boolean: "INTEGER" };

const remarkOn = ({ type, description, sensitive }: Column): string =>
  `${description}${type === "text" ? "" : ` (${type})`}${sensitive ? " (sensitive)" : ""}`;

const definition = ({ name, type }: Column): string => `${name} ${sqlTypes[type] ?? "TEXT"}`;

const createTable = ({ name, description, columns, key }: Table, options: string): string => {
  const lines = columns.map((column, index) => {
    const isRequired = column.path === undefined || key.includes(column.name);
    const end = index < columns.length - 1 ? "," : "";
    return `  ${definition(column)}${isRequired ? " NOT NULL" : ""}${end} -- ${remarkOn(column)}\n`;
  });
  // SQLite puts a column that is added later before this comma.
  return `CREATE TABLE ${name} ( -- ${description}\n${lines.join("")}  , PRIMARY KEY (${key.join(", ")})\n) ${options}`;
};

/** SQL that creates the tables of an entity, such that `.schema` explains them. */
export const createEntityTables = (table: EntityTable): string[] => [
  createTable(table, "STRICT"),
  ...table.children.map((child) => createTable(child, "STRICT, WITHOUT ROWID")),
];

export const addColumn = ({ name }: Table, column: Column): string =>
  `ALTER TABLE ${name} ADD COLUMN ${definition(column)} /* ${remarkOn(column)} */`;

/** SQL that creates what stores of an earlier version lack, by the table's name. */
export const laterTables: Readonly<Record<string, string>> = {
  _deliveries: `
CREATE TABLE _deliveries ( -- What webhooks told of, until it is applied
  connection TEXT NOT NULL,
  id TEXT NOT NULL, -- Fingerprint of what was received
  events TEXT NOT NULL, -- Which records it tells of (json)
  received_at TEXT NOT NULL, -- (instant)
  settled_at TEXT, -- When it was applied (instant)
  PRIMARY KEY (connection, id)
) STRICT;`,
  _changes: `
CREATE TABLE _changes ( -- Which records each transaction changed, in the order of writing
  position INTEGER NOT NULL PRIMARY KEY,
  connection TEXT NOT NULL,
  resource TEXT NOT NULL,
  entity TEXT NOT NULL,
  ids TEXT NOT NULL, -- Of the records (json)
  written_at TEXT NOT NULL -- By the clock of this machine (instant)
) STRICT;`,
  _history: `
CREATE TABLE _history ( -- Earlier states of records, where they are kept; the present one stands in its own table
  connection TEXT NOT NULL,
  entity TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL, -- From 1
  resource TEXT NOT NULL,
  valid_from TEXT NOT NULL, -- When the tool changed the record to this state, or else when that was noticed (instant)
  valid_to TEXT NOT NULL, -- When the next state took its place, or the record was deleted (instant)
  record TEXT NOT NULL, -- The unified record (json)
  PRIMARY KEY (connection, entity, id, version)
) STRICT;`,
  _drift: `
CREATE TABLE _drift ( -- Fields that the tool did not send when the stream was first read
  connection TEXT NOT NULL,
  resource TEXT NOT NULL,
  path TEXT NOT NULL,
  first_seen_at TEXT NOT NULL, -- (instant)
  rows INTEGER NOT NULL, -- How many rows came with it
  PRIMARY KEY (connection, resource, path)
) STRICT, WITHOUT ROWID;`,
  _lineage: `
CREATE TABLE _lineage ( -- Which fields of the tool each field of the records is read from, as found in one of its rows
  connection TEXT NOT NULL,
  resource TEXT NOT NULL,
  field TEXT NOT NULL, -- Of the record; [] stands for any member of a list
  origins TEXT NOT NULL, -- The tool's fields (json)
  PRIMARY KEY (connection, resource, field)
) STRICT, WITHOUT ROWID;`,
  _forgotten: `
CREATE TABLE _forgotten ( -- People who were erased, so that they are not taken again
  connection TEXT NOT NULL,
  entity TEXT NOT NULL,
  id TEXT NOT NULL, -- Fingerprint of the record's id
  forgotten_at TEXT NOT NULL, -- (instant)
  PRIMARY KEY (connection, entity, id)
) STRICT, WITHOUT ROWID;`,
};

/** SQL that creates what the store keeps beside the records. */
export const createOwnTables = `
CREATE TABLE _streams ( -- How far each stream has been read
  connection TEXT NOT NULL,
  resource TEXT NOT NULL,
  entity TEXT NOT NULL, -- What its records are
  state TEXT, -- Where the next run goes on (json)
  last TEXT, -- How the last run ended (json)
  complete_at TEXT, -- When a run was last complete (instant)
  PRIMARY KEY (connection, resource)
) STRICT;
CREATE TABLE _rejects ( -- Rows that could not be read, until they can
  connection TEXT NOT NULL,
  resource TEXT NOT NULL,
  key TEXT NOT NULL, -- The id where the row has one, and else its fingerprint
  id TEXT,
  raw TEXT NOT NULL, -- The tool's own row (json)
  issues TEXT NOT NULL, -- What is wrong with it: a list of path and message (json)
  rejected_at TEXT NOT NULL, -- When the row was fetched (instant)
  PRIMARY KEY (connection, resource, key)
) STRICT;
CREATE TABLE _deletions ( -- Records that the tool has deleted, taken out of their tables
  connection TEXT NOT NULL,
  entity TEXT NOT NULL,
  id TEXT NOT NULL,
  resource TEXT NOT NULL,
  cause TEXT NOT NULL, -- reported by the tool, or absent from a complete listing
  deleted_at TEXT NOT NULL, -- When the deletion was noticed (instant)
  raw TEXT NOT NULL, -- The tool's own row, as last fetched (json)
  PRIMARY KEY (connection, entity, id)
) STRICT;
CREATE TABLE _unknown_fields ( -- Fields that the tool sends and the connector does not read; they are in the raw rows
  connection TEXT NOT NULL,
  resource TEXT NOT NULL,
  path TEXT NOT NULL,
  first_seen_at TEXT NOT NULL, -- (instant)
  PRIMARY KEY (connection, resource, path)
) STRICT, WITHOUT ROWID;
CREATE TABLE _leases ( -- Who writes a connection's streams at the moment
  connection TEXT NOT NULL PRIMARY KEY,
  holder TEXT NOT NULL, -- Random name of the holding store object
  pid INTEGER NOT NULL, -- Its process
  host TEXT NOT NULL, -- The machine of that process
  renewed_at TEXT NOT NULL -- Last sign of life (instant)
) STRICT;
CREATE TABLE _sweep ( -- Ids that a full read under way has seen
  connection TEXT NOT NULL,
  resource TEXT NOT NULL,
  id TEXT NOT NULL, -- As the key in _rejects
  PRIMARY KEY (connection, resource, id)
) STRICT, WITHOUT ROWID;`;
