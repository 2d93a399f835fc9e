import { fields, required, row } from "@opensme/core";
import * as z from "zod";

const ids = z.array(z.union([z.int(), z.string()]));

/** The envelope of a list. The key of the deleted ids differs from list to list. */
export const Page = row({
  total: required(z.int()),
  data: required(z.array(z.unknown())),
  ...fields(ids, "removeId", "removeIds", "removedId", "removedIds"),
});

/** Ids of deleted records in a page. */
export const removedIn = ({ removeId, removeIds, removedId, removedIds }: z.output<typeof Page>): (number | string)[] =>
  [removeId, removeIds, removedId, removedIds].flatMap((some) => some ?? []);

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

const Notice = row({
  Notifications: z.array(row({ Action: required(z.string()), Data: z.array(z.unknown()) })),
  RemoveId: ids,
}).refine(({ Notifications, RemoveId }) => Notifications ?? RemoveId);

/** What notifications are about that hold rows of a list. */
const subjects: Readonly<Record<string, readonly string[]>> = {
  "/branches": ["branch"],
  "/customers": ["customer"],
  "/products": ["product"],
  "/productOnHands": ["stock", "product"],
  "/orders": ["order"],
  "/invoices": ["invoice"],
};

/** Keys that lists write with a capital too. */
const capitals = ["SaleChannel", "IdentificationNumber", "PriceAfterTax"];

/** A row of a notification, which writes every key with a capital, as lists write it. */
const asListed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(asListed);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) =>
      capitals.includes(key) ? [key, field] : [key.slice(0, 1).toLowerCase() + key.slice(1), asListed(field)],
    ),
  );
};

const idIn = (datum: unknown): unknown => (isObject(datum) && "Id" in datum ? datum.Id : datum);

/** A recorded answer may be several pages in a list, or a notification: as one page. Anything else stays what it is. */
export const asPage =
  (path: string, tellsDeletions: boolean) =>
  (body: unknown): unknown => {
    const { data: pages } = z.array(Page).min(1).safeParse(body);
    if (pages) {
      const data = pages.flatMap((page) => page.data);
      return { total: data.length, data, removeId: pages.flatMap(removedIn) };
    }
    const { data: notice } = Notice.safeParse(body);
    if (!notice) return body;
    // "product.delete.500000001": the third part is the shop's number.
    const told = (notice.Notifications ?? []).map(({ Action, Data }) => ({
      action: Action.split("."),
      data: Data ?? [],
    }));
    const about = told.filter(({ action: [subject = ""] }) => subjects[path]?.includes(subject));
    const data = about.flatMap(({ action, data }) => (action[1] === "delete" ? [] : data.map(asListed)));
    const gone = about.flatMap(({ action, data }) => (action[1] === "delete" ? data.map(idIn) : []));
    return { total: data.length, data, removeId: tellsDeletions ? [...(notice.RemoveId ?? []), ...gone] : [] };
  };

/** What stands for rows in a recorded answer without an envelope: what is under `data`, a row out of a notification, or the row itself. */
export const rowsIn = (element: unknown): readonly unknown[] => {
  if (!isObject(element) || "id" in element) return [element];
  if ("data" in element && isObject(element.data)) return [element.data].flat();
  return ["Id" in element || "ProductId" in element ? asListed(element) : element];
};
