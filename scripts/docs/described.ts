import type { AnyConnector, Resource } from "@opensme/core";
import type { Subject } from "@opensme/testing";
import { messageOf } from "../subjects.ts";
import { describeEntity } from "./fields.ts";
import { type FilledField, filledFields } from "./origins.ts";

/** A resource with what its example rows show. */
export interface DescribedResource {
  key: string;
  resource: Resource;
  /** What the entity says of itself. */
  description: string;
  fields: FilledField[];
  /** How many example rows there are. */
  rows: number;
  /** Sensitive fields that the vendor sends whether they are asked for or not. */
  alwaysSent: readonly string[];
}

/** A connector with what its example rows show. */
export interface DescribedConnector {
  id: string;
  connector: AnyConnector;
  resources: DescribedResource[];
}

export const describeConnector = (id: string, { connector, fixtures, alwaysSent }: Subject): DescribedConnector => ({
  id,
  connector,
  resources: Object.entries(connector.resources).map(([key, declared]) => {
    const resource = declared as unknown as Resource;
    const rows = fixtures[key]?.rows.map(({ raw }) => raw) ?? [];
    const { description, fields } = describeEntity(resource.entity);
    return {
      key,
      resource,
      description,
      fields: named(key, () => filledFields(resource, rows, fields)),
      rows: rows.length,
      alwaysSent: alwaysSent?.[key] ?? [],
    };
  }),
});

/** Says of which resource an error is. */
const named = <Result>(key: string, work: () => Result): Result => {
  try {
    return work();
  } catch (error) {
    throw new Error(`${key}: ${messageOf(error)}`, { cause: error });
  }
};
