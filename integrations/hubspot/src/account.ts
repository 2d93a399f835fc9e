import { type Api, pick } from "@opensme/core";
import * as z from "zod";
import type { Beside } from "./objects.ts";
import { word } from "./wire.ts";

/** https://developers.hubspot.com/docs/reference/api/settings/account-information/account-information */
export const Account = z.object({
  portalId: word,
  accountType: z.string().nullish(),
  timeZone: z.string().nullish(),
  companyCurrency: z.string().nullish(),
});

export const accountPath = "/account-info/v3/details";

/** What of the account a record has to be read by: its currency, in which amounts without one are, and its time zone. */
export const accountFields = {
  currencies: z.array(z.string()).nullish(),
  timeZones: z.array(z.string()).nullish(),
};

const listed = (value: string | null | undefined): string[] => (value ? [value] : []);

/** Puts the account's currency, or its time zone too, beside every row. */
export const besideAccount =
  (...fields: readonly (keyof typeof accountFields)[]) =>
  async (api: Api, signal: AbortSignal | undefined): Promise<Beside> => {
    const { body } = await api.request({ path: accountPath }, { signal });
    const { companyCurrency, timeZone } = pick(Account, (account) => account)(body);
    const all = { currencies: listed(companyCurrency), timeZones: listed(timeZone) };
    const added = Object.fromEntries(fields.map((field) => [field, all[field]]));
    return async () => () => added;
  };

/** The first that is a currency code. */
export const currencyOf = (...candidates: (string | null | undefined)[]): string | undefined =>
  candidates.find((code) => /^[A-Za-z]{3}$/.test(code ?? ""))?.toUpperCase();
