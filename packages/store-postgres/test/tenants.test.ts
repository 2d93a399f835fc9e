import { entityTables } from "@opensme/sync/sql";
import { beforeAll, describe, expect, it } from "vitest";
import { gone, order, orders, page, reject } from "../../sync/test/store/pages.ts";
import { openReader, postgresStore, postgresStores } from "../src/index.ts";
import { type TestDatabase, testDatabase } from "./postgres.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  for (const tenant of ["acme", "o'hara\\"]) {
    const store = await postgresStore(database.address, { tenant });
    await store.lease("shop");
    await store.apply(page([order("1", { number: `of ${tenant}`, lines: [{ code: tenant }] }), reject({}, "2")]));
    await store.apply(page([order("3"), gone("3")]));
    await store.enqueue("shop", { id: "d", events: [], receivedAt: "2026-11-01T00:00:00.000Z" });
    await store.beginSweep(orders);
    await store.apply(page([order("1", { number: `of ${tenant}`, lines: [{ code: tenant }] })], { state: sweeping }));
    await store.close();
  }
}, 120_000);

const sweeping = { mapping: "1.0.0", pass: { sweeps: true } };

/** Every table with a tenant. */
const guarded = `select c.oid, c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> '_layout'`;

describe("tenants", () => {
  it("share a database through a user that row-level security holds for", async () => {
    expect(await database.sql("select rolsuper, rolbypassrls from pg_roles where rolname = current_user")).toEqual([
      { rolsuper: "f", rolbypassrls: "f" },
    ]);
  });

  it("see their own rows in every table, whatever the query, and nobody's without a tenant", async () => {
    const tables = (await database.sql(guarded)).map(({ name }) => String(name));
    const filled: string[] = [];
    for (const table of tables) {
      const tenants = `select distinct tenant from ${table}`;
      const own = await database.sql(tenants, "acme");
      if (own.length > 0) filled.push(table);
      for (const { tenant } of own) expect(tenant, table).toBe("acme");
      for (const { tenant } of await database.sql(tenants, "o'hara\\")) expect(tenant, table).toBe("o'hara\\");
      expect(await database.sql(tenants, ""), table).toEqual([]);
      expect(await database.sql(tenants, "other"), table).toEqual([]);
    }
    expect(filled).toEqual(
      expect.arrayContaining(["orders", "order_lines", "_streams", "_rejects", "_deletions", "_deliveries", "_sweep"]),
    );
  });

  it("cannot write, change or delete a row of another", async () => {
    await expect(
      database.sql("insert into _unknown_fields values ('acme', 'shop', 'orders', 'x', now())", "other"),
    ).rejects.toThrow("violates row-level security policy");
    await expect(database.sql("update orders set tenant = 'other'", "acme")).rejects.toThrow(
      "violates row-level security policy",
    );
    await database.sql("update orders set number = 'stolen'", "other");
    await database.sql("delete from orders where tenant = 'acme'", "other");
    expect(await database.sql("select number from orders", "acme")).toEqual([{ number: "of acme" }]);
  });

  it("have readers of their own", async () => {
    const reader = await openReader(database.address, { tenant: "o'hara\\" });
    const { rows } = await reader.query("select number, code from orders join order_lines on order_id = orders.id");
    expect(await Array.fromAsync(rows)).toEqual([{ number: "of o'hara\\", code: "o'hara\\" }]);
    expect(await reader.status()).toMatchObject([{ records: 1, rejects: 1 }]);
    expect((await reader.tables()).find(({ name }) => name === "orders")?.rows).toBe(1);
    expect(await reader.rejects()).toHaveLength(1);
    await reader.close();
  });

  it("are names, and not everything is one", async () => {
    for (const tenant of ["", "x".repeat(101), "a\0b"]) {
      await expect(postgresStore(database.address, { tenant })).rejects.toMatchObject({ code: "config" });
    }
  });
});

describe("every table", () => {
  it("has row-level security, which its owner obeys too", async () => {
    const tables = await database.sql(
      `select t.name, relrowsecurity, relforcerowsecurity, (select string_agg(pg_get_expr(polqual, polrelid), ' or ') from pg_policy where polrelid = t.oid) as policy
       from (${guarded}) t join pg_class c on c.oid = t.oid`,
    );
    expect(tables.length).toBeGreaterThan(entityTables.length);
    for (const table of tables) {
      expect(table).toMatchObject({
        relrowsecurity: "t",
        relforcerowsecurity: "t",
        policy: "(tenant = current_setting('opensme.tenant'::text, true))",
      });
    }
  });

  it("is keyed by tenant and connection, in every index, so that one shard or partition holds a tenant", async () => {
    const indexes = await database.sql(
      `select i.indexrelid::regclass::text as name, array_agg(a.attname::text order by k.place)::text as columns
       from (${guarded}) t join pg_index i on i.indrelid = t.oid
       cross join lateral unnest(i.indkey::int[]) with ordinality as k(attnum, place)
       join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum group by 1`,
    );
    // What is counted for a tenant as a whole has no connection.
    const ofTheTenant = ["_changes_pkey", "_change_count_pkey"];
    for (const { name, columns } of indexes) {
      expect(columns, String(name)).toMatch(ofTheTenant.includes(String(name)) ? /^\{tenant/ : /^\{tenant,connection/);
    }
    expect(indexes.length).toBeGreaterThan(entityTables.length);
  });

  it("share the connections of a process, and nothing else", async () => {
    const fresh = await testDatabase();
    const stores = await postgresStores(fresh.address, { connections: 1 });
    const names = ["acme", "bistro"];
    const fill = async (tenant: string): Promise<void> => {
      const store = stores.of(tenant);
      await store.lease("shop");
      await store.apply(page([order("1", { number: tenant })]));
      await store.close();
    };
    await Promise.all(names.map(fill));
    for (const tenant of names)
      expect(await fresh.sql("select number from orders", tenant)).toEqual([{ number: tenant }]);
    expect(await fresh.sql("select * from _leases", "acme")).toEqual([]);
    const [{ count } = {}] = await fresh.sql(
      "select count(*)::int from pg_stat_activity where datname = current_database() and application_name = 'opensme'",
    );
    expect(count).toBe(1);

    const closed = stores.of("acme");
    await closed.close();
    await expect(closed.status()).rejects.toThrow();
    expect(await stores.of("acme").status()).toHaveLength(1);
    await stores.close();
  });

  it("stands by itself: no foreign keys, sequences, views or triggers tie tenants together", async () => {
    expect(await database.sql("select conname from pg_constraint where contype = 'f'")).toEqual([]);
    expect(await database.sql("select tgname from pg_trigger")).toEqual([]);
    expect(
      await database.sql(
        "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind not in ('r', 'i')",
      ),
    ).toEqual([]);
  });

  it("says what it and its columns mean", async () => {
    const silent = await database.sql(
      `select t.name from (${guarded}) t where obj_description(t.oid, 'pg_class') is null`,
    );
    expect(silent).toEqual([]);
    const [total] = await database.sql(
      "select col_description('orders'::regclass, attnum) as text from pg_attribute where attrelid = 'orders'::regclass and attname = 'total'",
    );
    expect(total).toEqual({ text: "What the customer has to pay" });
  });
});
