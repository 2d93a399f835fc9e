import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openReader, sqliteStore } from "@opensme/store-sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Contract, type Store, type SyncReport, sync } from "../src/index.ts";
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
          { path: "skin", since: first, rows: expect.any(Number) },
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
});
