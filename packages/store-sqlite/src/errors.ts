import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { type ErrorCode, OpenSMEError } from "@opensme/core";

/** Primary result codes: https://www.sqlite.org/rescode.html */
const result = {
  error: 1,
  busy: 5,
  locked: 6,
  readonly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  mismatch: 20,
  range: 25,
  notADatabase: 26,
} as const;

/** How long a statement waits for a lock of another process. */
export const lockTimeout = 5000;

const codeOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : undefined);

const primaryResult = (error: unknown): number | undefined => {
  const code = typeof error === "object" && error !== null && "errcode" in error ? error.errcode : undefined;
  return typeof code === "number" ? code & 0xff : undefined;
};

export const isWriteRefusal = (error: unknown): boolean => primaryResult(error) === result.readonly;

/** Whether a query itself is wrong, or the parameters given with it. */
export const isMistakeInQuery = (error: unknown): boolean => {
  const code = primaryResult(error);
  if (code !== undefined) return code === result.error || code === result.mismatch || code === result.range;
  return !isClosed(error) && (error instanceof TypeError || codeOf(error) === "ERR_INVALID_STATE");
};

/** Node gives one code to everything that does not fit the state of a database or statement. */
const isClosed = (error: unknown): boolean =>
  codeOf(error) === "ERR_INVALID_STATE" && /not open|finalized/.test(messageOf(error));

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Turns what SQLite throws into an error that names the file and says what to do. Gives back what is not SQLite's. */
export const explain = (error: unknown, path: string): unknown => {
  const as = (code: ErrorCode, message: string, retryable = false): OpenSMEError =>
    new OpenSMEError(message, { code, retryable, cause: error });
  const cannotOpen = (): OpenSMEError => as("config", `The database ${path} cannot be opened: ${obstacle(path)}.`);
  if (isClosed(error)) return as("config", `The database ${path} has been closed. Open it again.`);
  switch (primaryResult(error)) {
    case undefined:
      return error;
    case result.busy:
    case result.locked:
      return as(
        "unavailable",
        `The database ${path} is locked: another program has been writing to it for more than ${lockTimeout / 1000} seconds, such as another sync or a database browser with an unsaved change. Let it finish or close it, and try again.`,
        true,
      );
    case result.full:
      return as(
        "unavailable",
        `The disk is full: ${path} could not grow. What was stored before is whole. Free some space and run it again; it goes on from there.`,
      );
    case result.notADatabase:
    case result.corrupt:
      return as(
        "config",
        `${path} is no SQLite database, or a damaged one. Restore it from a backup, or delete it (with the files ${path}-wal and ${path}-shm) and sync again.`,
      );
    case result.cannotOpen:
      return cannotOpen();
    case result.readonly:
      return as(
        "config",
        `The database ${path} cannot be written to. Check that you may write both the file and its folder, ${dirname(path)}: SQLite keeps two small files beside a database, for reading too.`,
      );
    case result.ioError:
      // What it says of a folder that is opened for reading.
      if (isFolder(path)) return cannotOpen();
      return as(
        "unavailable",
        `The disk or network drive of ${path} failed: ${messageOf(error)}. What was stored before is whole.`,
      );
    default:
      return as("unavailable", `SQLite cannot go on with ${path}: ${messageOf(error)}.`);
  }
};

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

const obstacle = (path: string): string => {
  const folder = dirname(path);
  if (!existsSync(folder)) return `there is no folder ${folder}; create it, or choose another path`;
  if (isFolder(path)) return "it is a folder; name a file in it";
  try {
    accessSync(folder, constants.W_OK);
    return "check who may read and write it";
  } catch {
    return `its folder ${folder} cannot be written to, and SQLite keeps two small files beside a database; change that, or copy the database to another folder`;
  }
};
