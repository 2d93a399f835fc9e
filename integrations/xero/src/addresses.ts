import { codec, phone } from "@opensme/core";
import * as z from "zod";
import { word } from "./wire.ts";

const parts = {
  AttentionTo: z.string().nullish(),
  AddressLine1: z.string().nullish(),
  AddressLine2: z.string().nullish(),
  AddressLine3: z.string().nullish(),
  AddressLine4: z.string().nullish(),
  City: z.string().nullish(),
  Region: z.string().nullish(),
  PostalCode: word.nullish(),
  Country: z.string().nullish(),
};

/** An address, by what its types stand for. */
export const address = <const Kinds extends Readonly<Record<string, "billing" | "shipping" | "work">>>(kinds: Kinds) =>
  z.looseObject({ AddressType: codec.choice(kinds).nullish(), ...parts });

/** Xero lists every type of address, empty ones too. The last three lines of four are kept apart by line breaks. */
export const readAddress = ({ AddressType, ...lines }: z.output<ReturnType<typeof address>>) => {
  const further = [lines.AddressLine2, lines.AddressLine3, lines.AddressLine4].filter((line) => line?.trim());
  const written = {
    recipient: lines.AttentionTo,
    line1: lines.AddressLine1,
    line2: further.join("\n"),
    city: lines.City,
    province: lines.Region,
    postalCode: lines.PostalCode,
    countryName: lines.Country,
  };
  return Object.values(written).some((part) => part?.trim()) ? { kind: AddressType, ...written } : undefined;
};

export const Phone = z.looseObject({
  PhoneType: codec
    .choice({ DEFAULT: "default", OFFICE: "work", DDI: "direct", MOBILE: "mobile", FAX: "fax" })
    .nullish(),
  PhoneCountryCode: word.nullish(),
  PhoneAreaCode: word.nullish(),
  PhoneNumber: word.nullish(),
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
