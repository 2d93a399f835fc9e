import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import {
  connect,
  defineConnector,
  listing,
  type OpenSMEError,
  pick,
  resource,
  single,
  writable,
} from "../src/index.ts";

const Bill = z.object({
  id: z.int(),
  no: z.string(),
  day: z.string().nullish(),
  stamp: z.string(),
  state: z.string().nullish(),
});
type Bill = z.output<typeof Bill>;
interface Seen {
  method: string;
  path: string;
  body: unknown;
}

/** What the vendor has, what it was asked, and how many writes get no answer: after the deed, or before it. `mute` refuses to be read after a write. */
const vendor = { bills: [] as Bill[], seen: [] as Seen[], lost: 0, unheard: 0, mute: false };
const writes = (): Seen[] => vendor.seen.filter(({ method }) => method !== "GET");

const server = setupServer(
  http.all("https://api.books.example/*", async ({ request }) => {
    const { pathname: path, searchParams } = new URL(request.url);
    const text = await request.text();
    const body = text === "" ? undefined : JSON.parse(text);
    vendor.seen.push({ method: request.method, path, body });
    const id = Number(/\d+(?!.*\d)/.exec(path)?.[0]);
    const bill = vendor.bills.find((candidate) => candidate.id === id);
    if (request.method === "GET") {
      if (vendor.mute && writes().length > 0) return HttpResponse.json({}, { status: 403 });
      if (path === "/lock") return HttpResponse.json({ until: "2026-03-31" });
      const no = searchParams.get("no");
      if (no) return HttpResponse.json(vendor.bills.filter((candidate) => candidate.no === no));
      return bill ? HttpResponse.json(bill) : HttpResponse.json({}, { status: 404 });
    }
    if (vendor.unheard-- > 0) return HttpResponse.error();
    const answer = carryOut(request.method, path, body, bill);
    return vendor.lost-- > 0 ? HttpResponse.error() : answer;
  }),
);

const carryOut = (method: string, path: string, body: unknown, bill: Bill | undefined): Response => {
  const add = ({ no, day }: Partial<Bill>): Bill | undefined => {
    if (!no || no === "bad") return undefined;
    const made = { id: vendor.bills.length + 1, no, day, stamp: "1" };
    vendor.bills.push(made);
    return made;
  };
  if (path === "/batch")
    return HttpResponse.json((body as Partial<Bill>[]).map((one) => add(one) ?? { error: "no number" }));
  if (path === "/silent") {
    add(body as Partial<Bill>);
    return new HttpResponse(null, { status: 204 });
  }
  if (path === "/bills") {
    const made = add(body as Partial<Bill>);
    return made
      ? HttpResponse.json(made)
      : HttpResponse.json({ error: "refused", fields: { "bill.no": "is not a number" } }, { status: 400 });
  }
  if (!bill) return HttpResponse.json({}, { status: 404 });
  if (method === "DELETE") vendor.bills = vendor.bills.filter((other) => other !== bill);
  else bill.state = "void";
  return HttpResponse.json(bill);
};

beforeAll(() => server.listen());
beforeEach(() => {
  Object.assign(vendor, { seen: [], lost: 0, unheard: 0, mute: false });
  vendor.bills = [
    { id: 1, no: "B1", day: "2026-01-05", stamp: "7" },
    { id: 2, no: "B2", day: "2026-06-05", stamp: "4" },
  ];
});
afterAll(() => server.close());

const Body = z.object({ no: z.string(), day: z.string().optional() });

const bills = resource({ entity: "bill", raw: Bill, body: Body }).define({
  id: (row) => row.id,
  read: (row) => ({ number: row.no, issueDate: row.day, status: row.state === "void" ? "void" : "open" }),
  write: (bill) => ({ no: bill.number ?? "", day: bill.issueDate }),
  get: { path: (id) => `/bills/${id}` },
  create: {
    path: "/bills",
    row: (answer) => answer,
    find: {
      field: "number",
      path: "/bills",
      request: (no) => ({ query: { no } }),
      row: pick(z.array(z.unknown()), ([row]) => row),
    },
  },
  remove: { path: (id) => `/bills/${id}` },
  actions: {
    void: {
      path: (id) => `/bills/${id}/void`,
      needs: ["stamp"],
      body: (id, { stamp }) => ({ id, stamp: String(stamp) }),
    },
    file: { path: (id, { no }) => `/folders/${no}/${id}`, needs: ["no"] },
  },
  guard: async ({ record, present, ask }) => {
    const { until } = z.object({ until: z.string() }).parse(await ask({ path: "/lock" }));
    const day = record.issueDate ?? present?.day;
    return day && day <= until ? { path: "issueDate", message: `is in a period closed on ${until}` } : undefined;
  },
});

