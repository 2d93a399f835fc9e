import type { OpenSMEError } from "@opensme/core";
import { isConnector } from "../connectors.ts";
import { usageError } from "../failure.ts";
import type { ConnectionEntry } from "./define.ts";
import { missing, missingVariable } from "./env.ts";

interface Config {
  store: string;
  connections: Readonly<Record<string, ConnectionEntry>>;
}

const example = 'export default defineConfig({ store: "company.db", connections: { ... } });';

/** Checks what a config file exports, since JavaScript and half an edit reach here too. Throws a `config` error. */
export const validateConfig = (config: unknown, file: string): Config => {
  if (!isObject(config)) throw usageError(`${file} has no default export.`, `It must hold: ${example}`);
  const wrong = Object.keys(config).find((key) => key !== "store" && key !== "connections");
  if (wrong !== undefined)
    throw usageError(`${file}: there is no setting "${wrong}".`, "The settings are store and connections.");
  const { store, connections } = config;
  const variable = missingVariable(store);
  if (variable !== undefined) throw missing([variable], "The store");
  if (typeof store !== "string" || store === "") {
    throw usageError(`${file}: store must be the path of the database file.`, 'For example: store: "company.db"');
  }
  if (!isObject(connections)) {
    throw usageError(`${file}: connections must hold each connection under its name.`, `For example: ${example}`);
  }
  for (const [name, entry] of Object.entries(connections)) validateEntry(name, entry, file);
  return { store, connections: connections as Config["connections"] };
};

const validateEntry = (name: string, entry: unknown, file: string): void => {
  const wrong = (what: string, ...hints: string[]): OpenSMEError =>
    usageError(`${file}: connection "${name}": ${what}`, ...hints);
  if (!/^[A-Za-z][\w-]*$/.test(name))
    throw wrong("its name must be letters, digits, - and _, beginning with a letter.");
  if (!isObject(entry)) throw wrong("it must be { connector, config }.");
  const unknown = Object.keys(entry).find((key) => !["connector", "config", "streams", "gateway"].includes(key));
  if (unknown !== undefined)
    throw wrong(`there is no setting "${unknown}".`, "The settings are connector, config, streams and gateway.");
  const { connector, config, streams, gateway } = entry;
  if (!isConnector(connector)) {
    throw wrong(
      "connector is not a connector.",
      'Import it from its package: import { kiotviet } from "@opensme/kiotviet";',
    );
  }
  if (!isObject(config))
    throw wrong(
      "config is missing.",
      `Give what ${connector.name} asks for: ${Object.keys(connector.config.shape).join(", ")}`,
    );
  if (
    gateway !== undefined &&
    missingVariable(gateway) === undefined &&
    !(typeof gateway === "string" && /^https?:\/\//.test(gateway))
  ) {
    throw wrong("gateway must be an address such as http://127.0.0.1:4010.");
  }
  if (streams === undefined) return;
  const listable = Object.entries(connector.resources).flatMap(([key, { definition }]) =>
    "list" in definition ? [key] : [],
  );
  const strange = Array.isArray(streams) ? streams.find((stream) => !listable.includes(stream)) : streams;
  if (strange !== undefined)
    throw wrong(
      `streams must be a list out of: ${listable.join(", ")}.`,
      `${JSON.stringify(strange)} is not one of them.`,
    );
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
