import type { AnyConnector } from "@opensme/core";
import { jsonSchemaOf } from "../docs/fields.ts";
import { operationsOf } from "../subjects.ts";
import { type Schema, schemaBreaks } from "./compare.ts";

/** What others rely on of a connector. */
export interface ConnectorDefinition {
  /** JSON Schema of the settings. */
  config: Schema;
  resources: Readonly<Record<string, ResourceDefinition>>;
  webhooks: boolean;
}

interface ResourceDefinition {
  entity: string;
  /** What stands before the vendor's ids. */
  prefix?: string;
  operations: readonly string[];
  /** Whether it is read only on a connection that asks for what is sensitive. */
  sensitive: boolean;
}

export const definitionOf = ({ config, resources, webhooks }: AnyConnector): ConnectorDefinition => ({
  config: jsonSchemaOf(config),
  resources: Object.fromEntries(
    Object.entries(resources).map(([key, resource]) => {
      const { prefix, sensitive = false } = resource.definition;
      const operations = operationsOf(resource);
      return [key, { entity: resource.entity, ...(prefix === undefined ? {} : { prefix }), operations, sensitive }];
    }),
  ),
  webhooks: webhooks !== undefined,
});

/** Law 8: a sentence for everything that worked with the connector before and does not now. */
export const connectorBreaks = (before: ConnectorDefinition, after: ConnectorDefinition): string[] => [
  ...schemaBreaks(before.config, after.config, { isRead: false }, "config"),
  ...Object.entries(before.resources).flatMap(([key, was]) => resourceBreaks(key, was, after.resources[key])),
  ...(before.webhooks && !after.webhooks ? ["webhooks are no longer understood"] : []),
];

const resourceBreaks = (key: string, was: ResourceDefinition, is: ResourceDefinition | undefined): string[] => {
  if (is === undefined) return [`${key} is gone`];
  const idsOf = ({ prefix }: ResourceDefinition): string => (prefix === undefined ? "the vendor's" : `${prefix}:…`);
  return [
    ...(is.entity === was.entity ? [] : [`${key} was ${was.entity} and is ${is.entity}`]),
    ...(is.prefix === was.prefix ? [] : [`${key}: ids were ${idsOf(was)} and are ${idsOf(is)}`]),
    ...was.operations.filter((operation) => !is.operations.includes(operation)).map((gone) => `${key}.${gone} is gone`),
    ...(is.sensitive && !was.sensitive ? [`${key} is sensitive now: it is given only if asked for`] : []),
  ];
};
