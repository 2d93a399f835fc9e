import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "@opensme/core";
import { sqliteStore } from "@opensme/store-sqlite";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterEach, beforeEach, expect, it } from "vitest";
import { differences, readHoldings } from "../faults/compare.ts";
import { lookback, market } from "../faults/connector.ts";
import { type Market, openMarket } from "../faults/vendor.ts";
import { type StreamReport, type SyncOptions, type SyncReport, sync } from "../src/index.ts";

const sizes = { orders: 30, items: 30, contacts: 15 };
const unseen = { orders: new Set<string>(), items: new Set<string>(), contacts: new Set<string>() };

let folder: string;
let path: string;
let vendor: Market;
let server: ReturnType<typeof setupServer>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "opensme-restored-"));
  path = join(folder, "company.db");
  vendor = openMarket({ seed: 1, skew: 0, sizes, rounds: [] });
  vendor.calm();
  server = setupServer(...vendor.sandbox.handlers);
  server.listen({ onUnhandledFrame: "error" });
});

afterEach(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

const run = async (options: Partial<SyncOptions> = {}): Promise<SyncReport> => {
  const store = sqliteStore(path);
  try {
    return await sync({ connections: { market: connect(market, { config: {}, retries: 0 }) }, store, ...options });
  } finally {
    await store.close();
  }
};

/** Deletes one of each and changes many others, so that the last change lies well behind the deletion. */
const change = (): void => {
  for (const collection of ["orders", "items", "contacts"] as const) {
    vendor.mutate({ kind: "delete", collection, share: 0.3 });
    for (let index = 0; index < 12; index += 1) vendor.mutate({ kind: "update", collection, share: index / 12 });
    vendor.mutate({ kind: "create", collection, share: 0 });
  }
};

const wrong = async (): Promise<string[]> => differences(vendor, await readHoldings({ place: path }), unseen);

it("an older copy of the store catches up: its watermark is older, so the next run asks for more", async () => {
  await run();
  const copy = join(folder, "copy.db");
  await copyFile(path, copy);
  change();
  expect((await run()).isComplete).toBe(true);
  expect(await wrong()).toEqual([]);
  await copyFile(copy, path);
  expect(await wrong()).not.toEqual([]);
  const report = await run();
  expect(report.isComplete).toBe(true);
  expect(report.streams.map(({ kind }) => kind)).toEqual(["incremental", "incremental", "full"]);
  expect(await wrong()).toEqual([]);
});

it("a full run does not hide deletions that the vendor only reports to those who ask for changes", async () => {
  await run();
  change();
  expect((await run({ full: true })).isComplete).toBe(true);
  expect((await run()).isComplete).toBe(true);
  expect(await wrong()).toEqual([]);
});

it("a first full read that is begun again does not hide what was deleted since it first began", async () => {
  const cut = new AbortController();
  await run({ signal: cut.signal, onEvent: ({ type }) => type === "page-stored" && cut.abort() });
  change();
  vendor.mutate({ kind: "delete", collection: "orders", share: 0 });
  for (let index = 0; index < 12; index += 1)
    vendor.mutate({ kind: "update", collection: "orders", share: index / 12 });
  server.use(
    http.get(
      "https://market.example/orders",
      () => HttpResponse.json({ error: "the token has expired" }, { status: 400 }),
      {
        once: true,
      },
    ),
  );
  expect((await run()).isComplete).toBe(true);
  expect((await run()).isComplete).toBe(true);
  expect(await wrong()).toEqual([]);
});

it("a list that only reports deletions is read whole where its watermark is older than the vendor remembers, once, also where that breaks off", async () => {
  await run();
  vendor.elapse(lookback + 86_400);
  for (let index = 0; index < 12; index += 1)
    vendor.mutate({ kind: "update", collection: "orders", share: index / 12 });
  server.use(
    http.get("https://market.example/orders", ({ request }) => {
      if (new URL(request.url).searchParams.has("token")) return HttpResponse.json({ error: "down" }, { status: 500 });
      return undefined;
    }),
  );
  const orders = async (): Promise<StreamReport | undefined> =>
    (await run()).streams.find(({ stream }) => stream.resource === "orders");
  // The first page is asked for twice: for what changed, and then for all.
  expect(await orders()).toMatchObject({ kind: "full", outcome: "partial", pages: 1, counts: { received: 10 } });
  server.resetHandlers();
  expect(await orders()).toMatchObject({ kind: "full", outcome: "complete" });
  expect(await wrong()).toEqual([]);

  change();
  expect(await orders()).toMatchObject({ kind: "incremental", outcome: "complete", counts: { deleted: 1 } });
  expect(await wrong()).toEqual([]);
  vendor.elapse(lookback - 3600);
  expect(await orders()).toMatchObject({ kind: "incremental", outcome: "complete" });
  vendor.elapse(lookback + 3600);
  expect(await orders()).toMatchObject({ kind: "full", outcome: "complete" });
});
