import {
  type AnyConnector,
  type AnyResource,
  type Change,
  decode,
  OpenSMEError,
  type Page,
  type Resource,
} from "@opensme/core";
import type { Contract, KnownFields } from "./contract.ts";
import type { StreamKey } from "./keys.ts";
import type { Sink, StreamState } from "./store.ts";

/** A page as it may be stored, and in how many of its rows each new field stood. */
interface Held {
  readonly changes: readonly Change[];
  /** What is not read and counts as known from now on. A field that is discarded stays new. */
  readonly unknownFields: readonly string[];
  readonly drift: ReadonlyMap<string, number>;
}

/** Begins to watch a stream of a connection, as far as it has been read. */
export const watchDrift = async (
  store: Pick<Sink, "known">,
  stream: StreamKey,
  { settled }: StreamState,
  { resources }: AnyConnector,
  contract: Contract = "evolve",
): Promise<DriftWatch> =>
  new DriftWatch(stream, resources[stream.resource], contract, settled ? await store.known(stream) : undefined);

/** Watches one run of a stream for what is new, and holds its rows to a contract. */
class DriftWatch {
  readonly #stream: StreamKey;
  readonly #resource: AnyResource | undefined;
  readonly #contract: Contract;
  /** Absent until the stream has once been read to its end: before that everything is new. */
  readonly #known: KnownFields | undefined;
  /** New fields that have shown in this run. */
  readonly #fresh = new Set<string>();
  /** Those, and others that were new to an earlier run. */
  readonly #drifting = new Set<string>();

  constructor(
    stream: StreamKey,
    resource: AnyResource | undefined,
    contract: Contract,
    known: KnownFields | undefined,
  ) {
    this.#stream = stream;
    this.#resource = resource;
    this.#contract = contract;
    this.#known = known;
  }

  /** Holds a page to the contract. Throws `mismatch` where that says to stop. */
  hold({ changes, unknownFields }: Pick<Page, "changes" | "unknownFields">): Held {
    const known = this.#known;
    if (!known) return { changes, unknownFields, drift: new Map() };
    for (const path of unknownFields) {
      if (!known.unread.has(path)) this.#fresh.add(path);
      if (!known.unread.has(path) || known.drifting.has(path)) this.#drifting.add(path);
    }
    const drift = rowsWith(this.#drifting, changes);
    if (this.#contract === "evolve") return { changes, unknownFields, drift };
    if (this.#contract === "freeze") {
      this.#refuse(changes, rowsWith(this.#fresh, changes), known);
      return { changes, unknownFields, drift };
    }
    return {
      changes: changes.map((change) => this.#discard(change)),
      unknownFields: unknownFields.filter((path) => !this.#fresh.has(path)),
      drift,
    };
  }

  #refuse(changes: readonly Change[], drift: ReadonlyMap<string, number>, known: KnownFields): void {
    const unreadable = changes.flatMap((change) =>
      change.type === "reject"
        ? change.issues.filter(({ path }) => !known.unreadable.has(path)).map(({ path }) => path)
        : [],
    );
    const told = [
      ...[...drift].map(([path, rows]) => `a new field "${path}" in ${rows} rows`),
      ...new Set(unreadable.map((path) => `a value of "${path}" that cannot be read`)),
    ];
    if (told.length === 0) return;
    throw new OpenSMEError(
      `The vendor sends ${told.join(", ")}, and the contract of "${this.#stream.connection}" is to freeze. The page is not stored; what came before it is. Upgrade the connector, or choose another contract for this connection.`,
      { code: "mismatch", resource: this.#stream.resource },
    );
  }

  #discard(change: Change): Change {
    if (change.type === "delete") return change;
    const { entity, raw } = change;
    const strange = [...this.#fresh].filter((path) => hasPath(raw, path.split(".")));
    if (this.#contract === "discard-row") {
      if (strange.length === 0 || change.type === "reject") return change;
      const issues = strange.map((path) => ({ path, message: "a field that the vendor did not send before" }));
      return { type: "reject", entity, id: change.id, raw, issues };
    }
    const unreadable = change.type === "reject" ? change.issues.map(({ path }) => path) : [];
    const paths = [...strange, ...unreadable].filter((path) => path !== "");
    if (paths.length === 0 || !this.#resource) return change;
    const rest = paths.reduce((value, path) => withoutPath(value, path.split(".")), raw);
    const again = decode(this.#resource as Resource, rest) as Change;
    // Without the value the row may still not be readable; then it is kept as it came.
    return again.type === "reject" ? change : again;
  }
}

/** In how many rows each field stands, of those that stand in any. */
const rowsWith = (paths: ReadonlySet<string>, changes: readonly Change[]): Map<string, number> => {
  const counted = [...paths].map((path) => {
    const keys = path.split(".");
    return [path, changes.filter((change) => change.type !== "delete" && hasPath(change.raw, keys)).length] as const;
  });
  return new Map(counted.filter(([, rows]) => rows > 0));
};

/** Whether a value stands at a path, in any member of the lists on the way. */
const hasPath = (value: unknown, [key, ...rest]: readonly string[]): boolean => {
  if (key === undefined) return value !== undefined;
  if (Array.isArray(value)) return value.some((member) => hasPath(member, [key, ...rest]));
  return typeof value === "object" && value !== null && key in value && hasPath((value as Row)[key], rest);
};

/** The value without what stands at a path, in any member of the lists on the way. */
const withoutPath = (value: unknown, [key, ...rest]: readonly string[]): unknown => {
  if (key === undefined) return value;
  if (Array.isArray(value)) {
    if (isIndex(key, value))
      return value.map((member, index) => (String(index) === key ? withoutPath(member, rest) : member));
    return value.map((member) => withoutPath(member, [key, ...rest]));
  }
  if (typeof value !== "object" || value === null || !(key in value)) return value;
  const { [key]: inner, ...others } = value as Row;
  return rest.length === 0 ? others : { ...others, [key]: withoutPath(inner, rest) };
};

type Row = Readonly<Record<string, unknown>>;

/** Paths of what cannot be read number the members of lists; those of unread fields do not. */
const isIndex = (key: string, list: readonly unknown[]): boolean => /^\d+$/.test(key) && Number(key) < list.length;
