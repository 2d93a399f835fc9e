import type { Cell } from "./cells.ts";
import { type Grid, gridsIn, type Layout } from "./grid.ts";
import { addsUp, namesColumns } from "./names.ts";

/** A row of a table: its cells by the names of their columns. */
export interface Row {
  line: number;
  cells: Readonly<Record<string, Cell>>;
}

/** The rows of a table in a file. Throws where the sheet or one of the `expected` columns is missing. */
export const rowsIn = async (
  content: Uint8Array,
  path: string,
  layout: Layout,
  expected: readonly string[],
): Promise<Row[]> => {
  const grids = await gridsIn(content, path, layout);
  const grid = layout.sheet === undefined ? grids[0] : grids.find(({ sheet }) => sheet === layout.sheet);
  if (!grid)
    throw new Error(
      `there is no sheet "${layout.sheet}". It has: ${grids.map(({ sheet }) => sheet).join(", ")}. Correct \`sheet\` in the mapping`,
    );
  const names = namesIn(grid, path, layout);
  const missing = expected.find((column) => !names.includes(column));
  if (missing !== undefined)
    throw new Error(
      `line ${layout.headerRow ?? 1}: there is no column "${missing}". Correct \`columns\` or \`headerRow\` in the mapping`,
    );
  return bodyOf(grid, path, layout).map(({ line, cells }) => ({
    line,
    cells: Object.fromEntries(names.map((name, index) => [name, cells[index] ?? null])),
  }));
};

/** The names of a table's columns: the second of a name is `name (2)`, one without a name `column 3`. */
export const namesIn = (grid: Grid, path: string, layout: Layout): string[] => {
  const header = grid.rows.find(({ line }) => line === headerLine(path, layout));
  const seen = new Map<string, number>();
  return (header?.cells ?? []).map((cell, index) => {
    const name =
      String(cell ?? "")
        .normalize("NFC")
        .replace(/\s+/g, " ")
        .trim() || `column ${index + 1}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
};

/** What stands below the names of columns, but for a second line of them and rows that add up others. */
export const bodyOf = (grid: Grid, path: string, layout: Layout): Grid["rows"] => {
  const below = grid.rows.filter(({ line }) => line > headerLine(path, layout));
  return below.filter(({ cells }, index) => !addsUp(cells) && !(index === 0 && namesColumns(cells)));
};

/** The keys of JSON objects stand in each line; those of all are put before the first. */
const headerLine = (path: string, { headerRow = 1 }: Layout): number =>
  /\.(?:ndjson|jsonl)$/i.test(path) ? 0 : headerRow;
