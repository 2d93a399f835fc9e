/** Whole Vietnamese đồng, as an integer. */
export type Dong = number;
/** A quantity with at most three decimals. */
export type Quantity = number;
/** A moment in UTC, ISO 8601 with milliseconds and `Z`. */
export type Instant = string;
/** A calendar day in Vietnam, `YYYY-MM-DD`. */
export type LocalDate = string;
/** A calendar month in Vietnam, `YYYY-MM`. */
export type Month = string;
/** VAT as Vietnam knows it: percent, `KCT` (not subject to VAT), `KKKNT` (outside the declaration). */
export type Vat = "0" | "5" | "8" | "10" | "KCT" | "KKKNT";

/** When a record was made and last changed; `updatedAt` is never before `createdAt` nor after the company's `now`. */
export interface Stamped {
  createdAt: Instant;
  updatedAt: Instant;
}

/** An address after July 2025: no district. */
export interface Address {
  /** House number and street. */
  street: string;
  /** Commune-level unit with its kind, such as `Phường Bến Thành`. */
  ward: string;
  /** One of the 34 provinces, without its kind, such as `Hồ Chí Minh`. */
  province: string;
}

/** A name as each of the three tools spells it. */
export interface Spellings {
  shop: string;
  books: string;
  people: string;
}
