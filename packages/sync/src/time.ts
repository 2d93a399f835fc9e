/** Whether an instant is behind another. Those in one precision, as nearly all are, stand in their texts' order. */
const isAfter = (one: string, other: string): boolean =>
  one.length === other.length ? one > other : Date.parse(one) > Date.parse(other);

/** The later of two instants, in any precision; an absent one is earlier than all. */
export const later = (left: string | undefined, right: string | undefined): string | undefined =>
  left === undefined || (right !== undefined && isAfter(right, left)) ? right : left;

export const earlier = (left: string, right: string): string => (isAfter(left, right) ? right : left);

/** An instant moved by seconds. */
export const shifted = (instant: string, seconds: number): string =>
  new Date(Date.parse(instant) + seconds * 1000).toISOString();
