import { type Change, connect, type Json } from "@opensme/core";
import { sampleCompany } from "@opensme/testing";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { shopify } from "../src/index.ts";
import { access } from "../src/sandbox/wire.ts";
import { all, asked, open } from "./vendor.ts";

const company = sampleCompany({ orders: 40 });

/** What waits, does so in no time. */
const clock = { now: () => Date.now(), sleep: async (_: number, signal?: AbortSignal) => signal?.throwIfAborted() };

/** A shop with more customers and products than are read page by page. */
const openLarge = (options: Parameters<typeof open>[0] = {}, connection: Parameters<typeof open>[1] = {}) => {
  const { vendor, client } = open({ company, ...options }, { clock, ...connection });
  for (let count = 0; count < 5_000; count += 1) vendor.control.insert("customers");
  for (let count = 0; count < 400; count += 1) vendor.control.insert("items");
  return { vendor, client };
};

const kindsOf = (vendor: ReturnType<typeof open>["vendor"]): string[] =>
  asked(vendor).map(({ query }) => /^\w+ (\w+)/.exec(query)?.[1] ?? query);

const records = async <Entity extends "item" | "order">(list: AsyncIterable<Change<Entity>>) =>
  Object.fromEntries((await all(list)).flatMap((change) => (change.type === "upsert" ? [[change.id, change]] : [])));

