import type { RecordChanges } from "@opensme/core";
import type { Address } from "./addresses.ts";

type Written = NonNullable<RecordChanges<"order">["shippingAddress"]>;

/** What is written of an address. */
export const addressBody = (address: Written): Address => ({
  first_name: address.recipient,
  address1: address.line1,
  address2: address.line2,
  ward: address.ward,
  district: address.district,
  city: address.city,
  province: address.province,
  zip: address.postalCode,
  country: address.countryName,
  country_code: address.country,
});
