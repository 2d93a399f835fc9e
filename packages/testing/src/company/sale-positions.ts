import { type Moment, momentOf, type Period, weekday } from "./calendar.ts";
import { locationIds } from "./places.ts";
import { randomFor, streams } from "./random.ts";

/** Of 25 sales in a row three are wholesale, three online, ten in the one shop and nine in the other, in an order drawn for each block. */
const blockSize = 25;
const perBlock = 3;
const roles = Array.from({ length: blockSize }, (_, index) =>
  index < perBlock
    ? locationIds.roastery
    : index < 2 * perBlock
      ? locationIds.online
      : index < 16
        ? locationIds.benThanh
        : locationIds.thaoDien,
);

/** Share of the day's customers per hour from 07:00; the last half hour is part of 21:00. */
const hours = [6, 11, 12, 8, 5, 5, 4, 4, 6, 8, 7, 5, 6, 7, 3];
const opening = 7 * 3600;
const closing = 21.5 * 3600;
const weekdays = [1.15, 0.9, 0.9, 0.95, 1, 1.1, 1.25];

/** Where and when each sale is made, from its position alone. */
export interface Positions {
  /** Location of the sale; the roastery sells wholesale. */
  locationOf(index: number): number;
  /** When it is made, never before the sale before it, and on which day of the period, from 0. */
  momentOf(index: number): { dayIndex: number; moment: Moment };
  /** Positions of the sales of one location or of two, counted from 0 among them. */
  wholesale: Sequence;
  ordered: Sequence;
}

/** Some of the sales: how many there are, the n-th one's position, and the number of a position among them. */
export interface Sequence {
  count: number;
  indexOf(number: number): number;
  numberOf(index: number): number;
}

export function positionsOf(seed: number, orders: number, period: Period): Positions {
  let known = -1;
  let drawn: number[] = [];
  const block = (number: number): number[] => {
    if (number === known) return drawn;
    const random = randomFor(seed, streams.block, number);
    drawn = [...roles];
    for (let last = blockSize - 1; last > 0; last -= 1) {
      const other = random.integer(0, last);
      [drawn[last], drawn[other]] = [drawn[other] ?? 0, drawn[last] ?? 0];
    }
    known = number;
    return drawn;
  };

  const sequence = (belongs: (location: number) => boolean, each: number): Sequence => {
    const positions = (number: number): number[] =>
      block(number).flatMap((location, index) => (belongs(location) ? [index] : []));
    const whole = Math.floor(orders / blockSize);
    const count = whole * each + positions(whole).filter((index) => whole * blockSize + index < orders).length;
    return {
      count,
      indexOf: (number) =>
        Math.floor(number / each) * blockSize + (positions(Math.floor(number / each))[number % each] ?? 0),
      numberOf: (index) => {
        const number = Math.floor(index / blockSize);
        return number * each + positions(number).indexOf(index % blockSize);
      },
    };
  };

  const reach: number[] = [];
  let sum = 0;
  for (let index = 0; index < period.dayCount; index += 1) {
    sum += 1.04 ** (index / 30) * (weekdays[weekday(period.firstDay + index)] ?? 1);
    reach.push(sum);
  }
  const ends = reach.map((reached) => Math.floor((orders * reached) / sum));
  ends[ends.length - 1] = orders;

  const dayIndexOf = (index: number): number => {
    let low = 0;
    let high = ends.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) > index) high = middle;
      else low = middle + 1;
    }
    return low;
  };

  const crowd = hours.reduce((total, share) => total + share, 0);
  const secondsAt = (share: number): number => {
    let left = share * crowd;
    for (const [hour, weight] of hours.entries()) {
      const start = opening + hour * 3600;
      if (left < weight) return start + (left / weight) * (Math.min(start + 3600, closing) - start);
      left -= weight;
    }
    return closing;
  };

  return {
    locationOf: (index) => block(Math.floor(index / blockSize))[index % blockSize] ?? locationIds.benThanh,
    momentOf: (index) => {
      const dayIndex = dayIndexOf(index);
      const before = ends[dayIndex - 1] ?? 0;
      const count = (ends[dayIndex] ?? 0) - before;
      const share = (index - before + randomFor(seed, streams.moment, index).next()) / count;
      return { dayIndex, moment: momentOf(period.firstDay + dayIndex, secondsAt(share)) };
    },
    wholesale: sequence((location) => location === locationIds.roastery, perBlock),
    ordered: sequence((location) => location === locationIds.roastery || location === locationIds.online, 2 * perBlock),
  };
}
