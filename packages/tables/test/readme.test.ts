import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { entityKeys, fieldsOf } from "../src/fields.ts";
import { Mapping } from "../src/mapping.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

it("shows a mapping that is valid", () => {
  const json = /```json\n([\s\S]+?)```/.exec(readme)?.[1] ?? "";
  expect(Mapping.safeParse(JSON.parse(json)).error).toBeUndefined();
});

it.each(entityKeys)("names every field of %s", (entity) => {
  const line = readme.split("\n").find((words) => words.startsWith(`| \`${entity}\``)) ?? "";
  for (const field of Object.keys(fieldsOf(entity))) expect(line).toMatch(new RegExp(`\\b${field}\\b`));
});
