import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import type { Connection, Stream } from "@opensme/core";
import * as z from "zod";
import type { Context } from "../commands/context.ts";
import { authOf, chooseConnections, connector, openProject, protectSecrets } from "../config/connections.ts";
import type { ConnectionEntry } from "../config/define.ts";
import { hasConfig } from "../config/project.ts";
import { findConnector } from "../connectors.ts";
import { messageOf, usageError } from "../failure.ts";

/** What a platform reads from: a connection of the project, or a connector alone, with the settings that the platform gives. */
export interface Source {
  readonly name: string;
  readonly entry: ConnectionEntry;
  /** Settings that the connector does not know. */
  readonly strange: readonly string[];
  /**
   * Opens the connection. Throws a `config` error on settings that are missing or wrong. `onReplaced` is told the platform's settings with a refresh token
   * that the vendor has put in place of theirs.
   */
  open(onReplaced?: (settings: Readonly<Record<string, unknown>>) => void): Connection;
}

/**
 * Finds the connection of the given name. A JSON file under `--config` holds the platform's settings, which stand over those of the project's config; in a
 * folder without a config the name is that of a connector.
 */
export const findSource = async (name: string, context: Context): Promise<Source> => {
  const { folder, configFile, output } = context;
  const isSettings = configFile?.endsWith(".json") ?? false;
  const given = isSettings && configFile ? await readJson(configFile, folder, z.record(z.string(), z.unknown())) : {};

  let found: { entry: ConnectionEntry; folder: string };
  if (hasConfig(folder) || (configFile !== undefined && !isSettings)) {
    const project = await openProject({ ...context, configFile: isSettings ? undefined : configFile });
    const [chosen] = chooseConnections(project, [name]);
    if (!chosen) throw usageError(`There is no connection "${name}".`);
    found = { entry: chosen[1], folder: project.folder };
  } else {
    found = { entry: { connector: (await findConnector(folder, name)).connector, config: {} }, folder };
  }

  const { shape } = found.entry.connector.config;
  const known = Object.entries(given).filter(([key]) => Object.hasOwn(shape, key));
  const entry: ConnectionEntry = {
    ...found.entry,
    config: { ...(found.entry.config as object), ...Object.fromEntries(known) },
    ...(typeof given["sensitive"] === "boolean" && !Object.hasOwn(shape, "sensitive")
      ? { sensitive: given["sensitive"] }
      : {}),
  };
  protectSecrets(entry, output);
  return {
    name,
    entry,
    strange: Object.keys(given).filter((key) => key !== "sensitive" && !Object.hasOwn(shape, key)),
    open(onReplaced) {
      const key = refreshTokenIn(entry);
      return connector(found, context, ({ refreshToken }) => {
        if (!onReplaced || key === undefined || !Object.hasOwn(given, key) || !refreshToken) return;
        if (refreshToken === given[key]) return;
        given[key] = refreshToken;
        onReplaced({ ...given });
      })(name, entry);
    },
  };
};

/** The setting that holds the refresh token which a login begins with. */
const refreshTokenIn = (entry: ConnectionEntry): string | undefined => {
  const auth = authOf(entry);
  if (auth?.kind !== "oauth2" || auth.grant.type !== "refresh_token") return undefined;
  const { refreshToken } = auth.grant;
  return Object.entries(entry.config as object).find(([, value]) => value === refreshToken)?.[0];
};

/** The streams of a connection that its config does not leave out. */
export const streamsOf = ({ entry }: Source, { streams }: Connection): readonly Stream[] =>
  streams.filter(({ resource }) => (entry.streams as readonly string[] | undefined)?.includes(resource) ?? true);

/** Reads a file that a platform wrote. Throws a `config` error that says what is wrong with it. */
export const readJson = async <T>(file: string, folder: string, schema: z.ZodType<T>): Promise<T> => {
  const name = basename(file);
  let value: unknown;
  try {
    value = JSON.parse(await readFile(resolve(folder, file), "utf8"));
  } catch (error) {
    // The engine quotes what it could not parse, which may be a secret.
    throw usageError(`${name} cannot be read: ${error instanceof SyntaxError ? "it is not JSON" : messageOf(error)}.`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "the file"}: ${message}`);
  throw usageError(`${name} does not have the expected form.`, ...issues.slice(0, 5));
};
