import type { ErrorCode } from "./error-codes.ts";
import { type ConnectionState, type Remedy, remedies } from "./remedies.ts";

const marker = Symbol.for("opensme.error");

/** One thing that is wrong with a value: where, and what was expected there. Never the value itself. */
export interface Issue {
  path: string;
  message: string;
  /** Where what it is of stands, such as a file and the lines in it: `may.csv:12`. */
  place?: string;
}

export interface ErrorDetails {
  code: ErrorCode;
  /** How the connection stands, where it is its credentials that are refused. */
  state?: ConnectionState;
  /** Whether the same call can succeed later. */
  retryable?: boolean;
  /** Seconds after which the vendor wants to be asked again. */
  retryAfter?: number;
  connector?: string;
  resource?: string;
  operation?: string;
  /** HTTP status, where there was an answer. */
  status?: number;
  /** The vendor's own code for the failure. */
  vendorCode?: string;
  /** The vendor's id of the request, for its support. */
  requestId?: string;
  issues?: readonly Issue[];
  cause?: unknown;
}

/**
 * Every failure that OpenSME reports. The message says what went wrong and what to do next, and holds no secret and no
 * personal data. Recognise it with `OpenSMEError.is`, which also works across two installed copies of this package.
 */
export class OpenSMEError extends Error {
  static is(value: unknown): value is OpenSMEError {
    return typeof value === "object" && value !== null && marker in value;
  }

  readonly [marker] = true;
  override readonly name = "OpenSMEError";
  readonly code: ErrorCode;
  readonly state: ConnectionState | undefined;
  readonly retryable: boolean;
  readonly retryAfter: number | undefined;
  readonly connector: string | undefined;
  readonly resource: string | undefined;
  readonly operation: string | undefined;
  readonly status: number | undefined;
  readonly vendorCode: string | undefined;
  readonly requestId: string | undefined;
  readonly issues: readonly Issue[];

  constructor(message: string, details: ErrorDetails) {
    super(message, { cause: details.cause });
    this.code = details.code;
    this.state = details.state;
    this.retryable = details.retryable ?? false;
    this.retryAfter = details.retryAfter;
    this.connector = details.connector;
    this.resource = details.resource;
    this.operation = details.operation;
    this.status = details.status;
    this.vendorCode = details.vendorCode;
    this.requestId = details.requestId;
    this.issues = details.issues ?? [];
  }

  /** What to do about it, in each language, where it does not depend on the case; the message says it in English. */
  get remedy(): Remedy | undefined {
    return remedyOf(this);
  }
}

/** What to do about a failure of this code and state, as errors and stores hold them. */
export const remedyOf = ({ code, state }: { code: string; state?: string | undefined }): Remedy | undefined => {
  const known: Readonly<Record<string, Remedy | undefined>> = remedies;
  return known[state ?? code] ?? known[code];
};

/** The same failure in other words: what else is known of it stays. */
export const reworded = (error: OpenSMEError, message: string, details: Partial<ErrorDetails> = {}): OpenSMEError => {
  const { name: _, ...known } = error;
  const given = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
  return new OpenSMEError(message, { code: error.code, cause: error, ...given, ...details });
};

/** Refuses a field of a record that is to be written, by its path in dots: `throw refuse("emails.1", "has no place in Xero, which keeps one")`. */
export const refuse = (path: string, message: string): OpenSMEError =>
  new OpenSMEError(`This record cannot be written so: ${path} ${message}.`, {
    code: "invalid",
    issues: [{ path, message }],
  });

/** Turns zod issues into ours: the path in dots, the message without the value. */
export const issuesOf = (error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] }): Issue[] =>
  error.issues.map(({ path, message }) => ({ path: path.map(String).join("."), message }));
