import type { AnyResource } from "@opensme/core";

/** One vendor's main record, and two ways to make the unified one of it: the connector's resource, and what a good engineer would write by hand for this purpose. */
export interface Mapping {
  resource: AnyResource;
  /** A record in the vendor's form, as text, from its index alone. */
  text: (index: number) => string;
  /** The unified record out of the parsed text. It trusts the vendor: nothing is checked, and no field is missed that it does not know. */
  byHand: (row: Row) => object;
  /** The rows that a text holds, to the connector and to the script, where the text is no JSON of one row. */
  rows?: { opensme: (text: string) => readonly unknown[]; byHand: (text: string) => Row };
}

// biome-ignore lint/suspicious/noExplicitAny: a mapping by hand trusts its vendor.
export type Row = any;

type Wire = string | number | null | undefined;

export const text = (value: Wire): string | undefined =>
  value === undefined || value === null || value === "" ? undefined : String(value);

/** Decimal text without zeros at its end; exact up to fifteen digits. */
export const decimal = (value: Wire): string | undefined =>
  value === undefined || value === null || value === "" ? undefined : String(Number(value));

export const instant = (value: string | null | undefined): string | undefined =>
  value ? new Date(value).toISOString() : undefined;

/** A wall-clock time of Vietnam, with as many decimals as it has. */
export const vietnam = (value: string | null | undefined): string | undefined =>
  value ? new Date(`${value.slice(0, 23)}+07:00`).toISOString() : undefined;

/** A ref; none for an id that is empty or 0. */
export const ref = (id: Wire, name?: string | null, prefix = ""): { id: string; name?: string } | undefined =>
  id ? (name ? { id: prefix + id, name } : { id: prefix + id }) : undefined;
