import { codec, phone, resource } from "@opensme/core";
import * as z from "zod";
import { moment, optionList, orEmptyList, word } from "./wire.ts";

const State = z.looseObject({
  name: z.string().nullish(),
  abbreviation: z.string().nullish(),
  abbrev: z.string().nullish(),
});
const Country = z.looseObject({
  name: z.string().nullish(),
  isoCode: z.string().nullish(),
  iso_code: z.string().nullish(),
});
const place = {
  city: z.string().nullish(),
  state: orEmptyList(State),
  zipcode: word.nullish(),
  country: orEmptyList(Country),
};

/**
 * A place of work in any of its forms: an option of the list field `location`; a row of https://documentation.bamboohr.com/reference/get-locations, which adds
 * the address, leaves out archived places and names no API key among its credentials; or one of
 * https://documentation.bamboohr.com/reference/get-company-locations, where the address is not set apart.
 */
const Location = z.looseObject({
  id: codec.identifier,
  name: z.string(),
  archived: codec.choice({ no: "active", yes: "inactive", false: "active", true: "inactive" }).nullish(),
  address: orEmptyList(
    z.looseObject({
      ...place,
      address1: z.string().nullish(),
      address2: z.string().nullish(),
      stateId: word.nullish(),
      countryId: word.nullish(),
      timezone: z.string().nullish(),
      remoteLocation: z.boolean().nullish(),
    }),
  ),
  ...place,
  addressLine1: z.string().nullish(),
  addressLine2: z.string().nullish(),
  phone: word.nullish(),
  description: z.string().nullish(),
  createdDate: moment.nullish(),
  createdAt: moment.nullish(),
});

const options = optionList("location");
const Page = z.looseObject({ data: z.array(z.unknown()) });
const Labelled = z.looseObject({ name: z.undefined().optional(), label: z.string() });

/** The second form calls the name a label. */
const named = (row: unknown): unknown => {
  const labelled = Labelled.safeParse(row);
  return labelled.success ? { ...labelled.data, name: labelled.data.label } : row;
};

const countryCode = (code: string | null | undefined): string | undefined =>
  code && /^[A-Z]{2}$/.test(code) ? code : undefined;

export const locations = resource({ entity: "location", raw: Location }).define({
  id: (location) => location.id,
  read: (location) => {
    const { address } = location;
    const { city, state, zipcode, country } = address ?? location;
    const isoCode = country?.isoCode || country?.iso_code;
    return {
      name: location.name,
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
    rowsIn: (answer) => Page.safeParse(answer).data?.data.map(named) ?? options.rowsIn(answer),
    split: (element) => [named(element)],
  },
  scopes: { read: ["field"] },
});
