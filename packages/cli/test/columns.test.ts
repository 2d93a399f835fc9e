import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test as sequential } from "vitest";
import { type Project, project } from "./project.ts";

const test = sequential.concurrent;

const config = `import { defineConfig } from "opensme";
import { tableFiles } from "@opensme/tables";
export default defineConfig({ store: "company.db", connections: { old: { connector: tableFiles("exports"), config: {} } } });
`;

const withTables = (): Project => {
  const made = project();
  const tables = fileURLToPath(new URL("../../tables", import.meta.url));
  symlinkSync(tables, join(made.folder, "node_modules", "@opensme", "tables"));
  mkdirSync(join(made.folder, "exports"));
  return made;
};

test("columns proposes a mapping; confirmed and put into the config, it is synced", async () => {
  const { folder, write, run, ask } = withTables();
  write("exports/khach-hang-2026-11.csv", "Mã KH;Tên khách hàng;Công nợ;Ngày sinh\nKH01;Công ty Mẫu Một;1.250.000;\n");
  const proposed = await run(["columns", "exports"]);
  expect(proposed.stdout).toMatch(/khach-hang-\*\.csv +customers +Mã KH +code\n/);
  expect(proposed.stdout).toMatch(/ +Công nợ +receivable\n +Ngày sinh +-\n/);
  expect(proposed.stderr).toContain('set "confirmed" to true');
  expect(proposed.stderr).toContain('connection(tableFiles("exports"), { config: {} })');
  expect(proposed.code).toBe(0);

  write("opensme.config.ts", config);
  const early = await run(["sync"]);
  expect(early.stderr).toContain("is a proposal. Look it through");
  expect(early.code).not.toBe(0);

  const path = join(folder, "exports", "opensme.mapping.json");
  write("exports/opensme.mapping.json", readFileSync(path, "utf8").replace('"confirmed": false', '"confirmed": true'));
  expect((await run(["sync"])).code).toBe(0);
  expect(ask("select code, receivable from contacts")).toEqual([{ code: "KH01", receivable: expect.anything() }]);

  const again = await run(["columns", "exports"]);
  expect(again.stderr).toContain("Nothing new.");
  expect(readFileSync(path, "utf8")).toContain('"confirmed": true');
});

test("columns says which files it knows nothing of", async () => {
  const { write, run } = withTables();
  write("exports/weather.csv", "Place,Degrees\nHuế,30\n");
  const { code, stderr } = await run(["columns", "exports"]);
  expect(stderr).toContain("weather.csv: its columns are not known");
  expect(code).toBe(1);
});

test("columns says what to install, and that a folder is missing", async () => {
  expect((await project().run(["columns", "exports"])).stderr).toContain("npm install @opensme/tables");
  const { stderr, code } = await withTables().run(["columns", "elsewhere"]);
  expect(stderr).toContain("elsewhere");
  expect(code).not.toBe(0);
});
