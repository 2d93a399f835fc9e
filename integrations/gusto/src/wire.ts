import {
  codec,
  type Listing,
  listing,
  OpenSMEError,
  type Paging,
  pageNumber,
  pick,
  required,
  row,
  single,
} from "@opensme/core";
import * as z from "zod";

/** Stands for the id of the company in paths; the connection learns it from its token. */
export const company = "/v1/companies/{company}";

const TokenInfo = row({ resource: row({ type: z.string(), uuid: required(z.string()) }) });

/** The company that a token is for: https://docs.gusto.com/app-integrations/docs/strict-access. Tokens of an application, which has companies, are for none. */
export const companyOf: (answer: unknown) => string = pick(TokenInfo, ({ resource }) => {
  if (resource?.type === "Company") return resource.uuid;
  throw new OpenSMEError(
    "This token belongs to no company. Authorise the app as an administrator of the company, and set the refresh token given for it.",
    { code: "config" },
  );
});

/** `nil` is what the vendor's examples write where there is nothing. */
const written = z.codec(z.string(), z.string(), {
  decode: (wire) => (wire === "nil" ? "" : wire),
  encode: (value) => value,
});

export const moment = written.pipe(codec.instant);
export const day = written.pipe(codec.localDate);

/** Gusto pays in dollars only, and no amount names a currency. */
export const currency = "USD";

export const payPeriod = codec.choice({ Hour: "hour", Week: "week", Month: "month", Year: "year" });

/** The count stands in a header: https://docs.gusto.com/app-integrations/docs/pagination */
export const totalIn = (_: unknown, headers: Headers): number | undefined => {
  const count = headers.get("x-total-count");
  return count && !Number.isNaN(Number(count)) ? Number(count) : undefined;
};

const mostRetreats = 50;

/**
 * Pages by number that go back where the count has shrunk since the page before: what was deleted meanwhile has drawn records onto pages that are read
 * already. A page of nothing before the count is reached is no end.
 */
export const numbered = (size: number): Paging => {
  const pages = pageNumber({ parameter: "page", size: { parameter: "per", value: size } });
  return {
    ...pages,
    next(progress) {
      if (progress.elements.length === 0 && progress.seen < (progress.total ?? 0))
        throw new OpenSMEError(
          `Gusto gave ${progress.seen} of the ${progress.total} records that it says there are, and then none. Try again later.`,
          { code: "mismatch", retryable: true },
        );
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
      return step && { retreats, ...step, anchor: `${progress.total ?? ""} ${step.anchor}` };
    },
  };
};

interface ListDeclaration {
  path: string;
  query?: Readonly<Record<string, string>>;
  order?: string;
  /** What a connection asks for besides that is to fetch sensitive fields too. */
  sensitive?: Readonly<Record<string, string>>;
  split?: (element: unknown) => readonly unknown[];
}

const listIn =
  (paging: Paging) =>
  ({ sensitive, ...declaration }: ListDeclaration): Listing =>
    listing({
      ...declaration,
      page: z.array(z.unknown()),
      total: totalIn,
      paging,
      deletes: "absent",
      ...(sensitive ? { sensitive: { query: sensitive } } : {}),
    });

/** A list that comes whole where no page is asked for. */
export const wholeList = listIn(single());

/** A list in pages, in an order that its query asks for. */
export const pagedList = listIn(numbered(100));
