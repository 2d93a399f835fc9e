import { type Random, random } from "./random.ts";

/** What happens to one request on its way; a request without a fault passes. */
export type Fault =
  | { readonly kind: "latency"; readonly milliseconds: number }
  /** The connection is reset before the vendor is asked, or after it has answered. */
  | { readonly kind: "reset"; readonly isAnswered: boolean }
  /** The answer breaks off at a share of its bytes, by a closed connection or by a length that claims to be whole. */
  | { readonly kind: "truncated"; readonly share: number; readonly claimsWhole: boolean }
  | { readonly kind: "too-many"; readonly retryAfter: string | undefined }
  | { readonly kind: "server-error"; readonly status: number }
  /** A few bytes at a time, for ever. */
  | { readonly kind: "slow-loris" }
  /** The `Date` header is off by less than the overlap of the listings. */
  | { readonly kind: "date"; readonly seconds: number }
  /** The vendor is asked twice, and the second answer is passed on. */
  | { readonly kind: "twice" };

export const collections = ["orders", "items", "contacts"] as const;

export type Collection = (typeof collections)[number];

/** A change of the vendor's data; `share` says which row it meets. */
export interface Mutation {
  readonly kind: "create" | "update" | "delete" | "restore";
  readonly collection: Collection;
  readonly share: number;
}

/** The engine's process is killed this long after a request came in, before or after the vendor was asked. */
interface Kill {
  readonly request: number;
  readonly isAnswered: boolean;
  readonly milliseconds: number;
}

/** One run of the engine. */
export interface Round {
  readonly before: readonly Mutation[];
  /** By the number of the request that they come with. */
  readonly during: ReadonlyMap<number, Mutation>;
  readonly faults: ReadonlyMap<number, Fault>;
  readonly kill: Kill | undefined;
  readonly isFull: boolean;
  /** A second engine is started on the same store at the same time. */
  readonly hasTwin: boolean;
}

export interface Plan {
  readonly seed: number;
  /** Seconds by which the vendor's clock is ahead of ours. */
  readonly skew: number;
  readonly sizes: Readonly<Record<Collection, number>>;
  readonly rounds: readonly Round[];
}

/** All that goes wrong in one trial. The same seed gives the same plan. */
export const planOf = (seed: number): Plan => {
  const draw = random(seed);
  return {
    seed,
    skew: draw.between(-172_800, 172_800),
    sizes: { orders: draw.between(25, 70), items: draw.between(15, 50), contacts: draw.between(5, 35) },
    rounds: Array.from({ length: draw.between(3, 5) }, (_, index) => roundOf(draw, index)),
  };
};

const roundOf = (draw: Random, index: number): Round => {
  const requests = index === 0 ? 20 : 12;
  const faultRate = draw.pick([0, 0.1, 0.25]);
  return {
    before: index === 0 ? [] : Array.from({ length: draw.between(0, 8) }, () => mutationOf(draw)),
    during: new Map(
      Array.from({ length: draw.between(0, 8) }, () => [draw.between(1, requests), mutationOf(draw)] as const),
    ),
    faults: faultsOf(draw, faultRate),
    kill: draw.chance(index === 0 ? 0.8 : 0.5)
      ? { request: draw.between(1, requests), isAnswered: draw.chance(0.6), milliseconds: draw.between(0, 25) }
      : undefined,
    isFull: index > 0 && draw.chance(0.3),
    hasTwin: draw.chance(0.1),
  };
};

const mutationOf = (draw: Random): Mutation => ({
  kind: draw.pick(["create", "update", "update", "update", "delete", "delete", "restore"]),
  collection: draw.pick(collections),
  share: draw.next(),
});

/** Faults for the first hundred requests of a run; a vendor that has enough of us says so several times in a row. */
const faultsOf = (draw: Random, rate: number): Map<number, Fault> => {
  const faults = new Map<number, Fault>();
  for (let request = 1; request <= 100; request += 1) {
    if (faults.has(request) || !draw.chance(rate)) continue;
    const fault = faultOf(draw);
    const length = fault.kind === "too-many" ? draw.between(1, 6) : 1;
    for (let more = 0; more < length; more += 1) faults.set(request + more, fault);
  }
  return faults;
};

const faultKinds = [
  "latency",
  "reset",
  "truncated",
  "too-many",
  "server-error",
  "slow-loris",
  "date",
  "twice",
] as const satisfies readonly Fault["kind"][];

const faultOf = (draw: Random): Fault => {
  const kind = draw.pick(faultKinds);
  switch (kind) {
    case "latency":
      return { kind, milliseconds: draw.between(5, 60) };
    case "reset":
      return { kind, isAnswered: draw.chance(0.5) };
    case "truncated":
      return { kind, share: draw.next(), claimsWhole: draw.chance(0.5) };
    case "too-many":
      return { kind, retryAfter: draw.pick(["0", "0", "600", undefined]) };
    case "server-error":
      return { kind, status: draw.pick([500, 502, 503]) };
    case "date":
      return { kind, seconds: draw.between(-25, 25) };
    default:
      return { kind };
  }
};
