import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openReader, sqliteStore } from "@opensme/store-sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Contract, type Store, type SyncReport, sync, type WebhookReport, webhookReceiver } from "../src/index.ts";
import { startVendor, type Vendor } from "./tannery.ts";

let folder: string;
let store: Store;
let vendor: Vendor;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "opensme-drift-"));
  store = sqliteStore(join(folder, "company.db"));
  vendor = startVendor();
  await run();
});

afterEach(async () => {
  await vendor[Symbol.asyncDispose]();
  await store.close();
  await rm(folder, { recursive: true });
});

const run = (contract?: Contract): Promise<SyncReport> =>
  sync({
    connections: { tan: vendor.connect() },
    store,
    streams: { tan: ["hides"] },
    ...(contract ? { contracts: { tan: contract } } : {}),
  });

const raw = (id: string): unknown => {
  const reader = openReader(join(folder, "company.db"));
  const [row] = [...reader.query("select name, price, _raw from items where id = ?", [id]).rows];
  reader.close();
  return row && { name: row["name"], price: row["price"], raw: JSON.parse(String(row["_raw"])) };
};

const [first, second] = ["2026-11-02T00:00:00.000Z", "2026-11-03T00:00:00.000Z"];

/** The vendor begins to send a grade, within what it says of the skin, and gives one price as text. */
const drift = (): void => {
  vendor.clock.now = new Date(first);
  vendor.change("h1", { skin: { grade: "A", side: "left" } });
  vendor.change("h2", { skin: { grade: "B" } });
  vendor.change("h3", { price: { amount: 5 } });
  vendor.change("h4", { title: "Da bò mới" });
};

describe("what the vendor sends anew", () => {
  it("is told since when and in how many rows, and is no drift while everything is new", async () => {
    expect(await store.status()).toMatchObject([{ unknownFields: ["note"], drift: [] }]);
    drift();
    const { streams } = await run();
    expect(streams).toMatchObject([{ outcome: "partial", counts: { updated: 3, rejected: 1 } }]);
    vendor.clock.now = new Date(second);
    vendor.change("h5", { skin: { grade: "C" } });
    await run();
    expect(await store.status()).toMatchObject([
      {
        unknownFields: ["note", "skin"],
        drift: [
          // Two rows in the first run, which come again unchanged in the second, since what was asked for overlaps, and a third.
          { path: "skin", since: first, rows: 2 + 1 },
          { path: "price", message: expect.any(String), since: first, rows: 1 },
        ],
      },
    ]);
    expect(raw("h1")).toMatchObject({ raw: { skin: { grade: "A" } } });
  });

  it("stops the stream where its contract is to freeze, before the page is stored", async () => {
    drift();
    const { streams } = await run("freeze");
    expect(streams).toMatchObject([
      {
        outcome: "failed",
        counts: { received: 0 },
        error: { code: "mismatch", message: expect.stringMatching(/a new field "skin" in 2 rows, a value of "price"/) },
      },
    ]);
    expect(raw("h4")).toMatchObject({ name: "Da bò 4" });
    expect((await run("freeze")).streams).toMatchObject([{ outcome: "failed" }]);

    expect((await run("evolve")).streams).toMatchObject([{ outcome: "partial", counts: { updated: 3 } }]);
    vendor.clock.now = new Date(second);
    vendor.change("h6", { skin: { grade: "D" }, title: "Da trâu" });
    expect((await run("freeze")).streams).toMatchObject([{ counts: { updated: 1 } }]);
    expect(raw("h6")).toMatchObject({ name: "Da trâu" });
  });

  it("makes its rows rejects where the contract is to discard them", async () => {
    drift();
    const { streams } = await run("discard-row");
    expect(streams).toMatchObject([{ outcome: "partial", counts: { received: 4 + 31, updated: 1, rejected: 3 } }]);
    expect(raw("h1")).toMatchObject({ raw: { title: "Da bò 1" } });
    expect(raw("h1")).not.toHaveProperty("raw.skin");
    expect(raw("h4")).toMatchObject({ name: "Da bò mới" });
  });

  it("is dropped value by value where the contract is to discard these", async () => {
    drift();
    const { streams } = await run("discard-value");
    expect(streams).toMatchObject([{ outcome: "complete", counts: { rejected: 0 } }]);
    expect(raw("h1")).toMatchObject({ name: "Da bò 1" });
    expect(raw("h1")).not.toHaveProperty("raw.skin");
    expect(raw("h3")).toMatchObject({ name: "Da bò 3", price: null });
    expect(raw("h3")).not.toHaveProperty("raw.price");
  });

  it("stays new as long as it is discarded, however many runs bring it", async () => {
    for (const [place, contract] of (
      ["discard-value", "discard-value", "discard-row", "discard-row"] as const
    ).entries()) {
      vendor.clock.now = new Date(Date.parse(first) + place * 86_400_000);
      vendor.change("h1", { title: `Da ${place}`, skin: { grade: "A" } });
      await run(contract);
      expect(raw("h1")).not.toHaveProperty("raw.skin");
      expect(raw("h1")).toMatchObject({ name: `Da ${Math.min(place, 1)}` });
    }
    expect(await store.status()).toMatchObject([
      { unknownFields: ["note"], drift: [{ path: "skin" }, { path: "skin" }] },
    ]);
    expect((await run("freeze")).streams).toMatchObject([{ error: { code: "mismatch" } }]);
  });
});

