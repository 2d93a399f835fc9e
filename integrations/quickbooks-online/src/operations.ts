import { type Issue, pick, required, row } from "@opensme/core";
import * as z from "zod";
import { messageOf, Trouble } from "./errors.ts";
import { day, edition, pathOf, rowOf } from "./wire.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Marks a body by which a document is to be deleted or voided, which is told in the query and not in the body. */
export const ending = z.enum(["delete", "void"]).optional();

const unmarked = ({ ending: _, ...body }: Fields): Fields => body;

const Outcomes = z.object({
  BatchItemResponse: z.array(row({ bId: required(z.string()), Fault: z.object({ Error: z.array(Trouble) }) }).loose()),
});

/** Up to 30 in one request, answered in any order: https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/batch */
const batch = (entity: string) => ({
  size: 30,
  path: "/batch",
  wrap: (bodies: readonly Fields[]) => ({
    BatchItemRequest: bodies.map((body, index) => ({
      bId: String(index),
      operation: "create",
      [entity]: unmarked(body),
    })),
  }),
  outcomes: pick(Outcomes, ({ BatchItemResponse: items }) =>
    items
      .sort((one, other) => Number(one.bId) - Number(other.bId))
      .map(({ Fault, ...item }) => (Fault ? { message: messageOf(Fault.Error) } : { row: rowOf(entity)(item) })),
  ),
});

/** How the query says that a document is to be voided; others can only be deleted. */
const voids: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Invoice: { operation: "void" },
  Payment: { operation: "update", include: "void" },
  BillPayment: { operation: "update", include: "void" },
  SalesReceipt: { operation: "update", include: "void" },
};

const endingQuery = (entity: string, ending: unknown): string => {
  const query = ending === "delete" ? { operation: "delete" } : ending === "void" ? voids[entity] : undefined;
  return query ? `?${new URLSearchParams(query)}` : "";
};

/**
 * Writing of an entity. What is not sent in an update stays, for `sparse`; without it, it would be emptied:
 * https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/sparse-update
 */
const writing = (entity: string, needs: readonly string[] = []) =>
  ({
    create: { path: pathOf(entity), query: edition, wrap: unmarked, row: rowOf(entity), batch: batch(entity) },
    update: {
      path: (_: string, { ending }: Fields) => `${pathOf(entity)}${endingQuery(entity, ending)}`,
      query: edition,
      semantics: "merge",
      needs: ["SyncToken", ...needs],
      wrap: ({ ending, ...body }: Fields, id: string) => ({
        ...(ending ? { SyncToken: body["SyncToken"] } : body),
        Id: id,
        sparse: true,
      }),
      row: rowOf(entity),
    },
  }) as const;

/** Does something with the present state of a record, which must be named. */
const acting = (entity: string, query: Readonly<Record<string, string>> = {}) =>
  ({
    path: pathOf(entity),
    method: "post",
    query: { ...edition, ...query },
    needs: ["SyncToken"],
    body: (id: string, { SyncToken }: Fields) => ({ Id: id, SyncToken: String(SyncToken), sparse: true }),
  }) as const;

/** Voids a document from its present state. */
export const voiding = (entity: string) => ({ ...acting(entity, voids[entity]), row: rowOf(entity) });

/** Sends an invoice to the address on it: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice#send-an-invoice */
export const sendInvoice = {
  path: (id: string) => `/invoice/${id}/send`,
  method: "post",
  query: edition,
  headers: { "content-type": "application/octet-stream" },
  row: rowOf("Invoice"),
} as const;

/** Names cannot be deleted, only be made inactive. `needs` as of documents. */
export const writingNames = (entity: string, needs: readonly string[] = []) =>
  ({
    ...writing(entity, needs),
    remove: {
      ...acting(entity),
      needs: ["SyncToken", ...needs],
      body: (id: string, needed: Fields) => ({
        ...Object.fromEntries(Object.entries(needed).map(([field, value]) => [field, String(value)])),
        Id: id,
        sparse: true,
        Active: false,
      }),
      archives: true,
    },
  }) as const;

interface Write {
  operation: string;
  record: { issueDate?: string | undefined; date?: string | undefined };
  present: { TxnDate?: string | null | undefined } | undefined;
  ask: (request: { path: string; query: typeof edition }) => Promise<unknown>;
}

const closeDateOf = pick(
  z.object({ Preferences: row({ AccountingInfoPrefs: row({ BookCloseDate: day }) }) }),
  ({ Preferences }) => Preferences.AccountingInfoPrefs?.BookCloseDate || "",
);

/** Refuses what would change closed books: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/preferences */
const guard =
  (path: "issueDate" | "date") =>
  async ({ operation, record, present, ask }: Write): Promise<Issue | undefined> => {
    if (operation === "send") return undefined;
    const closed = closeDateOf(await ask({ path: "/preferences", query: edition }));
    return [record[path], present?.TxnDate].some((date) => date && date <= closed)
      ? { path, message: `lies in a period that is closed up to ${closed}` }
      : undefined;
  };

/** Documents can be deleted, which only the list of changes tells. `needs`: what QuickBooks asks for with each change, of whatever it is. */
export const writingDocuments = (entity: string, dated: "issueDate" | "date", needs?: readonly string[]) =>
  ({ ...writing(entity, needs), remove: acting(entity, { operation: "delete" }), guard: guard(dated) }) as const;
