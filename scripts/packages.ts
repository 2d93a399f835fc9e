import { execFile } from "node:child_process";
import { glob, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

/** Packs every package that is published, as npm would, and checks the tarball: publint, and whether its types resolve for ESM consumers. */
const run = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), "opensme-packages-"));
let failures = 0;

for await (const path of glob("{packages,integrations}/*/package.json")) {
  const manifest = JSON.parse(await readFile(path, "utf8")) as { name: string; private?: boolean };
  if (manifest.private) continue;
  try {
    const { stdout } = await run("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: dirname(path) });
    const tarball = join(folder, stdout.trim().split("\n").at(-1) ?? "");
    await run("publint", ["--strict", tarball]);
    await run("attw", ["--profile", "esm-only", tarball]);
    console.log(`${manifest.name}: packed, publint and types are clean`);
  } catch (error) {
    failures += 1;
    const { stdout, stderr, message } = error as { stdout?: string; stderr?: string; message: string };
    console.error(`${manifest.name}: ${stdout || stderr || message}`);
  }
}

await rm(folder, { recursive: true, force: true });
process.exit(failures > 0 ? 1 : 0);