const batched = resource({ entity: "bill", raw: Bill, body: Body }).define({
  id: (row) => row.id,
  read: (row) => ({ number: row.no }),
  write: (bill) => {
    if (!bill.number) throw new Error("a bill has a number");
    return { no: bill.number };
  },
  create: {
    path: "/bills",
    row: (answer) => answer,
    batch: {
      path: "/batch",
      size: 2,
      wrap: (bodies) => bodies,
      outcomes: pick(z.array(z.looseObject({ error: z.string().optional() })), (rows) =>
        rows.map((row) => (row.error === undefined ? { row } : { message: row.error })),
      ),
    },
  },
});

const silent = resource({ entity: "bill", raw: Bill, body: Body }).define({
  id: (row) => row.id,
  read: (row) => ({ number: row.no }),
  write: (bill) => ({ no: bill.number ?? "" }),
  create: {
    path: "/silent",
    made: ({ no }) =>
      listing({
        path: "/bills",
        query: { no: String(no) },
        page: z.array(z.unknown()),
        items: (rows) => rows.slice(-1),
        paging: single(),
        deletes: "never",
      }),
  },
});

const books = defineConnector({
  spec: 1,
  id: "books",
  name: "Books",
  version: "1.0.0",
  categories: ["accounting"],
  countries: [],
  config: z.strictObject({}),
  http: {
    baseUrl: "https://api.books.example",
    auth: () => ({ kind: "none" }),
    error: {
      read: ({ body }) => {
        const { fields } = z.object({ fields: z.record(z.string(), z.string()) }).parse(body);
        return { issues: Object.entries(fields).map(([path, message]) => ({ path, message })) };
      },
    },
  },
  check: { path: "/lock", identity: () => ({}) },
  resources: { bills, batched, silent },
});

const open = () => connect(books, { config: {}, retries: 0 });
const failure = (work: Promise<unknown>): Promise<OpenSMEError> =>
  work.then(
    () => expect.fail("it succeeded"),
    (error: OpenSMEError) => error,
  );

describe("what is done with one record", () => {
  it("sends along what of the present row it must, and gives the record as it then is", async () => {
    const { record } = await open().bills.void("2");
    expect(writes()).toEqual([{ method: "POST", path: "/bills/2/void", body: { id: "2", stamp: "4" } }]);
    expect(record?.status).toBe("void");
  });

  it("is found at a path that the present row names", async () => {
    await open().bills.file("2");
    expect(writes()).toEqual([{ method: "POST", path: "/folders/B2/2", body: undefined }]);
  });

  it("removes", async () => {
    expect(await open().bills.remove("2")).toEqual({ id: "2", record: undefined, warnings: [] });
    expect(vendor.bills.map(({ id }) => id)).toEqual([1]);
  });

  it("takes a removal for done whose answer was lost and whose record is gone", async () => {
    vendor.lost = 1;
    expect(await open().bills.remove("2")).toMatchObject({ id: "2" });
    vendor.unheard = 1;
    vendor.bills.push({ id: 2, no: "B2", stamp: "1" });
    expect(await failure(open().bills.remove("2"))).toMatchObject({ code: "unknown_outcome", operation: "remove" });
  });

  it("takes a removal with a key for done whose record is gone, which may be its own doing", async () => {
    const { bills: client } = open();
    await client.remove("2", { idempotencyKey: "k" });
    expect(await client.remove("2", { idempotencyKey: "k" })).toMatchObject({ id: "2" });
    expect(await failure(client.remove("2"))).toMatchObject({ code: "not_found", operation: "remove" });
  });

  it("only shows what it would send", async () => {
    const { bills: client } = open();
    expect((await client.void("2", { dryRun: true })).request).toMatchObject({ body: { stamp: "4" } });
    expect((await client.remove("2", { dryRun: true })).request).toEqual({ method: "delete", path: "/bills/2" });
    expect(writes()).toEqual([]);
  });

  it("has no key where the vendor knows none", async () => {
    expect(await failure(open().bills.void("2", { idempotencyKey: "k" }))).toMatchObject({ code: "unsupported" });
    expect(await failure(open().batched.create({ number: "B3" }, { idempotencyKey: "k" }))).toMatchObject({
      code: "unsupported",
    });
    expect(writes()).toEqual([]);
  });

  it("has succeeded, even if the record cannot be read afterwards", async () => {
    vendor.mute = true;
    const { id, record, warnings } = await open().bills.void("2");
    expect({ id, record, state: vendor.bills[1]?.state }).toEqual({ id: "2", record: undefined, state: "void" });
    expect(warnings).toEqual([expect.stringMatching(/^record was written and could not be read: /)]);
  });
});

