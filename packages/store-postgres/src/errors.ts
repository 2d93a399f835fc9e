import { type ErrorCode, OpenSMEError } from "@opensme/core";

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** How long a statement waits for a lock of another session. */
export const lockTimeout = 5000;

/** SQLSTATE of a write in a transaction that only reads: https://www.postgresql.org/docs/current/errcodes-appendix.html */
export const isWriteRefusal = (error: unknown): boolean => codeOf(error) === "25006";

/** Whether a statement was refused because one before it had failed, which alone says why. */
export const isRefusedBehindAnother = (error: unknown): boolean => codeOf(error) === "25P02";

export const isSeveralStatements = (error: unknown): boolean =>
  codeOf(error) === "42601" && messageOf(error).includes("multiple commands");

/** Whether a query itself is wrong, its data or its parameters: syntax and names, values, features, or a number of parameters that does not fit. */
export const isMistakeInQuery = (error: unknown): boolean => /^(?:42(?!501)|22|21|0A|08P01|54)/.test(codeOf(error));

const unreachable = /^(?:ECONN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|EAI_AGAIN|08|57P0|53300)/;
const brokenOff =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/;

/** Turns what PostgreSQL or the way to it throws into an error that names the database and says what to do. Gives back what is neither's. */
export const explain = (error: unknown, place: string): unknown => {
  if (OpenSMEError.is(error)) return error;
  const as = (code: ErrorCode, message: string, retryable = false): OpenSMEError =>
    new OpenSMEError(message, { code, retryable, cause: error });
  const code = codeOf(error);
  const message = messageOf(error);
  if (/after calling end on the pool/.test(message)) {
    return as("config", `The store in ${place} has been closed. Open it again.`);
  }
  if (unreachable.test(code) || brokenOff.test(message)) {
    return as(
      "unavailable",
      `${place} cannot be reached (${message || code}). Check that it runs and takes connections from here, and try again: what was stored before is whole.`,
      true,
    );
  }
  if (/^SELF_SIGNED|CERT|TLS|does not support SSL/i.test(`${code} ${message}`)) {
    return as("config", `${place}: no secure connection came about (${message}). Check sslmode in the address.`);
  }
  if (isWriteRefusal(error) || /during recovery/.test(message)) {
    return as("config", `${place} can only be read, as a standby can. Give the address of the primary.`);
  }
  switch (code) {
    case "":
      return error;
    case "ENOTFOUND":
      return as("config", `${place}: there is no such host. Check the address.`);
    case "28P01":
    case "28000":
      return as("config", `${place} refuses the user or password. Check the address.`);
    case "3D000":
      return as("config", `${place}: there is no such database. Create it, or check the address.`);
    case "3F000":
      return as("config", `${place}: there is no schema to create tables in. Check search_path in the address.`);
    case "42501":
      return as("config", `${place}: the user may not do this (${message}). The store's user must own its tables.`);
    case "55P03":
    case "40P01":
    case "40001":
      return as(
        "unavailable",
        `${place} is locked: another session has held what this one needs for more than ${lockTimeout / 1000} seconds. Let it finish, and try again.`,
        true,
      );
    case "53100":
      return as(
        "unavailable",
        `The disk of ${place} is full. What was stored before is whole. Free some space and run it again; it goes on from there.`,
      );
    default:
      return as("unavailable", `${place} cannot go on: ${message}.`);
  }
};
