import {
  codec,
  type Listing,
  listing,
  OpenSMEError,
  type Paging,
  pageNumber,
  pick,
  type RecordChanges,
  single,
} from "@opensme/core";
import * as z from "zod";

/** Stands for the id of the company in paths; the connection learns it from its token. */
export const company = "/v1/companies/{company}";

const TokenInfo = z.object({ resource: z.object({ type: z.string().nullish(), uuid: z.string() }).nullish() });

/** The company that a token is for: https://docs.gusto.com/app-integrations/docs/strict-access. Tokens of an application, which has companies, are for none. */
export const companyOf: (answer: unknown) => string = pick(TokenInfo, ({ resource }) => {
  if (resource?.type === "Company") return resource.uuid;
  throw new OpenSMEError(
    "This token belongs to no company. Authorise the app as an administrator of the company, and set the refresh token given for it.",
    { code: "config" },
  );
});

/** Text that vendor's examples write where there is nothing. */
const isNothing = (wire: string): boolean => wire === "nil";

const blankFor = (schema: z.ZodCodec<z.ZodString, z.ZodString>): z.ZodCodec<z.ZodString, z.ZodString> =>
  z.codec(z.string(), z.string(), {
    decode: (wire, context) => {
      const parsed = schema.safeParse(isNothing(wire) ? "" : wire);
      if (parsed.success) return parsed.data;
      for (const { message } of parsed.error.issues) context.issues.push({ code: "custom", message, input: wire });
      return z.NEVER;
    },
    encode: (value) => value,
  });

export const moment = blankFor(codec.instant);
export const day = blankFor(codec.localDate);

/** Gusto pays in dollars only, and no amount names a currency. */
export const currency = "USD";

export const payPeriod = codec.choice({ Hour: "hour", Week: "week", Month: "month", Year: "year" });

export const Address = z.object({
  street_1: z.string().nullish(),
  street_2: z.string().nullish(),
  city: z.string().nullish(),
  state: z.string().nullish(),
  zip: codec.identifier.nullish(),
  country: z.string().nullish(),
});

/** Countries are ISO 3166-1 codes of three letters; the United States is nearly always the one. */
const countryOf = (written: string | null | undefined) => {
  if (written === "USA") return { country: "US" };
  return /^[A-Z]{2}$/.test(written ?? "") ? { country: written } : { countryName: written };
};

export const readAddress = <const Kind extends "home" | "work">(
  address: z.output<typeof Address> | null | undefined,
  kind: Kind,
) => {
  if (!address) return undefined;
  const { street_1: line1, street_2: line2, city, state: province, zip: postalCode, country } = address;
  const isBlank = [line1, line2, city, province, postalCode, country].every((part) => !part);
  return isBlank ? undefined : { kind, line1, line2, city, province, postalCode, ...countryOf(country) };
};

/** Gusto takes countries by their codes of three letters, of which it knows the one. */
export const writeAddress = (address: RecordChanges<"location">["address"]) =>
  address && {
    street_1: address.line1,
    street_2: address.line2,
    city: address.city,
    state: address.province,
    zip: address.postalCode,
    country: address.country === "US" ? "USA" : (address.countryName ?? address.country),
  };

const numberIn = (headers: Headers, name: string): number | undefined => {
  const value = headers.get(name);
  return value === null || value === "" || Number.isNaN(Number(value)) ? undefined : Number(value);
};

/** The count stands in a header: https://docs.gusto.com/app-integrations/docs/pagination */
export const totalIn = (_: unknown, headers: Headers): number | undefined => numberIn(headers, "x-total-count");

/**
 * Pages by number that go back where the count has shrunk since the page before: what was deleted meanwhile has drawn records onto pages that are read
 * already.
 */
export const numbered = (size: number): Paging => {
  const pages = pageNumber({ parameter: "page", size: { parameter: "per", value: size } });
  return {
    ...pages,
    next(progress) {
      const [before = "", mark] = progress.anchor?.split(" ") ?? [];
      const { page = 1, per = size } = progress.wire.query ?? {};
      const gone = Number(before) - (progress.total ?? Number.POSITIVE_INFINITY);
      const retreats = progress.retreats ?? 0;
      if (gone > 0 && Number(page) > 1 && retreats < mostRetreats) {
        const back = Math.max(1, Number(page) - Math.ceil(gone / Number(per)));
        return {
          wire: { query: { page: back, per } },
          seen: (back - 1) * Number(per),
          anchor: String(progress.total),
          retreats: retreats + 1,
        };
      }
      const step = pages.next({ ...progress, anchor: mark });
      return step && { ...step, anchor: `${progress.total ?? ""} ${step.anchor}`, retreats };
    },
  };
};

const mostRetreats = 50;

const Rows = z.array(z.unknown());

interface ListDeclaration {
  path: string;
  query?: Readonly<Record<string, string>>;
  /** What a connection asks for besides that is to fetch sensitive fields too. */
  sensitive?: Readonly<Record<string, string>>;
  split?: (element: unknown) => readonly unknown[];
}

/** A list that comes whole where no page is asked for. */
export const wholeList = ({ sensitive, ...declaration }: ListDeclaration): Listing =>
  listing({
    ...declaration,
    page: Rows,
    items: (rows) => rows,
    paging: single(),
    deletes: "absent",
    ...(sensitive ? { sensitive: { query: sensitive } } : {}),
  });

/** A list in pages, in an order that its query asks for. */
export const pagedList = ({ sensitive, order, ...declaration }: ListDeclaration & { order: string }): Listing =>
  listing({
    ...declaration,
    page: Rows,
    items: (rows) => rows,
    total: totalIn,
    paging: numbered(100),
    order,
    deletes: "absent",
    ...(sensitive ? { sensitive: { query: sensitive } } : {}),
  });
