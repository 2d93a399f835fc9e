import { createHmac } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openReader, sqliteStore } from "@opensme/store-sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ReceiverOptions, type Store, sync, type WebhookReport, webhookReceiver } from "../src/index.ts";
import { startVendor, type Vendor } from "./tannery.ts";

const secret = "what the tannery signs with";

let folder: string;
let path: string;
let store: Store;
let vendor: Vendor;
let reports: WebhookReport[];
let work: Promise<void>[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "opensme-webhooks-"));
  path = join(folder, "company.db");
  store = sqliteStore(path);
  vendor = startVendor();
  reports = [];
  work = [];
});

afterEach(async () => {
  await Promise.all(work);
  await vendor[Symbol.asyncDispose]();
  await store.close();
  await rm(folder, { recursive: true });
});

const receiver = (options: Partial<ReceiverOptions> = {}) =>
  webhookReceiver({
    connections: { tan: { connection: vendor.connect(), secret } },
    store,
    waitUntil: (promise) => work.push(promise),
    onEvent: (report) => reports.push(report),
    ...options,
  });

type Told = readonly { type: "changed" | "deleted"; resource: string; id: string; account?: string }[];
const changed = (id: string, resource = "hides") => ({ type: "changed", resource, id }) as const;
const deleted = (id: string, resource = "hides") => ({ type: "deleted", resource, id }) as const;

const signed = (body: string, { key = secret, name = "tan" } = {}): Request =>
  new Request(`https://hooks.example.com/webhooks/${name}`, {
    method: "POST",
    headers: { "x-tannery-signature": createHmac("sha256", key).update(body).digest("hex") },
    body,
  });
const delivery = (events: Told, options?: { key?: string; name?: string }) => signed(JSON.stringify(events), options);

const run = () => sync({ connections: { tan: vendor.connect() }, store });
const settled = async (): Promise<void> => {
  await Promise.all(work);
};

const titles = (): Record<string, unknown> => {
  const reader = openReader(path);
  try {
    return Object.fromEntries([...reader.query("select id, name from items").rows].map(({ id, name }) => [id, name]));
  } finally {
    reader.close();
  }
};
const atTheVendor = (): Record<string, unknown> =>
  Object.fromEntries(vendor.state.hides.map(({ id, title }) => [id, title]));

describe("a call", () => {
  it("is left to others, and kept for them whatever becomes of the word of it", async () => {
    await run();
    vendor.change("h1", { title: "Da trâu" });
    const told: string[] = [];
    const taking = receiver({
      later: async (name) => {
        told.push(name);
        throw new Error("the queue is away");
      },
    });
    expect((await taking.handle(delivery([changed("h1")]))).status).toBe(200);
    await settled();
    expect(told).toEqual(["tan"]);
    expect(titles()["h1"]).toBe("Da bò 1");
    await receiver().apply();
    expect(titles()["h1"]).toBe("Da trâu");
  });

  it("that is signed is acknowledged, and its record stored as the vendor has it", async () => {
    await run();
    vendor.clock.now = new Date("2026-11-01T01:00:00Z");
    vendor.change("h3", { title: "new" });
    const answer = await receiver().handle(delivery([changed("h3")]));
    expect([answer.status, await answer.text()]).toEqual([200, ""]);
    await settled();
    expect(titles()).toEqual(atTheVendor());
    expect(reports).toMatchObject([
      { type: "webhook-received", connection: "tan", events: 1 },
      { type: "webhook-applied", resource: "hides", stored: 1, deleted: 0, left: 0 },
    ]);
  });

  it.each([
    ["by another", () => delivery([changed("h3")], { key: "another" }), 401],
    ["for no connection", () => delivery([changed("h3")], { name: "other" }), 404],
    ["for what every object has", () => delivery([changed("h3")], { name: "constructor" }), 404],
    ["to an address that cannot be read", () => delivery([changed("h3")], { name: "%E0%A4%A" }), 404],
    ["of another kind", () => new Request("https://hooks.example.com/tan", { method: "DELETE" }), 405],
    ["too long", () => signed("x".repeat(1001)), 413],
  ])("%s is refused without a word, and leaves nothing", async (_, request, status) => {
    const answer = await receiver({ maxBytes: 1000 }).handle(request());
    expect([answer.status, await answer.text()]).toEqual([status, ""]);
    expect(await store.queued("tan", 10)).toEqual([]);
    expect(vendor.requests()).toEqual([]);
  });

  it("is not read past the longest body, whatever length it claims", async () => {
    let sent = 0;
    const body = new ReadableStream({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(400));
      },
    });
    const request = new Request("https://hooks.example.com/tan", {
      method: "POST",
      body,
      duplex: "half",
    } as RequestInit);
    expect((await receiver({ maxBytes: 1000 }).handle(request)).status).toBe(413);
    expect(sent).toBeLessThan(6);
  });

  it("that was changed on its way by a byte is refused", async () => {
    const request = delivery([changed("h3")]);
    const tampered = new Request(request.url, {
      method: "POST",
      headers: request.headers,
      body: `${await request.text()} `,
    });
    expect((await receiver().handle(tampered)).status).toBe(401);
  });

  it("of the vendor in a form that is not known is acknowledged and left to the next sync", async () => {
    expect((await receiver().handle(signed("{}"))).status).toBe(200);
    expect(reports).toEqual([{ type: "webhook-refused", connection: "tan", reason: "unreadable" }]);
  });

  it("by which the vendor tries the address is answered", async () => {
    const answer = await receiver().handle(new Request("https://hooks.example.com/tan?challenge=42"));
    expect(await answer.text()).toBe("42");
  });

  it("is answered 503 where it cannot be kept, so that the vendor sends it again", async () => {
    const request = delivery([changed("h3")]);
    const failing = { ...store, enqueue: async () => Promise.reject(new Error("disk full")) } as unknown as Store;
    expect((await receiver({ store: failing }).handle(request)).status).toBe(503);
  });
});

