// Holds the model and every connector against the version that was published last: what worked with it works still, unless a changeset of the package says major.
import { existsSync } from "node:fs";
import { glob, mkdir, readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { modelSchema } from "../docs/model-schema.ts";
import { findSubjects, repository } from "../subjects.ts";
import { type Schema, schemaBreaks } from "./compare.ts";
import { type ConnectorDefinition, connectorBreaks, definitionOf } from "./definition.ts";

/** What a package promises, and the file that keeps what its published version promised. */
interface Promised {
  name: string;
  version: string;
  file: string;
  definition: unknown;
  breaks: (before: never) => string[];
}

interface Published {
  version: string;
  definition: never;
}

const published = "scripts/compatibility/published/";

const readJson = async (file: URL) => JSON.parse(await readFile(file, "utf8"));

const model = async (root: URL): Promise<Promised> => {
  const { name, version } = await readJson(new URL("packages/core/package.json", root));
  const definition = modelSchema();
  const breaks = (before: Schema): string[] => schemaBreaks(before, definition, { isRead: true });
  return { name, version, file: `${published}model.json`, definition, breaks };
};

const connectors = async (root: URL): Promise<{ promised: Promised[]; broken: string[] }> => {
  const { found, broken } = await findSubjects([], root);
  const promised = found.map(({ id, subject: { connector, manifest } }): Promised => {
    const definition = definitionOf(connector);
    const breaks = (before: ConnectorDefinition): string[] => connectorBreaks(before, definition);
    const { name, version } = manifest;
    return { name, version, file: `${published}connectors/${id}.json`, definition, breaks };
  });
  const gone: string[] = [];
  for await (const file of glob(`${published}connectors/*.json`, { cwd: fileURLToPath(root) })) {
    const id = basename(file, ".json");
    if (promised.every((each) => each.file !== file) && !broken.has(id))
      gone.push(`${id}: there is no such connector any more; where that is meant, delete ${file}`);
  }
  return { promised, broken: [...broken.values(), ...gone] };
};

/** The packages that a changeset takes to the next major version. */
const majors = async (root: URL): Promise<Set<string>> => {
  const names = new Set<string>();
  for await (const file of glob(".changeset/*.md", { cwd: fileURLToPath(root) })) {
    const [, header = ""] = (await readFile(new URL(file, root), "utf8")).split(/^---$/m);
    for (const [, name = ""] of header.matchAll(/^["']?([^"':]+)["']?: *major *$/gm)) names.add(name);
  }
  return names;
};

const majorOf = (version: string): number => Number(version.split(".")[0]);

/** Compares all packages with what they published; with `renew`, writes down what those promise whose version is a new one. Returns the exit code. */
export const runCompatibility = async (
  { renew = false, root = repository }: { renew?: boolean; root?: URL } = {},
  print: (line: string) => void = console.log,
): Promise<number> => {
  const { promised, broken } = await connectors(root);
  const major = await majors(root);
  const failures = [...broken];
  let kept = 0;
  for (const { name, version, file, definition, breaks } of [await model(root), ...promised]) {
    const url = new URL(file, root);
    const before: Published | undefined = existsSync(url) ? await readJson(url) : undefined;
    if (renew) {
      if (before?.version === version) continue;
      await mkdir(new URL("./", url), { recursive: true });
      await writeFile(url, `${JSON.stringify({ version, definition }, null, 2)}\n`);
      print(`${file} holds ${name} ${version} now`);
      continue;
    }
    if (!before) {
      print(`${name}: not published yet`);
      continue;
    }
    const found = breaks(before.definition);
    const isAllowed = major.has(name) || majorOf(version) > majorOf(before.version);
    if (found.length === 0) kept += 1;
    else if (isAllowed) print(`${name}: ${found.length} breaks with ${before.version}, allowed by a major version`);
    else failures.push(...found.map((sentence) => `${name}: ${sentence}`));
  }
  for (const sentence of failures) print(sentence);
  if (failures.length > broken.length)
    print("That breaks what users of the published version rely on: keep it, or add a changeset that says major.");
  if (!renew) print(`compatibility: ${kept} packages keep what they published`);
  return failures.length > 0 ? 1 : 0;
};

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exitCode = await runCompatibility({ renew: process.argv.includes("--renew") });
