import { describe, expect, it } from "vitest";
import * as z from "zod";
import {
  type Api,
  cursor,
  type ExportOutcome,
  exported,
  type Json,
  type ListInput,
  type Listing,
  listing,
  ndjson,
  OpenSMEError,
} from "../src/index.ts";

const Job = z.object({ job: z.string() });

/** A vendor that prepares files: each job goes through its outcomes, and the last of them stays. */
const vendorOf = (outcomes: (ExportOutcome | undefined)[][], file: (opened: number) => string[] = () => []) => {
  const vendor = {
    asked: [] as string[],
    waited: [] as number[],
    /** Refuses this many requests, since another job is under way. */
    busy: 0,
    opened: 0,
    jobs: outcomes.map((given) => [...given]),
  };
  const api: Api = {
    sensitive: false,
    config: {},
    pageSize: 2,
    clock: {
      now: () => 0,
      async sleep(milliseconds, signal) {
        signal?.throwIfAborted();
        vendor.waited.push(milliseconds / 1000);
      },
    },
    async request({ path }, { signal } = {}) {
      signal?.throwIfAborted();
      vendor.asked.push(path);
      const headers = new Headers({ date: "Fri, 27 Nov 2026 00:00:00 GMT" });
      if (path === "/rows") return { status: 200, headers, body: { rows: [{ id: "paged" }] } };
      if (path === "/exports") {
        vendor.busy -= 1;
        if (vendor.busy >= 0) throw new OpenSMEError("Another is under way.", { code: "conflict", vendorCode: "BUSY" });
        return { status: 200, headers, body: { job: String(vendor.asked.filter((one) => one === path).length) } };
      }
      const job = vendor.jobs[Number(path.split("/").at(-1)) - 1];
      if (!job) throw new OpenSMEError("There is none.", { code: "not_found", status: 404 });
      const body = job.length > 1 ? job.shift() : job[0];
      return { status: 200, headers, body };
    },
    async download(address) {
      vendor.asked.push(address);
      vendor.opened += 1;
      const lines = file(vendor.opened);
      return (async function* () {
        for (const line of lines) {
          if (line === "<breaks>") throw new OpenSMEError("It broke off.", { code: "unavailable", retryable: true });
          if (line === "<gone>") throw new OpenSMEError("It is gone.", { code: "permission", status: 403 });
          yield new TextEncoder().encode(`${line}\n`);
        }
      })();
    },
  };
  return { api, vendor };
};

const rows = listing({
  path: "/rows",
  page: z.object({ rows: z.array(z.unknown()) }),
  items: (page) => page.rows,
  paging: cursor({ parameter: "after" }),
  deletes: "absent",
  since: (moment) => ({ query: { since: moment } }),
});

const exports = (changes: Partial<Parameters<typeof exported>[0]> = {}): Listing =>
  exported({
    request: { path: "/exports", method: "post" },
    job: ({ body }) => Job.parse(body).job,
    poll: (job) => ({ path: `/exports/${job}` }),
    outcome: ({ body }) => body as ExportOutcome | undefined,
    isBusy: ({ vendorCode }) => vendorCode === "BUSY",
    format: ndjson(),
    deletes: "absent",
    ...changes,
  });

const ready: ExportOutcome = { status: "ready", url: "https://files.example/1" };
const pending: ExportOutcome = { status: "pending" };
const five = [1, 2, 3, 4, 5].map((id) => JSON.stringify({ id }));

/** Everything that a read gives, and what it ended with; cursors as they come back out of a store. */
const read = async (list: Listing, api: Api, input: ListInput = {}) => {
  const found = { pages: [] as unknown[][], cursors: [] as (Json | undefined)[], error: undefined as unknown };
  try {
    for await (const page of list.pages(input, api)) {
      found.pages.push([...page.rows]);
      found.cursors.push(page.cursor === undefined ? undefined : JSON.parse(JSON.stringify(page.cursor)));
    }
  } catch (error) {
    found.error = error;
  }
  return found;
};

const ids = (pages: readonly unknown[][]): unknown[] => pages.flat().map((row) => (row as { id: unknown }).id);

