import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { usageError } from "../failure.ts";
import { isPostgres } from "./address.ts";
import type { ConnectionEntry } from "./define.ts";
import { importFailure } from "./import-failure.ts";
import { validateConfig } from "./validate.ts";

/** A folder with a config: what the commands work on. */
export interface Project {
  /** The config file. */
  readonly file: string;
  readonly folder: string;
  /** The database file, or the address of a PostgreSQL database. */
  readonly store: string;
  /** Whose records are meant where several share a PostgreSQL database. */
  readonly tenant: string | undefined;
  /** Whether the database keeps the earlier states of records. */
  readonly history: boolean;
  readonly connections: Readonly<Record<string, ConnectionEntry>>;
}

const fileNames = ["opensme.config.ts", "opensme.config.mts", "opensme.config.js", "opensme.config.mjs"];

/** Reads the config of a folder, or the file named instead. Its `.env` is loaded first. Throws a `config` error on what cannot work. */
export const loadProject = async (folder: string, named?: string): Promise<Project> => {
  const file = findConfig(folder, named);
  const home = dirname(file);
  const variables = join(home, ".env");
  if (existsSync(variables)) process.loadEnvFile(variables);
  let loaded: Record<string, unknown>;
  try {
    loaded = await import(pathToFileURL(file).href);
  } catch (error) {
    throw importFailure(error, file, folder);
  }
  const { store, tenant, history, connections } = validateConfig(loaded["default"], basename(file));
  return { file, folder: home, store: isPostgres(store) ? store : resolve(home, store), tenant, history, connections };
};

/** Whether a folder has a config. */
export const hasConfig = (folder: string): boolean => fileNames.some((name) => existsSync(join(folder, name)));

const findConfig = (folder: string, named: string | undefined): string => {
  if (named !== undefined) {
    const file = resolve(folder, named);
    if (existsSync(file)) return file;
    throw usageError(`There is no config file ${named}.`, "Check the path given with --config.");
  }
  const found = fileNames.map((name) => join(folder, name)).find((file) => existsSync(file));
  if (found) return found;
  throw usageError(
    `There is no opensme.config.ts in ${folder}.`,
    "Go to the folder that holds it, or name it with --config <file>.",
    "To try OpenSME without any credentials: opensme sandbox kiotviet prints a config that works.",
  );
};
