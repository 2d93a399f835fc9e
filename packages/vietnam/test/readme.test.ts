import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import * as vietnam from "../src/index.ts";

const readme = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");
const [, block = ""] = /```ts\n([\s\S]*?)```/.exec(readme) ?? [];
const examples = block
  .trim()
  .split("\n")
  .map((line) => line.split("; // "));

it("has an example of every kind", () => {
  const functions = Object.keys(vietnam).filter(
    (name) => !["accountsOf", "banks", "provinces", "withoutAccents"].includes(name),
  );
  for (const name of functions) expect(block).toContain(`${name}(`);
});

it.each(examples)("%s", (example = "", result = "") => {
  expect(runInNewContext(`(${example})`, { ...vietnam })).toEqual(structuredClone(runInNewContext(`(${result})`)));
});
