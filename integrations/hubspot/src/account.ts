import { codec, fields, required, row } from "@opensme/core";
import * as z from "zod";

/** https://developers.hubspot.com/docs/reference/api/settings/account-information/account-information */
export const Account = row({
  portalId: required(codec.identifier),
  ...fields(z.string(), "accountType", "timeZone", "companyCurrency"),
});

export const accountPath = "/account-info/v3/details";

/** The first that is a currency code. */
export const currencyOf = (...candidates: (string | null | undefined)[]): string | undefined =>
  candidates.find((code) => /^[A-Za-z]{3}$/.test(code ?? ""))?.toUpperCase();
