import { type EntityName, entities } from "@opensme/core";
import { openProject } from "../config/connections.ts";
import { openDatabase } from "../database.ts";
import { exit } from "../exit.ts";
import { usageError } from "../failure.ts";
import type { Context } from "./context.ts";

interface Options {
  readonly since?: string;
  readonly connection?: string;
  readonly entity?: string;
}

/** Prints what changed in the database since a position, one JSON line for each record. */
export const changes = async ({ since, connection, entity }: Options, context: Context): Promise<number> => {
  const only = entity === undefined ? undefined : entityNamed(entity);
  const reader = await openDatabase(await openProject(context));
  try {
    for await (const change of reader.changes({ since, connection, entity: only }))
      context.output.print(JSON.stringify(change));
  } finally {
    await reader.close();
  }
  return exit.success;
};

/** Finds an entity by its name, or by that of its table. */
export const entityNamed = (name: string): EntityName => {
  const wanted = name.replace(/[_-]/g, "").toLowerCase();
  const found = Object.entries(entities).find(
    ([entity, schema]) => entity.toLowerCase() === wanted || String(schema.meta()?.["plural"]).toLowerCase() === wanted,
  );
  if (found) return found[0] as EntityName;
  throw usageError(`There is no entity "${name}".`, `The entities are: ${Object.keys(entities).join(", ")}`);
};
