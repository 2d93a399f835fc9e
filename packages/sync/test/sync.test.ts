import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openReader, sqliteStore } from "@opensme/store-sqlite";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Store, type SyncEvent, type SyncOptions, type SyncReport, sync } from "../src/index.ts";
import { startVendor, type Vendor } from "./tannery.ts";

let folder: string;
let path: string;
let store: Store;
let vendor: Vendor;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "opensme-sync-"));
  path = join(folder, "company.db");
  store = sqliteStore(path);
  vendor = startVendor();
});

afterEach(async () => {
  vi.restoreAllMocks();
  await vendor[Symbol.asyncDispose]();
  await store.close();
  await rm(folder, { recursive: true });
});

const run = (options: Partial<SyncOptions> = {}): Promise<SyncReport> =>
  sync({ connections: { tan: vendor.connect() }, store, ...options });

const query = (sql: string): Record<string, unknown>[] => {
  const reader = openReader(path);
  try {
    return [...reader.query(sql).rows].map((row) => ({ ...row }));
  } finally {
    reader.close();
  }
};

const definitionOf = (resource: string) => {
  const found = vendor.connect().connector.resources[resource];
  if (!found) throw new Error(`no resource ${resource}`);
  return found.definition as { read: (row: never) => object };
};

/** The stored hides, as the vendor should see them. */
const stored = (): unknown => query("select id, name as title, price from items order by id");
const atTheVendor = (): unknown =>
  vendor.state.hides
    .map(({ id, title, price }) => ({ id, title, price }))
    .sort((one, other) => (one.id < other.id ? -1 : 1));

const outcomes = ({ streams }: SyncReport): Record<string, string> =>
  Object.fromEntries(streams.map(({ stream, outcome }) => [stream.resource, outcome]));

const streamOf = ({ streams }: SyncReport, resource: string) => {
  const found = streams.find(({ stream }) => stream.resource === resource);
  if (!found) throw new Error(`no report of ${resource}`);
  return found;
};

describe("a first run", () => {
  it("stores everything and says so", async () => {
    const report = await run();
    expect(report.isComplete).toBe(true);
    expect(streamOf(report, "hides")).toMatchObject({
      outcome: "complete",
      kind: "full",
      counts: { received: 35, created: 35, updated: 0, unchanged: 0, deleted: 0, rejected: 0 },
    });
    expect(stored()).toEqual(atTheVendor());
    expect(await store.status()).toMatchObject([
      { resource: "hides", records: 35, last: { outcome: "complete" } },
      { resource: "sheds", records: 3, last: { outcome: "complete" } },
    ]);
  });

  it("tells what happens as it happens, and fetches one page ahead at the most", async () => {
    const events: SyncEvent[] = [];
    const asked: number[] = [];
    await run({
      streams: { tan: ["hides"] },
      onEvent: (event) => {
        events.push(event);
        if (event.type === "page-stored") asked.push(vendor.sandbox.exchanges.length);
      },
    });
    expect(events.map(({ type }) => type)).toEqual([
      "stream-started",
      "unknown-fields",
      ...Array<string>(4).fill("page-stored"),
      "stream-finished",
    ]);
    expect(events[1]).toMatchObject({ fields: ["note"] });
    asked.forEach((count, index) => {
      expect(count).toBeLessThanOrEqual(index + 2);
    });
  });

  it("refuses a stream that does not exist, and names those that do", async () => {
    await expect(run({ streams: { tan: ["hide"] } })).rejects.toThrow('has no stream "hide". It has: hides, sheds.');
  });
});

