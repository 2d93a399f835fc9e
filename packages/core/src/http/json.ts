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

/** Digits and the point; the slash between their codes costs nothing but a needless second look. */
const isPartOfNumber = (text: string, place: number): boolean => {
  const code = text.charCodeAt(place);
  return code >= 46 && code <= 57;
};

/** A run of more than `safeDigits` that holds a place holds one so far before it or behind it, too. */
const half = (safeDigits + 1) / 2;

/**
 * Whether there may be a number of more than `safeDigits` digits. A run that long covers one of every so many places, so most places need no look, and
 * most shorter runs two more.
 */
const hasLongNumber = (text: string): boolean => {
  let place = safeDigits;
  while (place < text.length) {
    if (!isPartOfNumber(text, place) || !(isPartOfNumber(text, place - half) || isPartOfNumber(text, place + half))) {
      place += safeDigits + 1;
      continue;
    }
    let start = place;
    while (isPartOfNumber(text, start - 1)) start -= 1;
    if (isPartOfNumber(text, start + safeDigits)) {
      let end = place + 1;
      while (isPartOfNumber(text, end)) end += 1;
      if (end - start > safeDigits && beforeNumbers.includes(text[start - 1] ?? ":")) return true;
      place = end + safeDigits;
    } else {
      place = start + 2 * safeDigits + 1;
    }
  }
  return false;
};
