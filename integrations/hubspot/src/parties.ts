import { type Contact, codec, fields, phone, type Row, reader, refuse } from "@opensme/core";
import * as z from "zod";

/** https://knowledge.hubspot.com/records/use-lifecycle-stages; accounts may have stages of their own. */
const lifecycle = reader(
  codec.meanings({
    lead: ["lead", "marketingqualifiedlead", "salesqualifiedlead", "opportunity"],
    customer: ["customer", "evangelist"],
  }),
);

/** The properties that companies and contacts have in common. */
export const partyProperties = {
  ...fields(codec.identifier, "phone", "zip", "lifecyclestage", "hubspot_owner_id"),
  ...fields(z.string(), "address", "city", "state", "country", "website", "hs_lead_status"),
  total_revenue: codec.decimal,
};

type Party = z.output<Row<typeof partyProperties>>;

/** Countries are free text; their codes stand beside it, where HubSpot knows them. */
export const readAddress = (party: Party, code: string | null | undefined, line2?: string | null) => {
  const { address, city, state, zip, country } = party;
  const isCode = (text: string | null | undefined): text is string => /^[A-Z]{2}$/.test(text ?? "");
  const where = isCode(code) ? { country: code } : isCode(country) ? { country } : { countryName: country };
  if (![address, line2, city, state, zip, country, code].some((part) => part?.trim())) return undefined;
  return { line1: address, line2, city, province: state, postalCode: zip, ...where };
};

/** A subscriber is not a lead yet. */
export const rolesOf = ({ lifecyclestage }: Party) =>
  lifecyclestage && lifecyclestage !== "subscriber" ? [lifecycle(lifecyclestage)] : undefined;

/** The one telephone of each kind that HubSpot keeps; the others are emptied. */
export const writePhones = (
  phones: Contact["phones"],
  places: Readonly<Partial<Record<"main" | "mobile" | "fax", string>>>,
): Record<string, string> => {
  if (!phones) return {};
  const written: Record<string, string> = Object.fromEntries(Object.values(places).map((place) => [place, ""]));
  for (const [index, { number, kind = "work" }] of phones.entries()) {
    const place = kind === "work" ? places.main : kind === "mobile" || kind === "fax" ? places[kind] : undefined;
    if (!place) throw refuse(`phones.${index}.kind`, `has no place in HubSpot: ${kind}`);
    if (written[place]) throw refuse(`phones.${index}.kind`, "stands twice; HubSpot keeps one telephone of each kind");
    written[place] = number;
  }
  return written;
};

/** The one address that HubSpot keeps. Wards and districts have no place of their own and join the street. */
export const writeAddress = (
  addresses: Contact["addresses"],
  names: { line2?: string; code: string },
): Record<string, string> => {
  if (!addresses) return {};
  const { line1, line2, ward, district, city, province, postalCode, country, countryName } = addresses[0] ?? {};
  const street = [line1, ...(names.line2 ? [] : [line2]), ward, district];
  return {
    address: street.filter(Boolean).join(", "),
    ...(names.line2 ? { [names.line2]: line2 ?? "" } : {}),
    city: city ?? "",
    state: province ?? "",
    zip: postalCode ?? "",
    country: countryName ?? country ?? "",
    [names.code]: country ?? "",
  };
};

export const mainPhone = ({ phone: number }: Party) => phone(number);
