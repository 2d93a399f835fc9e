import { readFileSync } from "node:fs";
import { Argument, Command, CommanderError, InvalidArgumentError } from "commander";
import type { Context } from "./commands/context.ts";
import { exit } from "./exit.ts";
import type { Output } from "./output/output.ts";

interface GlobalOptions {
  config?: string;
  verbose?: boolean;
}

/** The command line: what there is to call, and how it explains itself. Commands are loaded when they are called. */
export const createProgram = (
  output: Output,
): { run(words: readonly string[]): Promise<number>; isVerbose(): boolean } => {
  let code: number = exit.success;
  const program = new Command("opensme");

  const context = (): Context => ({ folder: process.cwd(), configFile: program.opts<GlobalOptions>().config, output });

  program
    .description(
      "Reads the tools a company runs on - its books, its shop, its people - into one database on this machine.",
    )
    .version(version(), "-v, --version", "print the version")
    .option(
      "-c, --config <file>",
      "the config, unless it is opensme.config.ts in this folder; for singer and airbyte, a .json file holds the settings",
    )
    .option("--verbose", "show where an error comes from")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError("Run it with --help to see how it is used.")
    .exitOverride()
    .addHelpText(
      "after",
      `
Begin without any credentials:
  opensme sandbox kiotviet         a simulated shop; prints the opensme.config.ts to use with it
  opensme check                    in another terminal: does the connection work?
  opensme sync                     read everything into the database
  opensme query "select name from contacts limit 10"`,
    );

  const command = (usage: string, description: string, examples: string): Command =>
    program
      .command(usage)
      .description(description)
      .addHelpText("after", `\nExamples:\n${examples.replace(/^/gm, "  ")}`);

  command(
    "check [connection...]",
    "Ask each vendor whether the credentials work, whose account they open, and what they do not reach.",
    `opensme check             all connections of the config
opensme check shop        only the one named shop
opensme check --deep      also asks for the first page of every stream, for vendors that do not say what they granted`,
  )
    .option("--deep", "ask for the first page of every stream, and tell which are refused")
    .option("--json", "print JSON")
    .action(async (names: string[], options: { deep?: boolean; json?: boolean }) => {
      const { check } = await import("./commands/check.ts");
      code = await check(names, options, context());
    });

  command(
    "connect <connection>",
    "Allow the app at a vendor that asks for it in a browser (OAuth), and keep the tokens, encrypted, beside the config.",
    `opensme connect books                opens the browser, or prints the address to open
opensme connect books --write        asks for the right to change records too`,
  )
    .option(
      "-p, --port <number>",
      "the port of the redirect address http://localhost:<port>/callback",
      wholeNumber,
      4711,
    )
    .option("--write", "ask for the right to write as well")
    .option("--no-browser", "print the address only")
    .action(async (name: string, options: { port: number; write?: boolean; browser: boolean }) => {
      const { connect } = await import("./commands/connect.ts");
      code = await connect(name, options, context());
    });

  command(
    "sync [connection...]",
    "Read what is new at the vendors into the database. The first time that is everything.",
    `opensme sync                           all connections
opensme sync shop --stream orders      only the orders of the shop
opensme sync books --full              read all of the books again, and notice what was deleted
opensme sync --json | tee sync.log     one JSON line per event, for other programs`,
  )
    .option("--full", "read everything again instead of what has changed since the last time")
    .option("-s, --stream <name>", "read only this stream; may be given several times", collect)
    .option("--confirm-deletes", "carry out deletions even where an unusual share of the records would disappear")
    .option(
      "--json",
      "print one JSON line per event to stdout, as when stdout is no terminal; the outcome goes to stderr",
    )
    .addHelpText(
      "after",
      "\nExit code: 0 when every stream was read completely, 1 when one was not, 130 after Ctrl-C.\nA sync that was stopped goes on where it left off.",
    )
    .action(
      async (
        names: string[],
        options: { full?: boolean; stream?: string[]; confirmDeletes?: boolean; json?: boolean },
      ) => {
        const { sync } = await import("./commands/sync.ts");
        code = await sync(names, options, context());
      },
    );

  command(
    "serve [connection...]",
    "Take the vendors' webhooks, and sync on a schedule as well, until Ctrl-C. One JSON line for everything that happens.",
    `opensme serve                                     all connections, synced every 15 minutes
opensme serve shop --register https://hooks.example.com
                                                  tells the vendor to call https://hooks.example.com/shop`,
  )
    .option("-p, --port <number>", "the port to listen on", wholeNumber, 4020)
    .option("--every <time>", "how often everything is synced, such as 90s, 15m or 6h", duration, 900)
    .option(
      "--register <public-url>",
      "the https address under which vendors reach this server; registers it with them",
    )
    .addHelpText(
      "after",
      "\nWebhooks are taken for connections that have a webhookSecret in the config; the others are synced on the schedule only. Where the vendor sends the secret to the address, as Gusto does, leave it out until it came.",
    )
    .action(async (names: string[], options: { port: number; every: number; register?: string }) => {
      const { serve } = await import("./commands/serve.ts");
      code = await serve(names, options, context());
    });

  command(
    "status",
    "Show what the database holds: records, freshness and the last error of each stream.",
    "opensme status\nopensme status --json",
  )
    .option("--json", "print JSON")
    .action(async (options: { json?: boolean }) => {
      const { status } = await import("./commands/status.ts");
      code = await status(options, context());
    });

  command(
    "query <sql>",
    "Ask the database a question in SQL. It can only be read. Give - to read the SQL from stdin.",
    `opensme query "select status, count(*) from orders group by status"
opensme query "select number, total from invoices where contact_id = :id" --param id=12
opensme query --csv "select * from contacts" > contacts.csv
opensme query - < report.sql`,
  )
    .option("--json", "print a JSON array of objects")
    .option("--csv", "print CSV")
    .option("-p, --param <name=value>", "what stands for :name in the SQL; may be given several times", parameter)
    .addHelpText("after", "\nA table shows the beginning of long values; JSON and CSV give them whole.")
    .addHelpText("after", "Which tables and columns there are: opensme tables")
    .action(
      async (sql: string, options: { json?: boolean; csv?: boolean; param?: Record<string, string | number> }) => {
        const { query } = await import("./commands/query.ts");
        code = await query(sql, options, context());
      },
    );

  command(
    "tables [table]",
    "List the tables of the database, or the columns of one with what they mean.",
    "opensme tables\nopensme tables orders",
  )
    .option("--json", "print JSON")
    .action(async (table: string | undefined, options: { json?: boolean }) => {
      const { tables } = await import("./commands/tables.ts");
      code = await tables(table, options, context());
    });

  command(
    "columns <folder>",
    "Propose which column of the CSV, Excel and NDJSON files in a folder is which field, and keep it beside them for you to confirm.",
    "opensme columns exports",
  )
    .option("--json", "print the mapping as JSON")
    .action(async (folder: string, options: { json?: boolean }) => {
      const { columns } = await import("./commands/columns.ts");
      code = await columns(folder, options, context());
    });

  command(
    "changes",
    "Print what changed in the database since a position, one JSON line for each record. Without one: every record.",
    `opensme changes > all.ndjson
opensme changes --since "$(tail -n 1 all.ndjson | jq -r .position)"
opensme changes --connection shop --entity order`,
  )
    .option("--since <position>", "the position of the last change that was dealt with")
    .option("--connection <name>", "only those of one connection")
    .option("--entity <entity>", "only those of one entity")
    .action(async (options: { since?: string; connection?: string; entity?: string }) => {
      const { changes } = await import("./commands/changes.ts");
      code = await changes(options, context());
    });

  command(
    "history <connection> <entity> <id>",
    "Show the states that a record has had, or how it was on a day. The config must say history: true.",
    `opensme history books contact 8f3c                    each state, and what changed
opensme history books contact 8f3c --at 2026-03-31    the record as it was when that day was over`,
  )
    .option("--at <day>", "a day such as 2026-03-31, or a moment")
    .option("--json", "print one JSON line for each state")
    .action(async (connection: string, entity: string, id: string, options: { at?: string; json?: boolean }) => {
      const { history } = await import("./commands/history.ts");
      code = await history([connection, entity, id], options, context());
    });

  command(
    "forget <connection> <entity> <id>",
    "Erase a person from the database: their record, its history and raw rows, and what other records tell of them. Prints a receipt.",
    "opensme forget shop contact 1042 --yes",
  )
    .option("--yes", "do it; there is no way back")
    .action(async (connection: string, entity: string, id: string, options: { yes?: boolean }) => {
      const { forget } = await import("./commands/forget.ts");
      code = await forget([connection, entity, id], options, context());
    });

  command(
    "export [table...]",
    "Write the database's tables into files for other programs: CSV, NDJSON or Parquet. All that hold something unless named.",
    `opensme export                                  every table as CSV, in the folder export
opensme export orders order_lines --format parquet --output lake
opensme export --incremental --format ndjson     the first time everything, then what changed and what was deleted`,
  )
    .option("-f, --format <format>", "csv, ndjson or parquet", "csv")
    .option("-o, --output <folder>", "the folder to write to; a file that is there is replaced", "export")
    .option("--raw", "write the tools' own rows too, as the column _raw")
    .option("--incremental", "write only what changed since the last time with this folder, into files of their own")
    .action(
      async (names: string[], options: { format: string; output: string; raw?: boolean; incremental?: boolean }) => {
        const { exportTables } = await import("./commands/export.ts");
        code = await exportTables(names, options, context());
      },
    );

  command(
    "singer <connection>",
    "Read a connection as a Singer tap: its records as messages on stdout, for Meltano and other platforms. Where the folder has no opensme.config.ts, the connection is the id of a connector.",
    `opensme singer shop --config settings.json --discover > catalog.json
opensme singer shop --config settings.json --catalog catalog.json --state state.json | target-postgres
opensme singer kiotviet --config settings.json        the connector alone, with { "retailer": ..., "clientId": ... }`,
  )
    .option("-d, --discover", "print the catalog: every stream, with its schema")
    .option("--catalog <file>", "the streams and fields to read; all of them unless given")
    .option("--properties <file>", "the same, as older platforms call it")
    .option("--state <file>", "go on from the last STATE message of an earlier run")
    .option("--full", "read everything again instead of what has changed since the state")
    .option("--confirm-deletes", "let a full read stand even where an unusual share of the records is missing from it")
    .option(
      "--no-activate-version",
      "for targets that refuse ACTIVATE_VERSION: what is absent from a full read is not told",
    )
    .action(async (name: string, options: { discover?: boolean; catalog?: string; state?: string }) => {
      const { singer } = await import("./commands/singer.ts");
      code = await singer(name, options, context());
    });

  command(
    "airbyte <connection>",
    "Be an Airbyte source: spec, check, discover or read, with messages on stdout. Where the folder has no opensme.config.ts, the connection is the id of a connector.",
    `opensme airbyte kiotviet spec
opensme airbyte kiotviet check --config config.json
opensme airbyte kiotviet read --config config.json --catalog catalog.json --state state.json`,
  )
    .addArgument(new Argument("<action>").choices(["spec", "check", "discover", "read"]))
    .option("--catalog <file>", "the streams to read, and how")
    .option("--state <file>", "go on from the STATE messages of an earlier run")
    .action(async (name: string, action: string, options: { catalog?: string; state?: string }) => {
      const { airbyte } = await import("./commands/airbyte.ts");
      code = await airbyte(name, action, options, context());
    });

  command(
    "map <connector> <resource> [files...]",
    "Turn a vendor's JSON into unified changes, one JSON line each. Needs no network and no credentials.",
    `opensme map kiotviet customers page.json            a whole answer, a list of rows, or a single row
cat rows.ndjson | opensme map xero invoices         one document a line does too
opensme map ./src/index.ts contacts row.json        a connector of your own, by its file or package`,
  )
    .option("--raw", "keep the vendor's own row in each change")
    .option("--explain", "show instead which vendor fields each unified field was read from, and which were not read")
    .addHelpText(
      "after",
      "\nA row that cannot be read is told on stderr as file#row: field: what is wrong. The exit code is then 1.",
    )
    .action(
      async (connector: string, resource: string, files: string[], options: { raw?: boolean; explain?: boolean }) => {
        const { map } = await import("./commands/map.ts");
        code = await map(connector, resource, files, options, context());
      },
    );

  command(
    "sandbox <connector...>",
    "Simulate vendors on this machine, filled with a sample company, and print the config that reads them.",
    `opensme sandbox kiotviet xero bamboohr             until Ctrl-C
opensme sandbox kiotviet --port 4010 --orders 5000`,
  )
    .option("-p, --port <number>", "the port to listen on; 4010 unless given", wholeNumber, 4010)
    .option("--orders <number>", "how many orders the sample company has had", wholeNumber)
    .action(async (names: string[], options: { port: number; orders?: number }) => {
      const { sandbox } = await import("./commands/sandbox.ts");
      code = await sandbox(names, options, context());
    });

  command(
    "connectors",
    "List the connectors that are installed here, and what each can do.",
    "opensme connectors\nopensme connectors --json",
  )
    .option("--json", "print JSON")
    .action(async (options: { json?: boolean }) => {
      const { connectors } = await import("./commands/connectors.ts");
      code = await connectors(options, context());
    });

  return {
    async run(words) {
      try {
        await program.parseAsync(words, { from: "user" });
        return code;
      } catch (error) {
        // Commander has said what is wrong by then; help and version are no failure.
        if (error instanceof CommanderError)
          return error.exitCode === 0 || words.length === 0 ? exit.success : exit.usage;
        throw error;
      }
    },
    isVerbose: () => program.opts<GlobalOptions>().verbose === true,
  };
};

const version = (): string => JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version;

const collect = (value: string, previous: readonly string[] = []): string[] => [...previous, value];

/** Adds a parameter of a query. A number is given as one, since it compares with decimals; a code with zeros in front is text. */
const parameter = (
  text: string,
  previous: Readonly<Record<string, string | number>> = {},
): Record<string, string | number> => {
  const [, name, value] = /^[:@$]?(\w+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError("It must be name=value.");
  return { ...previous, [name]: /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?$/.test(value) ? Number(value) : value };
};

const wholeNumber = (value: string): number => {
  if (/^\d+$/.test(value)) return Number(value);
  throw new InvalidArgumentError("It must be a whole number.");
};

/** A time such as 15m in seconds. */
const duration = (value: string): number => {
  const [, count, unit = ""] = /^([1-9]\d{0,5})([smh])$/.exec(value) ?? [];
  const seconds = Number(count) * ({ s: 1, m: 60, h: 3600 }[unit] ?? Number.NaN);
  if (seconds > 0) return seconds;
  throw new InvalidArgumentError("It must be a time such as 90s, 15m or 6h.");
};
