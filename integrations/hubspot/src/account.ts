import * as z from "zod";
import { word } from "./wire.ts";

/** https://developers.hubspot.com/docs/reference/api/settings/account-information/account-information */
export const Account = z.object({
  portalId: word,
  accountType: z.string().nullish(),
  timeZone: z.string().nullish(),
  companyCurrency: z.string().nullish(),
});

export const accountPath = "/account-info/v3/details";

/** The first that is a currency code. */
export const currencyOf = (...candidates: (string | null | undefined)[]): string | undefined =>
  candidates.find((code) => /^[A-Za-z]{3}$/.test(code ?? ""))?.toUpperCase();
