import { codec, resource } from "@opensme/core";
import * as z from "zod";
import { moment, optionList, orEmptyList, word } from "./wire.ts";

const State = orEmptyList(z.looseObject({ name: z.string().nullish(), abbreviation: z.string().nullish() }));
const Country = orEmptyList(z.looseObject({ name: z.string().nullish(), isoCode: z.string().nullish() }));

/**
 * A place of work in either of its forms: an option of the list field `location`, or a row of
 * https://documentation.bamboohr.com/reference/get-locations, which adds the address, leaves out archived places and names no API key among its credentials.
 */
const Location = z.looseObject({
  id: codec.identifier,
  name: z.string(),
  archived: codec.choice({ no: "active", yes: "inactive", false: "active", true: "inactive" }).nullish(),
  address: orEmptyList(
    z.looseObject({
      address1: z.string().nullish(),
      address2: z.string().nullish(),
      city: z.string().nullish(),
      stateId: word.nullish(),
      state: State,
      zipcode: word.nullish(),
      countryId: word.nullish(),
      country: Country,
      timezone: z.string().nullish(),
      remoteLocation: z.boolean().nullish(),
    }),
  ),
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
  read: (location) => ({
    name: location.name,
    address: {
      line1: location.address?.address1,
      line2: location.address?.address2,
      city: location.address?.city,
      province: location.address?.state?.name || location.address?.state?.abbreviation,
      postalCode: location.address?.zipcode,
      country: countryCode(location.address?.country?.isoCode),
      countryName: location.address?.country?.name,
    },
    timeZone: location.address?.timezone,
    isRemote: location.address?.remoteLocation,
    status: location.archived,
    createdAt: location.createdAt || location.createdDate,
    // Without being asked to expand them, the vendor gives only its numbers of state and country.
    unmapped: {
      stateId: location.address?.state ? undefined : location.address?.stateId,
      countryId: location.address?.country ? undefined : location.address?.countryId,
      countryCode: countryCode(location.address?.country?.isoCode) ? undefined : location.address?.country?.isoCode,
    },
  }),
  list: {
    ...options,
    // What it requests is not the only answer that it understands.
    paging: "custom",
    rowsIn: (answer) => Page.safeParse(answer).data?.data.map(named) ?? options.rowsIn(answer),
    split: (element) => [named(element)],
  },
  scopes: { read: ["field"] },
});
