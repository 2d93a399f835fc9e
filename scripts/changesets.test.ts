import { execFile } from "node:child_process";
import { globSync } from "node:fs";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, it } from "vitest";

interface Manifest {
  name: string;
  version: string;
  peerDependencies?: Record<string, string>;
}

const run = promisify(execFile);
const root = join(import.meta.dirname, "..");
const manifests = (folder: string): string[] => globSync("{packages,integrations}/*/package.json", { cwd: folder });
let copy: string;

beforeEach(async () => {
  copy = await mkdtemp(join(tmpdir(), "opensme-changesets-"));
  const files = ["package.json", "package-lock.json", ".changeset/config.json", ...manifests(root)];
  for (const file of files) await cp(join(root, file), join(copy, file));
  await symlink(join(root, "node_modules"), join(copy, "node_modules"));
});

afterEach(() => rm(copy, { recursive: true }));

it("a minor of core releases no connector", async () => {
  const before = await connectors();
  expect(before.length).toBeGreaterThan(0);
  await release({ "@opensme/core": "minor" });
  expect(await connectors()).toEqual(before);
});

it("a connector released together with a minor of core still works with the core before", async () => {
  const [connector] = await connectors();
  if (!connector) throw new Error("There is no connector.");
  await release({ "@opensme/core": "minor", [connector.name]: "patch" });
  const released = (await connectors()).find(({ name }) => name === connector.name);
  expect(released?.version).not.toBe(connector.version);
  expect(released?.peerDependencies).toEqual(connector.peerDependencies);
});

it("all that wait can be released", async () => {
  await cp(join(root, ".changeset"), join(copy, ".changeset"), { recursive: true });
  await version();
  expect(globSync(".changeset/*.md", { cwd: copy })).toEqual([]);
});

/** What depends on core as a peer, by name. */
async function connectors(): Promise<Manifest[]> {
  const texts = manifests(copy).map((file) => readFile(join(copy, file), "utf8"));
  const all = (await Promise.all(texts)).map((text): Manifest => JSON.parse(text));
  return all
    .filter((manifest) => manifest.peerDependencies?.["@opensme/core"])
    .sort((left, right) => left.name.localeCompare(right.name));
}

async function release(bumps: Record<string, "minor" | "patch">): Promise<void> {
  const lines = Object.entries(bumps).map(([name, bump]) => `"${name}": ${bump}`);
  await writeFile(
    join(copy, ".changeset/change.md"),
    ["---", ...lines, "---", "", "Changed something.", ""].join("\n"),
  );
  const core = join(copy, "packages/core/package.json");
  const before = await readFile(core, "utf8");
  await version();
  expect(await readFile(core, "utf8")).not.toBe(before);
}

const version = (): Promise<unknown> => run(join(root, "node_modules/.bin/changeset"), ["version"], { cwd: copy });
