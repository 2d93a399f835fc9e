import { createHash } from "node:crypto";
import { OpenSMEError } from "../errors.ts";
import { overlay, type Place, put, valueIn, type Wire } from "./wire.ts";

export interface Progress {
  /** The elements of the page just read. */
  elements: readonly unknown[];
  /** How many elements the pages before it held. */
  seen: number;
  /** What the paging noted on the page before. */
  anchor?: string | undefined;
  /** How often the paging has gone back in a row. */
  retreats?: number | undefined;
  /** The request that gave the page. */
  wire: Wire;
  /** How many rows the vendor says there are in all. */
  total?: number | undefined;
  /** The token that the page gave for the next one. */
  token?: string | null | undefined;
}

/** What a request calls the number of elements that a page holds, and the number asked for. */
interface PageSize {
  parameter: string;
  value: number;
}

interface Parameters {
  parameter: string;
  size: PageSize;
  /** Where the request carries both; the query unless given. */
  place?: Place;
}

/** The size that a page was asked for, which for one gone on with is that of the read before. */
const sizeIn = (place: Place, wire: Wire, { parameter, value }: PageSize): number =>
  Number(valueIn(place, wire, parameter) ?? value);

/** How a listing goes on: what the first request adds, and what the next one changes; undefined where the page was the last. */
export interface Paging {
  readonly kind: "single" | "offset" | "page" | "cursor" | "keyset";
  readonly first?: Wire;
  /** Asks for pages of so many elements, where the vendor lets it be chosen. */
  readonly sized?: (elements: number) => Wire;
  next(
    progress: Progress,
  ): { wire: Wire; seen: number; anchor?: string | undefined; retreats?: number | undefined } | undefined;
}

/** The whole listing comes in one answer. */
export const single = (): Paging => ({ kind: "single", next: () => undefined });

/**
 * Pages by a record offset. Each page begins with the last element of the one before, so that a record deleted while reading shows: the listing
 * then goes back a page instead of losing a record.
 */
export const offset = ({ parameter, size, place = "query" }: Parameters): Paging => {
  return {
    kind: "offset",
    first: put(place, { [size.parameter]: size.value, [parameter]: 0 }),
    sized: (elements) => put(place, { [size.parameter]: elements }),
    next({ elements, seen, anchor, retreats = 0, wire, total = Number.POSITIVE_INFINITY }) {
      const start = Number(valueIn(place, wire, parameter) ?? 0);
      const last = elements.at(-1);
      if (last === undefined) return undefined;
      if (anchor !== undefined && fingerprint(elements[0]) !== anchor) {
        if (retreats === mostRetreats) throw standstill(parameter);
        return {
          wire: put(place, { [parameter]: Math.max(0, start - sizeIn(place, wire, size)) }),
          seen,
          retreats: retreats + 1,
        };
      }
      const reached = start + elements.length;
      // A total that more came than is no total: the list is then read to its end.
      if (reached === total || (elements.length === 1 && start > 0)) return undefined;
      // The count of retreats is forgotten only on new ground: a list that gives the same page for ever must come to an end.
      return {
        wire: put(place, { [parameter]: reached - 1 }),
        seen: Math.max(seen, reached),
        anchor: fingerprint(last),
        ...(reached > seen ? {} : { retreats }),
      };
    },
  };
};

const mostRetreats = 5;

const standstill = (parameter: string): OpenSMEError =>
  new OpenSMEError(
    `The list gives the same records whatever "${parameter}" asks for, or changes faster than it can be read. Try again later; if it stays so, look for a newer version of the connector.`,
    { code: "mismatch", retryable: true },
  );

/**
 * Pages by number. Stops at the vendor's total, or without one at a short page; and at an empty page. One equal to that before is asked for again, in case it is
 * an answer that came twice, and ends a list that stays so: some vendors give all of it whatever the number, or the last page beyond the end.
 */
export const pageNumber = ({
  parameter,
  size,
  place = "query",
  first = 1,
}: Parameters & { first?: number }): Paging => {
  return {
    kind: "page",
    first: put(place, { [parameter]: first, [size.parameter]: size.value }),
    sized: (elements) => put(place, { [size.parameter]: elements }),
    next({ elements, seen, anchor, retreats = 0, wire, total }) {
      if (elements.length === 0) return undefined;
      const number = Number(valueIn(place, wire, parameter) ?? first);
      // Its ends tell a page from another: hashing all of it would cost as much as reading it.
      const mark = fingerprint([elements.length, elements[0], elements.at(-1)]);
      const asked = sizeIn(place, wire, size);
      // A page has its number only among pages of its size.
      const page = (wanted: number): Wire => put(place, { [parameter]: wanted, [size.parameter]: asked });
      if (mark === anchor)
        return retreats >= mostRetreats ? undefined : { wire: page(number), seen, anchor, retreats: retreats + 1 };
      const reached = seen + elements.length;
      const finished = total === undefined || reached > total ? elements.length < asked : reached === total;
      if (finished) return undefined;
      return { wire: page(number + 1), seen: reached, anchor: mark };
    },
  };
};

/** Pages by the token that each answer gives for the next. Stops without a token, and at a token that does not move. */
export const cursor = ({
  parameter,
  size,
  place = "query",
}: Omit<Parameters, "size"> & { size?: PageSize }): Paging => {
  return {
    kind: "cursor",
    ...(size
      ? {
          first: put(place, { [size.parameter]: size.value }),
          sized: (elements: number) => put(place, { [size.parameter]: elements }),
        }
      : {}),
    next({ elements, seen, wire, token }) {
      if (!token || token === valueIn(place, wire, parameter)) return undefined;
      return { wire: put(place, { [parameter]: token }), seen: seen + elements.length };
    },
  };
};

type Key = string | number;

type Keyset = {
  /** What the list is ordered by, an id that only grows from one element to the next: the field that it stands in, or what finds it. */
  key: string | ((element: unknown) => Key | undefined);
  size: PageSize;
  place?: Place;
} & (
  | {
      /** What takes the key that the next elements lie beyond. */
      parameter: string;
    }
  | {
      /** Asks for the elements beyond a key; told the request of the page just read. */
      after: (key: Key, request: Wire) => Wire;
    }
);

const fieldOf = (element: unknown, name: string): Key | undefined => {
  const value = typeof element === "object" && element !== null ? Reflect.get(element, name) : undefined;
  return typeof value === "string" || typeof value === "number" ? value : undefined;
};

/**
 * Pages by asking for what lies beyond the last key of the page before, for vendors without pages, or with a ceiling on how far they lead. Stops at a
 * short page.
 */
export const keyset = ({ key, size, place = "query", ...beyond }: Keyset): Paging => {
  const keyOf = typeof key === "string" ? (element: unknown) => fieldOf(element, key) : key;
  const after = "after" in beyond ? beyond.after : (last: Key): Wire => put(place, { [beyond.parameter]: last });
  return {
    kind: "keyset",
    first: put(place, { [size.parameter]: size.value }),
    sized: (elements) => put(place, { [size.parameter]: elements }),
    next({ elements, seen, anchor, wire }) {
      if (elements.length < sizeIn(place, wire, size)) return undefined;
      const last = keyOf(elements.at(-1));
      if (last === undefined || String(last) === anchor) throw standstill("a key beyond the last");
      return {
        wire: overlay(put(place, { [size.parameter]: sizeIn(place, wire, size) }), after(last, wire)),
        seen: seen + elements.length,
        anchor: String(last),
      };
    },
  };
};

const fingerprint = (value: unknown): string =>
  createHash("sha1")
    .update(JSON.stringify(value) ?? "")
    .digest("base64");
