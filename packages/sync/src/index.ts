export type { ChangesOptions, StoredChange, StoredRecord } from "./changes.ts";
export type { Contract, Drift, KnownFields } from "./contract.ts";
export type { EventReport } from "./deliveries.ts";
export type { ErasureReceipt } from "./erasure.ts";
export { type RecordVersion, versionAt } from "./history.ts";
export type { RecordKey, StreamKey } from "./keys.ts";
export { type MemoryStore, memoryStore } from "./memory-store.ts";
export type { StreamReport, SyncEvent, SyncOptions } from "./options.ts";
export {
  type Receiver,
  type ReceiverOptions,
  type WebhookConnection,
  type WebhookReport,
  webhookReceiver,
} from "./receive.ts";
export {
  type Batch,
  type Counts,
  type Delivery,
  type DurableStore,
  type Lease,
  noCounts,
  type Outcome,
  type Pass,
  type Sink,
  type Store,
  type StreamState,
  type StreamStatus,
} from "./store.ts";
export { type SyncReport, sync } from "./sync.ts";
