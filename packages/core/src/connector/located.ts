import { OpenSMEError, reworded } from "../errors.ts";

/** An error that says where it happened. */
export const located = (error: unknown, connector: string, resource: string, operation: string): unknown =>
  OpenSMEError.is(error) && error.resource === undefined
    ? reworded(error, error.message, { connector, resource, operation, cause: error.cause })
    : error;
