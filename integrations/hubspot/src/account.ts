import { codec, dayIn, fields, required, row } from "@opensme/core";
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

/** The day that a moment falls on in the account's time zone; in UTC where that is not told, or unknown. A day is one everywhere. */
export const dayOf = (when: string | null | undefined, timeZones: readonly string[] | null | undefined) =>
  when?.includes("T") ? (dayIn(timeZones?.[0] ?? "UTC")(when) ?? dayIn("UTC")(when)) : when;

/** Noon in UTC is the same day nearly everywhere. */
export const noon = (day: string | undefined): string | undefined => day && `${day}T12:00:00.000Z`;
