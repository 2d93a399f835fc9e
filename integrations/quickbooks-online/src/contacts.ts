import { type Contact, codec, fields, type RecordChanges, refuse, row } from "@opensme/core";
import * as z from "zod";
import { Address, Email, Phone, readEmails, readPhone, WebSite } from "./addresses.ts";
import { CustomField, readCustom } from "./custom.ts";
import { common, inUse, Pointer, readCommon, unlessSame, unmasked } from "./wire.ts";

/** What customers and vendors have in common. `DisplayName` is unique among both and the employees. */
export const Party = row({
  ...common,
  ...fields(z.string(), "DisplayName", "FullyQualifiedName", "Title", "GivenName", "MiddleName", "FamilyName"),
  ...fields(z.string(), "Suffix", "CompanyName", "PrintOnCheckName", "Notes"),
  Organization: codec.flag,
  ...fields(codec.identifier, "AcctNum", "GSTIN", "BusinessNumber"),
  PrimaryEmailAddr: Email,
  ...fields(Phone, "PrimaryPhone", "AlternatePhone", "Mobile", "Fax"),
  WebAddr: WebSite,
  BillAddr: Address,
  CurrencyRef: Pointer,
  Balance: codec.decimal,
  CreditLimit: codec.decimal,
  Active: inUse,
  CustomField: z.array(CustomField),
});

type Row = z.output<typeof Party>;

const kindOf = (party: Row) =>
  party.Organization === undefined || party.Organization === null
    ? undefined
    : party.Organization
      ? ("company" as const)
      : ("person" as const);

/** In the United States the last digits alone of the tax code are told. */
export const readParty = (party: Row, taxCode: string | null | undefined) => ({
  name: party.DisplayName || party.FullyQualifiedName || party.CompanyName || party.PrintOnCheckName || party.Id,
  code: party.AcctNum,
  kind: kindOf(party),
  firstName: party.GivenName,
  lastName: party.FamilyName,
  companyName: party.CompanyName,
  taxId: unmasked(taxCode) ?? party.GSTIN,
  registrationNumber: party.BusinessNumber,
  emails: readEmails(party.PrimaryEmailAddr),
  phones: [
    readPhone(party.PrimaryPhone),
    readPhone(party.Mobile, "mobile"),
    readPhone(party.AlternatePhone),
    readPhone(party.Fax, "fax"),
  ],
  website: party.WebAddr?.URI,
  currency: party.CurrencyRef?.value,
  creditLimit: party.CreditLimit,
  status: party.Active,
  note: party.Notes,
  ...readCommon(party),
  custom: readCustom(party.CustomField),
  unmapped: {
    status: party.status,
    maskedTaxId: unlessSame(taxCode, unmasked(taxCode)),
    gstin: unmasked(taxCode) && party.GSTIN,
    title: party.Title,
    middleName: party.MiddleName,
    suffix: party.Suffix,
    printedName: unlessSame(party.PrintOnCheckName, party.DisplayName),
    path: unlessSame(party.FullyQualifiedName, party.DisplayName),
  },
});

const phonePlaces: Readonly<Record<string, readonly string[]>> = {
  "": ["PrimaryPhone", "AlternatePhone"],
  mobile: ["Mobile"],
  fax: ["Fax"],
};

/** One telephone of each kind, and a second one without a kind. A field that is sent empty is emptied, since one that is not sent stays. */
const writePhones = (phones: Contact["phones"]) => {
  if (!phones) return {};
  const numbers = new Map<string, string>();
  for (const [index, { number, kind = "" }] of phones.entries()) {
    const places = phonePlaces[kind];
    if (!places) throw refuse(`phones.${index}.kind`, "must be mobile or fax, or left out");
    const free = places.find((place) => !numbers.has(place));
    if (!free) throw refuse(`phones.${index}`, "is one more than QuickBooks keeps of its kind");
    numbers.set(free, number);
  }
  const at = (place: string) => ({ FreeFormNumber: numbers.get(place) ?? "" });
  return {
    PrimaryPhone: at("PrimaryPhone"),
    AlternatePhone: at("AlternatePhone"),
    Mobile: at("Mobile"),
    Fax: at("Fax"),
  };
};

export const writeAddress = (
  addresses: Contact["addresses"],
  kind: "billing" | "shipping",
  allowed: readonly string[],
) => {
  if (!addresses) return undefined;
  const kinds = addresses.map((address) => address.kind ?? "billing");
  for (const [index, each] of kinds.entries()) {
    if (!allowed.includes(each)) throw refuse(`addresses.${index}.kind`, `must be ${allowed.join(" or ")}`);
    if (kinds.indexOf(each) < index)
      throw refuse(`addresses.${index}.kind`, "stands twice; QuickBooks keeps one of each kind");
  }
  const { line1, line2, ward, district, city, province, postalCode, country, countryName } =
    addresses[kinds.indexOf(kind)] ?? {};
  const [second, third, fourth, ...others] = [...(line2?.split("\n") ?? []), ward, district].filter(Boolean);
  return {
    Line1: line1 ?? "",
    Line2: second ?? "",
    Line3: third ?? "",
    Line4: fourth ?? "",
    Line5: others.join(", "),
    City: city ?? "",
    CountrySubDivisionCode: province ?? "",
    PostalCode: postalCode ?? "",
    Country: country ?? countryName ?? "",
  };
};

export const writeParty = (contact: RecordChanges<"contact">, places: readonly string[]) => ({
  SyncToken: contact.version,
  DisplayName: contact.name,
  GivenName: contact.firstName,
  FamilyName: contact.lastName,
  CompanyName: contact.companyName,
  AcctNum: contact.code,
  PrimaryEmailAddr: contact.emails && { Address: contact.emails.join(",") },
  ...writePhones(contact.phones),
  WebAddr: contact.website === undefined ? undefined : { URI: contact.website },
  BillAddr: writeAddress(contact.addresses, "billing", places),
  CurrencyRef: contact.currency ? { value: contact.currency } : undefined,
  Active: contact.status,
  Notes: contact.note,
});
