import { type Contact, codec, fields, phone, refuse, row } from "@opensme/core";
import * as z from "zod";

const parts = {
  ...fields(z.string(), "AttentionTo", "AddressLine1", "AddressLine2", "AddressLine3", "AddressLine4", "City"),
  ...fields(z.string(), "Region", "Country"),
  PostalCode: codec.identifier,
};

/** An address, by what its types stand for. */
export const address = <const Kinds extends Readonly<Record<string, "billing" | "shipping" | "work">>>(kinds: Kinds) =>
  row({ AddressType: codec.choice(kinds), ...parts });

/** Xero lists every type of address, empty ones too. Lines end in a break where they were pasted so. The last three of four are kept apart by line breaks. */
export const readAddress = ({ AddressType, ...lines }: z.output<ReturnType<typeof address>>) => {
  const written = {
    recipient: lines.AttentionTo?.trim(),
    line1: lines.AddressLine1?.trim(),
    line2: [lines.AddressLine2, lines.AddressLine3, lines.AddressLine4]
      .map((line) => line?.trim())
      .filter(Boolean)
      .join("\n"),
    city: lines.City?.trim(),
    province: lines.Region?.trim(),
    postalCode: lines.PostalCode?.trim(),
    countryName: lines.Country?.trim(),
  };
  return Object.values(written).some(Boolean) ? { kind: AddressType, ...written } : undefined;
};

export const Phone = row({
  PhoneType: codec.choice({ DEFAULT: "default", OFFICE: "work", DDI: "direct", MOBILE: "mobile", FAX: "fax" }),
  ...fields(codec.identifier, "PhoneCountryCode", "PhoneAreaCode", "PhoneNumber"),
});

/** Xero lists every type of telephone, empty ones too. */
export const readPhone = ({ PhoneType, ...parts }: z.output<typeof Phone>) => {
  if (!parts.PhoneNumber?.trim()) return undefined;
  const number = [parts.PhoneCountryCode, parts.PhoneAreaCode, parts.PhoneNumber].filter((part) => part?.trim());
  return {
    ...phone(number.join(" ")),
    number: number.join(" "),
    kind: PhoneType === "default" ? undefined : PhoneType,
  };
};

type Addresses = NonNullable<Contact["addresses"]>;
type Phones = NonNullable<Contact["phones"]>;

/** The kinds that a list lacks; those it has may stand there once. */
const lacking = <Kind extends string>(path: string, kinds: readonly Kind[], all: readonly Kind[]): Kind[] => {
  const twice = kinds.findIndex((kind, index) => kinds.indexOf(kind) !== index);
  if (twice >= 0) throw refuse(`${path}.${twice}.kind`, "stands twice; Xero keeps one of each kind");
  return all.filter((kind) => !kinds.includes(kind));
};

const writeAddress = (kind: "billing" | "shipping", address: Addresses[number]) => {
  const { line2, ward, district, country, countryName } = address;
  const [second = "", third = "", ...others] = [...(line2?.split("\n") ?? []), ward, district].filter(Boolean);
  return {
    AddressType: kind,
    AttentionTo: address.recipient ?? "",
    AddressLine1: address.line1 ?? "",
    AddressLine2: second,
    AddressLine3: third,
    AddressLine4: others.join(", "),
    City: address.city ?? "",
    Region: address.province ?? "",
    PostalCode: address.postalCode ?? "",
    Country: countryName ?? country ?? "",
  };
};

/** The addresses of a contact, both of them: one that is not sent stays as it was, and is to go where the record no longer has it. */
export const writeAddresses = (addresses: Addresses) => {
  const written = addresses.map((address, index) => {
    const { kind = "billing" } = address;
    if (kind === "billing" || kind === "shipping") return writeAddress(kind, address);
    throw refuse(`addresses.${index}.kind`, "must be billing or shipping");
  });
  const kinds = written.map(({ AddressType }) => AddressType);
  const gone = lacking("addresses", kinds, ["billing", "shipping"]);
  return [...written, ...gone.map((kind) => writeAddress(kind, {}))];
};

/** Where Xero sets country and area apart is not told of a number as written, so it is sent whole. */
const writePhone = <const Kind extends string>(PhoneType: Kind, PhoneNumber: string) => ({
  PhoneType,
  PhoneCountryCode: "",
  PhoneAreaCode: "",
  PhoneNumber,
});

/** The telephones of a contact, one of each type. */
export const writePhones = (phones: Phones) => {
  const written = phones.map(({ number, kind = "default" as const }, index) => {
    if (kind !== "home") return writePhone(kind, number);
    throw refuse(`phones.${index}.kind`, "must be work, direct, mobile or fax, or left out");
  });
  const kinds = written.map(({ PhoneType }) => PhoneType);
  const gone = lacking("phones", kinds, ["default", "work", "direct", "mobile", "fax"]);
  return [...written, ...gone.map((kind) => writePhone(kind, ""))];
};
