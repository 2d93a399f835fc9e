import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import type { AnyResource, Operations } from "@opensme/core";
import type { Subject } from "@opensme/testing";

export const repository: URL = new URL("../", import.meta.url);

/** A connector of the repository, with what its `test/subject.ts` says of it. */
export interface TestedConnector {
  /** Name of its folder, which is its id. */
  id: string;
  /** `integrations/<id>/`. */
  folder: URL;
  subject: Subject;
}

export interface TestedConnectors {
  found: TestedConnector[];
  /** A sentence for each folder that has no `test/subject.ts`. */
  skipped: string[];
  /** A sentence for each connector that is not there or cannot be loaded, by id. */
  broken: Map<string, string>;
}

/** Every connector below `integrations/`, by id; with `ids`, these alone. */
export const findSubjects = async (ids: readonly string[] = [], root: URL = repository): Promise<TestedConnectors> => {
  const integrations = new URL("integrations/", root);
  const entries = await readdir(integrations, { withFileTypes: true });
  const all = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const found: TestedConnector[] = [];
  const skipped: string[] = [];
  const absent = ids.filter((id) => !all.includes(id));
  const broken = new Map(absent.map((id) => [id, `${id}: there is no integrations/${id}`]));
  for (const id of all.sort().filter((each) => ids.length === 0 || ids.includes(each))) {
    const folder = new URL(`${id}/`, integrations);
    const file = new URL("test/subject.ts", folder);
    if (!existsSync(file)) {
      skipped.push(`${id}: skipped, there is no integrations/${id}/test/subject.ts`);
      continue;
    }
    try {
      const { subject } = await import(file.href);
      if (subject === undefined) throw new Error("it exports no `subject`");
      found.push({ id, folder, subject });
    } catch (error) {
      broken.set(id, `${id}: integrations/${id}/test/subject.ts cannot be loaded: ${messageOf(error)}`);
    }
  }
  return { found, skipped, broken };
};

const operations = ["list", "get", "create", "update", "remove"] as const satisfies readonly (keyof Operations)[];

/** The operations that a resource declares, its actions by their names. */
export const operationsOf = ({ definition }: Pick<AnyResource, "definition">): string[] => [
  ...operations.filter((operation) => definition[operation] !== undefined),
  ...Object.keys(definition.actions ?? {}),
];

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
