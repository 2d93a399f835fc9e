import { codec, fields, row } from "@opensme/core";
import * as z from "zod";

/** A name and the address of who has it, as customers, orders and places write them. */
export const Address = row({
  ...fields(z.string(), "first_name", "last_name", "name", "company", "country", "country_code"),
  ...fields(z.string(), "address1", "address2", "ward", "district", "city", "province"),
  ...fields(codec.identifier, "phone", "zip"),
});

export type Address = Partial<z.output<typeof Address>>;

/** Family name first, as Haravan puts its own `name` together; often the whole name is in `first_name`. A guest is called "---". */
export const fullName = ({ first_name, last_name, name }: Address): string | undefined => {
  const text =
    [last_name, first_name]
      .map((part) => part?.trim())
      .filter(Boolean)
      .join(" ") || name?.trim();
  return text && !/^-+$/.test(text) ? text : undefined;
};

/** The country, by its code where it is one: codes come in small letters too, and the shop writes its code for the name. */
export const countryOf = ({ country, country_code }: Address) => {
  const code = [country_code, country].find((text) => /^[a-z]{2}$/i.test(text ?? ""));
  return { country: code?.toUpperCase(), countryName: code ? undefined : country || country_code };
};

/** An address; absent where it says nothing but the country, which Haravan fills in by itself. */
export const place = (address: Address | null | undefined) => {
  if (!address) return undefined;
  const lines = {
    line1: address.address1,
    line2: address.address2,
    ward: address.ward,
    district: address.district,
    city: address.city,
    province: address.province,
    postalCode: address.zip,
  };
  const recipient = fullName(address);
  if (!recipient && !Object.values(lines).some((line) => line?.trim())) return undefined;
  return { recipient, ...lines, ...countryOf(address) };
};
