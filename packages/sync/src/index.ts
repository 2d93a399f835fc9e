export type { ChangesOptions, StoredChange, StoredRecord } from "./changes.ts";
export type { EventReport } from "./deliveries.ts";
export type { Contract, Drift, KnownFields } from "./drift.ts";
export type { ErasureReceipt } from "./erasure.ts";
export { type RecordKey, type RecordVersion, versionAt } from "./history.ts";
export { type MemoryStore, memoryStore } from "./memory-store.ts";
export {
  type Receiver,
  type ReceiverOptions,
  type WebhookConnection,
  type WebhookReport,
  webhookReceiver,
} from "./receive.ts";
export type {
  Batch,
  Counts,
  Delivery,
  DurableStore,
  Lease,
  Outcome,
  Pass,
  Sink,
  Store,
  StreamKey,
  StreamState,
  StreamStatus,
} from "./store.ts";
export { noCounts } from "./store.ts";
export { type StreamReport, type SyncEvent, type SyncOptions, type SyncReport, sync } from "./sync.ts";
