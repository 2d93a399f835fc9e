import { existsSync, globSync, readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { AnyConnector } from "@opensme/core";
import { usageError } from "./failure.ts";

/** Recognises a connector by what it is, since another copy of core may have made it. */
export const isConnector = (value: unknown): value is AnyConnector =>
  typeof value === "object" &&
  value !== null &&
  ["spec", "id", "name", "config", "check", "resources"].every((key) => key in value) &&
  ("http" in value || "files" in value);

/** A connector, and the package or file that gave it. */
export interface FoundConnector {
  readonly connector: AnyConnector;
  readonly from: string;
}

/** Finds a connector by its id, or by the name or path of its package, from a folder. */
export const findConnector = async (folder: string, name: string): Promise<FoundConnector> => {
  for (const from of specifiersOf(folder, name)) {
    const found = connectorsIn(await importFrom(folder, from));
    const connector = found.find(({ id }) => id === name) ?? found[0];
    if (connector) return { connector, from };
  }
  // A package of any name, in any scope, whose connector has that id.
  const all = await installedConnectors(folder, () => undefined);
  const installed = all.find(({ connector }) => connector.id === name);
  if (installed) return installed;
  const isId = /^[a-z][\w-]*$/.test(name);
  throw usageError(
    `There is no connector "${name}" in ${folder}.`,
    `Check its spelling, or install its package: npm install ${isId ? `@opensme/${name}` : name}`,
    "See which are installed: opensme connectors",
  );
};

/** The connectors among the packages that the project of a folder depends on. A package that cannot be loaded is handed to `onBroken`. */
export const installedConnectors = async (
  folder: string,
  onBroken: (name: string, error: unknown) => void,
): Promise<FoundConnector[]> => {
  const found: FoundConnector[] = [];
  for (const from of connectorPackages(folder)) {
    try {
      found.push(...connectorsIn(await importFrom(folder, from)).map((connector) => ({ connector, from })));
    } catch (error) {
      onBroken(from, error);
    }
  }
  return found;
};

/** What a package or file exports, as seen from a folder; undefined where there is none. */
export const importFrom = async (folder: string, specifier: string): Promise<Record<string, unknown> | undefined> => {
  const url = resolveFrom(folder, specifier);
  if (url === undefined || (url.startsWith("file:") && !existsSync(fileURLToPath(url)))) return undefined;
  return import(url);
};

/** The address that an import statement in a file of the folder would load. */
const resolveFrom = (folder: string, specifier: string): string | undefined => {
  const parentURL = pathToFileURL(join(folder, "package.json")).href;
  const hook = registerHooks({ resolve: (wanted, context, next) => next(wanted, { ...context, parentURL }) });
  try {
    return import.meta.resolve(specifier);
  } catch (error) {
    if (error instanceof Error && "code" in error && absent.includes(String(error.code))) return undefined;
    throw error;
  } finally {
    hook.deregister();
  }
};

const absent = ["ERR_MODULE_NOT_FOUND", "ERR_PACKAGE_PATH_NOT_EXPORTED"];

const connectorsIn = (loaded: Record<string, unknown> | undefined): AnyConnector[] =>
  Object.values(loaded ?? {}).filter(isConnector);

const specifiersOf = (folder: string, name: string): string[] => {
  if (name.startsWith(".") || isAbsolute(name)) return [pathToFileURL(resolve(folder, name)).href];
  return name.startsWith("@") ? [name] : [`@opensme/${name}`, `opensme-connector-${name}`, name];
};

interface Manifest {
  name?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  workspaces?: readonly string[] | { packages?: readonly string[] };
}

/** Names among the dependencies and workspaces of the nearest package.json that a connector can have. */
const connectorPackages = (folder: string): string[] => {
  const root = nearestManifest(folder);
  if (root === undefined) return [];
  const { dependencies, devDependencies, workspaces } = manifestIn(root);
  const patterns = workspaces === undefined ? [] : "packages" in workspaces ? (workspaces.packages ?? []) : workspaces;
  const members = globSync([...(patterns as readonly string[])], { cwd: root }).flatMap(
    (path) => manifestIn(join(root, path)).name ?? [],
  );
  return [...new Set([...Object.keys({ ...dependencies, ...devDependencies }), ...members])]
    .filter((name) => name.startsWith("@opensme/") || /^(?:@[^/]+\/)?opensme-connector-/.test(name))
    .sort();
};

const nearestManifest = (folder: string): string | undefined => {
  if (existsSync(join(folder, "package.json"))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : nearestManifest(parent);
};

const manifestIn = (folder: string): Manifest => {
  const file = join(folder, "package.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
};
