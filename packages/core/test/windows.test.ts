import { describe, expect, it } from "vitest";
import * as z from "zod";
import { type Api, type Json, type ListInput, type Listing, listing, offset, windowed } from "../src/index.ts";

interface Row {
  id: number;
  at: number;
}

const at = (text: string): number => Date.parse(text);
const hour = 3_600_000;
const day = 24 * hour;

const now = at("2026-11-01T00:00:00Z");

/** A vendor that takes windows of 31 days, both ends included, and gives no more than 100 rows of one, ten a page. */
const vendorOf = (rows: Row[], { clock = () => now, ceiling = 100 } = {}) => {
  const asked: string[] = [];
  const api: Api = {
    sensitive: false,
    config: {},
    async request({ query = {} }) {
      const [from, to, skip] = [Number(query["from"]), Number(query["to"]), Number(query["skip"])];
      if (to - from > 31 * day) throw new Error("more than 31 days");
      if (skip >= ceiling) throw new Error("past the ceiling");
      asked.push(`${new Date(from).toISOString()}/${new Date(to).toISOString()}+${skip}`);
      const found = rows.filter((row) => row.at >= from && row.at <= to).sort((one, other) => one.id - other.id);
      const headers = new Headers({ date: new Date(clock()).toUTCString() });
      return { status: 200, headers, body: { total: found.length, rows: found.slice(skip, skip + 10) } };
    },
  };
  return { api, asked };
};

const windows = (changes: Partial<Parameters<typeof windowed>[0]> = {}): Listing =>
  windowed({
    list: ({ from, to }) =>
      listing({
        path: "/rows",
        query: { from: Date.parse(from), to: Date.parse(to) },
        page: z.object({ total: z.int(), rows: z.array(z.unknown()) }),
        items: ({ rows }) => rows,
        total: ({ total }) => total,
        paging: offset({ parameter: "skip", size: { parameter: "take", value: 10 } }),
        deletes: "absent",
      }),
    days: 31,
    first: "2026-01-01T00:00:00Z",
    incremental: true,
    ...changes,
  });

const readAll = async (list: Listing, api: Api, input: ListInput = {}): Promise<{ ids: number[]; cursors: Json[] }> => {
  const ids: number[] = [];
  const cursors: Json[] = [];
  for await (const { rows, cursor } of list.pages(input, api)) {
    ids.push(...rows.map((row) => (row as Row).id));
    if (cursor !== undefined) cursors.push(JSON.parse(JSON.stringify(cursor)));
  }
  return { ids, cursors };
};

const spread = (count: number, step: number, start = at("2026-01-01T00:00:00Z")): Row[] =>
  Array.from({ length: count }, (_, index) => ({ id: index + 1, at: start + index * step }));

const idsOf = (rows: Row[]): number[] => rows.map(({ id }) => id);
const distinct = (ids: number[]): number[] => [...new Set(ids)].sort((one, other) => one - other);

describe("windows", () => {
  it("cover everything from the first day to the vendor's present, each within what it takes", async () => {
    const rows = spread(300, day);
    const { api, asked } = vendorOf(rows);
    const { ids } = await readAll(windows(), api);
    expect(distinct(ids)).toEqual(idsOf(rows));
    expect(asked[0]).toBe("2026-01-01T00:00:00.000Z/2026-02-01T00:00:00.000Z+0");
    expect(asked.at(-1)).toMatch(/\/2026-11-02T00:00:00.000Z\+/);
  });

  it("lose nothing that lies where two of them meet", async () => {
    const meeting = at("2026-02-01T00:00:00Z");
    const rows = [-1, 0, 1].map((shift, index) => ({ id: index + 1, at: meeting + shift }));
    const { ids } = await readAll(windows(), vendorOf(rows).api);
    expect(distinct(ids)).toEqual([1, 2, 3]);
    const { ids: once } = await readAll(windows({ key: (row) => String((row as Row).id) }), vendorOf(rows).api);
    expect(once).toEqual([1, 2, 3]);
  });

  it("go on from every checkpoint to the same end", async () => {
    const rows = spread(120, 2 * day);
    const { api } = vendorOf(rows);
    const read: number[][] = [];
    for await (const page of windows().pages({}, api)) read.push(page.rows.map((row) => (row as Row).id));
    const { cursors } = await readAll(windows(), api);
    expect(cursors).toHaveLength(read.length - 1);
    for (const [index, cursor] of cursors.entries()) {
      const rest = await readAll(windows(), api, { cursor });
      expect(distinct([...read.slice(0, index + 1).flat(), ...rest.ids])).toEqual(
        idsOf(rows.filter((row) => row.at <= now)),
      );
    }
  });

  it("begin anew where a checkpoint is none of theirs", async () => {
    const rows = spread(10, day);
    for (const cursor of ["garbage", { from: "?", to: "?", seen: 0 }, { from: "2026-05-01T00:00:00Z" }])
      expect(distinct((await readAll(windows(), vendorOf(rows).api, { cursor })).ids)).toEqual(idsOf(rows));
  });

  it("begin at the moment asked for, and end with one where it holds all", async () => {
    const start = Date.now() - 2 * hour;
    const { api, asked } = vendorOf(spread(3, hour, start), { clock: Date.now });
    const since = new Date(start + 1).toISOString();
    expect((await readAll(windows(), api, { since })).ids).toEqual([2, 3]);
    expect(asked).toHaveLength(1);
  });

  it("reach the vendor's present where our clock is late, and rows that moved while they were read", async () => {
    // The vendor is 40 days ahead of us, and one of its rows changes once the first window is read.
    const time = Date.now() + 40 * day;
    const rows = spread(2, day, Date.now() - 5 * day);
    const clock = (): number => {
      const [moved] = rows;
      if (moved) moved.at = time;
      return time;
    };
    const { ids } = await readAll(windows(), vendorOf(rows, { clock }).api, {
      since: new Date(Date.now() - 6 * day).toISOString(),
    });
    expect(distinct(ids)).toEqual([1, 2]);
  });
});

describe("a window that holds more than the vendor gives", () => {
  it("is halved until it does not, and widens again behind the crowd", async () => {
    const crowd = spread(450, 60_000, at("2026-03-10T00:00:00Z"));
    const rows = [...crowd, { id: 1000, at: at("2026-09-01T00:00:00Z") }];
    const { api, asked } = vendorOf(rows);
    const { ids } = await readAll(windows({ ceiling: 100 }), api);
    expect(distinct(ids)).toEqual(idsOf(rows));
    expect(asked.at(-1)).toMatch(/^2026-10-/);
    expect(asked.length).toBeLessThan(160);
  });

  it("is refused in plain words where all of it bears one time", async () => {
    const rows = spread(150, 0, at("2026-03-10T00:00:00Z"));
    await expect(readAll(windows({ ceiling: 100 }), vendorOf(rows).api)).rejects.toMatchObject({
      code: "unsupported",
      message: expect.stringContaining("100 records or more bear the time 2026-03-"),
    });
  });
});
