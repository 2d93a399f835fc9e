import { isDeepStrictEqual } from "node:util";
import { type RecordVersion, versionAt } from "@opensme/sync";
import { openProject } from "../config/connections.ts";
import { openDatabase } from "../database.ts";
import { exit } from "../exit.ts";
import { usageError } from "../failure.ts";
import { table } from "../output/table.ts";
import { entityNamed } from "./changes.ts";
import type { Context } from "./context.ts";

interface Options {
  readonly at?: string;
  readonly json?: boolean;
}

/** Shows the states that a record has had, or the one at a moment. */
export const history = async (
  connection: string,
  entity: string,
  id: string,
  { at, json = false }: Options,
  context: Context,
): Promise<number> => {
  const { output } = context;
  const moment = at === undefined ? undefined : momentOf(at);
  const reader = await openDatabase(await openProject(context));
  const versions = await reader.history({ connection, entity: entityNamed(entity), id });
  await reader.close();
  if (versions.length === 0) {
    throw usageError(
      `Nothing is known of ${entity} ${id} of the connection "${connection}".`,
      "Ids are the tool's own: opensme query finds them. Of what was deleted, the states before are known only where the config says history: true.",
    );
  }
  if (moment !== undefined) {
    const version = versionAt(versions, moment);
    if (!version) {
      output.remark(`No state of it is known at ${moment}. The earliest is from ${versions[0]?.from}.`);
      return exit.failure;
    }
    output.print(JSON.stringify(version.record, undefined, 2));
    return exit.success;
  }
  if (json) for (const version of versions) output.print(JSON.stringify(version));
  else for (const line of overview(versions)) output.print(line);
  return exit.success;
};

/** A day stands for its end, in the time zone of this machine: how something was in March is how it was when March was over. */
const momentOf = (text: string): string => {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T23:59:59.999`) : new Date(text);
  if (Number.isNaN(day.getTime())) {
    throw usageError(`"${text}" is no day or moment.`, "Write it as 2026-03-31 or 2026-03-31T09:00:00Z.");
  }
  return day.toISOString();
};

const overview = (versions: readonly RecordVersion[]): string[] =>
  table(
    ["from", "to", "what changed"],
    versions.map((version, index) => [version.from, version.to ?? "", changed(versions[index - 1], version)]),
  );

const changed = (before: RecordVersion | undefined, { record }: RecordVersion): string => {
  if (!before) return "";
  const [old, present] = [before.record, record] as unknown as Record<string, unknown>[];
  return [...new Set([...Object.keys(old ?? {}), ...Object.keys(present ?? {})])]
    .filter((key) => key !== "updatedAt" && key !== "version" && !isDeepStrictEqual(old?.[key], present?.[key]))
    .map((key) => `${key}: ${shown(old?.[key])} -> ${shown(present?.[key])}`)
    .join("; ");
};

const shown = (value: unknown): string => {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "-");
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
};
