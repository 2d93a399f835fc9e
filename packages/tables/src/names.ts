import { matchingKey } from "@opensme/vietnam";
import { entityKeys, fieldsOf } from "./fields.ts";

/** Whether a cell says one of these words, alone or in two languages as banks write them: `Số dư (VND)/ Balance`. Stars and what stands in brackets do not count. */
export const says = (cell: string, words: ReadonlySet<string> | readonly string[]): boolean => {
  const known = words instanceof Set ? words : new Set(words);
  const key = matchingKey(cell.replace(/\([^)]*\)|[*:/]/g, " "));
  const parts = key.split(" ");
  return parts.some((_, count) => {
    const [first, second] = [parts.slice(0, count + 1).join(" "), parts.slice(count + 1).join(" ")];
    return known.has(first) && (second === "" || known.has(second));
  });
};

/** All names of columns. */
const names = new Set(entityKeys.flatMap((entity) => Object.values(fieldsOf(entity)).flatMap(({ names }) => names)));

/** Whether a row names columns, as the second of two lines does that say so in one language each. */
export const namesColumns = (cells: readonly unknown[]): boolean =>
  cells.every((cell) => cell === null || String(cell).trim() === "" || says(String(cell), names));

/** What the first cell of a row says that adds up the others, or carries over. */
const sums = new Set(
  [
    "tong, tong cong, tong so, tong so tien, tong phat sinh, cong, cong phat sinh, cong phat sinh trong ky",
    "so du dau, so du dau ky, so du dau ngay, so du cuoi, so du cuoi ky, so du cuoi ngay",
    "total, totals, grand total, sum, opening balance, closing balance, ending balance",
  ].flatMap((words) => words.split(", ")),
);

/** Whether a row is no record, since it adds up others. */
export const addsUp = (cells: readonly unknown[]): boolean => {
  const first = cells.find((cell) => cell !== null && String(cell).trim() !== "");
  return says(String(first).replace(/\.+$/, ""), sums);
};
