import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { AnyConnector } from "@opensme/core";
import { type Law, type Subject, Violation } from "@opensme/testing";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { runCoverage, stand } from "./coverage.ts";
import { linesPerResource } from "./lines.ts";

let root: URL;

beforeEach(async () => {
  root = pathToFileURL(`${await mkdtemp(join(tmpdir(), "opensme-coverage-"))}/`);
  onTestFinished(() => rm(root, { recursive: true }));
});

const write = async (path: string, text: string): Promise<void> => {
  const file = new URL(path, root);
  await mkdir(new URL("./", file), { recursive: true });
  await writeFile(file, text);
};

describe("stand", () => {
  const law = (number: number, check: Law["check"] = () => undefined): Law => ({
    number,
    title: `title ${number}`,
    check,
  });
  const broken = (number: number): Law =>
    law(number, () => {
      throw new Violation("a row is missing");
    });
  const exempt: Law = { ...broken(3), exempt: () => "it writes nothing" };
  const defect = law(4, () => {
    throw new TypeError("not a function");
  });
  const acme = { id: "acme", subject: {} as Subject };

  test("counts the laws that are kept, of those that concern the connector", async () => {
    expect(await stand(acme, {}, [law(1), law(2), exempt])).toEqual({
      counts: { passed: 2, off: 0, total: 2 },
      off: [],
      broken: [],
    });
  });

  test("tells a law that is switched off from one that is broken", async () => {
    expect(await stand(acme, { 2: "pages cannot be ordered" }, [law(1), broken(2), broken(5), defect])).toEqual({
      counts: { passed: 1, off: 1, total: 4 },
      off: ["acme: law 2, title 2: switched off, pages cannot be ordered"],
      broken: ["acme: law 5, title 5: a row is missing", "acme: law 4, title 4: not a function"],
    });
  });

  test("a law that is switched off for nothing is told", async () => {
    expect((await stand(acme, { 1: "slow", 3: "no writes" }, [law(1), exempt])).broken).toEqual([
      'acme: law 1, title 1: is switched off ("slow") and would pass',
      'acme: law 3, title 3: is switched off ("no writes") and would pass',
    ]);
  });
});

describe("linesPerResource", () => {
  test("is the median of what each resource's files hold, a shared file shared out", async () => {
    const comments = "// one line\n/** another */\n/*\n * several\n */\n";
    await write("src/wire.ts", `${comments}export const wire = 1;\n\n${";\n".repeat(29)}`);
    await write(
      "src/lines.ts",
      `import "./nothing.ts";\nimport { wire } from "./wire.ts";\n${";\n".repeat(17)}export const lines = wire;\n`,
    );
    await write("src/nothing.ts", "");
    await write(
      "src/orders.ts",
      `import { lines } from "./lines.ts";\n${";\n".repeat(8)}export const orders = { lines };\n`,
    );
    await write(
      "src/items.ts",
      `import { wire } from "./wire.ts";\n${";\n".repeat(3)}export const items = { wire };\n`,
    );
    await write(
      "src/people.ts",
      `import { wire } from "./wire.ts";\n${";\n".repeat(98)}export const people = { wire };\n`,
    );
    await write("src/sandbox/index.ts", `${";\n".repeat(1000)}`);
    await write("src/index.ts", `export { items } from "./items.ts";\nexport { orders } from "./orders.ts";\n`);
    const load = async (name: string): Promise<object> => (await import(new URL(`src/${name}.ts`, root).href))[name];
    const connector = async (...names: string[]): Promise<AnyConnector> => {
      const resources = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await load(name)])));
      return { resources } as AnyConnector;
    };
    // wire.ts has 30 lines and serves three: 5 + 10 for items, 10 + 20 + 10 for orders, 100 + 10 for people.
    expect(await linesPerResource(await connector("items", "orders", "people"), root)).toBe(40);
    // It serves two: 5 + 15 and 10 + 20 + 15.
    expect(await linesPerResource(await connector("items", "orders"), root)).toBe(33);
    // No file exports it, so that it may need all of them.
    expect(await linesPerResource({ resources: { hidden: {} } } as unknown as AnyConnector, root)).toBe(167);
  });
});

describe("runCoverage", () => {
  test("says which connector is not there, and which folder holds none", async () => {
    await mkdir(new URL("integrations/odd/", root), { recursive: true });
    const remarks: string[] = [];
    const run = (ids: string[]): Promise<number> =>
      runCoverage(
        { ids, root },
        () => undefined,
        (line) => remarks.push(line),
      );
    expect(await run([])).toBe(0);
    expect(await run(["acne"])).toBe(1);
    expect(remarks).toEqual([
      "odd: skipped, there is no integrations/odd/test/subject.ts",
      "acne: there is no integrations/acne",
    ]);
  });
});