describe("a receiver", () => {
  it.each([["without a secret", { tan: { secret: "" } }, /no secret/]])("%s is refused at once", (_, { tan }, says) => {
    expect(() => receiver({ connections: { tan: { connection: vendor.connect(), ...tan } } })).toThrow(says);
  });
});

describe("an offer of what will be signed with", () => {
  const connections = () => ({ tan: { connection: vendor.connect(), secret: "" } });
  const offer = () => new Request("https://hooks.example.com/tan", { method: "POST", body: "token=t-1" });

  it("is told to who asks for it, and used for nothing", async () => {
    const offers: string[] = [];
    const at = receiver({ connections: connections(), onOffer: (...told) => offers.push(told.join(" ")) });
    expect((await at.handle(offer())).status).toBe(200);
    expect(offers).toEqual(["tan t-1"]);
    for (const key of ["t-1", "", secret]) {
      const signedSo = new Request("https://hooks.example.com/tan", {
        method: "POST",
        headers: { "x-tannery-signature": createHmac("sha256", key).update("[]").digest("hex") },
        body: "[]",
      });
      expect((await at.handle(signedSo)).status).toBe(401);
    }
    expect(JSON.stringify(reports)).not.toContain("t-1");
  });

  it("is refused where nobody asks", async () => {
    expect((await receiver().handle(offer())).status).toBe(401);
    expect(() => receiver({ connections: connections() })).toThrow(/no secret/);
  });

  it("is refused by a connection that has its secret", async () => {
    const offers: string[] = [];
    expect((await receiver({ onOffer: (...told) => offers.push(told.join(" ")) }).handle(offer())).status).toBe(401);
    expect(offers).toEqual([]);
  });
});

describe("an address of several connections", () => {
  const shared = (changes: object = {}) =>
    receiver({
      connections: {
        north: { connection: vendor.connect(), secret, address: "tan", account: "n" },
        south: { connection: vendor.connect(), secret, address: "tan", account: "s", ...changes },
      },
    });
  const names = async (): Promise<string[]> =>
    (await store.status()).map(({ connection, records }) => `${connection} ${records}`);

  it("gives each the events of its account, and those of none to both", async () => {
    const told = [{ ...changed("h1"), account: "n" }, { ...changed("h2"), account: "s" }, changed("h3")];
    expect((await shared().handle(delivery(told))).status).toBe(200);
    await settled();
    expect(await names()).toEqual(["north 2", "south 2"]);
    expect(reports.filter(({ type }) => type === "webhook-received")).toMatchObject([
      { connection: "north", events: 2 },
      { connection: "south", events: 2 },
    ]);
  });

  it("acknowledges what is of no account that it knows, and asks nobody", async () => {
    expect((await shared().handle(delivery([{ ...changed("h1"), account: "gone" }]))).status).toBe(200);
    await settled();
    expect(reports).toEqual([{ type: "webhook-refused", connection: "north", reason: "account" }]);
    expect(vendor.requests()).toEqual([]);
  });

  it("is called by its own name alone", async () => {
    expect((await shared().handle(delivery([changed("h1")], { name: "north" }))).status).toBe(404);
  });

  it.each([
    ["another secret", { secret: "another" }, /shares its address with "north", which is of another app/],
    ["no account", { account: undefined }, /"south" shares its address. Give its account/],
  ])("refuses a connection of %s", (_, changes, says) => {
    expect(() => shared(changes)).toThrow(says);
  });
});

