/** The later of two instants, in any precision; an absent one is earlier than all. */
export const later = (left: string | undefined, right: string | undefined): string | undefined =>
  left === undefined || (right !== undefined && Date.parse(right) > Date.parse(left)) ? right : left;

export const earlier = (left: string, right: string): string => (Date.parse(right) < Date.parse(left) ? right : left);

/** An instant moved by seconds. */
export const shifted = (instant: string, seconds: number): string =>
  new Date(Date.parse(instant) + seconds * 1000).toISOString();
