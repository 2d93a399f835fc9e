import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, glob, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { repository } from "../subjects.ts";
import { addTill } from "./till.ts";

/** A repository of its own, with what the spec check reads beside it. */
let home: string;
let root: URL;
let before: ReadonlyMap<string, string>;

const left = /^(?:node_modules|dist|\.git|\.turbo|\.venv)$/;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "opensme-new-connector-"));
  root = pathToFileURL(`${home}/project/`);
  await cp(repository, root, { recursive: true, filter: (source) => !left.test(basename(source)) });
  await linkModules();
  for await (const folder of glob("packages/*/node_modules", { cwd: fileURLToPath(repository) }))
    await symlink(new URL(folder, repository), new URL(folder, root));
  before = await contents();
  await addTill(root);
}, 120_000);

afterAll(() => rm(home, { recursive: true }));

/** Links what is installed, but for the caches of tools. Packages of the workspace lead to the copies, as npm links them. */
const linkModules = async (): Promise<void> => {
  const [from, to] = [repository, root].map((project) => new URL("node_modules/", project)) as [URL, URL];
  await mkdir(to);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [new URL(entry.name, from), new URL(entry.name, to)];
    if (entry.name.startsWith(".")) continue;
    if (entry.isSymbolicLink() || entry.name === "@opensme") await cp(source, target, verbatim);
    else await symlink(source, target);
  }
  await symlink("../../integrations/till", new URL("@opensme/till", to));
};

const verbatim = { recursive: true, verbatimSymlinks: true };

/** A fingerprint of each file, by its path. */
const contents = async (): Promise<ReadonlyMap<string, string>> => {
  const found = new Map<string, string>();
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const path = file.slice(fileURLToPath(root).length);
    if (!entry.isFile() || path.includes("node_modules/")) continue;
    found.set(
      path,
      createHash("sha1")
        .update(await readFile(file))
        .digest("hex"),
    );
  }
  return found;
};

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a program in the copy, as somebody would who sits there. */
const run = async (program: string, ...words: string[]): Promise<Ended> => {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^VITEST|^NODE_OPTIONS$/.test(name)));
  const options = { cwd: fileURLToPath(root), env };
  try {
    return { code: 0, ...(await promisify(execFile)(program, words, options)) };
  } catch (error) {
    return error as Ended;
  }
};

const node = (file: string, ...words: string[]): Promise<Ended> =>
  run(process.execPath, "--conditions=@opensme/source", file, ...words);

const passes = { code: 0 };

/** Lets the connector break a law, and its test switch that law off. */
const apart = async (reason: string): Promise<void> => {
  const edit = async (file: string, before: string, after: string): Promise<void> => {
    const path = new URL(`integrations/till/${file}`, root);
    await writeFile(path, (await readFile(path, "utf8")).replace(before, after));
  };
  await edit("package.json", '"0.1.0"', '"0.0.9"');
  await edit("test/conformance.test.ts", "...subject,", `...subject, off: { 2: "${reason}" },`);
};

test("a connector that is added passes types, laws and specs, is documented and measured, and edits nothing", async () => {
  expect(await run("npm", "install", "--package-lock-only", "--offline", "--ignore-scripts")).toMatchObject(passes);
  expect(await node("node_modules/typescript/bin/tsc", "-p", "integrations/till")).toMatchObject(passes);
  expect(await node("node_modules/vitest/vitest.mjs", "run", "integrations/till")).toMatchObject(passes);
  expect(await node("scripts/specs/run.ts", "till")).toMatchObject({
    ...passes,
    stdout: expect.stringMatching(/^till: .* 1 examples mapped, 0 findings, 0 exceptions used\n$/),
  });

  expect(await node("scripts/docs/docs.ts", "--check")).toMatchObject({
    code: 1,
    stdout: expect.stringContaining("docs/connectors/till.md is missing"),
  });
  expect(await node("scripts/docs/docs.ts")).toMatchObject(passes);

  const coverage = await node("scripts/coverage/coverage.ts", "--json", "till");
  expect(coverage).toMatchObject({ ...passes, stderr: "" });
  const measured = JSON.parse(coverage.stdout);
  expect(measured).toMatchObject({ connector: "till", resources: 1, operations: 1, laws: { off: 0 } });
  expect(measured.laws.passed).toBe(measured.laws.total);

  await apart("its versions go apart");
  const { stdout, stderr } = await node("scripts/coverage/coverage.ts", "--json", "till");
  const { passed, total } = measured.laws;
  expect(JSON.parse(stdout)).toEqual({ ...measured, laws: { passed: passed - 1, off: 1, total } });
  expect(stderr).toMatch(/^till: law 2, .*: switched off, its versions go apart\n$/);

  const after = await contents();
  const touched = [...new Set([...before.keys(), ...after.keys()])].filter(
    (path) => before.get(path) !== after.get(path) && !path.startsWith("integrations/till/"),
  );
  expect(touched.sort()).toEqual([
    "README.md",
    "docs/connectors/till.md",
    "docs/connectors/till.vi.md",
    "docs/model.md",
    "package-lock.json",
  ]);
}, 600_000);
