import { codec, fields, ref, required, row, sum } from "@opensme/core";
import * as z from "zod";

/** Versions are quarterly and live a year; one that has ended is answered by the oldest that lives: https://shopify.dev/docs/api/usage/versioning */
export const version = "2026-07";

/** Everything is asked of one address. */
export const endpoint = "/graphql.json";

/** The id of a record of one type; Shopify's ids name their type, so that those of customers and companies never meet. */
export const ownId = (type: string, ...others: string[]): z.ZodString =>
  z
    .string()
    .refine(
      (id) => [type, ...others].some((name) => id.startsWith(`gid://shopify/${name}/`)),
      `expected an id such as gid://shopify/${type}/1: rows of webhooks and of the REST API have another form, which is not read; read the record by its admin_graphql_api_id`,
    );

/** Points at another record. */
export const Link = row({ id: required(z.string()) });
export const Named = row({ ...Link.shape, name: z.string() });
export const Buyer = row({ ...Link.shape, ...fields(z.string(), "displayName", "firstName", "lastName") });

/** A name as it is put together, or by its parts. */
export const fullName = (
  whole: string | null | undefined,
  { firstName, lastName }: { firstName?: string | null | undefined; lastName?: string | null | undefined },
): string => whole || [firstName, lastName].filter(Boolean).join(" ");

export const toNamed = (named: z.output<typeof Named> | null | undefined) => ref(named?.id, named?.name);
export const toBuyer = (buyer: z.output<typeof Buyer> | null | undefined) =>
  buyer ? ref(buyer.id, fullName(buyer.displayName, buyer)) : undefined;

/** The stock behind a variant. An answer recorded elsewhere may not tell which that is. */
export const Stocked = row({
  ...Link.shape,
  variants: row({ nodes: z.array(Link) }),
  // Gone from later versions.
  variant: Link,
});
export const stockedFields = "id variants(first: 1) { nodes { id } }";
export const variantOf = ({ id, variants, variant }: z.output<typeof Stocked>): string =>
  variants?.nodes?.[0]?.id ?? variant?.id ?? id;

/** An amount; its currency is that of the document. */
export const Amount = row({ amount: codec.decimal });
export const Money = row({ ...Amount.shape, currencyCode: z.string() });

/** An amount in the shop's currency. That which the customer saw is not asked for, and all that some recorded answers tell. */
export const Bag = row({ shopMoney: Amount, presentmentMoney: Amount });

type Bag = z.output<typeof Bag>;

/** The sum of a document, which also tells the currency. */
export const Total = row({ shopMoney: Money, presentmentMoney: Money });

export const InCurrency = row(fields(z.string(), "currencyCode", "presentmentCurrencyCode"));

/** Arguments without which locations that are closed, and those of fulfilment services, are left out. */
export const everyLocation = "sortKey: ID, query: $query, includeInactive: true, includeLegacy: true";

/** Whether a record is in use, told by yes or no. */
export const activity = codec.choice({ true: "active", false: "inactive" });

/** What is asked of an amount. */
export const money = "{ amount currencyCode }";
export const bag = `{ shopMoney ${money} }`;

/** The amount. Those by themselves are deprecated, and all that some recorded answers tell. */
export const amountOf = (amounts: Bag | null | undefined, byItself?: string | null): string | undefined =>
  (amounts?.shopMoney ?? amounts?.presentmentMoney)?.amount || byItself || undefined;

/** The sum of amounts that are all known. */
export const sumOfKnown = (amounts: readonly (string | undefined)[]): string | undefined =>
  amounts.includes(undefined) ? undefined : sum(...amounts);

/** An amount that there is none of is written as zero. */
export const unlessZero = (amount: string | null | undefined): string | undefined =>
  amount === "0" ? undefined : amount || undefined;

/** The currency of a document: the shop's, unless its sum is told only as the customer saw it. */
export const currencyIn = (
  total: z.output<typeof Total> | null | undefined,
  { currencyCode, presentmentCurrencyCode }: Partial<z.output<typeof InCurrency>>,
): string | undefined =>
  total?.presentmentMoney && !total.shopMoney
    ? currencyOf(total.presentmentMoney.currencyCode, presentmentCurrencyCode)
    : currencyOf(currencyCode, total?.shopMoney?.currencyCode);

/** The first that is known, as ISO 4217; Shopify also has USDC. */
export const currencyOf = (...codes: (string | null | undefined)[]): string | undefined =>
  codes.find((code) => code && /^[A-Z]{3}$/.test(code)) ?? undefined;

/** Fields that the shop adds to orders at will, such as a wish for the delivery. */
export const Attributes = z.array(row({ key: required(z.string()), value: z.string() }));

export const attributesOf = (custom: Readonly<Record<string, unknown>> | undefined) =>
  custom && Object.entries(custom).map(([key, value]) => ({ key, value: String(value) }));

export const customOf = (
  attributes: z.output<typeof Attributes> | null | undefined,
): Readonly<Record<string, string>> =>
  Object.fromEntries((attributes ?? []).flatMap(({ key, value }) => (value ? [[key, value]] : [])));
