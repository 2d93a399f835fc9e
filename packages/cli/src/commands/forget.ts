import { openProject } from "../config/connections.ts";
import { openStore } from "../database.ts";
import { exit } from "../exit.ts";
import { usageError } from "../failure.ts";
import { entityNamed } from "./changes.ts";
import type { Context } from "./context.ts";

/** Erases a person from the database, and prints the receipt as JSON. */
export const forget = async (
  connection: string,
  entity: string,
  id: string,
  { yes = false }: { readonly yes?: boolean },
  context: Context,
): Promise<number> => {
  const record = { connection, entity: entityNamed(entity), id };
  if (!yes) {
    throw usageError(
      `This erases ${record.entity} ${id} of "${connection}" and what other records tell of that person. It cannot be undone.`,
      "If that is meant, run it again with --yes.",
    );
  }
  const store = await openStore(await openProject(context));
  try {
    context.output.print(JSON.stringify(await store.forget(record), undefined, 2));
  } finally {
    await store.close();
  }
  context.output.remark(
    "Erase the person in the tool as well: a record that it changes comes as the tool has it. Exported files and backups are yours to clean.",
  );
  return exit.success;
};