describe("a file that is prepared", () => {
  it("is asked for once, waited for as the vendor says or ever longer, and read in pages", async () => {
    const { api, vendor } = vendorOf([[pending, { status: "pending", wait: 7 }, pending, pending, ready]], () => five);
    const { pages, cursors, error } = await read(exports({ waits: { first: 2, most: 5 } }), api);
    expect(error).toBe(undefined);
    expect(vendor.asked).toEqual(["/exports", ...Array(5).fill("/exports/1"), "https://files.example/1"]);
    expect(vendor.waited).toEqual([2, 7, 5, 5]);
    expect(pages.map((page) => page.length)).toEqual([0, 2, 2, 1]);
    expect(ids(pages)).toEqual([1, 2, 3, 4, 5]);
    expect(cursors).toEqual([
      { job: "1", askedAt: expect.any(String), seen: 0 },
      { job: "1", askedAt: expect.any(String), seen: 2 },
      { job: "1", askedAt: expect.any(String), seen: 4 },
      undefined,
    ]);
  });

  it("tells when the vendor was asked, for what changes while it is prepared", async () => {
    const { api } = vendorOf([[ready]], () => five);
    for await (const page of exports().pages({}, api)) {
      expect(page.answeredAt).toBe("2026-11-27T00:00:00.000Z");
      break;
    }
  });

  it("holds nothing where it has no address", async () => {
    const { api } = vendorOf([[{ status: "ready", count: 0 }]]);
    expect((await read(exports(), api)).pages).toEqual([[], []]);
  });

  it("is gone on with from every place, with the same job", async () => {
    const whole = vendorOf([[ready]], () => five);
    const { cursors } = await read(exports(), whole.api);
    for (const [index, cursor] of cursors.slice(0, -1).entries()) {
      const { api, vendor } = vendorOf([[pending, ready]], () => five);
      const { pages } = await read(exports(), api, { cursor });
      expect(ids(pages)).toEqual([1, 2, 3, 4, 5].slice(index * 2));
      expect(vendor.asked).toEqual(["/exports/1", "/exports/1", "https://files.example/1"]);
    }
  });

  it("is waited for while another one is under way", async () => {
    const { api, vendor } = vendorOf([[], [], [ready]], () => five);
    vendor.busy = 2;
    expect(ids((await read(exports(), api)).pages)).toEqual([1, 2, 3, 4, 5]);
    expect(vendor.waited).toEqual([2, 4]);
  });

  it("is not asked for again where the request is refused for another reason", async () => {
    const { api, vendor } = vendorOf([[ready]]);
    vendor.busy = 1;
    const { error } = await read(exports({ isBusy: () => false }), api);
    expect(error).toMatchObject({ code: "conflict" });
    expect(vendor.asked).toEqual(["/exports"]);
  });
});

