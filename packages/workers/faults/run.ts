import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { startServer } from "../../store-postgres/test/server.ts";
import { workers } from "../src/index.ts";
import { openMill, startVendor } from "../test/vendor.ts";

/**
 * Three machines sync eight connections of three tenants, while every few seconds one of them is killed (three times of four by signal 9) and another
 * started, and the vendor's rows change. In the end the database must be the vendor's, nothing given up, and no two machines may have been at one connection.
 * `npm run faults:workers -- --seconds 80`.
 */

const seconds = Number(process.argv[process.argv.indexOf("--seconds") + 1] || 80);
const rows = 600;
const keys = Array.from({ length: 8 }, (_, index) => ({ tenant: `t${index % 3}`, connection: `c${index}` }));
const accountOf = ({ tenant, connection }: (typeof keys)[number]): string => `${tenant}/${connection}`;

const server = await startServer();
const admin = new Client(server.address);
await admin.connect();
await admin.query("CREATE ROLE fleet LOGIN PASSWORD 'faults'");
await admin.query("CREATE DATABASE fleet OWNER fleet");
await admin.end();
const address = server.address.replace("postgres@", "fleet:faults@").replace(/\/postgres$/, "/fleet");

const vendor = await startVendor();
vendor.latency = 40;
for (const key of keys) vendor.fill(accountOf(key), rows);

const machines = new Map<string, ChildProcess>();
let started = 0;
const start = (): void => {
  started += 1;
  const name = `machine ${started}`;
  const script = fileURLToPath(new URL("../test/processes/work.ts", import.meta.url));
  const args = ["--conditions=@opensme/source", script, name, address, vendor.gateway];
  machines.set(name, spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] }));
};

const asking = await workers({
  database: address,
  connections: () => keys,
  connect: (key) => ({ connection: openMill(vendor.gateway, accountOf(key), "asking") }),
  concurrency: 0,
  heartbeat: 10,
  retries: { limit: 50, delay: 0 },
});
const askForAll = () => Promise.all(keys.map((key) => asking.sync(key)));
const database = new Client(address);
await database.connect();
const idle = async (): Promise<void> => {
  const sql = "SELECT 1 FROM opensme_workers.job WHERE name = 'work' AND state IN ('created', 'retry', 'active')";
  for (let tries = 0; tries < 300; tries += 1) {
    if ((await database.query(sql)).rows.length === 0) return;
    await pause(1000);
  }
  throw new Error("Jobs are left over after five minutes.");
};
const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(Math.random() * items.length)] as Item;

for (let machine = 0; machine < 3; machine += 1) start();
await askForAll();
const until = Date.now() + seconds * 1000;
while (Date.now() < until) {
  await pause(2000 + Math.random() * 5000);
  const [name, child] = pick([...machines]);
  child.kill(Math.random() < 0.75 ? "SIGKILL" : "SIGTERM");
  machines.delete(name);
  for (const key of keys) {
    const id = String(1 + Math.floor(Math.random() * rows));
    vendor.accounts.get(accountOf(key))?.set(id, `Sack ${id} at ${Date.now()}`);
  }
  await askForAll();
  start();
}
vendor.latency = 0;
await idle();
await askForAll();
await idle();

const problems = (await asking.dead()).map(({ message }) => `given up: ${message}`);
for (const key of keys) {
  const account = accountOf(key);
  await database.query("SELECT set_config('opensme.tenant', $1, false)", [key.tenant]);
  const answer = await database.query("SELECT id, name FROM items WHERE connection = $1", [key.connection]);
  const held = new Map(answer.rows.map(({ id, name }) => [id, name]));
  const truth = vendor.accounts.get(account) ?? new Map();
  const ids = new Set([...held.keys(), ...truth.keys()]);
  for (const id of ids) if (held.get(id) !== truth.get(id)) problems.push(`${account} ${id} is not the vendor's`);
  const asked = vendor.asked.filter((one) => one.account === account);
  asked.forEach(({ worker, at }, place) => {
    const next = asked[place + 1];
    if (!next || next.worker === worker) return;
    // One that comes back within seconds was never gone.
    if (asked.slice(place + 2).some((later) => later.worker === worker && later.at - at < 3000))
      problems.push(`${account} was read by ${worker} and ${next.worker} at the same time`);
  });
}
console.log(`${started - 3} machines were killed, ${vendor.asked.length} pages read, ${problems.length} problems`);
for (const problem of problems.slice(0, 20)) console.log(problem);

for (const child of machines.values()) child.kill("SIGKILL");
await database.end();
await asking.stop();
await vendor[Symbol.asyncDispose]();
await server.stop();
process.exitCode = problems.length === 0 ? 0 : 1;
