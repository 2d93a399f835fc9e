/** A stream of pseudo-random numbers that depends on its key alone. */
export interface Random {
  /** From 0 up to, but not including, 1. */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  integer(least: number, most: number): number;
  /** True in a share of cases. */
  chance(share: number): boolean;
  pick<T>(choices: readonly T[]): T;
}

/** Names of the independent streams, so that a new draw in one place moves nothing elsewhere. */
export const streams = {
  block: 1,
  sale: 2,
  moment: 13,
  order: 3,
  refund: 4,
  payment: 5,
  shift: 6,
  leave: 7,
  customer: 8,
  purchase: 9,
  stock: 10,
  books: 11,
  openOrder: 12,
} as const;

function mix(hash: number, value: number): number {
  let mixed = Math.imul(hash ^ value, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
}

/** Draws by weight from choices that stay the same, with the sum of weights made once. */
export function drawer<T>(choices: readonly T[], weight: (choice: T) => number): (random: Random) => T {
  let sum = 0;
  const steps = choices.map((choice) => {
    sum += weight(choice);
    return { choice, reach: sum };
  });
  return (random) => {
    const reached = random.next() * sum;
    const step = steps.find(({ reach }) => reached < reach);
    if (!step) throw new RangeError("Nothing to draw from");
    return step.choice;
  };
}

/** A stream for a key such as seed, kind of record, position. The generator is mulberry32. */
export function randomFor(seed: number, stream: number, first = 0, second = 0): Random {
  let state = mix(mix(mix(mix(0x2545f491, seed | 0), stream), first), second);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
  const integer = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  const pick = <T>(choices: readonly T[]): T => {
    const choice = choices[Math.floor(next() * choices.length)];
    if (choice === undefined) throw new RangeError("Nothing to pick from");
    return choice;
  };
  return { next, integer, chance: (share) => next() < share, pick };
}