describe("a first read of many records", () => {
  it("of customers is one file, with what pages would have given", async () => {
    const { vendor, client } = openLarge();
    const found = await all(client.customers.list());
    expect(kindsOf(vendor)).toEqual(["customersCount", "bulkOperationRunQuery", ...Array(2).fill("bulkOperation")]);
    expect(found.every(({ type }) => type === "upsert")).toBe(true);
    expect(found.map(({ id }) => id)).toEqual(vendor.control.ids("customers"));
    const paged = new Map(
      (await all(client.customers.list({ since: "2000-01-01T00:00:00Z" }))).map((one) => [one.id, one]),
    );
    for (const change of found) {
      const other = paged.get(change.id);
      expect(change.type === "upsert" && change.record).toEqual(other?.type === "upsert" && other.record);
    }
    expect(found.some((change) => change.type === "upsert" && (change.record.addresses?.length ?? 0) > 0)).toBe(true);
  }, 60_000);

  it("of items is one file, in which each variant tells of its product and its first picture", async () => {
    const { vendor, client } = openLarge();
    const found = await records(client.items.list());
    expect(kindsOf(vendor)).toEqual(["productsCount", "bulkOperationRunQuery", ...Array(2).fill("bulkOperation")]);
    expect(Object.keys(found).sort()).toEqual([...vendor.control.ids("items")].sort());
    const paged = await records(client.items.list({ since: "2000-01-01T00:00:00Z" }));
    expect(found).toEqual(paged);
    const images = Object.values(found).map(({ record }) => record.images?.length ?? 0);
    expect(Math.max(...images)).toBe(2);
  }, 60_000);

  it("of orders is one file, beside which is asked what has no ids, for many orders at once", async () => {
    const { vendor, client } = open(
      { company: sampleCompany({ orders: 710 }) },
      { clock, config: { ...access, staff: true } },
    );
    const found = await records(client.orders.list());
    const asked = kindsOf(vendor);
    expect(asked.slice(0, 2)).toEqual(["ordersCount", "bulkOperationRunQuery"]);
    expect(asked.filter((kind) => kind === "nodes")).toHaveLength(15);
    expect(Object.keys(found).sort()).toEqual([...vendor.control.ids("orders")].sort());
    const paged = await records(client.orders.list({ since: "2000-01-01T00:00:00Z" }));
    for (const [id, { record }] of Object.entries(found)) expect(record).toEqual(paged[id]?.record);
    const all = Object.values(found).map(({ record }) => record);
    expect(all.some(({ charges }) => charges?.length)).toBe(true);
    expect(all.some(({ lines }) => (lines?.length ?? 0) > 1)).toBe(true);
    expect(all.some(({ seller }) => seller)).toBe(true);
  }, 60_000);

  it("leaves out an order that is gone when it is asked what stands beside the file", async () => {
    const { vendor, client } = open({ company: sampleCompany({ orders: 710 }) }, { clock });
    const Nodes = z.looseObject({ data: z.looseObject({ nodes: z.array(z.unknown()) }) });
    const withoutFirst = (body: unknown): unknown => {
      const { data, ...rest } = Nodes.parse(body);
      return { ...rest, data: { nodes: [null, ...data.nodes.slice(1)] } };
    };
    vendor.faults.inject({ kind: "edit", after: 6, edit: withoutFirst });
    expect(Object.keys(await records(client.orders.list()))).toHaveLength(709);
  }, 60_000);

  it("goes to where the file lies without Shopify's token", async () => {
    const { vendor, client } = openLarge();
    for await (const { cursor } of client.items.list().pages()) if (cursor === undefined) break;
    const download = vendor.exchanges.find(({ request }) => request.url.startsWith("https://storage.googleapis.com/"));
    expect(download?.response.status).toBe(200);
    expect(Object.keys(download?.request.headers ?? {})).not.toContain("x-shopify-access-token");
  });

  it("is resumed from every place with the same operation, and begins another where that is over", async () => {
    const { vendor, client } = openLarge();
    const cursors: (Json | undefined)[] = [];
    const ids: (string | undefined)[] = [];
    for await (const { cursor, changes } of client.customers.list().pages()) {
      cursors.push(cursor);
      ids.push(...changes.map(({ id }) => id));
    }
    expect(cursors.length).toBeGreaterThan(10);
    for (const place of [0, 4, cursors.length - 2]) {
      vendor.exchanges.length = 0;
      const rest = await all(client.customers.list({ cursor: JSON.parse(JSON.stringify(cursors[place])) }));
      expect(rest.map(({ id }) => id)).toEqual(ids.slice(place * 500));
      expect(kindsOf(vendor)).toEqual(["bulkOperation"]);
    }
    vendor.exchanges.length = 0;
    const cursor = { ...z.record(z.string(), z.json()).parse(cursors[4]), job: "gid://shopify/BulkOperation/1" };
    expect((await all(client.customers.list({ cursor }))).map(({ id }) => id)).toEqual(ids);
    expect(kindsOf(vendor)).toEqual(["bulkOperation", "bulkOperationRunQuery", ...Array(2).fill("bulkOperation")]);
  }, 60_000);

  it("begins another when a file of an earlier read has expired", async () => {
    let now = new Date(company.now);
    const lasting = { shop: access.shop, accessToken: "shpat_sandbox00000001" };
    const { vendor, client } = openLarge({ now: () => now }, { config: lasting, pageSize: 100 });
    let cursor: Json | undefined;
    for await (const page of client.items.list().pages()) {
      cursor = page.cursor;
      if (page.changes.length > 0) break;
    }
    expect(cursor).toMatchObject({ seen: 88 });
    now = new Date(now.getTime() + 8 * 86_400_000);
    vendor.exchanges.length = 0;
    expect(await all(client.items.list({ cursor }))).toHaveLength(vendor.control.ids("items").length);
    expect(kindsOf(vendor)).toEqual(["bulkOperation", "bulkOperationRunQuery", ...Array(2).fill("bulkOperation")]);
  });

  it("waits while the app has as many operations under way as it may", async () => {
    const { vendor, client } = openLarge();
    const begin =
      'mutation { bulkOperationRunQuery(query: "{ orders { edges { node { id } } } }") { bulkOperation { id } userErrors { code message } } }';
    const begun: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      const { body } = await client.request({ path: "/graphql.json", method: "post", body: { query: begin } });
      const operation = z.looseObject({
        data: z.looseObject({
          bulkOperationRunQuery: z.looseObject({ bulkOperation: z.looseObject({ id: z.string() }) }),
        }),
      });
      begun.push(operation.parse(body).data.bulkOperationRunQuery.bulkOperation.id);
    }
    await expect(
      client.request({ path: "/graphql.json", method: "post", body: { query: begin } }),
    ).rejects.toMatchObject({
      vendorCode: "LIMIT_REACHED",
    });
    let waits = 0;
    const cancel = `mutation { bulkOperationCancel(id: "${begun[0]}") { bulkOperation { id } userErrors { message } } }`;
    const waiting = {
      now: () => Date.now(),
      async sleep() {
        if (++waits === 2) await client.request({ path: "/graphql.json", method: "post", body: { query: cancel } });
      },
    };
    vendor.exchanges.length = 0;
    const again = connect(shopify, { config: { ...access }, retries: 0, clock: waiting });
    expect(await all(again.items.list())).toHaveLength(vendor.control.ids("items").length);
    expect(waits).toBeGreaterThan(2);
  });

  it.each([
    ["FAILED", "ACCESS_DENIED", "permission"],
    ["FAILED", "TIMEOUT", "timeout"],
    ["FAILED", "INTERNAL_SERVER_ERROR", "unavailable"],
    ["CANCELED", null, "unavailable"],
  ])("that ends as %s with %s is an error with Shopify's word", async (status, errorCode, code) => {
    const { vendor, client } = openLarge();
    const answer = {
      data: {
        bulkOperation: { id: "1", status, errorCode, rootObjectCount: "3", url: null, partialDataUrl: "https://x" },
      },
    };
    vendor.faults.inject({ kind: "edit", edit: () => answer, after: 3 });
    const failure = await all(client.items.list()).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code,
      connector: "shopify",
      resource: "items",
      ...(errorCode && { vendorCode: errorCode }),
    });
    if (errorCode) expect(String(failure)).toContain(errorCode);
  });
});

describe("a read of few records, or of what changed", () => {
  it("is what a deep check asks for, however many records there are", async () => {
    const { vendor, client } = openLarge();
    expect((await client.check({ deep: true })).missing).toEqual([]);
    expect(kindsOf(vendor)).not.toContain("bulkOperationRunQuery");
  });

  it("goes page by page", async () => {
    const { vendor, client } = open({ company });
    await all(client.customers.list());
    await all(client.items.list({ since: "2026-10-01T00:00:00Z" }));
    expect(kindsOf(vendor)).not.toContain("bulkOperationRunQuery");
  });
});
