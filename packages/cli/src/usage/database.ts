import type { Usage } from "./usage.ts";
import { parameter } from "./values.ts";

/** What asks the database, and what changes or copies it. */
export const database: readonly Usage[] = [
  {
    usage: "status",
    says: "Show what the database holds: records, freshness and the last error of each stream.",
    examples: "opensme status\nopensme status --json",
    options: [{ flags: "--json", says: "print JSON" }],
    load: async () => (await import("../commands/status.ts")).status,
  },
  {
    usage: "query <sql>",
    says: "Ask the database a question in SQL. It can only be read. Give - to read the SQL from stdin.",
    examples: `opensme query "select status, count(*) from orders group by status"
opensme query "select number, total from invoices where contact_id = :id" --param id=12
opensme query --csv "select * from contacts" > contacts.csv
opensme query - < report.sql`,
    options: [
      { flags: "--json", says: "print a JSON array of objects" },
      { flags: "--csv", says: "print CSV" },
      {
        flags: "-p, --param <name=value>",
        says: "what stands for :name in the SQL; may be given several times",
        parse: parameter,
      },
    ],
    notes: [
      "\nA table shows the beginning of long values; JSON and CSV give them whole.",
      "Which tables and columns there are: opensme tables",
    ],
    load: async () => (await import("../commands/query.ts")).query,
  },
  {
    usage: "tables [table]",
    says: "List the tables of the database, or the columns of one with what they mean.",
    examples: "opensme tables\nopensme tables orders",
    options: [{ flags: "--json", says: "print JSON" }],
    load: async () => (await import("../commands/tables.ts")).tables,
  },
  {
    usage: "changes",
    says: "Print what changed in the database since a position, one JSON line for each record. Without one: every record.",
    examples: `opensme changes > all.ndjson
opensme changes --since "$(tail -n 1 all.ndjson | jq -r .position)"
opensme changes --connection shop --entity order`,
    options: [
      { flags: "--since <position>", says: "the position of the last change that was dealt with" },
      { flags: "--connection <name>", says: "only those of one connection" },
      { flags: "--entity <entity>", says: "only those of one entity" },
    ],
    load: async () => (await import("../commands/changes.ts")).changes,
  },
  {
    usage: "history <connection> <entity> <id>",
    says: "Show the states that a record has had, or how it was on a day. The config must say history: true.",
    examples: `opensme history books contact 8f3c                    each state, and what changed
opensme history books contact 8f3c --at 2026-03-31    the record as it was when that day was over`,
    options: [
      { flags: "--at <day>", says: "a day such as 2026-03-31, or a moment" },
      { flags: "--json", says: "print one JSON line for each state" },
    ],
    load: async () => (await import("../commands/history.ts")).history,
  },
  {
    usage: "forget <connection> <entity> <id>",
    says: "Erase a person from the database: their record, its history and raw rows, and what other records tell of them. Prints a receipt.",
    examples: "opensme forget shop contact 1042 --yes",
    options: [{ flags: "--yes", says: "do it; there is no way back" }],
    load: async () => (await import("../commands/forget.ts")).forget,
  },
  {
    usage: "export [table...]",
    says: "Write the database's tables into files for other programs: CSV, NDJSON or Parquet. All that hold something unless named.",
    examples: `opensme export                                  every table as CSV, in the folder export
opensme export orders order_lines --format parquet --output lake
opensme export --incremental --format ndjson     the first time everything, then what changed and what was deleted`,
    options: [
      { flags: "-f, --format <format>", says: "csv, ndjson or parquet", standard: "csv" },
      {
        flags: "-o, --output <folder>",
        says: "the folder to write to; a file that is there is replaced",
        standard: "export",
      },
      { flags: "--raw", says: "write the tools' own rows too, as the column _raw" },
      {
        flags: "--incremental",
        says: "write only what changed since the last time with this folder, into files of their own",
      },
    ],
    load: async () => (await import("../commands/export.ts")).exportTables,
  },
];
