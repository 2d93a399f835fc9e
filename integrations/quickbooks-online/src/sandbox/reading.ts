import { http } from "@opensme/testing";
import { type Books, entities } from "./books.ts";
import type { Gate } from "./gate.ts";
import { parse, type Query, QueryError } from "./query.ts";
import type { Row } from "./row.ts";
import { bookCloseDate, company, stamp, troubles } from "./wire.ts";

const names = ["Account", "TaxCode", "TaxRate", "Class", "Department", "Customer", "Vendor", "Employee", "Item"];

/** Not told of by the list of changes. */
const untold = ["TaxCode", "TaxRate", "CompanyInfo", "TimeActivity", "CreditCardPaymentTxn"];

const mostChanges = 1000;
const memory = 30 * 86_400_000;

const isHidden = ({ entity, asksActive }: Query, row: Row): boolean =>
  !asksActive && names.includes(entity) && row["Active"] === false;

/** What pays a card off has another name in answers than in queries and paths. */
const entityOf = (name: string): string | undefined =>
  entities.find((entity) => entity.toLowerCase().replace(/txn$/, "") === name.toLowerCase());

const select = (books: Books, query: Query) => {
  const rows = [...books.rows(query.entity).values()]
    .filter((row) => !isHidden(query, row) && query.fits(row))
    .sort(query.compare)
    .slice(query.start - 1, query.start - 1 + query.most);
  // Without rows there is not even the name of the entity.
  return rows.length === 0 ? {} : { [query.entity]: rows, startPosition: query.start, maxResults: rows.length };
};

/** What was changed or deleted at or after a moment, in the order of the moments. */
const changes = (books: Books, entity: string, since: number) => {
  const changed = [...books.rows(entity).values()].map((row) => ({ at: row.MetaData.LastUpdatedTime, row }));
  const gone = books.gone
    .filter((one) => one.entity === entity)
    .map(({ id, at }) => ({
      at: stamp(at),
      row: { domain: "QBO", status: "Deleted", Id: id, MetaData: { LastUpdatedTime: stamp(at) } },
    }));
  return [...changed, ...gone]
    .filter(({ at }) => Date.parse(at) >= since)
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
    .map(({ row }) => row);
};

export const readingHandlers = (gate: Gate, now: () => Date) => {
  const { desk } = gate;
  return [
    http.get(`${company}/query`, ({ request, params }) =>
      gate.enter(request, params["realm"], (books) => {
        const text = new URL(request.url).searchParams.get("query");
        if (text === null) return desk.fault(troubles.missing("query"));
        try {
          const query = parse(text);
          const entity = entityOf(query.entity);
          if (!entity) return desk.fault(troubles.query(`QueryParserError: Invalid entity ${query.entity}`));
          return desk.json({ QueryResponse: select(books, { ...query, entity }) });
        } catch (error) {
          if (!(error instanceof QueryError)) throw error;
          return desk.fault(error.isSyntax ? troubles.query(error.message) : troubles.invalidQuery(error.message));
        }
      }),
    ),
    http.get(`${company}/cdc`, ({ request, params }) =>
      gate.enter(request, params["realm"], (books) => {
        const asked = new URL(request.url).searchParams;
        const since = Date.parse(asked.get("changedSince") ?? "");
        if (Number.isNaN(since)) return desk.fault(troubles.missing("changedSince"));
        if (since < now().getTime() - memory)
          return desk.fault(troubles.rule("changedSince must be within the last 30 days"));
        let left = mostChanges;
        const parts = (asked.get("entities") ?? "").split(",").map((name) => {
          const entity = entityOf(name.trim());
          if (!entity || untold.includes(entity)) return undefined;
          const rows = changes(books, entity, since).slice(0, left);
          left -= rows.length;
          return rows.length === 0
            ? {}
            : { [entity]: rows, startPosition: 1, maxResults: rows.length, totalCount: rows.length };
        });
        if (parts.includes(undefined)) return desk.fault(troubles.rule("An entity is not supported by this operation"));
        return desk.json({ CDCResponse: [{ QueryResponse: parts }] });
      }),
    ),
    http.get(`${company}/preferences`, ({ request, params }) =>
      gate.enter(request, params["realm"], () =>
        desk.json({
          Preferences: {
            AccountingInfoPrefs: { BookCloseDate: bookCloseDate, UseAccountNumbers: true },
            CurrencyPrefs: { MultiCurrencyEnabled: false, HomeCurrency: { value: "VND" } },
            ReportPrefs: { ReportBasis: "Accrual" },
          },
        }),
      ),
    ),
    http.get(`${company}/:entity/:id`, ({ request, params }) =>
      gate.enter(request, params["realm"], (books) => {
        const entity = entityOf(String(params["entity"]));
        const row = entity && books.rows(entity).get(String(params["id"]));
        return entity && row ? desk.json({ [entity]: row }) : desk.fault(troubles.notFound);
      }),
    ),
  ];
};
