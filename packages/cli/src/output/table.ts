import stringWidth from "string-width";

export type Cell = string | number | bigint | boolean | null | undefined;

/** Lines of a table with aligned columns, numbers to the right. A cell stays on one line, whatever is in it. */
export const table = (headings: readonly string[], rows: readonly (readonly Cell[])[]): string[] => {
  const texts = rows.map((row) => headings.map((_, column) => oneLine(row[column])));
  const widths = headings.map((heading, column) =>
    texts.reduce((widest, row) => Math.max(widest, stringWidth(row[column] ?? "")), stringWidth(heading)),
  );
  const numeric = headings.map(
    (_, column) => rows.some((row) => isPresent(row[column])) && rows.every((row) => isNumber(row[column])),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => {
        const space = " ".repeat(Math.max(0, (widths[column] ?? 0) - stringWidth(cell)));
        return numeric[column] ? space + cell : cell + space;
      })
      .join("  ")
      .trimEnd();
  return [line(headings), line(widths.map((width) => "─".repeat(width))), ...texts.map(line)];
};

const isPresent = (value: Cell): boolean => value !== null && value !== undefined && value !== "";

/** Decimals are text in the database, so that they stay exact. */
const isNumber = (value: Cell): boolean =>
  !isPresent(value) || typeof value !== "string" || /^-?(?:0|[1-9]\d{0,19})(?:\.\d+)?$/.test(value);

const oneLine = (value: Cell): string =>
  value === null || value === undefined
    ? ""
    : String(value)
        .replace(/\r\n|[\n\r]/g, "↵")
        .replace(/\p{Cc}/gu, " ");
