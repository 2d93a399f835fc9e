import { toDecimal } from "../model/decimal.ts";

/** Digits that every double keeps. */
const safeDigits = 15;

/**
 * Parses JSON as `JSON.parse` does, but for numbers that a double would change, such as an id beyond 2^53 or an amount of twenty digits: these come as text,
 * with every digit. Throws a `SyntaxError` on what is not JSON.
 */
export const parseJson = (text: string): unknown =>
  hasLongNumber(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);

const keepDigits = (_key: string, value: unknown, context?: { readonly source?: string }): unknown => {
  const source = context?.source;
  if (typeof value !== "number" || source === undefined || source.length <= safeDigits) return value;
  return toDecimal(value) === toDecimal(source) ? value : source;
};

/** What may stand before a number. Digits after anything else are part of a text, such as a code or an address. */
const beforeNumbers = ":,[-+ \t\r\n";

/** Digits and the point; the slash between their codes costs nothing but a needless second look. In unsigned numbers one comparison does for both ends. */
const isPartOfNumber = (code: number): boolean => (code - 46) >>> 0 < 12;

const holdsNumber = (text: string, place: number): boolean =>
  place >= 0 && place < text.length && isPartOfNumber(text.charCodeAt(place));

/** A run of more than `safeDigits` covers one of every so many places. */
const stride = safeDigits + 1;

/** The next of those places that holds part of a number, or one behind the text. A loop of nothing else, as it meets nearly all of the text. */
const nextLook = (text: string, from: number): number => {
  let place = from;
  while (place < text.length && !isPartOfNumber(text.charCodeAt(place))) place += stride;
  return place;
};

/** Whether there may be a number of more than `safeDigits` digits. */
const hasLongNumber = (text: string): boolean => {
  for (let place = nextLook(text, safeDigits); place < text.length; place = nextLook(text, place)) {
    // A run that long, wherever it begins, goes on so far before the place or behind it.
    if (!(holdsNumber(text, place - stride / 2) || holdsNumber(text, place + stride / 2))) {
      place += stride;
      continue;
    }
    let start = place;
    while (holdsNumber(text, start - 1)) start -= 1;
    let end = start + stride;
    if (holdsNumber(text, end - 1)) {
      end = place + 1;
      while (holdsNumber(text, end)) end += 1;
      if (end - start > safeDigits && beforeNumbers.includes(text[start - 1] ?? ":")) return true;
    }
    place = end + safeDigits;
  }
  return false;
};
