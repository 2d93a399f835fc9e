import type { AnyConnector, EntityName, Resource } from "@opensme/core";
import type { Contract } from "@opensme/sync";

type Settings<Connector extends AnyConnector> = Connector["config"]["_zod"]["input"];

type Listable<Connector extends AnyConnector> = {
  [Key in keyof Connector["resources"]]: Connector["resources"][Key] extends Resource<EntityName, infer Operations>
    ? Operations extends { list: object }
      ? Key
      : never
    : never;
}[keyof Connector["resources"]];

/** One account at one vendor. */
export interface ConnectionEntry<Connector extends AnyConnector = AnyConnector> {
  connector: Connector;
  /** Credentials and settings, as the connector asks for them. */
  config: Settings<Connector>;
  /** The resources to sync; all that can be listed unless given. */
  streams?: readonly Listable<Connector>[];
  /** Fetches sensitive fields and resources too: national ids, bank accounts, pay, birth dates, health. They are left out unless asked for. */
  sensitive?: boolean;
  /**
   * What becomes of rows in which the vendor sends what it did not send before: `evolve` keeps all there is (unless given), `freeze` stops the stream,
   * `discard-row` keeps the row as a reject, `discard-value` drops the new field or the value that cannot be read.
   */
  contract?: Contract;
  /** What the vendor signs its webhooks with, for `opensme serve`: the app's secret, or one of your own, as the connector's page says. */
  webhookSecret?: string;
  /** The last part of the address for its webhooks, where an app has one for all the accounts that it is installed in; the connection's name unless given. */
  webhookAddress?: string;
  /** Address of a simulated vendor or a recording proxy that stands for the vendor's hosts. */
  gateway?: string;
}

export interface OpenSMEConfig<Connectors extends Readonly<Record<string, AnyConnector>>> {
  /** The database file, relative to the config file; or the address of a PostgreSQL database, such as `postgres://user:password@host/database`. */
  store: string;
  /** Whose records they are, where several share a PostgreSQL database; `default` unless given. */
  tenant?: string;
  /** Keeps each earlier state of a record, for `opensme history`: who was this customer in March? */
  history?: boolean;
  /** The connections, by the name that you give them. */
  connections: { readonly [Name in keyof Connectors]: ConnectionEntry<Connectors[Name]> };
}

/** The config of a folder, in `opensme.config.ts`: which connections there are, and where their data goes. */
export const defineConfig = <const Connectors extends Readonly<Record<string, AnyConnector>>>(
  config: OpenSMEConfig<Connectors>,
): OpenSMEConfig<Connectors> => config;

/** A connection written apart from `defineConfig`, checked against its connector all the same. */
export const connection = <Connector extends AnyConnector>(
  connector: Connector,
  settings: Omit<ConnectionEntry<Connector>, "connector">,
): ConnectionEntry<Connector> => ({ connector, ...settings });
