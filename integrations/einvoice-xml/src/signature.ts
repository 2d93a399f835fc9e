import { codec } from "@opensme/core";

/** Times of signing are those of a clock in Vietnam, unless they say otherwise. */
const signingTime = codec.localDateTime("+07:00");

/** Whether the seller's place among the signatures holds one. Whether it is valid is for a certificate authority to tell. */
export const isSigned = (signatures: unknown): boolean => {
  const place = findIn(signatures, "NBan");
  return (findIn(place, "Signature") ?? findIn(place, "SignatureValue")) !== undefined;
};

/** When the seller signed, by the seller's clock. */
export const signedAt = (signatures: unknown): string | undefined => {
  const time = findIn(findIn(signatures, "NBan"), "SigningTime");
  return typeof time === "string" ? signingTime.safeDecode(time).data : undefined;
};

/** The first thing of a name at any depth. */
const findIn = (value: unknown, name: string): unknown => {
  if (typeof value !== "object" || value === null) return undefined;
  if (name in value) return Reflect.get(value, name) ?? undefined;
  const found = Object.values(value).map((inner) => findIn(inner, name));
  return found.find((each) => each !== undefined);
};
