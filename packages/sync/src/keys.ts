import type { EntityName } from "@opensme/core";

/** Names one stream: a resource of a connection. */
export interface StreamKey {
  /** The name that the integrator gave the connection. */
  readonly connection: string;
  /** Key of the resource on its connector. */
  readonly resource: string;
  readonly entity: EntityName;
}

/** Names one record of a store. */
export interface RecordKey {
  readonly connection: string;
  readonly entity: EntityName;
  readonly id: string;
}
