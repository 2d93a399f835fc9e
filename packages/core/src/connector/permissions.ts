import { OpenSMEError } from "../errors.ts";
import type { AnyConnector, MissingPermission, OverHttp } from "./connector.ts";

/** The operations whose scopes were not all granted. */
export const missingScopes = (
  { resources, check: { includes } }: Pick<AnyConnector, "resources"> & Pick<OverHttp<never>, "check">,
  granted: readonly string[],
  sensitive: boolean,
): MissingPermission[] => {
  const held = new Set(granted.flatMap((scope) => [scope, ...(includes?.(scope) ?? [])]));
  return Object.entries(resources).flatMap(([resource, { definition }]) =>
    definition.sensitive && !sensitive
      ? []
      : (["read", "write"] as const).flatMap((operation) => {
          const scopes = definition.scopes?.[operation]?.filter((scope) => !held.has(scope)) ?? [];
          return scopes.length > 0 ? [{ resource, operation, scopes }] : [];
        }),
  );
};

/** The resources that the vendor does not let the credentials read, found out by asking for the first page of each. */
export const refusedReads = async (
  { resources }: Pick<AnyConnector, "resources">,
  streams: readonly { readonly resource: string; readonly firstPage: () => Promise<unknown> }[],
): Promise<MissingPermission[]> => {
  const refused: MissingPermission[] = [];
  for (const { resource, firstPage } of streams) {
    try {
      await firstPage();
    } catch (error) {
      if (!OpenSMEError.is(error) || error.code !== "permission") throw error;
      refused.push({ resource, operation: "read", scopes: resources[resource]?.definition.scopes?.read ?? [] });
    }
  }
  return refused;
};
