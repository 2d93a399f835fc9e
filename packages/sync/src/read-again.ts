import { type AnyResource, type Change, decode, type Resource } from "@opensme/core";
import type { StreamKey } from "./keys.ts";
import type { Sink, StreamState } from "./store.ts";

/**
 * Reads the stored vendor rows of a stream through the present mapping, without asking the vendor. Fields that the mapping has learnt to read appear on old
 * records, and rows that an older one rejected may become records.
 */
export const readAgain = async (
  store: Sink,
  stream: StreamKey,
  resource: AnyResource,
  state: StreamState,
): Promise<void> => {
  for await (const rows of store.rows(stream)) {
    const byMoment = Map.groupBy(rows, ({ fetchedAt }) => fetchedAt);
    for (const [fetchedAt, group] of byMoment) {
      const changes = group.map(({ raw }): Change => decode(resource as Resource, raw));
      await store.apply({ stream, changes, unknownFields: [], state, fetchedAt });
    }
  }
};
