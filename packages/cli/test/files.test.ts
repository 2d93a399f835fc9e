import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test as sequential } from "vitest";
import { lists } from "./acme/lists.ts";
import { project } from "./project.ts";

const test = sequential.concurrent;

const connector = "node_modules/@opensme/acme/lists.ts";

const config = `import { defineConfig } from "opensme";
import { lists } from "@opensme/acme/lists";
export default defineConfig({ store: "company.db", connections: { people: { connector: lists, config: { folder: "inbox" } } } });
`;

test("map reads a file in the tool's own form, and rows as they are kept", async () => {
  const { folder, run } = project({ "list.txt": "1 Ánh\n2 Bình\n", "row.json": '{"no":3,"name":"Chi"}' });
  const { code, stdout } = await run(["map", join(folder, connector), "people", "list.txt", "row.json"]);
  const names = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).record.name);
  expect(names).toEqual(["Ánh", "Bình", "Chi"]);
  expect(code).toBe(0);
});

test("map says what is wrong with a file, and goes on with the next", async () => {
  const { folder, run } = project({ "broken.txt": "1 Ánh\nnobody\n", "list.txt": "2 Bình\n" });
  const { code, stdout, stderr } = await run(["map", join(folder, connector), "people", "broken.txt", "list.txt"]);
  expect(stdout).toContain("Bình");
  expect(stderr).toMatch(/broken\.txt.*line 2: expected a number and a name/s);
  expect(code).toBe(1);
});

test("sync reads the folder beside the config, names a broken file, and deletes nothing while there is one", async () => {
  const { folder, write, run, ask } = project({ "opensme.config.ts": config });
  mkdirSync(join(folder, "inbox"));
  write("inbox/a.txt", "1 Ánh\n");
  write("inbox/b.txt", "2 Bình\n");
  expect((await run(["check"])).stdout).toMatch(new RegExp(`people +${lists.name} +works`));
  expect((await run(["sync"])).code).toBe(0);

  rmSync(join(folder, "inbox/b.txt"));
  write("inbox/c.txt", "nobody\n");
  const partial = await run(["sync"]);
  expect(partial.stderr).toContain("c.txt: line 1: expected a number and a name");
  expect(partial.code).toBe(1);
  expect(ask("select name from contacts order by id")).toEqual([{ name: "Ánh" }, { name: "Bình" }]);

  rmSync(join(folder, "inbox/c.txt"));
  expect((await run(["sync"])).code).toBe(0);
  expect(ask("select name from contacts")).toEqual([{ name: "Ánh" }]);
});

test("check says that the folder is missing", async () => {
  const { run } = project({ "opensme.config.ts": config });
  const { code, stdout, stderr } = await run(["check"]);
  expect(stdout + stderr).toMatch(/inbox does not exist\. Create it, or name the right one/);
  expect(code).not.toBe(0);
});
