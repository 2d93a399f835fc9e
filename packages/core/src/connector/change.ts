import type { Issue } from "../errors.ts";
import type { Entities, EntityName } from "../model/entities.ts";

/** A record that is there: its unified form and the vendor's own row. */
export interface Upsert<Entity extends EntityName = EntityName> {
  type: "upsert";
  entity: Entity;
  id: string;
  record: Entities[Entity];
  raw: unknown;
}

/** A record that is gone: `reported` by the vendor, or `absent` from a listing proven complete. */
export interface Delete<Entity extends EntityName = EntityName> {
  type: "delete";
  entity: Entity;
  id: string;
  cause: "reported" | "absent";
}

/** A row that could not be read: kept whole, with what is wrong with it. */
export interface Reject<Entity extends EntityName = EntityName> {
  type: "reject";
  entity: Entity;
  id?: string;
  raw: unknown;
  issues: readonly Issue[];
}

/** What a connector tells of a record, whatever the way it learned it: listing, look-up, webhook. */
export type Change<Entity extends EntityName = EntityName> = Upsert<Entity> | Delete<Entity> | Reject<Entity>;
