import { readFileSync } from "node:fs";
import { Command, CommanderError, Option } from "commander";
import type { Context } from "./commands/context.ts";
import { exit } from "./exit.ts";
import type { Output } from "./output/output.ts";
import { connectors } from "./usage/connectors.ts";
import { database } from "./usage/database.ts";
import { platforms } from "./usage/platforms.ts";
import type { Usage } from "./usage/usage.ts";
import { vendors } from "./usage/vendors.ts";

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

  for (const usage of [...vendors, ...database, ...platforms, ...connectors]) {
    add(program, usage, async (run, given) => {
      code = await run(...([...given, context()] as never[]));
    });
  }

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

/** Adds a command, which hands what it does its arguments and its options. */
const add = (
  program: Command,
  { usage, says, examples, argument, options, notes = [], load }: Usage,
  call: (run: Awaited<ReturnType<Usage["load"]>>, given: readonly unknown[]) => Promise<void>,
): void => {
  const command = program.command(usage).description(says);
  if (argument) command.addArgument(argument);
  for (const { flags, says: meaning, parse, standard } of options) {
    const option = new Option(flags, meaning);
    if (parse) option.argParser(parse as (value: string, previous: unknown) => unknown);
    if (standard !== undefined) option.default(standard);
    command.addOption(option);
  }
  for (const text of [`\nExamples:\n${examples.replace(/^/gm, "  ")}`, ...notes]) command.addHelpText("after", text);
  // The last that commander gives is the command itself.
  command.action(async (...given: unknown[]) => call(await load(), given.slice(0, -1)));
};