describe("a later run", () => {
  it("asks for what changed since the last record, less the overlap", async () => {
    await run();
    vendor.requests();
    vendor.change("h7", { title: "Da trâu 7" });
    vendor.state.hides.push({ id: "h36", title: "Da dê", price: 5, note: "", changed: vendor.clock.now.toISOString() });
    const report = await run();
    expect(vendor.requests()).toEqual([
      "/hides?since=2026-09-30T23%3A59%3A00.000Z",
      "/hides?since=2026-09-30T23%3A59%3A00.000Z&after=h10",
      "/hides?since=2026-09-30T23%3A59%3A00.000Z&after=h20",
      "/hides?since=2026-09-30T23%3A59%3A00.000Z&after=h30",
      "/sheds",
    ]);
    expect(streamOf(report, "hides")).toMatchObject({
      kind: "incremental",
      counts: { received: 36, created: 1, updated: 1, unchanged: 34 },
    });
    vendor.clock.now = new Date("2026-11-02T00:00:00Z");
    await run();
    vendor.requests();
    await run();
    expect(vendor.requests()[0]).toBe("/hides?since=2026-10-31T23%3A59%3A00.000Z");
    expect(stored()).toEqual(atTheVendor());
  });

  it("reads what came unchanged no second time, but for a row of each page", async () => {
    await run();
    vendor.change("h7", { title: "Da trâu 7" });
    const read = vi.spyOn(definitionOf("hides"), "read");
    const { counts } = streamOf(await run(), "hides");
    expect(counts).toMatchObject({ received: 35, updated: 1, unchanged: 34 });
    // Four pages.
    expect(read).toHaveBeenCalledTimes(4 + 1);
    expect(stored()).toEqual(atTheVendor());
  });

  it("moves on to the latest change among what came unchanged", async () => {
    const hides = { connection: "tan", resource: "hides", entity: "item" } as const;
    vendor.change("h7", { title: "Da trâu 7" });
    vendor.clock.now = new Date("2026-11-02T00:00:00Z");
    await run();
    const { mapping = "", ...state } = (await store.state(hides)) ?? {};
    const lease = await store.lease("tan");
    const behind = { ...state, mapping, watermark: "2026-10-01T00:00:00.000Z" };
    await store.endPass(hides, behind, { deleteAbsent: false, at: "2026-11-02T00:00:00.000Z" });
    await lease.release();
    expect(streamOf(await run(), "hides").counts.updated).toBe(0);
    expect(await store.state(hides)).toMatchObject({ watermark: "2026-11-01T00:00:00.000Z" });
  });

  it("reads everything where the same row makes another record, though the version says nothing of it", async () => {
    await run();
    const definition = definitionOf("hides");
    const { read } = definition;
    vi.spyOn(definition, "read").mockImplementation((row) => ({ ...read(row), note: "mới" }));
    expect(streamOf(await run(), "hides").counts).toMatchObject({ updated: 35, unchanged: 0 });
    expect(query("select count(*) as noted from items where note = 'mới'")).toEqual([{ noted: 35 }]);
  });

  it("reads every row again when asked for everything", async () => {
    await run();
    const read = vi.spyOn(definitionOf("hides"), "read");
    await run({ full: true });
    expect(read).toHaveBeenCalledTimes(35);
  });

  it("does not miss a record that changed on a page already read, though a later one changed after it", async () => {
    let pages = 0;
    await run({
      onEvent: ({ type }) => {
        if (type !== "page-stored" || ++pages !== 1) return;
        vendor.clock.now = new Date("2026-11-01T00:10:00Z");
        vendor.change("h1", { title: "Đổi sau khi đọc" });
        vendor.clock.now = new Date("2026-11-01T00:20:00Z");
        vendor.change("h35", { title: "Đổi trước khi đọc" });
      },
    });
    await run();
    expect(stored()).toEqual(atTheVendor());
  });

  it("takes records that the vendor reports as deleted out of the tables, and keeps them aside", async () => {
    await run();
    vendor.state.hides = vendor.state.hides.filter(({ id }) => id !== "h3");
    vendor.state.gone = ["h3", "never-seen"];
    const report = await run();
    expect(streamOf(report, "hides").counts.deleted).toBe(1);
    expect(stored()).toEqual(atTheVendor());
    expect(query("select id, cause from _deletions")).toEqual([{ id: "h3", cause: "reported" }]);
  });
});

describe("a run after longer than the vendor remembers", () => {
  it("reads everything, and so notices what was deleted meanwhile", async () => {
    await run();
    vendor.clock.now = new Date("2027-01-15T00:00:00Z");
    vendor.state.hides.splice(0, 1);
    const hides = streamOf(await run(), "hides");
    expect(hides).toMatchObject({ outcome: "complete", kind: "full", counts: { deleted: 1, unchanged: 34 } });
    expect(stored()).toEqual(atTheVendor());
    vendor.clock.now = new Date("2026-11-20T00:00:00Z");
    expect(streamOf(await run(), "hides").kind).toBe("incremental");
  });
});

