export interface DatabaseOptions {
  /** Whose records they are; `default` unless given. */
  tenant?: string | undefined;
}
