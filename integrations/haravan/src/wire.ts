import { dayIn, keyset, type Listing, listing, type Paging, pageNumber, type Query } from "@opensme/core";
import * as z from "zod";

/** What Haravan's requests and answers have in common. Manual: https://docs.haravan.com/docs/omni-apis/ */

/** The calendar day in Vietnam at a moment. */
export const vietnamDay = dayIn("+07:00");

/** An amount or a measure for which zero says that nobody entered it. */
export const entered = (amount: string | null | undefined): string | undefined =>
  amount && amount !== "0" ? amount : undefined;

/** What Haravan calls the variant and its option where a product has but one. */
export const onlyVariant = "Default Title";

/** What is sold, by the names of its product and its variant. */
export const nameOf = (product: string | null | undefined, variant: string | null | undefined): string =>
  [product?.trim(), variant === onlyVariant ? undefined : variant?.trim()].filter(Boolean).join(" - ");

const Numbered = z.looseObject({ id: z.union([z.int(), z.string()]) });

const idOf = (element: unknown): number => Number(Numbered.safeParse(element).data?.id ?? Number.NaN);

/**
 * Pages by `since_id`, which asks for the ids after one and so is untouched by what comes and goes meanwhile. The manual does not say that these come in
 * the order of ids: where they do not, pages are counted. A page never holds more than `most`, whatever is asked for, and one cut short would look like
 * the last.
 */
export const afterId = (most: number): Paging => {
  const size = { parameter: "limit", value: most };
  const byId = keyset({ key: "id", parameter: "since_id", size });
  const byNumber = pageNumber({ parameter: "page", size });
  return {
    kind: "keyset",
    first: { query: { limit: most, since_id: 0 } },
    sized: (elements) => ({ query: { limit: Math.min(elements, most) } }),
    next: (progress) => {
      const ids = progress.elements.map(idOf);
      const isInOrder = ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? 0));
      return (isInOrder ? byId : byNumber).next(progress);
    },
  };
};

const Envelope = z.looseObject({});
const Rows = z.array(z.unknown());

/** The rows of an answer: a list under its plural, or one row under its singular, as look-ups and writes give it; undefined for what is a row itself. */
export const rowsUnder = (plural: string, singular: string, answer: unknown): unknown[] | undefined => {
  const { data: envelope } = Envelope.safeParse(answer);
  const one = Envelope.safeParse(envelope?.[singular]).data;
  return Rows.safeParse(envelope?.[plural]).data ?? (one && [one]);
};

interface ListOptions {
  /** The path without `.json`, whose end also names the list in the answer, and what one row of it is called. */
  path: string;
  row: string;
  deletes: Listing["deletes"];
  query?: Query;
  paging?: Paging;
  split?: (element: unknown) => readonly unknown[];
}

const declaration = ({ path, row, deletes, query = {}, paging = afterId(50), split }: ListOptions) => {
  const rowsIn = (answer: unknown) => rowsUnder(path.replace(/^.*\//, ""), row, answer);
  return {
    path: `/${path}.json`,
    query,
    deletes,
    paging,
    order: "id",
    page: z.preprocess((answer) => rowsIn(answer) ?? answer, Rows),
    items: (rows: unknown[]) => rows,
    split: (element: unknown) => (rowsIn(element) ?? [element]).flatMap((found) => split?.(found) ?? [found]),
  };
};

/** A list that does not tell what changed. */
export const wholeList = (options: ListOptions): Listing => listing(declaration(options));

/** A list that can be asked for what changed. Some times of change are whole seconds, and some are told late, so a read reaches back a minute. */
export const haravanList = (options: ListOptions): Listing =>
  listing({
    ...declaration(options),
    overlap: 60,
    since: (instant) => ({ query: { updated_at_min: instant } }),
  });

/** The row under its name in the answer to a look-up or a write. */
export const under =
  (name: string) =>
  (answer: unknown): unknown =>
    z.looseObject({ [name]: z.looseObject({}) }).parse(answer)[name];
