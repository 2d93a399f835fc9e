import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { afterAll, expect, test } from "vitest";
import { parquet } from "../src/export/parquet.ts";
import type { ExportColumn, ExportValue } from "../src/export/table.ts";

const folder = mkdtempSync(join(tmpdir(), "opensme-parquet-"));
afterAll(() => rmSync(folder, { recursive: true }));

const columns: ExportColumn[] = (["text", "decimal", "integer", "boolean", "instant", "date", "json"] as const).map(
  (type) => ({ name: type, type, description: type }),
);

const write = async (name: string, ...rows: ExportValue[][]): Promise<string> => {
  const file = join(folder, name);
  const given = async function* (): AsyncGenerator<ExportValue[]> {
    yield* rows;
  };
  expect(await parquet(file, { name: "things", columns, rows: given() })).toBe(rows.length);
  return file;
};

test("every type comes back as it was, and what is unknown stays so", async () => {
  const file = await asyncBufferFromFile(
    await write(
      "all.parquet",
      ["cà phê", "12.5", 3, false, "2026-10-31T02:00:00.000Z", "2026-10-31", { a: [1] }],
      [null, null, null, null, null, null, null],
      ["", "-0.05", 0, true, "1970-01-01T00:00:00.000Z", "1969-12-31", []],
    ),
  );
  const [full, empty, edge] = await parquetReadObjects({ file });
  expect(full).toEqual({
    text: "cà phê",
    decimal: expect.closeTo(12.5, 9),
    integer: 3n,
    boolean: false,
    instant: new Date("2026-10-31T02:00:00.000Z"),
    date: new Date("2026-10-31T00:00:00.000Z"),
    json: { a: [1] },
  });
  for (const { name } of columns) expect(empty?.[name] ?? null).toBeNull();
  expect(edge).toMatchObject({ text: "", decimal: expect.closeTo(-0.05, 9), integer: 0n, boolean: true, json: [] });
  expect(edge?.["date"]).toEqual(new Date("1969-12-31T00:00:00.000Z"));
});

test("a decimal keeps every digit, and one that DECIMAL cannot hold is told with its column", async () => {
  const digits = "12345678901234567890.123456789012345678";
  const file = await asyncBufferFromFile(await write("wide.parquet", [null, digits, null, null, null, null, null]));
  const metadata = await parquetMetadataAsync(file);
  const column = metadata.schema[2];
  expect(column).toMatchObject({ converted_type: "DECIMAL", precision: 38, scale: 18 });
  // This reader turns decimals into doubles; the bytes as they stand have every digit.
  delete column?.converted_type;
  delete column?.logical_type;
  const [row] = await parquetReadObjects({ file, metadata, utf8: false });
  expect(BigInt(`0x${Buffer.from(row?.["decimal"]).toString("hex")}`)).toBe(BigInt(digits.replace(".", "")));
  await expect(write("long.parquet", [null, `0.${"1".repeat(19)}`, null, null, null, null, null])).rejects.toThrow(
    /things\.decimal holds a number with more digits/,
  );
});

test("a table without rows is a file with its columns", async () => {
  const file = await asyncBufferFromFile(await write("none.parquet"));
  const { num_rows, schema } = await parquetMetadataAsync(file);
  expect(num_rows).toBe(0n);
  expect(schema.slice(1).map(({ name }) => name)).toEqual(columns.map(({ name }) => name));
});
