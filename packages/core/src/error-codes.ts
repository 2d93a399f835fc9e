/** Why something failed. `retryable` on the error says whether trying again can help. */
export type ErrorCode =
  | "auth"
  | "permission"
  | "not_found"
  | "invalid"
  | "conflict"
  | "rate_limited"
  | "unavailable"
  | "timeout"
  | "mismatch"
  | "unsupported"
  | "config"
  | "unknown_outcome";
