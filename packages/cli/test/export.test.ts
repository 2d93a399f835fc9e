import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { beforeAll, describe, expect, test } from "vitest";
import { type Shop, shop } from "./project.ts";

let filled: Shop;
beforeAll(async () => {
  filled = await shop();
  expect((await filled.run(["sync"])).code).toBe(0);
});

const written = (folder: string, file: string): string => readFileSync(join(filled.folder, folder, file), "utf8");

describe("opensme export", () => {
  test("writes every table that holds something as CSV, and says how many rows", async () => {
    const { code, stdout, stderr } = await filled.run(["export"]);
    expect(code).toBe(0);
    const files = readdirSync(join(filled.folder, "export")).sort();
    expect(files).toContain("contacts.csv");
    expect(files.every((file) => file.endsWith(".csv"))).toBe(true);
    const count = Number(filled.ask("select count(*) as count from contacts")[0]?.["count"]);
    expect(written("export", "contacts.csv").trimEnd().split("\n")).toHaveLength(count + 1);
    expect(stdout).toMatch(new RegExp(`contacts\\.csv +${count}`));
    expect(stderr).toContain(`${files.length} files in export`);
    expect(written("export", "contacts.csv")).not.toContain("_raw");
  });

  test("NDJSON holds the same values as the database, each as the model means it", async () => {
    await filled.run(["export", "items", "--format", "ndjson", "--output", "out", "--raw"]);
    expect(readdirSync(join(filled.folder, "out"))).toEqual(["items.ndjson"]);
    const rows = written("out", "items.ndjson")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const stored = filled.ask("select id, name, price, _raw from items order by id");
    expect(stored.length).toBeGreaterThan(0);
    expect(rows.map(({ id }) => id).sort()).toEqual(stored.map(({ id }) => id));
    for (const { id, name, price, _raw } of stored) {
      const row = rows.find((one) => one.id === id);
      expect(row).toMatchObject({ name, _raw: JSON.parse(String(_raw)) });
      expect(row.price).toBe(price === null ? undefined : String(price));
    }
  });

  test("Parquet has types: decimals, instants, booleans", async () => {
    const { code } = await filled.run(["export", "items", "-f", "parquet", "-o", "lake"]);
    expect(code).toBe(0);
    const file = await asyncBufferFromFile(join(filled.folder, "lake", "items.parquet"));
    const rows = await parquetReadObjects({ file });
    const stored = filled.ask("select id, price, _fetched_at from items order by id");
    expect(rows).toHaveLength(stored.length);
    for (const { id, price, _fetched_at } of stored) {
      const row = rows.find((one) => one["id"] === id);
      if (price !== null) expect(row?.["price"]).toBeCloseTo(Number(price), 6);
      expect(row?.["_fetched_at"]).toEqual(new Date(String(_fetched_at)));
    }
  });

  test("says which tables and formats there are", async () => {
    const table = await filled.run(["export", "itmes"]);
    expect(table).toMatchObject({ code: 2, stdout: "" });
    expect(table.stderr).toContain('There is no table "itmes"');
    const format = await filled.run(["export", "--format", "xlsx"]);
    expect(format).toMatchObject({ code: 2, stdout: "" });
    expect(format.stderr).toContain("csv, ndjson, parquet");
  });
});