describe("events", () => {
  beforeEach(async () => {
    await run();
    vendor.clock.now = new Date("2026-11-01T01:00:00Z");
    vendor.requests();
  });

  it("that come twice are applied once", async () => {
    const at = receiver();
    vendor.change("h3", { title: "new" });
    await at.handle(delivery([changed("h3")]));
    await settled();
    expect((await at.handle(delivery([changed("h3")]))).status).toBe(200);
    await settled();
    expect(vendor.requests()).toEqual(["/hides/h3"]);
    expect(reports.at(-1)).toEqual({ type: "webhook-refused", connection: "tan", reason: "duplicate" });
  });

  it("in any order end in what the vendor has", async () => {
    vendor.change("h3", { title: "new" });
    vendor.state.hides = vendor.state.hides.filter(({ id }) => id !== "h4");
    const at = receiver();
    // Deleted and restored: the news of the restoration overtook that of the deletion.
    for (const events of [[deleted("h4")], [changed("h4")], [changed("h3")], [deleted("h3")]]) {
      await at.handle(delivery(events));
    }
    await settled();
    const byEvents = titles();
    expect(byEvents).toEqual(atTheVendor());
    await run();
    expect(titles()).toEqual(byEvents);
  });

  it("are not lost when the process ends between the answer and the work", async () => {
    vendor.change("h3", { title: "new" });
    const other = sqliteStore(path);
    // The lease of a sync elsewhere keeps the receiver from its work until it ends.
    const lease = await other.lease("tan");
    expect((await receiver().handle(delivery([changed("h3")]))).status).toBe(200);
    await settled();
    await store.close();
    expect(titles()["h3"]).toBe("Da bò 3");
    await lease.release();
    await other.close();

    store = sqliteStore(path);
    await receiver().apply();
    expect(titles()["h3"]).toBe("new");
    expect(await store.queued("tan", 10)).toEqual([]);
  });

  it("wait for a sync under way, which goes on undisturbed", async () => {
    vendor.change("h3", { title: "new" });
    const other = sqliteStore(path);
    const lease = await other.lease("tan");
    const at = receiver();
    await at.handle(delivery([changed("h3")]));
    await settled();
    expect(reports.at(-1)).toEqual({ type: "webhook-waiting", connection: "tan", reason: "conflict" });
    await lease.release();
    await other.close();
    expect((await run()).isComplete).toBe(true);
    await at.apply();
    expect(titles()).toEqual(atTheVendor());
  });

  it("stay where the vendor cannot be asked, and are applied when it can", async () => {
    vendor.change("h3", { title: "new" });
    vendor.sandbox.faults.inject({ kind: "status", status: 503 });
    const at = receiver();
    await at.handle(delivery([changed("h3")]));
    await settled();
    expect(reports.at(-1)).toEqual({ type: "webhook-waiting", connection: "tan", reason: "unavailable" });
    vendor.sandbox.faults.clear();
    await at.apply();
    expect(titles()["h3"]).toBe("new");
  });

  it("of a record that cannot be read hold up no others", async () => {
    vendor.change("h3", { title: 3 });
    vendor.change("h4", { title: "new" });
    await receiver().handle(delivery([changed("h3"), changed("h4")]));
    await settled();
    expect(reports.at(-1)).toMatchObject({ type: "webhook-applied", stored: 1, left: 1 });
    expect(await store.queued("tan", 10)).toEqual([]);
  });

  it("that could not be read for an hour are left to the next sync", async () => {
    vendor.sandbox.faults.inject({ kind: "status", status: 503 });
    const receivedAt = new Date(Date.now() - 3_700_000).toISOString();
    await store.enqueue("tan", { id: "old", events: [changed("h3")], receivedAt });
    await receiver().apply();
    expect(reports).toMatchObject([{ type: "webhook-applied", stored: 0, left: 1 }]);
    vendor.sandbox.faults.clear();
  });

  it("of what is read by listings alone have the listing read, where that takes one request", async () => {
    vendor.state.sheds = [{ id: "s1", name: "Bắc mới" }, ...vendor.state.sheds.slice(2)];
    await receiver().handle(delivery([changed("s1", "sheds"), deleted("s2", "sheds"), changed("x", "unheard-of")]));
    await settled();
    expect(reports.at(-1)).toMatchObject({ resource: "sheds", stored: 1, deleted: 1, left: 0 });
    const reader = openReader(path);
    expect([...reader.query("select id, name from locations order by id").rows].map((row) => ({ ...row }))).toEqual([
      { id: "s1", name: "Bắc mới" },
      { id: "s3", name: "Nam" },
    ]);
    reader.close();
  });

  it("that were missed are made good by the next sync, from where the last one ended", async () => {
    vendor.change("h3", { title: "new" });
    vendor.change("h5", { title: "newer" });
    await receiver().handle(delivery([changed("h5")]));
    await settled();
    await run();
    expect(titles()).toEqual(atTheVendor());
  });
});
