/** What stores on SQL databases have in common. */
export { type ChangeLog, changesIn, type LogEntry, markOf, streamOf } from "../changes.ts";
export { validFrom, validTo } from "../history.ts";
export { noCounts } from "../store.ts";
export { binder, type Put, unbinder } from "./binder.ts";
export { deliveryMemory } from "./delivery.ts";
export { fingerprinter } from "./fingerprint.ts";
export {
  atOnce,
  type ForgettingTables,
  forgetting,
  type OwnRow,
  type OwnTable,
  oneByOne,
  ownTables,
} from "./forgetting.ts";
export { isNewer, type RecordState } from "./lag.ts";
export {
  type ChildTable,
  type Column,
  type ColumnType,
  type EntityTable,
  entityTable,
  entityTables,
  requireEntityTable,
  type Table,
  tableOf,
} from "./layout.ts";
export { type Holder, leaseConflict, leaseLifetime } from "./lease.ts";
export { type MarkedState, Marker } from "./marks.ts";
export {
  describeColumns,
  distinctNames,
  leadingBlank,
  type QueryAnswer,
  type RejectedRow,
  requireReading,
  type SqlParameter,
  type SqlValue,
  type StoreReader,
  severalStatements,
  type TableDescription,
  writeRefused,
} from "./reader.ts";
