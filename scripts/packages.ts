// Packs every package that is published, as built, and checks the archive: what it exports exists (publint), and types and code agree (are the types wrong).
import { execFile } from "node:child_process";
import { glob, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..");
const { workspaces } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
const folder = await mkdtemp(join(tmpdir(), "opensme-packages-"));
const attw = fileURLToPath(new URL("dist/index.js", import.meta.resolve("@arethetypeswrong/cli/package.json")));
let checked = 0;

for await (const file of glob(
  workspaces.map((pattern: string) => `${pattern}/package.json`),
  { cwd: root },
)) {
  const manifest = JSON.parse(await readFile(join(root, file), "utf8"));
  if (manifest.private) continue;
  const archive = await pack(join(root, dirname(file)));
  const problems = [...(await lint(archive)), ...(await checkTypes(archive))];
  console.log(`${manifest.name} ${manifest.version}: ${problems.length === 0 ? "ok" : "not fit to publish"}`);
  for (const problem of problems) console.log(problem);
  if (problems.length > 0) process.exitCode = 1;
  checked += 1;
}
await rm(folder, { recursive: true });
if (checked === 0) throw new Error("No package to check was found.");

async function pack(packageFolder: string): Promise<string> {
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", folder], { cwd: packageFolder });
  return join(folder, JSON.parse(stdout)[0].filename);
}

async function lint(archive: string): Promise<string[]> {
  const { buffer } = new Uint8Array(await readFile(archive));
  const { messages, pkg } = await publint({ pack: { tarball: buffer }, strict: true });
  return messages.map((message) => formatMessage(message, pkg) ?? message.code);
}

async function checkTypes(archive: string): Promise<string[]> {
  try {
    await run(process.execPath, [
      attw,
      archive,
      "--profile",
      "esm-only",
      "--no-definitely-typed",
      "--format",
      "ascii",
      "--no-color",
    ]);
    return [];
  } catch (error) {
    return [String(error instanceof Error && "stdout" in error ? error.stdout : error)];
  }
}