describe("what a webhook leads to", () => {
  const tell = async (contract: Contract | undefined, ...ids: string[]): Promise<void> => {
    const events = ids.map(
      (id) => ({ type: "changed", resource: id.startsWith("s") ? "sheds" : "hides", id }) as const,
    );
    const receivedAt = new Date().toISOString();
    for (const event of events)
      await store.enqueue("tan", { id: `${event.id} ${receivedAt}`, events: [event], receivedAt });
    const receiver = webhookReceiver({
      connections: { tan: { connection: vendor.connect(), secret: "what the tannery signs with", contract } },
      store,
      onEvent: (event) => reports.push(event),
    });
    await receiver.apply();
  };
  let reports: WebhookReport[];

  beforeEach(() => {
    reports = [];
    drift();
  });

  it("is told as drift, and counted each time", async () => {
    await tell(undefined, "h1", "h4");
    await tell(undefined, "h2", "h3");
    expect(reports).toMatchObject([
      { type: "webhook-applied", stored: 2, left: 0 },
      { type: "webhook-applied", stored: 1, left: 1 },
    ]);
    expect(await store.status()).toMatchObject([
      {
        unknownFields: ["note", "skin"],
        rejects: 1,
        drift: [
          { path: "skin", rows: 2 },
          { path: "price", message: expect.any(String), rows: 1 },
        ],
        last: { outcome: "complete" },
      },
    ]);
    expect(raw("h1")).toMatchObject({ raw: { skin: { grade: "A" } } });
  });

  it("stops at what the contract freezes, of which status tells", async () => {
    await tell("freeze", "h1", "h3", "h4");
    expect(reports).toMatchObject([{ type: "webhook-applied", stored: 1, left: 2 }]);
    expect(raw("h1")).not.toHaveProperty("raw.skin");
    expect(raw("h4")).toMatchObject({ name: "Da bò mới" });
    expect(await store.status()).toMatchObject([
      {
        unknownFields: ["note"],
        rejects: 0,
        last: { outcome: "partial", error: { code: "mismatch", message: expect.stringMatching(/"price"|"skin"/) } },
      },
    ]);
    await tell("freeze", "h1");
    expect(await store.status()).toMatchObject([
      { last: { outcome: "failed", error: { message: expect.stringMatching(/a new field "skin" in 1 rows/) } } },
    ]);
    expect((await run()).streams).toMatchObject([{ counts: { updated: 2, rejected: 1 } }]);
  });

  it("is discarded row by row, however many come", async () => {
    await tell("discard-row", "h1");
    await tell("discard-row", "h2", "h3", "h4");
    expect(reports).toMatchObject([
      { stored: 0, left: 1 },
      { stored: 1, left: 2 },
    ]);
    expect(raw("h2")).toMatchObject({ name: "Da bò 2" });
    expect(raw("h2")).not.toHaveProperty("raw.skin");
    expect(await store.status()).toMatchObject([{ rejects: 3, drift: [{ path: "skin", rows: 2 }, {}, {}] }]);
  });

  it("is discarded value by value, however many come", async () => {
    await tell("discard-value", "h1");
    await tell("discard-value", "h2", "h3", "h4");
    expect(reports).toMatchObject([{ left: 0 }, { left: 0 }]);
    for (const id of ["h1", "h2"]) expect(raw(id)).not.toHaveProperty("raw.skin");
    expect(raw("h3")).not.toHaveProperty("raw.price");
    expect(await store.status()).toMatchObject([{ rejects: 0, drift: [{ path: "skin", rows: 2 }] }]);
  });

  it("is held to the contract in what only a listing reads", async () => {
    await sync({ connections: { tan: vendor.connect() }, store, streams: { tan: ["sheds"] } });
    vendor.state.sheds = vendor.state.sheds.map((shed) => ({ ...shed, roof: "tin" }));
    await tell("freeze", "s1");
    expect(reports).toMatchObject([{ type: "webhook-applied", resource: "sheds", stored: 0, left: 1 }]);
    const sheds = (await store.status()).find(({ resource }) => resource === "sheds");
    expect(sheds).toMatchObject({ unknownFields: [], last: { outcome: "failed", error: { code: "mismatch" } } });
  });
});
