import * as codec from "./codecs.ts";

export { reader } from "./compile.ts";
export type { Api, FileContent, Files } from "./connector/api.ts";
export type { Change, Delete, Reject, Upsert } from "./connector/change.ts";
export {
  type Client,
  type Connection,
  type ConnectOptions,
  connect,
  type ResourceClient,
} from "./connector/connect.ts";
export {
  type AnyConnector,
  type AnyResource,
  type Checked,
  type Connector,
  defineConnector,
  defineFileConnector,
  type FileConnector,
  type HttpDeclaration,
  type Identity,
  type MissingPermission,
  secret,
} from "./connector/connector.ts";
export type { Credentials, CredentialsWay, Translated } from "./connector/credentials.ts";
export { type DecodeOptions, decode } from "./connector/decode.ts";
export { type ExportOutcome, exported } from "./connector/export.ts";
export { extend } from "./connector/extend.ts";
export { type FieldMap, fieldMap } from "./connector/field-map.ts";
export { type FileFormat, ndjson } from "./connector/file-formats.ts";
export type { FilesDeclaration } from "./connector/files.ts";
export { type FileDocument, inFiles } from "./connector/in-files.ts";
export { type Lineage, lineage } from "./connector/lineage.ts";
export {
  type Deletes,
  each,
  inTurn,
  type ListInput,
  type Listing,
  listing,
  pick,
  type ReadInput,
  type RowPage,
  type UnreadRow,
} from "./connector/listing.ts";
export { mapRows, withoutSensitive } from "./connector/map-rows.ts";
export { cursor, keyset, offset, type Paging, type Progress, pageNumber, single } from "./connector/paging.ts";
export {
  type Definition,
  type NewRecord,
  type Operations,
  type RecordChanges,
  type Resource,
  resource,
} from "./connector/resource.ts";
export { fields, type Required, type Row, required, row } from "./connector/row.ts";
export { isAuthentic, type Signature, signature } from "./connector/signature.ts";
export type { ChangeList, Page, Stream } from "./connector/streams.ts";
export type {
  Subscription,
  Subscriptions,
  WebhookEvent,
  WebhookRegistrar,
  WebhookRequest,
  Webhooks,
} from "./connector/webhooks.ts";
export { windowed } from "./connector/windows.ts";
export type { Answer, Json, Place, Query, Wire } from "./connector/wire.ts";
export { type Writable, type WritableField, writable } from "./connector/writable.ts";
export type { Planned, PlannedMany, WriteOptions, WriteOutcome, Written } from "./connector/written.ts";
export { dayAt, dayIn, instantAt } from "./day.ts";
export type { ErrorCode } from "./error-codes.ts";
export { type ErrorDetails, type Issue, issuesOf, OpenSMEError, refuse, remedyOf, reworded } from "./errors.ts";
export {
  type Auth,
  type Login,
  loginName,
  type OAuth2,
  type Proof,
  type Signed,
  type SignedRequest,
  type SignIn,
} from "./http/auth.ts";
export { parseJson } from "./http/json.ts";
export { type Clock, type Limit, type Pace, pacer, sleep } from "./http/pace.ts";
export { memoryTokens, type Token, type TokenStore, tokenIn } from "./http/tokens.ts";
export { through } from "./http/transport.ts";
export { absolute, compare, multiply, negate, sum, toDecimal } from "./model/decimal.ts";
export { type Draft, phone, type RecordDraft, ref } from "./model/draft.ts";
export type * from "./model/entities.ts";
export { entities } from "./model/entities.ts";
export type { EntityMeta, Ref } from "./model/record.ts";
export type { FieldMeta } from "./model/scalars.ts";
export type { ConnectionState, Remedy } from "./remedies.ts";
export { codec };
