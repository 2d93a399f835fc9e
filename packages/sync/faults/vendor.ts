import { defineSandbox, HttpResponse, http, type Sandbox } from "@opensme/testing";
import { host, lookback, pageSize } from "./connector.ts";
import { type Collection, collections, type Mutation, type Plan } from "./plan.ts";
import { random } from "./random.ts";

/** A row as the vendor holds it; `rev` counts its changes. */
export interface Row {
  readonly id: number;
  rev: number;
  changed: string;
  lines: { code: string; amount: number }[];
  total: number;
}

/** What the vendor holds of one kind. */
interface Shelf {
  /** By growing id. */
  rows: Row[];
  /** When a row that is gone was deleted. */
  gone: Map<number, { row: Row; at: string }>;
  /** Every id that has ever been deleted, restored ones too. */
  everGone: Set<number>;
  last: number;
}

/** The simulated market, whose state is the truth that the database is held against. */
export interface Market {
  readonly shelves: Readonly<Record<Collection, Shelf>>;
  readonly sandbox: Sandbox;
  mutate(mutation: Mutation): void;
  /** Lets the vendor's clock run on, until it no longer remembers some of the orders that were deleted. */
  elapse(seconds: number): void;
  /** No more whims: no expired cursors. */
  calm(): void;
}

export const openMarket = ({ seed, skew, sizes }: Plan): Market => {
  const draw = random(seed ^ 0x5eed);
  let clock = Date.parse("2026-11-01T00:00:00Z") + skew * 1000;
  let isCalm = false;
  const tick = (low: number, high: number): string => {
    clock += draw.between(low * 1000, high * 1000);
    return new Date(clock).toISOString();
  };
  const linesOf = (): Pick<Row, "lines" | "total"> => {
    const lines = Array.from({ length: draw.between(1, 4) }, (_, index) => ({
      code: `C${index}`,
      amount: draw.between(1, 900) * 1000,
    }));
    return { lines, total: lines.reduce((sum, { amount }) => sum + amount, 0) };
  };
  const create = (shelf: Shelf): void => {
    shelf.last += draw.between(1, 3);
    shelf.rows.push({ id: shelf.last, rev: 1, changed: tick(1, 20), ...linesOf() });
  };
  const filled = (size: number): Shelf => {
    const shelf: Shelf = { rows: [], gone: new Map(), everGone: new Set(), last: 0 };
    while (shelf.rows.length < size) create(shelf);
    return shelf;
  };
  const shelves = { orders: filled(sizes.orders), items: filled(sizes.items), contacts: filled(sizes.contacts) };

  const answer = (collection: Collection, query: URLSearchParams): Response => {
    tick(5, 40);
    const headers = { date: new Date(clock).toUTCString() };
    const { rows, gone } = shelves[collection];
    const since = query.get("since");
    const chosen = rows.filter(({ changed }) => since === null || changed >= since);
    const reported = [...gone].flatMap(([id, { at }]) => (since !== null && at >= since ? [id] : []));
    const told = { total: chosen.length, ...(since === null ? {} : { gone: reported }) };
    if (collection === "items") {
      const from = Number(query.get("from"));
      return HttpResponse.json({ ...told, rows: chosen.slice(from, from + Number(query.get("size"))) }, { headers });
    }
    const token = query.get(collection === "orders" ? "token" : "after");
    if (token !== null && collection === "orders" && !isCalm && draw.chance(0.03))
      return HttpResponse.json({ error: "the token has expired" }, { status: 400, headers });
    const ahead = chosen.filter(({ id }) => id > Number(token ?? 0));
    const page = ahead.slice(0, pageSize);
    if (collection === "contacts") return HttpResponse.json({ ...told, rows: page }, { headers });
    const last = page.at(-1);
    const next = last && ahead.length > page.length ? String(last.id) : null;
    // A cursor promises no order within a page, and may give some rows of the page before again.
    const again =
      token === null ? [] : chosen.filter(({ id }) => id <= Number(token)).slice(-draw.between(0, 2) || Infinity);
    const shuffled = [...again, ...page].map((row) => ({ row, place: draw.next() }));
    shuffled.sort((left, right) => left.place - right.place);
    return HttpResponse.json({ ...told, rows: shuffled.map(({ row }) => row), next }, { headers });
  };

  return {
    shelves,
    sandbox: defineSandbox({
      id: "market",
      config: {},
      state: () => shelves,
      handlers: () =>
        collections.map((collection) =>
          http.get(`https://${host}/${collection}`, ({ request }) =>
            answer(collection, new URL(request.url).searchParams),
          ),
        ),
      control: () => ({ ids: () => [], touch: () => undefined, insert: () => "" }),
      rateLimited: () => HttpResponse.json({}, { status: 429 }),
    })({ record: false }),
    calm() {
      isCalm = true;
    },
    elapse(seconds) {
      clock += seconds * 1000;
      for (const [id, { at }] of shelves.orders.gone)
        if (Date.parse(at) < clock - lookback * 1000) shelves.orders.gone.delete(id);
    },
    mutate({ kind, collection, share }) {
      const shelf = shelves[collection];
      const row = shelf.rows[Math.floor(share * shelf.rows.length)];
      const [lost] = [...shelf.gone.values()].slice(Math.floor(share * shelf.gone.size));
      if (kind === "create") create(shelf);
      if (kind === "update" && row) Object.assign(row, { rev: row.rev + 1, changed: tick(1, 20), ...linesOf() });
      if (kind === "delete" && row) {
        shelf.rows = shelf.rows.filter(({ id }) => id !== row.id);
        shelf.gone.set(row.id, { row, at: tick(1, 20) });
        shelf.everGone.add(row.id);
      }
      if (kind === "restore" && lost) {
        shelf.gone.delete(lost.row.id);
        Object.assign(lost.row, { rev: lost.row.rev + 1, changed: tick(1, 20) });
        shelf.rows = [...shelf.rows, lost.row].sort((left, right) => left.id - right.id);
      }
    },
  };
};
