import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { buffer } from "node:stream/consumers";
import { type AnyConnector, type AnyResource, decode, entities, type Resource, type Upsert } from "@opensme/core";
import { hasConfig, loadProject } from "../config/project.ts";
import { findConnector } from "../connectors.ts";
import { exit } from "../exit.ts";
import { messageOf, usageError } from "../failure.ts";
import { documentsOf } from "../map/documents.ts";
import { explainer } from "../map/explain.ts";
import { rowsIn } from "../map/payload.ts";
import type { Context } from "./context.ts";

/** Turns recorded answers of a vendor into unified changes: JSON lines on stdout, rejects on stderr. Sends nothing and needs no credentials. */
export const map = async (
  connectorName: string,
  resourceName: string,
  files: readonly string[],
  { raw = false, explain = false }: { raw?: boolean; explain?: boolean },
  context: Context,
): Promise<number> => {
  const { output, folder } = context;
  const tool = await connectorFor(connectorName, context);
  const resource = findResource(tool, resourceName);
  const prefix = resource.definition.prefix === undefined ? "" : `${resource.definition.prefix}:`;
  let failed = false;
  const explanation = explainer(resource as Resource);

  const reject = (source: string, row: number, problem: string): void => {
    failed = true;
    output.remark(`${source}#${row}: ${problem}`);
  };
  const printUpsert = (source: string, row: number, change: Upsert): void => {
    let line: string;
    try {
      line = JSON.stringify(raw ? change : { ...change, raw: undefined });
    } catch {
      reject(source, row, "row: it is nested too deeply");
      return;
    }
    output.print(line);
  };

  for await (const { source, ...input } of read(files, folder)) {
    if ("problem" in input) {
      failed = true;
      output.remark(`${source}: ${input.problem}`);
      continue;
    }
    let row = 0;
    let deletions = 0;
    for (const document of await documentsOf(input.bytes, source, tool)) {
      if ("problem" in document) {
        row += 1;
        reject(source, row, document.problem);
        continue;
      }
      const { rows, removed } = rowsIn(resource, document.value);
      for (const id of explain ? [] : removed)
        output.print(
          JSON.stringify({ type: "delete", entity: resource.entity, id: `${prefix}${id}`, cause: "reported" }),
        );
      deletions += removed.length;
      for (const candidate of rows) {
        row += 1;
        const change = decode(resource as Resource, candidate);
        if (change.type === "upsert") {
          if (explain) explanation.add(change);
          else printUpsert(source, row, change);
        } else for (const { path, message } of change.issues) reject(source, row, `${path || "row"}: ${message}`);
      }
    }
    if (row + deletions === 0) output.remark(`${source}: holds no rows`);
  }
  if (explain) for (const line of explanation.lines()) output.print(line);
  return failed ? exit.failure : exit.success;
};

const connectorFor = async (name: string, { folder, configFile }: Context): Promise<AnyConnector> => {
  let broken: unknown;
  if (configFile !== undefined || hasConfig(folder)) {
    try {
      const { connections } = await loadProject(folder, configFile);
      const found = Object.values(connections).find(({ connector }) => connector.id === name);
      if (found) return found.connector;
    } catch (error) {
      broken = error;
    }
  }
  try {
    return (await findConnector(folder, name)).connector;
  } catch (error) {
    // The config may have been the only one to know the connector.
    throw broken ?? error;
  }
};

const findResource = ({ name, resources }: AnyConnector, wanted: string): AnyResource => {
  const byKey = Object.entries(resources).find(([key]) => key.toLowerCase() === wanted.toLowerCase());
  if (byKey) return byKey[1];
  const candidates = Object.entries(resources).filter(([, { entity }]) =>
    [entity, entities[entity].meta()?.["plural"]].some((word) => String(word).toLowerCase() === wanted.toLowerCase()),
  );
  const [only] = candidates;
  if (only && candidates.length === 1) return only[1];
  if (only) {
    throw usageError(
      `${name} has ${candidates.length} resources that give ${only[1].entity} records.`,
      `Name one of them: ${candidates.map(([key]) => key).join(", ")}`,
    );
  }
  throw usageError(`${name} has no resource "${wanted}".`, `It has: ${Object.keys(resources).join(", ")}`);
};

const problems: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder; name the files in it",
};

type Input = { source: string } & ({ bytes: Buffer } | { problem: string });

const read = async function* (files: readonly string[], folder: string): AsyncGenerator<Input> {
  if (files.length === 0 && process.stdin.isTTY) {
    throw usageError(
      "There is nothing to map.",
      "Name one or more files of the vendor's JSON, or pipe it in: cat page.json | opensme map kiotviet customers",
    );
  }
  for (const file of files.length === 0 ? ["-"] : files) {
    if (file === "-") {
      yield { source: "stdin", bytes: await buffer(process.stdin) };
      continue;
    }
    try {
      yield { source: file, bytes: readFileSync(resolve(folder, file)) };
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      yield { source: file, problem: problems[String(code)] ?? messageOf(error) };
    }
  }
};
