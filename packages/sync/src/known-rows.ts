import { type AnyResource, decode, type Resource, type UnreadRow } from "@opensme/core";
import type { StreamKey } from "./keys.ts";
import type { Sink } from "./store.ts";
import { later } from "./time.ts";

/** The rows of one run that the store holds as they are, so that they need not be read again. */
export class KnownRows {
  readonly #store: Sink;
  readonly #stream: StreamKey;
  readonly #resource: AnyResource;
  /** When each of them was changed, until its page is stored. */
  readonly #times = new Map<string, string | undefined>();

  constructor(store: Sink, stream: StreamKey, resource: AnyResource) {
    this.#store = store;
    this.#stream = stream;
    this.#resource = resource;
  }

  /** The ids of those among the rows of a page. */
  async among(rows: readonly UnreadRow[]): Promise<ReadonlySet<string>> {
    const found = await this.#store.unchanged?.(this.#stream, rows, (raw) => {
      const change = decode(this.#resource as Resource, raw);
      return change.type === "upsert" ? change.record : undefined;
    });
    for (const [id, updatedAt] of found ?? []) this.#times.set(id, updatedAt);
    return new Set(found?.keys());
  }

  /** The latest change among those of a page, which are then forgotten. */
  newest(ids: readonly string[]): string | undefined {
    let newest: string | undefined;
    for (const id of ids) {
      newest = later(newest, this.#times.get(id));
      this.#times.delete(id);
    }
    return newest;
  }
}
