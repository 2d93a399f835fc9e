import { deepStrictEqual } from "node:assert/strict";
import { decode, parseJson, type Resource } from "@opensme/core";
import type { Mapping } from "./by-hand.ts";

/**
 * Reads records of one tool out of text in memory, in both ways by turns, and prints `{ ratio, perSecond, byHand, exactJson }`; the latter, what exact numbers cost the
 * parser, only where the text is JSON. Runs in a process of its own.
 */
const [tool] = process.argv.slice(2);
const { resource, text, byHand, rows }: Mapping = (await import(`./by-hand/${tool}.ts`)).mapping;

const texts = Array.from({ length: 5000 }, (_, index) => text(index));
const ignore = (): undefined => undefined;

const decoded = (row: unknown): object => {
  const change = decode(resource as unknown as Resource, row, { onUnknownField: ignore });
  if (change.type === "upsert") return change.record;
  throw new Error(`A row was rejected: ${JSON.stringify(change.issues)}`);
};

const ways: Record<string, (text: string) => unknown> = {
  opensme: rows ? (file) => decoded(rows.opensme(file)[0]) : (json) => decoded(parseJson(json)),
  byHand: rows ? (file) => byHand(rows.byHand(file)) : (json) => byHand(JSON.parse(json)),
  ...(rows ? {} : { exactJson: parseJson, json: JSON.parse }),
};

/** Both must make the same of every record; what a mapping by hand leaves undefined is not there. */
for (const each of texts)
  deepStrictEqual(JSON.parse(JSON.stringify(ways["byHand"]?.(each))), ways["opensme"]?.(each), `${tool}: ${each}`);

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Records are kept for a page, as whoever stores them keeps them: what is thrown away at once need not even be made. */
const page: unknown[] = Array.from({ length: 500 });

/** Seconds of CPU in the fastest round: whatever else the machine does only adds to them. */
const fastest: Record<string, number> = {};
for (let round = 0; round < 20; round += 1) {
  for (const [way, read] of Object.entries(ways)) {
    const started = cpuSeconds();
    for (let index = 0; index < texts.length; index += 1) page[index % page.length] = read(texts[index] ?? "");
    fastest[way] = Math.min(fastest[way] ?? Number.POSITIVE_INFINITY, cpuSeconds() - started);
  }
}

const { opensme = 1, byHand: hand = 1, exactJson, json = 1 } = fastest;
console.log(
  JSON.stringify({
    ratio: hand / opensme,
    perSecond: texts.length / opensme,
    byHand: texts.length / hand,
    bytes: Math.round(texts.reduce((total, each) => total + Buffer.byteLength(each), 0) / texts.length),
    ...(exactJson === undefined ? {} : { exactJson: exactJson / json }),
  }),
);
