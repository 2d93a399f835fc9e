import { codec, type Json, type Listing, OpenSMEError, pick, type Query, row } from "@opensme/core";
import * as z from "zod";
import { whatIsWrong } from "./errors.ts";
import { envelope, xeroList } from "./wire.ts";

/** A collection of Xero's: `/Invoices` answers with `Invoices`, each of which has an `InvoiceID`. */
export interface Endpoint {
  name: string;
  /** Name of the records' id, by which their list is paged. */
  id: string;
  /** What every request says. */
  query?: Query;
}

/** Four decimals of unit prices instead of two: https://developer.xero.com/documentation/api/accounting/requests-and-responses */
export const unitDecimals = { unitdp: 4 } as const;

/** The one row of an answer to a request for one record. */
const onlyRow = (name: string): ((answer: unknown) => unknown) =>
  pick(envelope(name), ({ rows: [row] }) => {
    if (row !== undefined) return row;
    throw new OpenSMEError("Xero gave an empty answer for this record. Check the id.", { code: "not_found" });
  });

const Typed = row({ Type: z.string() });

/** The row of an answer, if it is of the type asked for: the endpoints of documents hold those of both sides. */
const rowOfType = (name: string, type: string): ((answer: unknown) => unknown) => {
  const rowOf = onlyRow(name);
  return (answer) => {
    const row = rowOf(answer);
    const found = Typed.safeParse(row).data?.Type;
    if (!found || found === type) return row;
    throw new OpenSMEError(
      `Xero has this id for a document of type ${found}, not ${type}. Ask the other resource for it.`,
      { code: "not_found" },
    );
  };
};

/** Documents, payments and contacts are never gone: only their status changes. */
export const pagedList = ({ name, id, query }: Endpoint): Listing =>
  xeroList({ name, query, pagedBy: id, deletes: "never" });

/** Documents of one type, where those of both sides share the endpoint. */
export const listOfType = ({ query, ...endpoint }: Endpoint, type: string): Listing =>
  pagedList({ ...endpoint, query: { where: `Type=="${type}"`, ...query } });

/** Reads one record. */
export const getting = ({ name, query = {} }: Endpoint, type?: string) => ({
  path: (id: string) => `/${name}/${id}`,
  query,
  row: type === undefined ? onlyRow(name) : rowOfType(name, type),
});

/** Some endpoints leave out the status, and give only what is wrong: https://developer.xero.com/documentation/api/accounting/payments */
const Outcome = row({ StatusAttributeString: z.string(), ValidationErrors: z.array(z.unknown()) });

const isRefused = (row: unknown): boolean => {
  const { StatusAttributeString: status, ValidationErrors: errors } = Outcome.safeParse(row).data ?? {};
  return status ? status === "ERROR" : Boolean(errors?.length);
};

/** Several new records at once, of which the good ones are taken: https://developer.xero.com/documentation/api/accounting/requests-and-responses */
const batch = (name: string, query: Query) => ({
  size: 50,
  query: { ...query, summarizeErrors: false },
  wrap: (bodies: readonly Readonly<Record<string, unknown>>[]) => ({ [name]: bodies }),
  outcomes: pick(envelope(name), ({ rows }) =>
    rows.map((row) => (isRefused(row) ? { message: whatIsWrong(row) } : { row })),
  ),
});

type Body = Readonly<Record<string, unknown>>;

/** Where the answer to several does not tell which were taken: https://github.com/XeroAPI/Xero-NetStandard/issues/324 */
export const creatingOne = ({ name, query = {} }: Endpoint) => ({
  path: `/${name}`,
  method: "put" as const,
  query,
  wrap: (body: Body) => ({ [name]: [body] }),
  row: onlyRow(name),
});

export const creating = (endpoint: Endpoint) => ({
  ...creatingOne(endpoint),
  batch: batch(endpoint.name, endpoint.query ?? {}),
});

/** Fields that are not sent stay as they are. */
export const changing = ({ name, id: idName, query = {} }: Endpoint) => ({
  path: (id: string) => `/${name}/${id}`,
  semantics: "merge" as const,
  query,
  wrap: (body: Body, id: string) => ({ [name]: [{ [idName]: id, ...body }] }),
  row: onlyRow(name),
});

/** Gives a record another status. */
export const becoming = ({ name, id: idName, query = {} }: Endpoint, status: Readonly<Record<string, string>>) => ({
  path: (id: string) => `/${name}/${id}`,
  method: "post" as const,
  query,
  body: (id: string) => ({ [name]: [{ [idName]: id, ...status }] }),
  row: onlyRow(name),
});

/** The invoice or bill that a credit is used on, how much of it, and the day. */
const Use = z.strictObject({ document: z.string().min(1), amount: codec.decimal, date: z.iso.date() });

/** Uses a credit on a document: https://developer.xero.com/documentation/api/accounting/creditnotes#put-creditnotes */
export const allocating = ({ name }: Endpoint) => ({
  path: (id: string) => `/${name}/${id}/Allocations`,
  method: "put" as const,
  choices: Use,
  body: (_: string, __: object, { document, amount, date }: Readonly<Record<string, Json>>): Json => ({
    Allocations: [{ Invoice: { InvoiceID: document }, Amount: amount, Date: date }],
  }),
});

/** Deletes what is never changed; it stays in the lists with that status. */
export const deleting = ({ name }: Endpoint) => ({
  path: (id: string) => `/${name}/${id}`,
  method: "post" as const,
  body: () => ({ Status: "DELETED" }),
  row: onlyRow(name),
});
