import { absolute, codec, fields, negate, row, sum } from "@opensme/core";
import * as z from "zod";

/**
 * What tells whether a transaction is money. A paid order has two rows of one amount, "pending" and the "capture" of it: only the second is. What is given
 * back is negative. https://docs.haravan.com/docs/omni-apis/transactions/
 */
export const Entry = row({
  ...fields(codec.identifier, "id", "parent_id"),
  // What is to be paid, or was put aside, and what takes that back, are no money.
  kind: codec.meanings({
    in: ["capture", "sale"],
    out: ["refund"],
    owed: ["pending", "authorization"],
    void: ["void"],
  }),
  // Nothing stands for what went well in the admin, Vietnamese for what was given back there.
  status: codec.meanings({ done: ["success", "thành công"] }),
  amount: codec.decimal,
  test: z.boolean(),
});

type Entry = z.output<typeof Entry>;

/** Tests of a gateway are no money. */
export const isMoney = ({ kind, test }: Entry): boolean => kind !== "owed" && kind !== "void" && test !== true;

/** The id of the row that voided another, by the id of that other. */
export const voidsAmong = (entries: readonly Entry[]): ReadonlyMap<string, string> =>
  new Map(
    entries.flatMap(({ kind, parent_id, id }): [string, string][] =>
      kind === "void" && parent_id && id ? [[parent_id, id]] : [],
    ),
  );

/** What came in less what went back; undefined where no row tells of money. */
export const paidIn = (entries: readonly Entry[]): string | undefined => {
  const voids = voidsAmong(entries);
  const counted = new Map(
    entries
      .filter((entry) => isMoney(entry) && !voids.has(entry.id ?? "") && (entry.status || "done") === "done")
      .map(({ id, kind, amount }) => [id, signed(kind, amount || "0")]),
  );
  return counted.size > 0 ? sum(...counted.values()) : undefined;
};

const signed = (kind: Entry["kind"], amount: string): string =>
  kind === "out" ? negate(absolute(amount)) : kind === "in" ? amount : "0";
