import { execFile } from "node:child_process";
import { cp, glob, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");
let folder: string;

/** Runs the example in a copy of its folder, so that a database made by hand stays as it is. */
const start = async (): Promise<string> => {
  const { stdout, stderr } = await run(process.execPath, ["--conditions=@opensme/source", join(folder, "start.ts")], {
    cwd: root,
  });
  return stdout + stderr;
};

beforeAll(async () => {
  folder = await mkdtemp(join(import.meta.dirname, ".try-"));
  for await (const file of glob("*.{ts,json}", { cwd: import.meta.dirname, exclude: ["*.test.ts"] }))
    await cp(join(import.meta.dirname, file), join(folder, file));
});

afterAll(() => rm(folder, { recursive: true }));

it("reads the three tools and gives answers that agree with the company, which it checks itself", async () => {
  const said = await start();
  expect(said).toMatch(/All \d+ streams complete/);
  expect(said).toContain("Who owes money by the books, and who they are in the shop");
}, 120_000);

it("reads what changed the second time, and still agrees", async () => {
  const said = await start();
  expect(said).toContain("only what changed since is read");
  expect(said).toMatch(/All \d+ streams complete/);
  expect(said).toMatch(/shop\s+invoices\s+complete\s+2\s+1\s+0\s+1\b/);
}, 120_000);
