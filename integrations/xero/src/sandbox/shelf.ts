import type { Entry, Shelf } from "./records.ts";

export const shelf = <Row extends Entry>(make: () => Row[]): Shelf<Row> => {
  let rows: Map<string, Row> | undefined;
  const all = (): Map<string, Row> =>
    (rows ??= new Map(
      make()
        .sort((one, other) => (one.id < other.id ? -1 : 1))
        .map((row) => [row.id, row]),
    ));
  return { all, add: (row) => void all().set(row.id, row) };
};
