import { absolute, codec, fields, negate, row, sum } from "@opensme/core";
import * as z from "zod";

/** A word of which only some are looked for, in small letters. */
const smallLetters = z.codec(z.string(), z.string(), {
  decode: (wire) => wire.toLowerCase(),
  encode: (known) => known,
});

/**
 * What tells whether a transaction is money. A paid order has two rows of one amount, "pending" and the "capture" of it: only the second is. What is given
 * back is negative. https://docs.haravan.com/docs/omni-apis/transactions/
 */
export const Entry = row({
  ...fields(codec.identifier, "id", "parent_id"),
  ...fields(smallLetters, "kind", "status"),
  amount: codec.decimal,
  test: z.boolean(),
});

type Entry = z.output<typeof Entry>;

/** What is to be paid, or was put aside, and what takes that back. */
const noMoney = ["pending", "authorization", "void"];

/** Tests of a gateway are no money. */
export const isMoney = ({ kind, test }: Entry): boolean => !noMoney.includes(kind ?? "") && test !== true;

/** The id of the row that voided another, by the id of that other. */
export const voidsAmong = (entries: readonly Entry[]): ReadonlyMap<string, string> =>
  new Map(
    entries.flatMap(({ kind, parent_id, id }): [string, string][] =>
      kind === "void" && parent_id && id ? [[parent_id, id]] : [],
    ),
  );

/** Nothing stands for what went well in the admin, Vietnamese for what was given back there. */
const went = ["", "success", "thành công"];

/** What came in less what went back; undefined where no row tells of money. */
export const paidIn = (entries: readonly Entry[]): string | undefined => {
  const voids = voidsAmong(entries);
  const counted = new Map(
    entries
      .filter((entry) => isMoney(entry) && !voids.has(entry.id ?? "") && went.includes(entry.status ?? ""))
      .map(({ id, kind, amount }) => [id, signed(kind, amount)]),
  );
  return counted.size > 0 ? sum(...counted.values()) : undefined;
};

const signed = (kind: string | null | undefined, amount: string | null | undefined): string => {
  if (kind === "refund") return negate(absolute(amount || "0"));
  return kind === "capture" || kind === "sale" ? amount || "0" : "0";
};
