import type { Cell } from "./table.ts";

/** A CSV record as RFC 4180 has it, without the line break at its end. */
export const csvLine = (cells: readonly Cell[]): string => cells.map(field).join(",");

const field = (value: Cell): string => {
  const text = value === null || value === undefined ? "" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
