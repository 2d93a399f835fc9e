import { codec, fields, phone, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { optionList } from "./lists.ts";
import { orEmptyList } from "./wire.ts";

const place = {
  city: z.string(),
  state: orEmptyList(row({ name: z.string(), abbreviation: z.string(), abbrev: z.string() })),
  zipcode: codec.identifier,
  country: orEmptyList(row({ name: z.string(), isoCode: z.string(), iso_code: z.string() })),
};

const Address = row({
  ...place,
  ...fields(z.string(), "address1", "address2", "timezone"),
  ...fields(codec.identifier, "stateId", "countryId"),
  remoteLocation: z.boolean(),
});

/**
 * A place of work in any of its forms: an option of the list field `location`; a row of https://documentation.bamboohr.com/reference/get-locations, which adds
 * the address, leaves out archived places and names no API key among its credentials; or one of
 * https://documentation.bamboohr.com/reference/get-company-locations, where the address is not set apart.
 */
const Location = row({
  id: required(codec.identifier),
  ...fields(z.string(), "name", "addressLine1", "addressLine2", "description"),
  // What the second form calls the name.
  label: z.string(),
  archived: codec.choice({ no: "active", yes: "inactive", false: "active", true: "inactive" }),
  address: orEmptyList(Address),
  ...place,
  phone: codec.identifier,
  ...fields(codec.instant, "createdDate", "createdAt"),
});

const options = optionList("location");
const Page = z.object({ data: z.array(z.unknown()) });

const countryCode = (code: string | null | undefined): string | undefined =>
  code && /^[A-Z]{2}$/.test(code) ? code : undefined;

export const locations = resource({ entity: "location", raw: Location }).define({
  id: (location) => location.id,
  read: (location) => {
    const { address } = location;
    const { city, state, zipcode, country } = address ?? location;
    const isoCode = country?.isoCode || country?.iso_code;
    return {
      name: location.name || location.label || location.id,
      address: {
        line1: address?.address1 || location.addressLine1,
        line2: address?.address2 || location.addressLine2,
        city,
        province: state?.name || state?.abbreviation || state?.abbrev,
        postalCode: zipcode,
        country: countryCode(isoCode),
        countryName: country?.name,
      },
      phones: [phone(location.phone)],
      timeZone: address?.timezone,
      isRemote: address?.remoteLocation,
      status: location.archived,
      createdAt: location.createdAt || location.createdDate,
      // Without being asked to expand them, the vendor gives only its numbers of state and country.
      unmapped: {
        stateId: state ? undefined : address?.stateId,
        countryId: country ? undefined : address?.countryId,
        countryCode: countryCode(isoCode) ? undefined : isoCode,
        description: location.description,
      },
    };
  },
  list: {
    ...options,
    // What it requests is not the only answer that it understands.
    paging: "custom",
    rowsIn: (answer) => Page.safeParse(answer).data?.data ?? options.rowsIn(answer),
  },
  scopes: { read: ["field"] },
});
