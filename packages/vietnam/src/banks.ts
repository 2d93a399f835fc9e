import { type Bank, bankTable } from "./bank-table.ts";
import { withoutAccents } from "./text.ts";

/** Every bank; where one was renamed, both names under its BIN, the present one first. */
export const banks = (): readonly Bank[] => bankTable;

const keyOf = (text: string): string =>
  withoutAccents(text)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");

/** Finds a bank by its BIN, code, SWIFT code or name, however it is written. */
export const findBank = (text: string): Bank | undefined => {
  const key = keyOf(text);
  if (key === "") return undefined;
  return bankTable.find(({ bin, code, shortName, name, swift = "" }) =>
    [bin, code, shortName, name, swift].some((each) => keyOf(each) === key),
  );
};