describe("a key that is looked up", () => {
  it("is kept in the declared field, and makes one record however often it comes", async () => {
    const { bills: client } = open();
    const options = { idempotencyKey: "order-7" };
    expect(await client.create({}, options)).toMatchObject({ id: "3", record: { number: "order-7" } });
    expect(await client.create({}, options)).toMatchObject({ id: "3", existed: true });
    const both = await Promise.all([
      client.create({}, { idempotencyKey: "x" }),
      client.create({}, { idempotencyKey: "x" }),
    ]);
    expect(both.map(({ id }) => id)).toEqual(["4", "4"]);
  });

  it("settles whether a create took effect whose answer was lost", async () => {
    vendor.lost = 1;
    expect(await open().bills.create({ number: "B9" }, { idempotencyKey: "k" })).toMatchObject({ id: "3" });
    vendor.unheard = 1;
    const error = await failure(open().bills.create({ number: "B10" }, { idempotencyKey: "k2" }));
    expect(error).toMatchObject({ code: "unknown_outcome", retryable: true, resource: "bills" });
    expect(error.message).toMatch(/looked for by its number and is not there/);
    vendor.lost = 1;
    expect(await failure(open().bills.create({ number: "B11" }))).toMatchObject({
      code: "unknown_outcome",
      retryable: false,
    });
  });
});

describe("a record whose vendor answers with nothing", () => {
  it("is found among those alike", async () => {
    await open().silent.create({ number: "B2" });
    expect(await open().silent.create({ number: "B2" })).toMatchObject({ id: "4", record: { number: "B2" } });
  });

  it("is of unknown outcome where it cannot be found", async () => {
    vendor.mute = true;
    expect(await failure(open().silent.create({ number: "B3" }))).toMatchObject({
      code: "unknown_outcome",
      retryable: false,
    });
    expect(await failure(open().silent.create({ number: "bad" }))).toMatchObject({ code: "unknown_outcome" });
    expect(vendor.bills).toHaveLength(3);
  });
});

describe("a closed period", () => {
  it.each([
    ["create", () => open().bills.create({ number: "B3", issueDate: "2026-02-01" })],
    ["void", () => open().bills.void("1")],
    ["remove", () => open().bills.remove("1", { dryRun: true })],
  ])("is refused before it is sent: %s", async (operation, work) => {
    const issues = [{ path: "issueDate", message: "is in a period closed on 2026-03-31" }];
    expect(await failure(work())).toMatchObject({ code: "invalid", operation, issues });
    expect(writes()).toEqual([]);
  });
});

describe("many records", () => {
  it("have an outcome each, in their order", async () => {
    const outcomes = await open().bills.createMany([
      { number: "B3" },
      { number: "bad" },
      { number: 7 as never },
      { number: "B4" },
    ]);
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, false, true]);
    expect(vendor.bills.map(({ no }) => no).sort()).toEqual(["B1", "B2", "B3", "B4"]);
  });

  it("go in the vendor's batches where it has them", async () => {
    const records = ["B3", "bad", undefined, "B4", "B5"].map((number) => ({ number }));
    const outcomes = await open().batched.createMany(records);
    expect(outcomes.map((one) => (one.ok ? one.written.id : one.error.code))).toEqual([
      "3",
      "invalid",
      "invalid",
      "4",
      "5",
    ]);
    expect(writes().map(({ body }) => body)).toEqual([[{ no: "B3" }, { no: "bad" }], [{ no: "B4" }], [{ no: "B5" }]]);
    vendor.lost = 1;
    const lost = await open().batched.createMany([{ number: "B6" }, { number: "B7" }]);
    expect(lost.map((one) => !one.ok && one.error.code)).toEqual(["unknown_outcome", "unknown_outcome"]);
  });

  it("are only shown, batch by batch or one by one", async () => {
    const { bills: single, batched: client } = open();
    const records = ["B3", undefined, "B4", "B5"].map((number) => ({ number }));
    const { requests, outcomes } = await client.createMany(records, { dryRun: true });
    expect(requests.map(({ body }) => body)).toEqual([[{ no: "B3" }], [{ no: "B4" }, { no: "B5" }]]);
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true, true]);
    const planned = await single.createMany([{ number: "B3" }, {}], { dryRun: true, idempotencyKey: "k" });
    expect(planned.requests.map(({ body }) => body)).toEqual([{ no: "B3" }, { no: "k-1" }]);
    expect(writes()).toEqual([]);
  });
});

describe("what is wrong with a record", () => {
  it("is told in its own fields, whether we or the vendor say it", async () => {
    const { bills: client } = open();
    const ours = await failure(client.create({ number: "B3", issueDate: 5 as never }));
    expect(ours.issues.map(({ path }) => path)).toEqual(["issueDate"]);
    const theirs = await failure(client.create({ number: "bad" }));
    expect(theirs.issues).toEqual([{ path: "number", message: "is not a number" }]);
    expect((await failure(client.create({}))).issues).toEqual([{ path: "number", message: "is not a number" }]);
  });
});

describe("writable", () => {
  it("tells what can be written, from where to where", () => {
    const [first, second] = writable(open(), "bill");
    expect(first).toEqual({
      resource: "bills",
      operations: ["create", "remove", "void", "file"],
      archives: false,
      fields: [
        { field: "number", required: false, operations: ["create"], to: ["no"] },
        { field: "issueDate", required: false, operations: ["create"], to: ["day"] },
      ],
    });
    expect(second?.fields).toEqual([{ field: "number", required: true, operations: ["create"], to: ["no"] }]);
  });
});