describe("what comes to nothing", () => {
  it.each<[ExportOutcome | undefined, object, string]>([
    [
      { status: "failed", message: "Too many rows.", vendorCode: "ROWS", code: "invalid" },
      { code: "invalid", retryable: false, vendorCode: "ROWS" },
      "could not prepare the file: Too many rows. Run",
    ],
    [{ status: "cancelled" }, { code: "unavailable", retryable: true }, "was cancelled at the vendor"],
    [undefined, { code: "unavailable", retryable: true }, "no longer has the file"],
  ])("%o is an error in the vendor's words", async (outcome, details, words) => {
    const { api, vendor } = vendorOf([[pending, outcome]]);
    const { error, pages } = await read(exports(), api);
    expect(error).toMatchObject(details);
    expect(String(error)).toContain(words);
    expect(pages).toEqual([[]]);
    expect(vendor.asked.filter((path) => path === "/exports")).toHaveLength(1);
  });

  it.each<[string, ExportOutcome[][]]>([
    ["failed", [[{ status: "failed", message: "no" }], [ready]]],
    ["expired", [[{ status: "expired" }], [ready]]],
    ["cancelled", [[{ status: "cancelled" }], [ready]]],
  ])("a job of an earlier read that has %s is asked for anew, once", async (_, jobs) => {
    const { api, vendor } = vendorOf(jobs, () => five);
    const cursor = { job: "1", askedAt: new Date().toISOString(), seen: 4 };
    // The vendor of this read has been asked for none yet: its first is the second.
    vendor.asked.push("/exports");
    const { pages, cursors } = await read(exports(), api, { cursor });
    expect(ids(pages)).toEqual([1, 2, 3, 4, 5]);
    expect(cursors[0]).toMatchObject({ job: "2", seen: 0 });
    const again = vendorOf([[{ status: "failed" }], [{ status: "failed", message: "again" }]]);
    again.vendor.asked.push("/exports");
    expect(String((await read(exports(), again.api, { cursor })).error)).toContain("again");
  });

  it("a job that the vendor does not know is asked for anew", async () => {
    const { api, vendor } = vendorOf([[ready]], () => five);
    const cursor = { job: "77", askedAt: new Date().toISOString(), seen: 4 };
    expect(ids((await read(exports(), api, { cursor })).pages)).toEqual([1, 2, 3, 4, 5]);
    expect(vendor.asked).toEqual(["/exports/77", "/exports", "/exports/1", "https://files.example/1"]);
  });

  it("a job that is never done is waited for so long in one read, and after its lifetime asked for anew", async () => {
    const { api, vendor } = vendorOf([[pending], [ready]], () => five);
    const { error, cursors } = await read(exports({ patience: 100 }), api);
    expect(error).toMatchObject({ code: "timeout", retryable: true });
    expect(vendor.waited.reduce((sum, wait) => sum + wait, 0)).toBeLessThanOrEqual(100);
    const [cursor] = cursors as [{ job: string }];
    const old = { ...cursor, askedAt: "2026-01-01T00:00:00.000Z", seen: 0 };
    expect(ids((await read(exports({ patience: 100 }), api, { cursor: old })).pages)).toEqual([1, 2, 3, 4, 5]);
  });

  it("stops where it is told to, without another request", async () => {
    const { api, vendor } = vendorOf([[pending]]);
    const stop = new AbortController();
    const sleep = api.clock?.sleep;
    const stopping: Api = {
      ...api,
      clock: {
        now: () => 0,
        async sleep(milliseconds, signal) {
          stop.abort(new OpenSMEError("Stopped.", { code: "unavailable" }));
          await sleep?.(milliseconds, signal);
        },
      },
    };
    const { error } = await read(exports(), stopping, { signal: stop.signal });
    expect(error).toMatchObject({ message: "Stopped." });
    expect(vendor.asked).toEqual(["/exports", "/exports/1"]);
  });
});

describe("a download that fails", () => {
  it.each(["<breaks>", "<gone>"])(
    "is made anew, at the address that is then given, beyond what came: %s",
    async (how) => {
      const { api, vendor } = vendorOf([[ready]], (opened) => (opened === 1 ? [...five.slice(0, 4), how] : five));
      const { pages, error } = await read(exports(), api);
      expect(error).toBe(undefined);
      expect(ids(pages)).toEqual([1, 2, 3, 4, 5]);
      expect(vendor.asked.slice(1)).toEqual(["/exports/1", ready.url, "/exports/1", ready.url]);
    },
  );

  it("is an error after so many in a row; no page is the last", async () => {
    const { api, vendor } = vendorOf([[ready]], () => [...five.slice(0, 3), "<breaks>"]);
    const { error, cursors } = await read(exports(), api);
    expect(error).toMatchObject({ code: "unavailable" });
    expect(cursors).not.toContain(undefined);
    expect(vendor.opened).toBeLessThan(8);
  });

  it("is one too where less came than the vendor counts, or half a line", async () => {
    const short = vendorOf([[{ ...ready, count: 6 }]], () => five);
    const { error, cursors } = await read(exports(), short.api);
    expect(error).toMatchObject({ code: "mismatch", retryable: true });
    expect(String(error)).toContain("holds 5 elements, and the vendor counts 6");
    expect(cursors).not.toContain(undefined);
  });
});

