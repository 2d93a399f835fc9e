import { decode, parseJson, type Resource } from "@opensme/core";
import { kiotviet } from "@opensme/kiotviet";
import { xero } from "@opensme/xero";
import { mapKiotviet, mapXero } from "./baseline.ts";
import { kiotvietInvoice, xeroInvoice } from "./records.ts";

/** Reads records of one vendor out of JSON text in memory, in both ways by turns, and prints `{ ratio, perSecond, byHand, json }`. Runs in a process of its own. */
const [tool] = process.argv.slice(2);

const tools = {
  kiotviet: { text: kiotvietInvoice, resource: kiotviet.resources.invoices, byHand: mapKiotviet },
  xero: { text: xeroInvoice, resource: xero.resources.invoices, byHand: mapXero },
};

const bench = tools[tool as keyof typeof tools];
if (!bench) throw new Error(`There is no benchmark of ${tool}`);

const { resource, byHand } = bench;
const texts = Array.from({ length: 5000 }, (_, index) => bench.text(index));
const ignore = (): undefined => undefined;

const ways = {
  opensme: (text: string) => {
    const change = decode(resource as unknown as Resource, parseJson(text), { onUnknownField: ignore });
    if (change.type !== "upsert") throw new Error(`A row was rejected: ${JSON.stringify(change.issues)}`);
  },
  byHand: (text: string) => byHand(JSON.parse(text)),
  exactJson: (text: string) => parseJson(text),
  json: (text: string) => JSON.parse(text),
};

/** Seconds of the fastest round: whatever else the machine does only adds to it. */
const fastest: Record<string, number> = {};
for (let round = 0; round < 15; round += 1) {
  for (const [way, read] of Object.entries(ways)) {
    const started = performance.now();
    for (const text of texts) read(text);
    fastest[way] = Math.min(fastest[way] ?? Number.POSITIVE_INFINITY, (performance.now() - started) / 1000);
  }
}

const { opensme = 1, byHand: hand = 1, exactJson = 1, json = 1 } = fastest;
console.log(
  JSON.stringify({
    ratio: hand / opensme,
    perSecond: texts.length / opensme,
    byHand: texts.length / hand,
    exactJson: exactJson / json,
  }),
);
