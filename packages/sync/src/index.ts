export type {
  Batch,
  Counts,
  Delivery,
  Lease,
  Outcome,
  Pass,
  Store,
  StreamKey,
  StreamState,
  StreamStatus,
} from "./store.ts";
export { type StreamReport, type SyncEvent, type SyncOptions, type SyncReport, sync } from "./sync.ts";
