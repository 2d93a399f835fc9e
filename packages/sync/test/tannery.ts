import { createHmac } from "node:crypto";
import { type Connection, codec, connect, cursor, defineConnector, listing, resource, single } from "@opensme/core";
import { defineSandbox, HttpResponse, http, type Sandbox } from "@opensme/testing";
import { setupServer } from "msw/node";
import * as z from "zod";

/** A vendor that does not exist: hides by cursor, ten a page, incremental, deletions reported and absent; sheds in one answer. */

const Hide = z.looseObject({
  id: z.string(),
  title: z.string(),
  price: codec.decimal.nullish(),
  changed: codec.instant.nullish(),
});

const list = listing({
  path: "/hides",
  page: z.looseObject({
    rows: z.array(z.unknown()),
    next: z.string().nullish(),
    gone: z.array(z.string()).nullish(),
    count: z.int().nullish(),
  }),
  items: (page) => page.rows,
  token: (page) => page.next,
  removed: (page) => page.gone ?? undefined,
  total: (page) => page.count ?? undefined,
  paging: cursor({ parameter: "after" }),
  deletes: "reported-and-absent",
  since: (instant) => ({ query: { since: instant } }),
  overlap: 60,
  lookback: 60 * 86_400,
});

const hides = resource({ entity: "item", raw: Hide }).define({
  id: (hide) => hide.id,
  read: (hide) => ({ name: hide.title, price: hide.price, updatedAt: hide.changed }),
  list,
  get: { path: (id) => `/hides/${id}` },
});

const hidesWithNotes = resource({ entity: "item", raw: Hide.extend({ note: z.string().nullish() }) }).define({
  id: (hide) => hide.id,
  read: (hide) => ({ name: hide.title, price: hide.price, note: hide.note, updatedAt: hide.changed }),
  list,
});

const sheds = resource({ entity: "location", raw: z.looseObject({ id: z.string(), name: z.string() }) }).define({
  id: (shed) => shed.id,
  read: (shed) => ({ name: shed.name }),
  list: listing({
    path: "/sheds",
    page: z.array(z.unknown()),
    items: (page) => page,
    paging: single(),
    deletes: "absent",
  }),
});

const Event = z.object({
  type: z.enum(["changed", "deleted"]),
  resource: z.string(),
  id: z.string(),
  account: z.string().optional(),
});

/** The connector, in a version whose mapping also reads what the vendor calls a note. */
const tannery = (version = "1.0.0") =>
  defineConnector({
    spec: 1,
    id: "tannery",
    name: "Tannery",
    version,
    categories: ["sales"],
    countries: [],
    config: z.strictObject({}),
    http: { baseUrl: "https://tannery.example", auth: () => ({ kind: "none" }) },
    check: { path: "/sheds", identity: () => ({}) },
    webhooks: {
      verify: ({ headers, body }, secret) =>
        headers.get("x-tannery-signature") === createHmac("sha256", secret).update(body).digest("hex"),
      events: ({ body }) => z.array(Event).parse(JSON.parse(body)),
      offer: ({ body }) => /^token=(.+)$/.exec(body)?.[1],
      challenge: (url) => url.searchParams.get("challenge") ?? undefined,
    },
    resources: { hides: version === "1.0.0" ? hides : hidesWithNotes, sheds },
  });

interface Row {
  id: string;
  title: unknown;
  price: unknown;
  note: string;
  skin?: unknown;
  changed: string;
}

interface State {
  hides: Row[];
  sheds: { id: string; name: string }[];
  gone: string[];
  /** How many more hides it counts than it lists; it counts none unless given. */
  uncounted?: number;
}

const pageSize = 10;

const sandboxOf = (state: State, clock: { now: Date }): ((options: { now: () => Date }) => Sandbox) =>
  defineSandbox<State>({
    id: "tannery",
    config: {},
    state: () => state,
    handlers: () => [
      http.get("https://tannery.example/hides", ({ request }) => {
        const { searchParams } = new URL(request.url);
        const since = searchParams.get("since");
        const after = searchParams.get("after");
        const rows = state.hides.filter(({ changed }) => since === null || changed >= since);
        const start = after === null ? 0 : rows.findIndex(({ id }) => id === after) + 1;
        if (after !== null && start === 0) return HttpResponse.json({ error: "cursor has expired" }, { status: 400 });
        const page = rows.slice(start, start + pageSize);
        return HttpResponse.json(
          {
            rows: page,
            ...(start + pageSize < rows.length ? { next: page.at(-1)?.id } : {}),
            ...(since === null ? {} : { gone: state.gone }),
            ...(state.uncounted === undefined ? {} : { count: rows.length + state.uncounted }),
          },
          { headers: { date: clock.now.toUTCString() } },
        );
      }),
      http.get("https://tannery.example/hides/:id", ({ params }) => {
        const hide = state.hides.find(({ id }) => id === params["id"]);
        return hide ? HttpResponse.json(hide) : HttpResponse.json({}, { status: 404 });
      }),
      http.get("https://tannery.example/sheds", () => HttpResponse.json(state.sheds)),
    ],
    control: () => ({ ids: () => [], touch: () => undefined, insert: () => "" }),
    rateLimited: () => HttpResponse.json({}, { status: 429 }),
  });

export interface Vendor extends AsyncDisposable {
  readonly state: State;
  readonly sandbox: Sandbox;
  /** The vendor's clock, which stands still. */
  readonly clock: { now: Date };
  /** A connection that does not try again, so that each fault shows. */
  connect(version?: string): Connection;
  /** Paths and queries asked for since the last call. */
  requests(): string[];
  /** Changes a hide at the vendor's present moment. */
  change(id: string, fields: Partial<Row>): void;
}

/** Starts the vendor with 35 hides and 3 sheds, all last changed on 1 October 2026; its clock shows 1 November. */
export const startVendor = (): Vendor => {
  const clock = { now: new Date("2026-11-01T00:00:00Z") };
  const state: State = {
    hides: Array.from({ length: 35 }, (_, index) => ({
      id: `h${index + 1}`,
      title: `Da bò ${index + 1}`,
      price: 1000.5 + index,
      note: "thuộc mộc",
      changed: "2026-10-01T00:00:00.000Z",
    })),
    sheds: ["Bắc", "Trung", "Nam"].map((name, index) => ({ id: `s${index + 1}`, name })),
    gone: [],
  };
  const sandbox = sandboxOf(state, clock)({ now: () => clock.now });
  const server = setupServer(...sandbox.handlers);
  server.listen({ onUnhandledFrame: "error" });
  return {
    state,
    sandbox,
    clock,
    connect: (version) => connect(tannery(version), { config: {}, retries: 0 }),
    requests: () =>
      sandbox.exchanges.splice(0).map(({ request: { url } }) => new URL(url).pathname + new URL(url).search),
    change(id, fields) {
      const hide = state.hides.find((row) => row.id === id);
      if (hide) Object.assign(hide, fields, { changed: clock.now.toISOString() });
    },
    [Symbol.asyncDispose]: async () => server.close(),
  };
};
