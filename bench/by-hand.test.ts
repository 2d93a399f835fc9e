import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { decode, parseJson, type Resource } from "@opensme/core";
import { expect, it } from "vitest";
import type { Mapping } from "./by-hand.ts";

const tools = readdirSync(new URL("by-hand/", import.meta.url)).map((file) => basename(file, ".ts"));

it.each(tools)("a mapping by hand makes the record that the connector makes: %s", async (tool) => {
  const { resource, text, byHand, rows }: Mapping = (await import(`./by-hand/${tool}.ts`)).mapping;
  for (let index = 0; index < 50; index += 1) {
    const written = text(index);
    const change = decode(resource as unknown as Resource, rows ? rows.opensme(written)[0] : parseJson(written));
    const byItself = byHand(rows ? rows.byHand(written) : JSON.parse(written));
    expect(JSON.parse(JSON.stringify(byItself))).toStrictEqual("record" in change ? change.record : change);
  }
});
