import * as codec from "./codecs.ts";

export type { Change, Delete, Reject, Upsert } from "./connector/change.ts";
export type {
  ChangeList,
  Client,
  Connection,
  ConnectOptions,
  Page,
  Planned,
  ResourceClient,
  Stream,
  WriteOptions,
  Written,
} from "./connector/connect.ts";
export { connect } from "./connector/connect.ts";
export type {
  AnyConnector,
  AnyResource,
  Connector,
  FileConnector,
  HttpDeclaration,
  Identity,
  WebhookEvent,
  WebhookRequest,
  Webhooks,
} from "./connector/connector.ts";
export { defineConnector, defineFileConnector, secret } from "./connector/connector.ts";
export { type DecodeOptions, decode } from "./connector/decode.ts";
export { extend } from "./connector/extend.ts";
export { type FileContent, type Files, type FilesDeclaration, inFiles } from "./connector/files.ts";
export { type Lineage, lineage } from "./connector/lineage.ts";
export {
  type Deletes,
  each,
  inTurn,
  type ListInput,
  type Listing,
  listing,
  pick,
  type RowPage,
} from "./connector/listing.ts";
export { cursor, keyset, offset, type Paging, type Progress, pageNumber, single } from "./connector/paging.ts";
export {
  type Definition,
  type NewRecord,
  type Operations,
  type RecordChanges,
  type Resource,
  resource,
} from "./connector/resource.ts";
export type { Answer, Api, Json, Place, Query, Wire } from "./connector/wire.ts";
export { type ErrorCode, type ErrorDetails, type Issue, issuesOf, OpenSMEError } from "./errors.ts";
export { type Auth, memoryTokens, type OAuth2, type Token, type TokenStore, tokenIn } from "./http/auth.ts";
export { parseJson } from "./http/json.ts";
export { type Limit, sleep } from "./http/pace.ts";
export { through } from "./http/transport.ts";
export { absolute, compare, multiply, negate, sum, toDecimal } from "./model/decimal.ts";
export { type Draft, phone, type RecordDraft, ref } from "./model/draft.ts";
export type * from "./model/entities.ts";
export { entities } from "./model/entities.ts";
export type { EntityMeta, Ref } from "./model/record.ts";
export type { FieldMeta } from "./model/scalars.ts";
export { codec };
