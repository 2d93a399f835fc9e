import { http } from "@opensme/testing";
import type { Gate } from "./gate.ts";
import type { Books, Entry, Shelf } from "./records.ts";
import { api } from "./wire.ts";

export type Handler = ReturnType<typeof http.get>;

interface ListDeclaration<Row extends Entry> {
  path: string;
  /** Name of the list in the answer. */
  name: string;
  /** Name of the id on the wire. */
  idName: string;
  shelf: (books: Books) => Shelf<Row>;
  /** `isWhole` on pages and on single records. */
  render: (books: Books, row: Row, isWhole: boolean) => unknown;
  isPaged?: boolean;
  /** Whether the list knows `If-Modified-Since`. */
  isIncremental?: boolean;
  /** What a list leaves out unless `includeArchived`, or `includeDeleted`. */
  isHidden?: (row: Row) => boolean;
  /** Whether there is an address for one record. */
  hasOne?: boolean;
}

const mostPerPage = 1000;

/** `Type=="ACCREC" AND Status=="PAID"`: as much of the filter language as there is here; undefined where it cannot be read. */
const filterOf = (where: string | null): ((row: Entry) => boolean) | undefined => {
  if (where === null || where === "") return () => true;
  const terms = where.split(/\s+AND\s+/i).map((term) => /^(Type|Status)==(["'])(\w[\w-]*)\2$/.exec(term.trim()));
  if (terms.some((term) => term === null)) return undefined;
  return (row) => terms.every((term) => (term?.[1] === "Type" ? row.type : row.status) === term?.[3]);
};

/** `InvoiceID ASC`; undefined where it cannot be read. */
const orderOf = (order: string | null, idName: string): ((one: Entry, other: Entry) => number) | undefined => {
  const [, field, direction] = /^(\w+)(?:\s+(ASC|DESC))?$/i.exec(order ?? idName) ?? [];
  const sign = direction?.toUpperCase() === "DESC" ? -1 : 1;
  const byId = (one: Entry, other: Entry): number => (one.id < other.id ? -sign : one.id > other.id ? sign : 0);
  if (field === idName) return byId;
  if (field === "UpdatedDateUTC") return (one, other) => sign * (one.updated - other.updated) || byId(one, other);
  if (field === "Date")
    return (one, other) => sign * (one.date ?? "").localeCompare(other.date ?? "") || byId(one, other);
  return undefined;
};

/** The handlers of a list, and of one of its records. */
export const listHandlers = <Row extends Entry>(declaration: ListDeclaration<Row>, gate: Gate): Handler[] => {
  const { path, name, idName, shelf, render, isPaged = false, isIncremental = true, isHidden, hasOne } = declaration;
  const { desk } = gate;

  const list = (books: Books, request: Request): Response => {
    const { searchParams } = new URL(request.url);
    const filter = filterOf(searchParams.get("where"));
    const order = orderOf(searchParams.get("order"), idName);
    if (!filter || !order) return desk.unreadable("QueryParseException", "Cannot understand the query");
    const header = isIncremental ? request.headers.get("if-modified-since") : null;
    const since = header === null ? 0 : Date.parse(/Z$|GMT$/.test(header) ? header : `${header}Z`);
    const withHidden = ["includeArchived", "includeDeleted"].some((name) => searchParams.get(name) === "true");
    const rows = [...shelf(books).all().values()]
      .filter((row) => filter(row) && row.updated >= since && (withHidden || !isHidden?.(row)))
      .sort(order);
    const page = searchParams.get("page");
    if (!isPaged || page === null)
      return desk.rows(
        name,
        rows.map((row) => render(books, row, !isPaged)),
      );
    const number = Number(page);
    const size = Math.min(mostPerPage, Number(searchParams.get("pageSize") ?? 100));
    if (!(number >= 1) || !(size >= 1)) return desk.unreadable("QueryParseException", "Page must be 1 or more");
    const shown = rows.slice((number - 1) * size, number * size);
    return desk.rows(
      name,
      shown.map((row) => render(books, row, true)),
      { page: number, pageSize: size, pageCount: Math.ceil(rows.length / size), itemCount: rows.length },
    );
  };

  return [
    http.get(`${api}${path}`, ({ request }) => gate.enter(request, (books) => list(books, request))),
    ...(hasOne
      ? [
          http.get(`${api}${path}/:id`, ({ request, params }) =>
            gate.enter(request, (books) => {
              const row = shelf(books).all().get(String(params["id"]).toLowerCase());
              return row ? desk.rows(name, [render(books, row, true)]) : desk.notFound();
            }),
          ),
        ]
      : []),
  ];
};
