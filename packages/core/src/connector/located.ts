import * as z from "zod";
import { OpenSMEError, reworded } from "../errors.ts";
import { misshapen } from "./listing.ts";

/** An error that says where it happened. What a definition parses by itself fails as what is parsed for it does. */
export const located = (error: unknown, connector: string, resource: string, operation: string): unknown => {
  const told = error instanceof z.ZodError ? misshapen(error) : error;
  return OpenSMEError.is(told) && told.resource === undefined
    ? reworded(told, told.message, { connector, resource, operation, cause: told.cause })
    : told;
};
