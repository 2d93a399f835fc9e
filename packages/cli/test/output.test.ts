import { expect, test } from "vitest";
import { csvLine } from "../src/output/csv.ts";
import { table } from "../src/output/table.ts";

test("a table aligns wide characters, and numbers to the right", () => {
  expect(
    table(
      ["name", "total"],
      [
        ["Cà phê", "1250000.5"],
        ["咖啡", "-3"],
        ["two\nlines\u0007", null],
      ],
    ),
  ).toEqual([
    "name            total",
    "──────────  ─────────",
    "Cà phê      1250000.5",
    "咖啡               -3",
    "two↵lines",
  ]);
});

test("a column with a text in it is no column of numbers", () => {
  expect(table(["code"], [["0901"], ["7"]])).toEqual(["code", "────", "0901", "7"]);
});

test("CSV as RFC 4180 has it", () => {
  expect(csvLine(["plain", 'say "no"', "a,b", "two\r\nlines", "", null, 1.5])).toBe(
    'plain,"say ""no""","a,b","two\r\nlines",,,1.5',
  );
});
