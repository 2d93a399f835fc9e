import { codec, fields, type RecordChanges, row } from "@opensme/core";
import * as z from "zod";

export const Address = row({
  ...fields(z.string(), "street_1", "street_2", "city", "state", "country"),
  zip: codec.identifier,
});

/** Countries are ISO 3166-1 codes of three letters; the United States is nearly always the one. */
const countryOf = (written: string | null | undefined) => {
  if (written === "USA") return { country: "US" };
  return /^[A-Z]{2}$/.test(written ?? "") ? { country: written } : { countryName: written };
};

export const readAddress = <const Kind extends "home" | "work">(
  address: z.output<typeof Address> | null | undefined,
  kind: Kind,
) => {
  if (!address) return undefined;
  const { street_1: line1, street_2: line2, city, state: province, zip: postalCode, country } = address;
  const isBlank = [line1, line2, city, province, postalCode, country].every((part) => !part);
  return isBlank ? undefined : { kind, line1, line2, city, province, postalCode, ...countryOf(country) };
};

/** Gusto takes countries by their codes of three letters, of which it knows the one. */
export const writeAddress = (address: RecordChanges<"location">["address"]) =>
  address && {
    street_1: address.line1,
    street_2: address.line2,
    city: address.city,
    state: address.province,
    zip: address.postalCode,
    country: address.country === "US" ? "USA" : (address.countryName ?? address.country),
  };
