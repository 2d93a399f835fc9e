import { type Auth, type Connection, connect, OpenSMEError, type Token } from "@opensme/core";
import type { Contract } from "@opensme/sync";
import type { Context } from "../commands/context.ts";
import { usageError } from "../failure.ts";
import type { ConnectionEntry } from "./define.ts";
import { missing, missingVariable } from "./env.ts";
import { loadProject, type Project } from "./project.ts";
import { secretsIn } from "./secrets.ts";
import { folderTokens } from "./tokens.ts";

/** Loads the config of the folder that a command was called in. From then on none of its secrets is written. */
export const openProject = async ({ folder, configFile, output }: Context): Promise<Project> => {
  const project = await loadProject(folder, configFile);
  for (const entry of Object.values(project.connections)) protectSecrets(entry, output);
  return project;
};

/** From now on none of a connection's secrets is written. */
export const protectSecrets = (
  { connector, config, webhookSecret }: ConnectionEntry,
  output: Context["output"],
): void => {
  for (const secret of secretsIn(connector.config, config)) output.protect(secret);
  if (typeof webhookSecret === "string") output.protect(webhookSecret);
};

/** The connections of the given names, or all. */
export const chooseConnections = (
  { connections, file }: Project,
  names: readonly string[],
): [string, ConnectionEntry][] => {
  const all = Object.entries(connections);
  const known = all.map(([name]) => name).join(", ");
  const strange = names.find((name) => !Object.hasOwn(connections, name));
  if (strange !== undefined)
    throw usageError(`There is no connection "${strange}" in ${file}.`, `Its connections are: ${known || "none"}`);
  if (all.length === 0)
    throw usageError(
      `There are no connections in ${file}.`,
      "Add one under connections: opensme connectors lists what can be connected.",
    );
  return names.length === 0 ? all : all.filter(([name]) => names.includes(name));
};

/** What becomes of rows in which a vendor sends what it did not send before, by connection. */
export const contractsOf = ({ connections }: Pick<Project, "connections">): Record<string, Contract> =>
  Object.fromEntries(
    Object.entries(connections).flatMap(([name, { contract }]) => (contract ? [[name, contract]] : [])),
  );

/** Makes connections of a project's entries, with one keeper of tokens for them all, of which `onToken` is told. Throws a `config` error that names the connection. */
export const connector = (
  project: Pick<Project, "folder">,
  context: Pick<Context, "output">,
  onToken?: (token: Token) => void,
): ((name: string, entry: ConnectionEntry) => Connection) => {
  const tokensOf = tokenKeeper(project, context, onToken);
  return (name, entry) => {
    const { connector, config, sensitive = false, webhookSecret, gateway } = entry;
    const absent = [...missingIn(config), ...missingIn(webhookSecret), ...missingIn(gateway)];
    if (absent.length > 0) throw missing(absent, `Connection "${name}"`);
    try {
      const auth = authOf(entry);
      const tokens = auth && tokensOf(connector.id, auth);
      // No signal: a request for a token that is cut off may cost the refresh token. Reads are given theirs one by one.
      return connect(connector as never, {
        config,
        sensitive,
        home: project.folder,
        ...(gateway ? { gateway } : {}),
        ...(tokens ? { tokens } : {}),
      });
    } catch (error) {
      if (!OpenSMEError.is(error)) throw error;
      throw new OpenSMEError(`Connection "${name}": ${error.message}`, {
        code: error.code,
        connector: connector.id,
        issues: error.issues,
        cause: error,
      });
    }
  };
};

/** Keeps the tokens of a project's connections. None of them is written from then on. */
export const tokenKeeper = (
  { folder }: Pick<Project, "folder">,
  { output }: Pick<Context, "output">,
  onToken?: (token: Token) => void,
): ReturnType<typeof folderTokens> =>
  folderTokens(folder, (token) => {
    output.protect(token.accessToken);
    if (token.refreshToken) output.protect(token.refreshToken);
    onToken?.(token);
  });

/** How a connection signs in; undefined where its settings are wrong, and where it reads files. */
export const authOf = ({ connector, config }: ConnectionEntry): Auth | undefined => {
  const settings = connector.config.safeParse(config);
  return settings.success ? connector.http?.auth(settings.data as never) : undefined;
};

const missingIn = (value: unknown): string[] => {
  const variable = missingVariable(value);
  if (variable !== undefined) return [variable];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(missingIn) : [];
};
