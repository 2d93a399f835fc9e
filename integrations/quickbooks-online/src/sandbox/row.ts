/** A row as it stands, in the vendor's own form. */
export interface Row {
  Id: string;
  SyncToken: string;
  MetaData: { CreateTime: string; LastUpdatedTime: string };
  [field: string]: unknown;
}
