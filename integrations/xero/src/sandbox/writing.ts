import { http } from "@opensme/testing";
import * as z from "zod";
import type { Gate } from "./gate.ts";
import { recount } from "./ledger.ts";
import type { Handler } from "./lists.ts";
import type { Books, Entry } from "./records.ts";
import { api, dayOf, msDate } from "./wire.ts";

/** A record as it stands after a write, or what is wrong with what was sent. */
export type Written<Row> = { row: Row } | { messages: string[] };

interface WriteDeclaration<Row extends Entry> {
  path: string;
  /** Name of the list in request and answer. */
  name: string;
  idName: string;
  /** `id` of the record to change; undefined for a new one. Throws nothing, changes nothing where something is wrong. */
  write: (books: Books, sent: Record<string, unknown>, id: string | undefined) => Written<Row>;
  has: (books: Books, id: string) => boolean;
  render: (books: Books, row: Row) => unknown;
}

const Sent = z.record(z.string(), z.unknown());

/** `{ "Invoices": [...] }`, or one record by itself. */
const elementsOf = (body: unknown, name: string): Record<string, unknown>[] | undefined => {
  const whole = Sent.safeParse(body);
  if (!whole.success) return undefined;
  const list = whole.data[name];
  if (list === undefined) return [whole.data];
  const elements = z.array(Sent).safeParse(list);
  return elements.success ? elements.data : undefined;
};

/** What was sent as the answer repeats it: days are moments there. */
const withDates = (sent: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(sent).map(([name, value]) => [
      name,
      name.endsWith("Date") && typeof value === "string" ? msDate(Date.parse(`${dayOf(value)}T00:00:00Z`)) : value,
    ]),
  );

/** `PUT` creates, `POST` creates or changes: https://developer.xero.com/documentation/api/accounting/requests-and-responses */
export const writeHandlers = <Row extends Entry>(declaration: WriteDeclaration<Row>, gate: Gate): Handler[] => {
  const { path, name, idName, write, has, render } = declaration;
  const { desk } = gate;

  const answer = async (request: Request, books: Books, addressed: string | undefined): Promise<Response> => {
    const body: unknown = await request.json().catch(() => undefined);
    const elements = elementsOf(body, name);
    if (!elements) return desk.unreadable("PostDataInvalidException", "No JSON that could be read was sent");
    const written: Row[] = [];
    const outcomes: unknown[] = [];
    // Each record is taken or refused by itself, and the answer is a good one.
    const isEachByItself = new URL(request.url).searchParams.get("summarizeErrors") === "false";
    const wrong: { sent: unknown; messages: string[] }[] = [];
    for (const sent of elements) {
      const stated = sent[idName];
      const id = addressed ?? (request.method === "POST" && typeof stated === "string" ? stated : undefined);
      if (id !== undefined && !has(books, id)) return desk.notFound();
      const outcome = write(books, sent, id);
      if ("row" in outcome) written.push(outcome.row);
      else wrong.push({ sent, messages: outcome.messages });
      if (isEachByItself)
        outcomes.push(
          "row" in outcome
            ? { ...Object(render(books, outcome.row)), StatusAttributeString: "OK" }
            : {
                ...withDates(sent),
                [idName]: sent[idName] ?? "00000000-0000-0000-0000-000000000000",
                StatusAttributeString: "ERROR",
                ValidationErrors: outcome.messages.map((Message) => ({ Message })),
              },
        );
    }
    recount(books);
    if (isEachByItself) return desk.rows(name, outcomes);
    return wrong.length > 0
      ? desk.invalid(wrong)
      : desk.rows(
          name,
          written.map((row) => render(books, row)),
        );
  };

  return [
    http.put(`${api}${path}`, ({ request }) => gate.enter(request, (books) => answer(request, books, undefined))),
    http.post(`${api}${path}`, ({ request }) => gate.enter(request, (books) => answer(request, books, undefined))),
    http.post(`${api}${path}/:id`, ({ request, params }) =>
      gate.enter(request, (books) => answer(request, books, String(params["id"]).toLowerCase())),
    ),
  ];
};
