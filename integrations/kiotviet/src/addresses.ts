type Texts<Name extends string> = { readonly [Key in Name]?: string | null | undefined };

/**
 * An address in three fields: street, ward, and a "location" that is a province and its district, or since the reform of July 2025 the province
 * alone.
 */
export const place = ({ address, wardName, locationName }: Texts<"address" | "wardName" | "locationName">) => {
  const [, province, district] = /^(Bà Rịa - Vũng Tàu|.*?)(?: - (.*))?$/s.exec(locationName ?? "") ?? [];
  return { line1: address, ward: wardName, district, province };
};

/** The same three fields of an address, for writing. */
export const placeBody = (address: Texts<"line1" | "ward" | "district" | "province"> | undefined) => ({
  address: address?.line1,
  wardName: address?.ward,
  locationName: address && [address.province, address.district].filter(Boolean).join(" - "),
});
