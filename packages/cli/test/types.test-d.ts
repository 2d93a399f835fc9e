import { defineConnector, listing, resource, secret, single } from "@opensme/core";
import { test } from "vitest";
import * as z from "zod";
import { connection, defineConfig } from "../src/config/define.ts";

const Row = z.looseObject({ id: z.int(), name: z.string() });
const contacts = resource({ entity: "contact", raw: Row }).define({
  id: (row) => row.id,
  read: (row) => ({ name: row.name }),
  list: listing({
    path: "/contacts",
    page: z.array(z.unknown()),
    items: (page) => page,
    paging: single(),
    deletes: "never",
  }),
});
const users = resource({ entity: "user", raw: Row }).define({
  id: (row) => row.id,
  read: (row) => ({ name: row.name }),
  get: { path: (id) => `/users/${id}` },
});
const base = {
  spec: 1,
  name: "x",
  version: "1.0.0",
  categories: [],
  countries: [],
  http: { baseUrl: "https://api.shop.example", auth: () => ({ kind: "none" as const }) },
  check: { path: "/", identity: () => ({}) },
} as const;
const shop = defineConnector({
  ...base,
  id: "shop",
  config: z.strictObject({ retailer: z.string(), clientSecret: secret(z.string()), pageSize: z.int().default(100) }),
  resources: { contacts, users },
});
const books = defineConnector({
  ...base,
  id: "books",
  config: z.strictObject({ tenant: z.string() }),
  resources: { contacts },
});

test("each connection is checked against its connector", () => {
  defineConfig({
    store: "company.db",
    connections: {
      shop: {
        connector: shop,
        config: { retailer: "a", clientSecret: "b" },
        streams: ["contacts"],
        gateway: "http://127.0.0.1:1",
        sensitive: true,
      },
      second: { connector: shop, config: { retailer: "a", clientSecret: "b", pageSize: 10 } },
      books: { connector: books, config: { tenant: "t" } },
      apart: connection(books, { config: { tenant: "t" } }),
    },
  });

  defineConfig({
    store: "company.db",
    connections: {
      // @ts-expect-error a field of the connector's config is missing
      shop: { connector: shop, config: { retailer: "a" } },
      books: { connector: books, config: { tenant: "t" } },
    },
  });

  defineConfig({
    store: "company.db",
    // @ts-expect-error a misspelt field
    connections: { books: { connector: books, config: { tenant: "t", tennant: "t" } } },
  });

  defineConfig({
    store: "company.db",
    // @ts-expect-error the config of another connector
    connections: { books: { connector: books, config: { retailer: "a", clientSecret: "b" } } },
  });

  defineConfig({
    store: "company.db",
    connections: {
      // @ts-expect-error there is no such resource
      shop: { connector: shop, config: { retailer: "a", clientSecret: "b" }, streams: ["contact"] },
    },
  });

  defineConfig({
    store: "company.db",
    connections: {
      // @ts-expect-error a resource without a listing cannot be synced
      shop: { connector: shop, config: { retailer: "a", clientSecret: "b" }, streams: ["users"] },
    },
  });

  // @ts-expect-error the store is missing
  defineConfig({ connections: {} });
});

test("a connection written apart is checked too", () => {
  // @ts-expect-error a field of the wrong type
  connection(books, { config: { tenant: 1 } });
  // @ts-expect-error a misspelt field
  connection(books, { config: { tenant: "t", tennant: "t" } });
});
