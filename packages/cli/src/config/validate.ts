import type { AnyConnector, OpenSMEError } from "@opensme/core";
import type { Contract } from "@opensme/sync";
import { isConnector } from "../connectors.ts";
import { usageError } from "../failure.ts";
import { isPostgres } from "./address.ts";
import type { ConnectionEntry } from "./define.ts";
import { missing, missingVariable } from "./env.ts";

interface Config {
  store: string;
  tenant: string | undefined;
  history: boolean;
  connections: Readonly<Record<string, ConnectionEntry>>;
}

const example = 'export default defineConfig({ store: "company.db", connections: { ... } });';

/** Checks what a config file exports, since JavaScript and half an edit reach here too. Throws a `config` error. */
export const validateConfig = (config: unknown, file: string): Config => {
  if (!isObject(config)) throw usageError(`${file} has no default export.`, `It must hold: ${example}`);
  const wrong = Object.keys(config).find((key) => !["store", "tenant", "history", "connections"].includes(key));
  if (wrong !== undefined)
    throw usageError(
      `${file}: there is no setting "${wrong}".`,
      "The settings are store, tenant, history and connections.",
    );
  const { store, tenant, history = false, connections } = config;
  const variable = missingVariable(store);
  if (variable !== undefined) throw missing([variable], "The store");
  if (typeof store !== "string" || store === "") {
    throw usageError(
      `${file}: store must be the path of the database file, or the address of a PostgreSQL database.`,
      'For example: store: "company.db", or store: env("DATABASE_URL")',
    );
  }
  const tenantVariable = missingVariable(tenant);
  if (tenantVariable !== undefined) throw missing([tenantVariable], "The tenant");
  if (tenant !== undefined && (typeof tenant !== "string" || tenant === ""))
    throw usageError(`${file}: tenant must be a name.`);
  if (tenant !== undefined && !isPostgres(store)) {
    throw usageError(
      `${file}: a database file has no tenants.`,
      "Give each tenant a file of its own, or the address of a PostgreSQL database as the store.",
    );
  }
  if (typeof history !== "boolean") throw usageError(`${file}: history must be true or false.`);
  if (!isObject(connections)) {
    throw usageError(`${file}: connections must hold each connection under its name.`, `For example: ${example}`);
  }
  for (const [name, entry] of Object.entries(connections)) validateEntry(name, entry, file);
  return { store, tenant, history, connections: connections as Config["connections"] };
};

/** As `Contract` of @opensme/sync, which is not loaded for this. */
const contracts: readonly Contract[] = ["evolve", "freeze", "discard-row", "discard-value"];

const settings = [
  "connector",
  "config",
  "streams",
  "sensitive",
  "contract",
  "webhookSecret",
  "webhookAddress",
  "gateway",
];

const validateEntry = (name: string, entry: unknown, file: string): void => {
  const wrong = (what: string, ...hints: string[]): OpenSMEError =>
    usageError(`${file}: connection "${name}": ${what}`, ...hints);
  if (!/^[A-Za-z][\w-]*$/.test(name))
    throw wrong("its name must be letters, digits, - and _, beginning with a letter.");
  if (!isObject(entry)) throw wrong("it must be { connector, config }.");
  const unknown = Object.keys(entry).find((key) => !settings.includes(key));
  if (unknown !== undefined)
    throw wrong(`there is no setting "${unknown}".`, `The settings are ${settings.join(", ")}.`);
  const { connector, config, streams, sensitive, contract, webhookSecret, webhookAddress, gateway } = entry;
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
  if (webhookSecret !== undefined && missingVariable(webhookSecret) === undefined) {
    if (typeof webhookSecret !== "string" || webhookSecret === "")
      throw wrong("webhookSecret must be what the vendor signs its webhooks with.");
    if (!connector.webhooks)
      throw wrong(`webhookSecret is of no use: this connector knows no webhooks of ${connector.name}.`);
  }
  if (webhookAddress !== undefined) {
    if (typeof webhookAddress !== "string" || !/^[A-Za-z][\w-]*$/.test(webhookAddress))
      throw wrong("webhookAddress must be letters, digits, - and _, beginning with a letter.");
    if (webhookSecret === undefined && !connector.webhooks?.offer)
      throw wrong("webhookAddress is of no use without webhookSecret.");
  }
  if (sensitive !== undefined && typeof sensitive !== "boolean") throw wrong("sensitive must be true or false.");
  if (contract !== undefined && !contracts.some((known) => known === contract))
    throw wrong(`contract must be one of: ${contracts.join(", ")}.`);
  if (streams === undefined) return;
  const listable = listableResources(connector);
  const choices = `streams must be a list out of: ${listable.join(", ")}.`;
  if (!Array.isArray(streams)) throw wrong(choices);
  for (const stream of streams) {
    if (!listable.includes(stream)) throw wrong(choices, `${JSON.stringify(stream)} is not one of them.`);
    if (connector.resources[stream]?.definition.sensitive && !sensitive)
      throw wrong(
        `the stream ${stream} is sensitive, and is not fetched unless asked for.`,
        "Add sensitive: true to the connection, or leave the stream out.",
      );
  }
};

/** The keys of the resources that can be synced. */
export const listableResources = ({ resources }: AnyConnector): string[] =>
  Object.entries(resources).flatMap(([key, { definition }]) => (definition.list ? [key] : []));

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