describe("rows", () => {
  it("that are none by themselves are passed on as text, to be rejected", async () => {
    const { api } = vendorOf([[ready]], () => ['{"id":1}', '{"id":', '{"id":3}']);
    const { pages, error } = await read(exports(), api);
    expect(error).toBe(undefined);
    expect(pages.flat()).toEqual([{ id: 1 }, '{"id":', { id: 3 }]);
  });

  const parts = {
    isPart: (element: unknown) => z.object({ parent: z.unknown() }).safeParse(element).success,
    join: (row: unknown, found: readonly unknown[]) => {
      const { id } = z.object({ id: z.number() }).parse(row);
      return { id, parts: found.length };
    },
  };
  const family = ['{"id":1}', '{"parent":1}', '{"parent":1}', '{"id":2}', '"odd"', '{"id":3}', '{"parent":3}'];

  it("are joined with their parts behind them, and gone on with between whole rows", async () => {
    const whole = vendorOf([[{ ...ready, count: 4 }]], () => family);
    const { pages, cursors } = await read(exports({ parts }), whole.api);
    expect(pages.flat()).toEqual([
      { id: 1, parts: 2 },
      { id: 2, parts: 0 },
      { row: "odd", parts: [] },
      { id: 3, parts: 1 },
    ]);
    const { api } = vendorOf([[ready]], () => family);
    const { pages: rest } = await read(exports({ parts }), api, { cursor: cursors[1] });
    expect(rest.flat()).toEqual([
      { row: "odd", parts: [] },
      { id: 3, parts: 1 },
    ]);
  });

  it("may be several to an element", async () => {
    const { api } = vendorOf([[ready]], () => five.slice(0, 2));
    const { pages } = await read(exports({ split: (row) => [row, row] }), api);
    expect(ids(pages)).toEqual([1, 1, 2, 2]);
  });

  it("are completed a page at a time, and none is lost where that fails", async () => {
    const { api, vendor } = vendorOf([[ready]], () => five);
    let asked = 0;
    const complete = async (page: readonly unknown[]) => {
      asked += 1;
      if (asked === 2) throw new OpenSMEError("Not now.", { code: "unavailable", retryable: true });
      return page.map((row) => ({ ...(row as object), more: true }));
    };
    const { pages, error } = await read(exports({ complete }), api);
    expect(error).toBe(undefined);
    expect(pages.flat()).toEqual([1, 2, 3, 4, 5].map((id) => ({ id, more: true })));
    expect(vendor.opened).toBe(2);
  });

  it("are held a page at a time, however many there are", async () => {
    let given = 0;
    const { api } = vendorOf([[ready]]);
    const endless: Api = {
      ...api,
      async download() {
        return (async function* () {
          for (;;) {
            given += 1;
            yield new TextEncoder().encode(`{"id":${given}}\n`);
          }
        })();
      },
    };
    let pages = 0;
    for await (const page of exports().pages({}, endless)) {
      if (page.rows.length > 0) expect(page.rows).toHaveLength(2);
      if (++pages === 50) break;
    }
    expect(given).toBeLessThan(110);
  });
});

describe("beside a listing by pages", () => {
  const suited = (few: boolean): Listing => exports({ paged: { list: rows, suits: async () => few } });

  it("a read since a moment goes by pages, and a whole one where that suits", async () => {
    const { api, vendor } = vendorOf([[ready]], () => five);
    expect(ids((await read(suited(false), api, { since: "2026-01-01T00:00:00Z" })).pages)).toEqual(["paged"]);
    expect(ids((await read(suited(true), api)).pages)).toEqual(["paged"]);
    expect(vendor.asked).toEqual(["/rows", "/rows"]);
    expect(ids((await read(suited(false), api)).pages)).toEqual([1, 2, 3, 4, 5]);
  });

  it("a read is gone on with in the way that it began", async () => {
    const { api } = vendorOf([[ready]], () => five);
    expect(ids((await read(suited(false), api, { cursor: { wire: {}, seen: 7 } })).pages)).toEqual(["paged"]);
    const cursor = { job: "1", askedAt: new Date().toISOString(), seen: 3 };
    expect(ids((await read(suited(true), api, { cursor })).pages)).toEqual([4, 5]);
  });

  it("it is incremental as that is", () => {
    expect(suited(true)).toMatchObject({ incremental: true, paging: "cursor", deletes: "absent" });
    expect(exports()).toMatchObject({ incremental: false, paging: "custom" });
  });
});
