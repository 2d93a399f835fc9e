import type { Row } from "./row.ts";

/** What a query asks for. */
export interface Query {
  entity: string;
  fits: (row: Row) => boolean;
  compare: (one: Row, other: Row) => number;
  start: number;
  most: number;
  /** Whether it says anything of what is not in use, which lists of names leave out otherwise. */
  asksActive: boolean;
}

const form =
  /^select\s+\*\s+from\s+(\w+)(?:\s+where\s+(.+?))?(?:\s+order\s?by\s+([\w.]+)(?:\s+(asc|desc))?)?(?:\s+startposition\s+(-?\d+))?(?:\s+maxresults\s+(-?\d+))?\s*$/i;

const condition = /^([\w.]+)\s*(=|>=|<=|>|<|\bin\b)\s*(.+)$/i;

/** The value of a field, within another where its name has a dot. */
const fieldOf = (row: object, field: string): unknown =>
  field.split(".").reduce<unknown>((value, key) => {
    if (typeof value !== "object" || value === null) return undefined;
    return Object.entries(value).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
  }, row);

const literal = (text: string): string =>
  text
    .trim()
    .replace(/^'(.*)'$/s, "$1")
    .replaceAll("\\'", "'");

/** Moments are compared as such, numbers as numbers, all else as text. */
const ordered = (one: unknown, other: unknown): number => {
  const [left, right] = [String(one), String(other)];
  const pairs = /^\d{4}-\d{2}-\d{2}T/.test(left)
    ? [Date.parse(left), Date.parse(right)]
    : [Number(left), Number(right)];
  const [first = Number.NaN, second = Number.NaN] = pairs;
  if (!Number.isNaN(first) && !Number.isNaN(second)) return first - second;
  return left < right ? -1 : left > right ? 1 : 0;
};

/** Why a query is refused. */
export class QueryError extends Error {
  override readonly name = "QueryError";
  readonly isSyntax: boolean;
  constructor(message: string, isSyntax: boolean) {
    super(message);
    this.isSyntax = isSyntax;
  }
}

const termOf = (text: string): ((row: Row) => boolean) => {
  const [, field = "", operator = "", value = ""] = condition.exec(text.trim()) ?? [];
  if (field === "") throw new QueryError(`QueryParserError: Encountered " <IDENTIFIER> "${text.slice(0, 20)}`, true);
  if (/^in$/i.test(operator)) {
    const wanted = value
      .replace(/^\((.*)\)$/s, "$1")
      .split(",")
      .map(literal);
    return (row) => wanted.includes(String(fieldOf(row, field)));
  }
  const wanted = literal(value);
  const tests: Readonly<Record<string, (order: number) => boolean>> = {
    "=": (order) => order === 0,
    ">=": (order) => order >= 0,
    "<=": (order) => order <= 0,
    ">": (order) => order > 0,
    "<": (order) => order < 0,
  };
  return (row) => tests[operator]?.(ordered(fieldOf(row, field), wanted)) ?? false;
};

/** As much of the query language as there is here: no or, no joins. https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/data-queries */
export const parse = (text: string): Query => {
  const [, entity = "", where, field = "Id", direction = "asc", start = "1", most = "100"] =
    form.exec(text.trim()) ?? [];
  if (entity === "") throw new QueryError(`QueryParserError: Encountered " ${text.slice(0, 20)}`, true);
  if (Number(start) < 1)
    throw new QueryError("QueryValidationError: value 0 is too small. Min allowed value is 1", false);
  if (Number(most) < 1 || Number(most) > 1000)
    throw new QueryError("QueryValidationError: value is too large. Max allowed value is 1000", false);
  const terms = (where ?? "").split(/\s+and\s+/i).flatMap((term) => (term === "" ? [] : [termOf(term)]));
  const sign = direction.toLowerCase() === "desc" ? -1 : 1;
  return {
    entity,
    fits: (row) => terms.every((term) => term(row)),
    compare: (one, other) => sign * ordered(fieldOf(one, field), fieldOf(other, field)) || ordered(one.Id, other.Id),
    start: Number(start),
    most: Number(most),
    asksActive: /\bactive\b/i.test(where ?? ""),
  };
};
