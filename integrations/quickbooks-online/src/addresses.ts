import { codec, fields, phone, row } from "@opensme/core";
import * as z from "zod";

export const Address = row({
  ...fields(z.string(), "Line1", "Line2", "Line3", "Line4", "Line5", "City", "CountrySubDivisionCode", "Country"),
  PostalCode: codec.identifier,
});

type Read = z.output<typeof Address> | null | undefined;

/** Country is written as people like; only two capitals are taken for a code. */
export const isCode = (country: string | null | undefined): boolean => /^[A-Z]{2}$/.test(country ?? "");

/** An address as typed stands in its lines alone; one with parts has them beside. */
export const readAddress = <const Kind extends "billing" | "shipping" | "registered" | "home" | "work">(
  address: Read,
  kind?: Kind,
) => {
  if (!address) return undefined;
  const further = [address.Line2, address.Line3, address.Line4, address.Line5].filter((line) => line?.trim());
  const written = {
    line1: address.Line1,
    line2: further.join("\n"),
    city: address.City,
    province: address.CountrySubDivisionCode,
    postalCode: address.PostalCode,
    country: isCode(address.Country) ? address.Country : undefined,
    countryName: isCode(address.Country) ? undefined : address.Country,
  };
  return Object.values(written).some((part) => part?.trim()) ? { kind, ...written } : undefined;
};

/** An address as printed, in one text. */
export const printed = (address: Read): string | undefined => {
  if (!address) return undefined;
  const { Line1, Line2, Line3, Line4, Line5, City, CountrySubDivisionCode, PostalCode, Country } = address;
  return [Line1, Line2, Line3, Line4, Line5, City, CountrySubDivisionCode, PostalCode, Country]
    .filter((part) => part?.trim())
    .join(", ");
};

export const Phone = row({ FreeFormNumber: codec.identifier });
export const Email = row({ Address: z.string() });
export const WebSite = row({ URI: z.string() });

export const readPhone = <const Kind extends "mobile" | "fax">(
  number: z.output<typeof Phone> | null | undefined,
  kind?: Kind,
) => phone(number?.FreeFormNumber, kind);

/** Several addresses stand in one field, apart by commas. */
export const readEmails = (email: z.output<typeof Email> | null | undefined): string[] | undefined =>
  email?.Address?.split(/[,;]/).map((address) => address.trim());
