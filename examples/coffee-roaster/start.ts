import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { sandbox as bamboohr } from "@opensme/bamboohr/sandbox";
import { sandbox as kiotviet } from "@opensme/kiotviet/sandbox";
import { openReader } from "@opensme/store-sqlite";
import { sampleCompany, serve } from "@opensme/testing";
import { sandbox as xero } from "@opensme/xero/sandbox";
import { answers } from "./answers.ts";

/**
 * Starts the three vendors on this machine, syncs them with the command line of OpenSME as a company would, and asks the database what none of the three can
 * answer alone. Ends with exit code 1 if a stream is not complete or an answer is not what the sample company did.
 */
const company = sampleCompany();
const vendors = { shop: kiotviet({ company }), books: xero({ company }), people: bamboohr({ company }) };
const gateway = await serve(Object.values(vendors));

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const program = fileURLToPath(new URL("bin/opensme.js", import.meta.resolve("opensme/package.json")));
const database = here("company.db");
const isFirst = !existsSync(database);

if (!isFirst) {
  // What happened at the company since the last run.
  vendors.shop.control.insert("invoices");
  vendors.shop.control.touch("customers", vendors.shop.control.ids("customers")[0] ?? "");
}
// The vendors of the last run are gone, and with them the tokens that they gave out.
await rm(here(".opensme"), { recursive: true, force: true });

console.log(
  `${company.legalName}: its shop in KiotViet, its books in Xero, its people in BambooHR, simulated at ${gateway.url}\n`,
);
console.log(`$ opensme sync${isFirst ? "" : "     # not the first time: only what changed since is read"}`);
const settings = Object.entries(vendors).map(([name, { config }]) => [
  `${name.toUpperCase()}_CONFIG`,
  JSON.stringify(config),
]);
const isWatched = process.stdout.isTTY === true;
const syncing = spawn(process.execPath, [program, "sync"], {
  cwd: here("."),
  stdio: ["inherit", isWatched ? "inherit" : "pipe", "inherit"],
  env: { ...process.env, ...Object.fromEntries(settings), OPENSME_GATEWAY: gateway.url },
});
const ended = once(syncing, "exit");
// Where nobody watches, the command writes its progress as JSON lines.
for await (const line of syncing.stdout ? createInterface(syncing.stdout) : []) {
  const { type, report } = JSON.parse(line);
  if (type === "stream-finished")
    console.log(`${report.stream.connection} ${report.stream.resource}: ${report.outcome}`);
}
const [exitCode] = await ended;
await gateway.close();

const reader = openReader(database);
const differences = answers(reader, company, console.log);
reader.close();
for (const difference of differences) console.error(difference);
console.log(
  '\nAsk it yourself, in examples/coffee-roaster: npx opensme query "select name, receivable from contacts limit 5"',
);
process.exitCode = exitCode === 0 && differences.length === 0 ? 0 : 1;
