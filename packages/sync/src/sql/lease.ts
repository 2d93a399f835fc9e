import { hostname } from "node:os";
import { OpenSMEError } from "@opensme/core";

/** A lease that shows no sign of life for so many milliseconds belongs to nobody. */
export const leaseLifetime = 60_000;

/** Who holds a lease. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly renewedAt: string;
}

/** The error of an engine that needs a lease which another holds, or nobody. */
export const leaseConflict = (connection: string, holder: Holder | undefined): OpenSMEError => {
  const message = holder
    ? `Connection "${connection}" is being synced by ${
        holder.pid === process.pid && holder.host === hostname()
          ? "another run in this process"
          : `process ${holder.pid} on ${holder.host}`
      }, last seen at ${holder.renewedAt}. Wait until it is done, or stop it.`
    : `Connection "${connection}" can be written only while its lease is held. Take the lease first.`;
  return new OpenSMEError(message, { code: "conflict", retryable: holder !== undefined });
};
