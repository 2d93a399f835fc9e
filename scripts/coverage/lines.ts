import { glob, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { AnyConnector } from "@opensme/core";

/** A file of a connector's source. */
interface Source {
  /** Source lines of code: neither blank nor comment alone. */
  lines: number;
  /** Itself and all that it imports of the connector, near or far. */
  uses: ReadonlySet<string>;
  exports: readonly unknown[];
}

/**
 * Source lines of code, neither blank nor comment alone, that a resource takes, at the median: of each file that its own needs, the share that falls to it when
 * all resources that need the file share it evenly. What simulates the vendor does not count.
 */
export const linesPerResource = async ({ resources }: AnyConnector, folder: URL): Promise<number> => {
  const sources = await readSources(new URL("src/", folder));
  const needed = Object.values(resources).map((resource) => filesOf(resource, sources));
  const shares = needed.map((files) =>
    [...files].reduce((sum, file) => {
      const users = needed.filter((other) => other.has(file)).length;
      return sum + (sources.get(file)?.lines ?? 0) / users;
    }, 0),
  );
  return Math.round(median(shares));
};

/** The file that defines a resource, with all that it imports; all files where none exports it. */
const filesOf = (resource: unknown, sources: ReadonlyMap<string, Source>): ReadonlySet<string> => {
  const [definition] = [...sources.values()]
    .filter(({ exports }) => exports.includes(resource))
    // A file that only passes it on imports the one that defines it.
    .sort((one, other) => one.uses.size - other.uses.size);
  return definition?.uses ?? new Set(sources.keys());
};

const readSources = async (folder: URL): Promise<Map<string, Source>> => {
  const texts = new Map<string, string>();
  const root = fileURLToPath(folder);
  for await (const path of glob("**/*.ts", { cwd: root, exclude: ["sandbox/**"] }))
    texts.set(new URL(path, folder).href, await readFile(new URL(path, folder), "utf8"));
  const sources = new Map<string, Source>();
  for (const [file, text] of texts)
    sources.set(file, {
      lines: codeLines(text),
      uses: usesOf(file, texts),
      exports: Object.values(await import(file)),
    });
  return sources;
};

/** A comment of several lines ends the line that it ends in, as this repository's style has it. */
const codeLines = (text: string): number => {
  let inComment = false;
  return text.split("\n").filter((line) => {
    const written = line.trim();
    const isComment = inComment || written.startsWith("/*");
    if (isComment) inComment = !written.endsWith("*/");
    return !isComment && written !== "" && !written.startsWith("//");
  }).length;
};

const usesOf = (file: string, texts: ReadonlyMap<string, string>, known = new Set<string>()): Set<string> => {
  const text = texts.get(file);
  if (text === undefined || known.has(file)) return known;
  known.add(file);
  for (const [, path = ""] of text.matchAll(/\bfrom "(\.[^"]+)"/g)) usesOf(new URL(path, file).href, texts, known);
  return known;
};

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
};
