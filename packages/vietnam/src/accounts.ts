import { tt99, tt133, tt200 } from "./charts.ts";

/** The circulars that give companies their chart of accounts: TT200 until 2025, TT99 since 2026, TT133 for small and medium ones. */
export type Circular = "TT200" | "TT133" | "TT99";

/** An account of a circular, in the classes and kinds of the unified model. */
export interface ChartAccount {
  code: string;
  /** Vietnamese name. */
  name: string;
  class: "asset" | "liability" | "equity" | "revenue" | "expense" | "other";
  kind: AccountKind;
}

type AccountKind =
  | "bank"
  | "current-asset"
  | "fixed-asset"
  | "non-current-asset"
  | "inventory"
  | "prepayment"
  | "receivable"
  | "current-liability"
  | "non-current-liability"
  | "payable"
  | "equity"
  | "revenue"
  | "other-income"
  | "cost-of-sales"
  | "expense"
  | "other";

const charts = { TT200: tt200, TT133: tt133, TT99: tt99 } as const;

/** Finds an account by its code, `1121` or `1121.81`; a company's own sub-account gives the account of the circular above it. */
export const findAccount = (code: string, circular: Circular): ChartAccount | undefined => {
  const digits = code.replace(/\D/g, "");
  for (let length = digits.length; length >= 3; length -= 1) {
    const line = charts[circular].find(([each]) => each === digits.slice(0, length));
    if (line) return { code: line[0], name: line[1], ...standing(line[0]) };
  }
  return undefined;
};

/** Every account of a circular. */
export const accountsOf = (circular: Circular): ChartAccount[] =>
  charts[circular].map(([code, name]) => ({ code, name, ...standing(code) }));

/** Class and kind by the first prefix that fits: the numbering of all three circulars agrees that far. */
const kinds: readonly (readonly [prefixes: readonly string[], of: Pick<ChartAccount, "class" | "kind">])[] = [
  [["112"], { class: "asset", kind: "bank" }],
  [["131"], { class: "asset", kind: "receivable" }],
  [["15"], { class: "asset", kind: "inventory" }],
  [["242"], { class: "asset", kind: "prepayment" }],
  [["211", "212", "213", "214", "215", "217", "241"], { class: "asset", kind: "fixed-asset" }],
  [["1"], { class: "asset", kind: "current-asset" }],
  [["2"], { class: "asset", kind: "non-current-asset" }],
  [["331"], { class: "liability", kind: "payable" }],
  [["341", "343", "347"], { class: "liability", kind: "non-current-liability" }],
  [["3"], { class: "liability", kind: "current-liability" }],
  [["4"], { class: "equity", kind: "equity" }],
  [["515", "7"], { class: "revenue", kind: "other-income" }],
  [["5"], { class: "revenue", kind: "revenue" }],
  [["61", "62", "631", "632"], { class: "expense", kind: "cost-of-sales" }],
  [["6", "8"], { class: "expense", kind: "expense" }],
  [["9"], { class: "other", kind: "other" }],
];

const standing = (code: string): Pick<ChartAccount, "class" | "kind"> =>
  kinds.find(([prefixes]) => prefixes.some((prefix) => code.startsWith(prefix)))?.[1] ?? {
    class: "other",
    kind: "other",
  };