describe("deletion by absence", () => {
  it("happens after a complete full read", async () => {
    await run();
    vendor.state.hides = vendor.state.hides.filter(({ id }) => id !== "h3");
    expect(streamOf(await run(), "hides").counts.deleted).toBe(0);
    expect(streamOf(await run({ full: true }), "hides").counts.deleted).toBe(1);
    expect(stored()).toEqual(atTheVendor());
    expect(query("select id, cause from _deletions")).toEqual([{ id: "h3", cause: "absent" }]);
  });

  it("does not happen after one that broke off, and does after it was gone on with", async () => {
    await run();
    vendor.state.hides = vendor.state.hides.filter(({ id }) => id !== "h3");
    vendor.sandbox.faults.inject({ kind: "status", status: 500, path: "*/hides", after: 2 });
    expect(streamOf(await run({ full: true }), "hides")).toMatchObject({ outcome: "partial", counts: { deleted: 0 } });
    expect(streamOf(await run(), "hides")).toMatchObject({ outcome: "complete", kind: "full", counts: { deleted: 1 } });
    expect(stored()).toEqual(atTheVendor());
  });

  it("does not take a rejected row for absent", async () => {
    await run();
    vendor.change("h3", { title: 7 });
    await run({ full: true });
    expect(query("select count(*) as n from items")).toEqual([{ n: 35 }]);
  });

  it.each([
    ["an empty answer", 0],
    ["a third of the records missing", 23],
  ])("is refused after %s, and carried out when confirmed", async (_, left) => {
    await run();
    const hides = vendor.state.hides;
    vendor.state.hides = hides.slice(0, left);
    const report = await run({ full: true });
    expect(report.isComplete).toBe(false);
    expect(streamOf(report, "hides").error?.message).toMatch(
      /^\d+ of 35 hides are no longer .* None was deleted.*--confirm-deletes/,
    );
    expect(query("select count(*) as n from items")).toEqual([{ n: 35 }]);
    expect(streamOf(await run({ full: true, confirmDeletes: true }), "hides")).toMatchObject({
      outcome: "complete",
      counts: { deleted: 35 - left },
    });
    vendor.state.hides = hides;
    await run({ full: true });
    expect(stored()).toEqual(atTheVendor());
    expect(query("select * from _deletions")).toEqual([]);
  });
});

describe("a run that breaks off", () => {
  it.each([
    ["an error of the vendor", { kind: "status", status: 500 }, "unavailable"],
    ["a web page", { kind: "html" }, "mismatch"],
    ["a broken answer", { kind: "truncated" }, "unavailable"],
    ["a broken connection", { kind: "reset" }, "unavailable"],
  ] as const)("by %s keeps its pages, tells of it, and is gone on with", async (_, fault, code) => {
    vendor.sandbox.faults.inject({ ...fault, path: "*/hides", after: 2 });
    const report = await run();
    expect(outcomes(report)).toEqual({ hides: "partial", sheds: "complete" });
    expect(report.isComplete).toBe(false);
    expect(streamOf(report, "hides")).toMatchObject({ counts: { created: 20 }, error: { code } });
    vendor.requests();
    expect(streamOf(await run(), "hides")).toMatchObject({
      outcome: "complete",
      kind: "full",
      counts: { created: 15 },
    });
    expect(vendor.requests().slice(0, 2)).toEqual(["/hides?after=h20", "/hides?after=h30"]);
    expect(stored()).toEqual(atTheVendor());
  });

  it("before its first page has failed, and its neighbours go on", async () => {
    vendor.sandbox.faults.inject({ kind: "status", status: 403, path: "*/hides" });
    const report = await run();
    expect(outcomes(report)).toEqual({ hides: "failed", sheds: "complete" });
    expect(await store.status()).toMatchObject([{ last: { outcome: "failed", error: { code: "permission" } } }, {}]);
  });

  it("by refused credentials does not ask for the other streams", async () => {
    vendor.sandbox.faults.inject({ kind: "status", status: 401, times: 9 });
    expect(outcomes(await run())).toEqual({ hides: "failed", sheds: "failed" });
    expect(vendor.requests()).toHaveLength(1);
  });

  it("begins again where the vendor has forgotten its place", async () => {
    vendor.sandbox.faults.inject({ kind: "status", status: 500, path: "*/hides", after: 2 });
    await run();
    vendor.state.hides = vendor.state.hides.filter(({ id }) => id !== "h20");
    expect(streamOf(await run(), "hides")).toMatchObject({
      outcome: "complete",
      counts: { created: 15, unchanged: 19 },
    });
  });

  it("by an abort keeps what it stored", async () => {
    const controller = new AbortController();
    const report = await run({
      signal: controller.signal,
      onEvent: ({ type }) => type === "page-stored" && controller.abort(),
    });
    expect(outcomes(report)).toEqual({ hides: "partial", sheds: "failed" });
    expect(streamOf(await run(), "hides")).toMatchObject({ outcome: "complete" });
    expect(stored()).toEqual(atTheVendor());
  });
});

describe("where fields are read from", () => {
  const traced = () =>
    Object.fromEntries(
      query("select field, origins from _lineage where resource = 'hides'").map(({ field, origins }) => [
        field,
        JSON.parse(String(origins)),
      ]),
    );

  it("is stored with the records, once for each version of the mapping", async () => {
    await run();
    expect(traced()).toEqual({ id: ["id"], name: ["title"], price: ["price"], updatedAt: ["changed"] });
    await run({ connections: { tan: vendor.connect("1.1.0") } });
    expect(traced()).toEqual({ id: ["id"], name: ["title"], price: ["price"], updatedAt: ["changed"], note: ["note"] });
  });
});

