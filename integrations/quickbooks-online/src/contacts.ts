import { type Contact, codec, fields, type RecordChanges, row } from "@opensme/core";
import * as z from "zod";
import { Address, Email, Phone, readEmails, readPhone, WebSite } from "./addresses.ts";
import { refuse } from "./documents.ts";
import { common, inUse, Pointer, readCommon } from "./wire.ts";
import { insistOn } from "./writing.ts";

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
});

type Row = z.output<typeof Party>;

const kindOf = (party: Row) =>
  party.Organization === undefined || party.Organization === null
    ? undefined
    : party.Organization
      ? ("company" as const)
      : ("person" as const);

export const readParty = (party: Row) => ({
  name: party.DisplayName || party.FullyQualifiedName || party.CompanyName || party.PrintOnCheckName || party.Id,
  code: party.AcctNum,
  kind: kindOf(party),
  firstName: party.GivenName,
  lastName: party.FamilyName,
  companyName: party.CompanyName,
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
  unmapped: {
    status: party.status,
    title: party.Title,
    middleName: party.MiddleName,
    suffix: party.Suffix,
    printedName: party.PrintOnCheckName === party.DisplayName ? undefined : party.PrintOnCheckName,
    path: party.FullyQualifiedName === party.DisplayName ? undefined : party.FullyQualifiedName,
  },
});

const text = z.string().optional();

export const AddressBody = z.object({
  Line1: text,
  Line2: text,
  Line3: text,
  Line4: text,
  Line5: text,
  City: text,
  CountrySubDivisionCode: text,
  PostalCode: text,
  Country: text,
});

export const PartyBody = z.object({
  SyncToken: text,
  DisplayName: text,
  GivenName: text,
  FamilyName: text,
  CompanyName: text,
  AcctNum: text,
  PrimaryEmailAddr: z.object({ Address: z.string() }).optional(),
  PrimaryPhone: z.object({ FreeFormNumber: z.string() }).optional(),
  AlternatePhone: z.object({ FreeFormNumber: z.string() }).optional(),
  Mobile: z.object({ FreeFormNumber: z.string() }).optional(),
  Fax: z.object({ FreeFormNumber: z.string() }).optional(),
  WebAddr: z.object({ URI: z.string() }).optional(),
  BillAddr: AddressBody.optional(),
  CurrencyRef: z.object({ value: z.string() }).optional(),
  Active: z.boolean().optional(),
  Notes: text,
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

const parts = [
  "kind",
  "line1",
  "line2",
  "city",
  "province",
  "postalCode",
  "country",
  "countryName",
  "ward",
  "district",
];

export const writeAddress = (
  addresses: Contact["addresses"],
  kind: "billing" | "shipping",
  allowed: readonly string[],
): z.output<typeof AddressBody> | undefined => {
  if (!addresses) return undefined;
  for (const [index, address] of addresses.entries()) {
    insistOn(`addresses.${index}`, address, parts);
    if (!allowed.includes(address.kind ?? "billing"))
      throw refuse(`addresses.${index}.kind`, `must be ${allowed.join(" or ")}`);
    if (addresses.findIndex((other) => (other.kind ?? "billing") === (address.kind ?? "billing")) < index)
      throw refuse(`addresses.${index}.kind`, "stands twice; QuickBooks keeps one of each kind");
  }
  const { line1, line2, ward, district, ...address } =
    addresses.find((each) => (each.kind ?? "billing") === kind) ?? {};
  const [second, third, fourth, ...others] = [...(line2?.split("\n") ?? []), ward, district].filter(Boolean);
  return {
    Line1: line1 ?? "",
    Line2: second ?? "",
    Line3: third ?? "",
    Line4: fourth ?? "",
    Line5: others.join(", "),
    City: address.city ?? "",
    CountrySubDivisionCode: address.province ?? "",
    PostalCode: address.postalCode ?? "",
    Country: address.country ?? address.countryName ?? "",
  };
};

export const writeParty = (
  contact: RecordChanges<"contact">,
  places: readonly string[],
): z.output<typeof PartyBody> => {
  const statuses: Readonly<Record<string, boolean>> = { active: true, archived: false };
  return {
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
    Active: contact.status && statuses[contact.status],
    Notes: contact.note,
  };
};
