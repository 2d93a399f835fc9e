import { createHmac } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "@opensme/core";
import { kiotviet } from "@opensme/kiotviet";
import { sqliteStore } from "@opensme/store-sqlite";
import { sync, webhookReceiver } from "@opensme/sync";

/**
 * Fills a new SQLite file with all invoices, then hands over webhooks of single ones, one after another, and prints `{ answered, stored, slowest }`: milliseconds
 * from the arrival to the answer and to the record in the store, in the middle, and to the record at the worst of a hundred.
 */
const [gateway = "", count = "300"] = process.argv.slice(2);
const deliveries = Number(count);
const secret = "bench";

const folder = await mkdtemp(join(tmpdir(), "opensme-bench-"));
const store = sqliteStore(join(folder, "bench.db"));
const connection = connect(
  { ...kiotviet, http: { ...kiotviet.http, limits: [] } },
  { config: { retailer: "bench", clientId: "bench", clientSecret: "bench" }, gateway },
);
const { isComplete, streams } = await sync({
  connections: { bench: connection },
  store,
  streams: { bench: ["invoices"] },
});
if (!isComplete) throw new Error(streams[0]?.error?.message ?? "nothing was read");
const records = streams[0]?.counts.created ?? 0;

const applied = new EventTarget();
const receiver = webhookReceiver({
  connections: { bench: { connection, secret } },
  store,
  onEvent: ({ type }) => type === "webhook-applied" && applied.dispatchEvent(new Event("applied")),
});

const deliver = async (index: number): Promise<{ answered: number; stored: number }> => {
  const id = 90_000_000 + ((index * 7919) % records);
  const body = JSON.stringify({
    Id: String(index),
    Attempt: 1,
    Notifications: [{ Action: "invoice.update.500000001", Data: [{ Id: id, Code: `HD${id}` }] }],
  });
  const headers = { "x-hub-signature": `sha1=${createHmac("sha256", secret).update(body).digest("hex")}` };
  const stored = once(applied, "applied");
  const arrived = performance.now();
  const { status } = await receiver.handle(
    new Request("https://hooks.example.com/bench", { method: "POST", headers, body }),
  );
  const answered = performance.now() - arrived;
  if (status !== 200) throw new Error(`a webhook was answered ${status}`);
  await stored;
  return { answered, stored: performance.now() - arrived };
};

const warmUp = 30;
const took: Awaited<ReturnType<typeof deliver>>[] = [];
for (let index = 0; index < warmUp + deliveries; index += 1) {
  const times = await deliver(index);
  if (index >= warmUp) took.push(times);
}
await store.close();
await rm(folder, { recursive: true });

const share = (of: "answered" | "stored", part: number): number =>
  took.map((times) => times[of]).toSorted((one, other) => one - other)[Math.floor(took.length * part)] ?? 0;
console.log(
  JSON.stringify({ answered: share("answered", 0.5), stored: share("stored", 0.5), slowest: share("stored", 0.99) }),
);
