import type { Column } from "./layout.ts";

/** Writes a value, or what is inside it, into its places in a row. */
export type Put<Cell> = (value: unknown, row: Cell[]) => void;

/** How a column's values become what the database takes; undefined where they are it already. */
type CellOf<Cell> = (column: Column) => ((value: unknown) => Cell) | undefined;

interface Leaf<Cell> {
  readonly path: readonly string[];
  readonly put: Put<Cell>;
}

const putCell = <Cell>(at: number, cell: ((value: unknown) => Cell) | undefined): Put<Cell> =>
  cell
    ? (value, row) => {
        row[at] = cell(value);
      }
    : (value, row) => {
        row[at] = value as Cell;
      };

const putObject = <Cell>(leaves: readonly Leaf<Cell>[], depth: number): Put<Cell> => {
  const fields = [...Map.groupBy(leaves, ({ path }) => path[depth] ?? "")].map(([key, [first, ...rest]]) => ({
    key,
    put: first && first.path.length === depth + 1 ? first.put : putObject(first ? [first, ...rest] : [], depth + 1),
  }));
  return (value, row) => {
    for (const { key, put } of fields) {
      const inner = (value as Record<string, unknown>)[key];
      if (inner !== undefined) put(inner, row);
    }
  };
};

/** Makes the function that lays a record, or a member of one of its lists, into the row of its table. */
export const binder = <Cell>(columns: readonly Column[], cellOf: CellOf<Cell>): Put<Cell> =>
  putObject(
    columns.flatMap((column, at) => (column.path ? [{ path: column.path, put: putCell(at, cellOf(column)) }] : [])),
    0,
  );

/** Makes the function that reads a record, or a member of one of its lists, back from the row of its table. */
export const unbinder = <Cell>(
  columns: readonly Column[],
  fromCell: (column: Column) => ((cell: Cell) => unknown) | undefined,
): ((row: readonly Cell[]) => Record<string, unknown>) => {
  const leaves = columns.flatMap(({ path }, at) => {
    const column = columns[at];
    return path && column ? [{ at, inner: path.slice(0, -1), key: path.at(-1) ?? "", value: fromCell(column) }] : [];
  });
  return (row) => {
    const record: Record<string, unknown> = {};
    for (const { at, inner, key, value } of leaves) {
      const cell = row[at];
      if (cell === null || cell === undefined) continue;
      let object = record;
      for (const step of inner) {
        object[step] ??= {};
        object = object[step] as Record<string, unknown>;
      }
      object[key] = value ? value(cell) : cell;
    }
    return record;
  };
};
