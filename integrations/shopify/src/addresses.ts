import { fields, type RecordChanges, row } from "@opensme/core";
import * as z from "zod";
import { fullName } from "./wire.ts";

/** What every kind of address has. */
export const Place = row({ ...fields(z.string(), "address1", "address2", "city", "province", "zip", "country") });

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/MailingAddress */
export const Address = row({ ...Place.shape, ...fields(z.string(), "firstName", "lastName", "name", "countryCodeV2") });

type Address = z.output<typeof Address>;

/** What is asked of an address. */
export const addressFields =
  "firstName lastName name company address1 address2 city province provinceCode zip country countryCodeV2 phone";

/** A place, its country by the code, or by the name where it has none. */
export const readPlace = (place: z.output<typeof Place>, code: string | null | undefined) => {
  const isCode = /^[A-Z]{2}$/.test(code ?? "");
  return {
    line1: place.address1,
    line2: place.address2,
    city: place.city,
    province: place.province,
    postalCode: place.zip,
    country: isCode ? code : undefined,
    countryName: isCode ? undefined : place.country || code,
  };
};

/** Who receives, by the name as Shopify puts it together or by its parts, and where. */
export const readAddress = (address: Address | null | undefined) =>
  address && {
    recipient: fullName(address.name, address),
    ...readPlace(address, address.countryCodeV2),
  };

/** https://shopify.dev/docs/api/admin-graphql/latest/input-objects/MailingAddressInput */
export const AddressInput = row({ ...Place.shape, ...fields(z.string(), "lastName", "countryCode") });

type UnifiedAddress = NonNullable<RecordChanges<"order">["shippingAddress"]>;

/** Ward and district have no field of their own and stand in the second line. */
export const writeAddress = (address: UnifiedAddress): z.output<typeof AddressInput> => ({
  lastName: address.recipient,
  address1: address.line1,
  address2: [address.line2, address.ward, address.district].filter(Boolean).join(", ") || undefined,
  city: address.city,
  province: address.province,
  zip: address.postalCode,
  countryCode: address.country,
  country: address.country ? undefined : address.countryName,
});
