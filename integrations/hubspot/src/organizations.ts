import { listing, resource, single } from "@opensme/core";
import * as z from "zod";
import { Account, accountPath, currencyOf } from "./account.ts";

const isDemo: Readonly<Record<string, boolean>> = {
  STANDARD: false,
  DEVELOPER_TEST: true,
  SANDBOX: true,
  APP_DEVELOPER: true,
};

/** HubSpot tells no name of the account. */
export const organizations = resource({ entity: "organization", raw: Account }).define({
  id: (account) => account.portalId,
  read: (account) => ({
    name: account.portalId,
    baseCurrency: currencyOf(account.companyCurrency),
    timeZone: account.timeZone,
    isDemo: isDemo[account.accountType ?? ""],
    unmapped: { accountType: account.accountType },
  }),
  list: listing({
    path: accountPath,
    page: z.looseObject({ portalId: z.unknown() }),
    items: (account) => [account],
    paging: single(),
    deletes: "never",
  }),
  scopes: { read: ["oauth"] },
});
