import { existsSync } from "node:fs";
import { glob, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Coverage, declaredCoverage } from "../coverage/declared.ts";
import { findSubjects, messageOf, repository } from "../subjects.ts";
import { connectorPage } from "./connector-page.ts";
import { untold } from "./credentials.ts";
import { type DescribedConnector, describeConnector } from "./described.ts";
import { modelPage } from "./model-page.ts";
import { modelSchema } from "./model-schema.ts";
import { withToolsTable } from "./tools-table.ts";
import { english, vietnamese, type Words } from "./words.ts";

const languages: readonly Words[] = [english, vietnamese];

interface GeneratedDocs {
  /** What each file must hold, by path from the root. */
  files: ReadonlyMap<string, string>;
  /** Pages of connectors that are no more. */
  leftovers: string[];
  skipped: string[];
  /** A sentence for each connector that could not be described, or leaves untold how its settings are come by, by id. */
  broken: ReadonlyMap<string, string>;
}

/** Writes every generated file of a repository, in memory. */
export const generateDocs = async (root: URL = repository): Promise<GeneratedDocs> => {
  const { found, skipped, broken } = await findSubjects([], root);
  const connectors: DescribedConnector[] = [];
  const covered = new Map<string, Coverage>();
  for (const tested of found) {
    const { id, subject } = tested;
    const [problem, ...more] = untold(subject.connector);
    if (problem !== undefined) broken.set(id, `${id}: ${[problem, ...more].join("; ")}`);
    try {
      connectors.push(describeConnector(id, subject));
      covered.set(id, await declaredCoverage(tested));
    } catch (error) {
      broken.set(id, `${id}: cannot be described: ${messageOf(error)}`);
    }
  }
  const files = new Map<string, string>([
    ["README.md", withToolsTable(await readFile(new URL("README.md", root), "utf8"), connectors, covered)],
    ["docs/model.md", modelPage(connectors)],
    ["packages/core/model.schema.json", `${JSON.stringify(modelSchema(), null, 2)}\n`],
  ]);
  for (const connector of connectors)
    for (const words of languages) {
      const others = languages.filter((each) => each !== words);
      files.set(`docs/connectors/${connector.id}${words.suffix}.md`, connectorPage(connector, words, others));
    }
  const leftovers: string[] = [];
  for await (const path of glob("docs/connectors/*.md", { cwd: fileURLToPath(root) }))
    if (!files.has(path) && !broken.has(basename(path).split(".")[0] ?? "")) leftovers.push(path);
  return { files, leftovers: leftovers.sort(), skipped, broken };
};

/** Writes the generated files, or with `check` only says which are stale; returns the exit code. */
export const runDocs = async (
  { check = false, root = repository }: { check?: boolean; root?: URL } = {},
  print: (line: string) => void = console.log,
): Promise<number> => {
  const { files, leftovers, skipped, broken } = await generateDocs(root);
  const stale = new Map<string, "stale" | "missing">();
  for (const [path, text] of files) {
    const file = new URL(path, root);
    const isThere = existsSync(file);
    if (isThere && (await readFile(file, "utf8")) === text) continue;
    stale.set(path, isThere ? "stale" : "missing");
    if (check) continue;
    await mkdir(new URL("./", file), { recursive: true });
    await writeFile(file, text);
  }
  if (!check) for (const path of leftovers) await rm(new URL(path, root));

  for (const sentence of [...skipped, ...broken.values()]) print(sentence);
  for (const [path, state] of [...stale].sort()) print(check ? `${path} is ${state}` : `${path} written`);
  for (const path of leftovers) print(check ? `${path} is of a connector that is no more` : `${path} removed`);
  const isStale = stale.size + leftovers.length > 0;
  if (!isStale) print(`docs: ${files.size} files are up to date`);
  else if (check) print("Run `npm run docs` and commit what it writes.");
  return broken.size > 0 || (check && isStale) ? 1 : 0;
};

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exitCode = await runDocs({ check: process.argv.includes("--check") });
