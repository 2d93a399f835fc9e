import * as z from "zod";

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/MailingAddress */
export const Address = z.object({
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  name: z.string().nullish(),
  address1: z.string().nullish(),
  address2: z.string().nullish(),
  city: z.string().nullish(),
  province: z.string().nullish(),
  zip: z.string().nullish(),
  country: z.string().nullish(),
  countryCodeV2: z.string().nullish(),
});

type Address = z.output<typeof Address>;

/** What is asked of an address. */
export const addressFields =
  "firstName lastName name company address1 address2 city province provinceCode zip country countryCodeV2 phone";

/** The country by its code, or by its name where it has none. */
export const countryOf = (code: string | null | undefined, name: string | null | undefined) =>
  code && /^[A-Z]{2}$/.test(code) ? { country: code } : { countryName: name || code };

/** Who receives: the name as Shopify puts it together, or its parts. */
const recipientOf = ({ name, firstName, lastName }: Address): string =>
  name || [firstName, lastName].filter(Boolean).join(" ");

export const readAddress = (address: Address | null | undefined) =>
  address && {
    recipient: recipientOf(address),
    line1: address.address1,
    line2: address.address2,
    city: address.city,
    province: address.province,
    postalCode: address.zip,
    ...countryOf(address.countryCodeV2, address.country),
  };

/** https://shopify.dev/docs/api/admin-graphql/latest/input-objects/MailingAddressInput */
export const AddressInput = z.object({
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  address1: z.string().optional(),
  address2: z.string().optional(),
  city: z.string().optional(),
  province: z.string().optional(),
  zip: z.string().optional(),
  countryCode: z.string().optional(),
  country: z.string().optional(),
});

interface UnifiedAddress {
  recipient?: string | undefined;
  line1?: string | undefined;
  line2?: string | undefined;
  ward?: string | undefined;
  district?: string | undefined;
  city?: string | undefined;
  province?: string | undefined;
  postalCode?: string | undefined;
  country?: string | undefined;
  countryName?: string | undefined;
}

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
