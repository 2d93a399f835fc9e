import { fields, OpenSMEError, required, row } from "@opensme/core";
import * as z from "zod";

/** https://developer.xero.com/documentation/guides/oauth2/tenants: everything that one login has connected to the app. */
const Connections = z.array(
  row({
    tenantId: required(z.string()),
    ...fields(z.string(), "tenantType", "tenantName"),
  }),
);

/** The id of the organisation to read: the one asked for, or the only one there is. */
export const chooseTenant = (answer: unknown, asked: string | undefined): string => {
  const connections = Connections.safeParse(answer);
  if (!connections.success)
    throw new OpenSMEError("Xero's list of connected organisations does not have the expected form.", {
      code: "mismatch",
      cause: connections.error,
    });
  // Practices, which are tenants too, keep no books.
  const organisations = connections.data.filter(({ tenantType }) => !tenantType || tenantType === "ORGANISATION");
  const choice = organisations.map(({ tenantId, tenantName }) => `${tenantId}${tenantName ? ` (${tenantName})` : ""}`);
  const [first, second] = organisations;
  if (!first)
    throw new OpenSMEError(
      "This login has connected no organisation to the app. Authorise the app again and choose one.",
      { code: "config" },
    );
  if (asked === undefined) {
    if (!second) return first.tenantId;
    throw new OpenSMEError(
      `This login has connected ${organisations.length} organisations. Set tenantId to one of: ${choice.join(", ")}.`,
      { code: "config", issues: [{ path: "tenantId", message: "is required" }] },
    );
  }
  const found = organisations.find(({ tenantId }) => tenantId.toLowerCase() === asked.toLowerCase());
  if (found) return found.tenantId;
  throw new OpenSMEError(
    `The organisation ${asked} is not connected to the app. Authorise the app for it, or set tenantId to one of: ${choice.join(", ")}.`,
    { code: "config", issues: [{ path: "tenantId", message: "is not connected" }] },
  );
};