describe("what came, against what the vendor counts", () => {
  const hides = { streams: { tan: ["hides"] } };

  it("is part of the report", async () => {
    vendor.state.uncounted = 0;
    expect(streamOf(await run(hides), "hides")).toMatchObject({ outcome: "complete", pages: 4, total: 35 });
    vendor.clock.now = new Date("2026-11-02T00:00:00Z");
    vendor.change("h7", { title: "Da dê" });
    const later = streamOf(await run(hides), "hides");
    expect(later).toMatchObject({ outcome: "complete", kind: "incremental", pages: expect.any(Number) });
    expect(later.total).toBe(later.counts.received);
  });

  it("leaves a stream partial where rows are missing, which are asked for again and prove nothing absent", async () => {
    vendor.state.uncounted = 0;
    await run(hides);
    vendor.state.uncounted = 2;
    vendor.state.hides.splice(0, 1);
    const short = streamOf(await run({ ...hides, full: true }), "hides");
    expect(short).toMatchObject({
      outcome: "partial",
      total: 36,
      counts: { received: 34, deleted: 0 },
      error: { code: "mismatch", message: expect.stringContaining("counts 36 hides, and 34 came") },
    });
    vendor.requests();
    vendor.state.uncounted = 0;
    const whole = streamOf(await run({ ...hides, full: true }), "hides");
    expect(whole).toMatchObject({ outcome: "complete", counts: { received: 34, deleted: 1 } });
  });

  it("does not move the watermark past what is missing", async () => {
    vendor.state.uncounted = 1;
    expect(streamOf(await run(hides), "hides")).toMatchObject({ outcome: "partial", kind: "full" });
    vendor.state.uncounted = 0;
    expect(streamOf(await run(hides), "hides")).toMatchObject({ outcome: "complete", kind: "full", total: 35 });
  });

  it("goes on counting where a run was cut off", async () => {
    vendor.state.uncounted = 0;
    const cut = new AbortController();
    await run({ ...hides, signal: cut.signal, onEvent: ({ type }) => type === "page-stored" && cut.abort() });
    expect(streamOf(await run(hides), "hides")).toMatchObject({ outcome: "complete", total: 35 });
  });
});

describe("rows that cannot be read", () => {
  it("are kept with what is wrong, make the stream partial, and heal", async () => {
    vendor.change("h4", { title: 4 });
    const told: unknown[] = [];
    const report = await run({ onEvent: (event) => event.type === "rows-rejected" && told.push(event.rejects) });
    expect(streamOf(report, "hides")).toMatchObject({
      outcome: "partial",
      counts: { received: 35, created: 34, rejected: 1 },
      error: { message: "1 of 35 rows could not be read." },
    });
    expect(told).toMatchObject([[{ id: "h4", issues: [{ path: "title" }] }]]);
    expect(
      query(
        "select id, json_extract(issues, '$[0].path') as path, json_extract(raw, '$.title') as title from _rejects",
      ),
    ).toEqual([{ id: "h4", path: "title", title: 4 }]);
    vendor.change("h4", { title: "Da cá" });
    expect((await run()).isComplete).toBe(true);
    expect(query("select id from _rejects")).toEqual([]);
    expect(stored()).toEqual(atTheVendor());
  });
});

describe("a newer mapping", () => {
  it("reads the stored rows again, without asking the vendor for them", async () => {
    await run();
    const report = await run({ connections: { tan: vendor.connect("1.1.0") } });
    expect(streamOf(report, "hides").kind).toBe("incremental");
    expect(query("select distinct note from items")).toEqual([{ note: "thuộc mộc" }]);
    expect(await store.status()).toMatchObject([{ state: { mapping: "1.1.0" } }, {}]);
  });
});

describe("two engines on one store", () => {
  it("do not read one connection at the same time; other connections go on", async () => {
    const other = sqliteStore(path);
    const lease = await other.lease("tan");
    const report = await run({ connections: { tan: vendor.connect(), tan2: vendor.connect() } });
    expect(report.streams.map(({ stream, outcome }) => [stream.connection, outcome])).toEqual([
      ["tan", "failed"],
      ["tan", "failed"],
      ["tan2", "complete"],
      ["tan2", "complete"],
    ]);
    expect(report.streams[0]?.error?.code).toBe("conflict");
    await lease.release();
    await other.close();
    expect((await run()).isComplete).toBe(true);
  });
});
