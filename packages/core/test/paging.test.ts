import { describe, expect, it } from "vitest";
import * as z from "zod";
import { changeList } from "../src/connector/streams.ts";
import {
  type Api,
  cursor,
  type Json,
  keyset,
  type Listing,
  listing,
  offset,
  type Paging,
  pageNumber,
  type Query,
  resource,
} from "../src/index.ts";

const rows = Array.from({ length: 23 }, (_, index) => ({ id: index + 1 }));

interface Page {
  data: { id: number }[];
  total?: number;
  next?: string;
}

const listBy = (paging: Paging, { withTotal = true } = {}): Listing =>
  listing({
    path: "/rows",
    page: z.looseObject({ data: z.array(z.unknown()), total: z.int().nullish(), next: z.string().nullish() }),
    items: (page) => page.data,
    total: (page) => (withTotal ? (page.total ?? undefined) : undefined),
    token: (page) => page.next,
    paging,
    deletes: "absent",
    order: "id",
  });

/** Answers each request by its query. */
const vendor = (answer: (query: Record<string, number>, count: number) => Page): Api & { asked: Query[] } => {
  const asked: Query[] = [];
  return {
    sensitive: false,
    config: {},
    asked,
    request: async ({ query = {} }) => {
      asked.push(query);
      const numbers = Object.fromEntries(Object.entries(query).map(([key, value]) => [key, Number(value)]));
      return { status: 200, headers: new Headers(), body: answer(numbers, asked.length) };
    },
  };
};

const byPage = ({ page = 1, size = 10 }: Record<string, number>): Page => ({
  data: rows.slice((page - 1) * size, page * size),
  total: rows.length,
});
const bySkip = ({ skip = 0, take = 10 }: Record<string, number>): Page => ({
  data: rows.slice(skip, skip + take),
  total: rows.length,
});
const byToken = ({ after = 0, limit = 10 }: Record<string, number>): Page => ({
  data: rows.slice(after, after + limit),
  ...(after + limit < rows.length ? { next: String(after + limit) } : {}),
});

const pages = pageNumber({ parameter: "page", size: { parameter: "size", value: 10 } });
const skips = offset({ parameter: "skip", size: { parameter: "take", value: 10 } });
const tokens = cursor({ parameter: "after", size: { parameter: "limit", value: 10 } });

const read = async (
  list: Listing,
  api: Api,
  from?: Json,
): Promise<{ ids: Set<number>; cursors: (Json | undefined)[] }> => {
  const ids = new Set<number>();
  const cursors: (Json | undefined)[] = [];
  for await (const page of list.pages(from === undefined ? {} : { cursor: from }, api)) {
    for (const row of page.rows) ids.add((row as { id: number }).id);
    cursors.push(page.cursor);
  }
  return { ids, cursors };
};

describe.each([
  ["page number", listBy(pages), byPage],
  ["page number without a total", listBy(pages, { withTotal: false }), byPage],
  ["offset", listBy(skips), bySkip],
  ["token", listBy(tokens), byToken],
] as const)("paging by %s", (_, list, answer) => {
  it("reads everything, in pages of any size", async () => {
    for (const pageSize of [undefined, 2, 7, 100]) {
      const api = vendor(answer);
      expect((await read(list, { ...api, pageSize })).ids.size).toBe(23);
      expect(Object.values(api.asked[0] ?? {})).toContain(pageSize ?? 10);
    }
  });

  it("goes on from a checkpoint with the page size that it was made with", async () => {
    const { cursors } = await read(list, { ...vendor(answer), pageSize: 4 });
    const start = cursors[1];
    const { ids } = await read(list, { ...vendor(answer), pageSize: 9 }, JSON.parse(JSON.stringify(start)));
    for (const id of Array.from({ length: 14 }, (_, index) => index + 10)) expect(ids).toContain(id);
  });

  it("begins anew at a checkpoint that is not its own", async () => {
    for (const garbage of ["garbage", 7, {}, { wire: "x", seen: 1 }, { part: 2 }])
      expect((await read(list, vendor(answer), garbage as Json)).ids.size).toBe(23);
  });

  it("ends at an empty page", async () => {
    const api = vendor((query, count) => (count > 1 ? { ...answer(query), data: [] } : answer(query)));
    await read(list, api).catch(() => undefined);
    expect(api.asked.length).toBeLessThan(8);
  });
});

describe.each([
  ["page number", pages, byPage],
  ["offset", skips, bySkip],
] as const)("a total that is too small, paging by %s", (_, paging, answer) => {
  it.each([-1, 0, 3, 15])("of %i does not end the list", async (total) => {
    const api = vendor((query) => ({ ...answer(query), total }));
    expect((await read(listBy(paging), api)).ids.size).toBe(23);
    expect(api.asked.length).toBeLessThan(6);
  });
});

describe("a page that comes twice, paging by number", () => {
  it.each([true, false])("once is asked for again (with a total: %s)", async (withTotal) => {
    const api = vendor((query, count) => byPage(count === 2 ? { ...query, page: 1 } : query));
    const list = listBy(pages, { withTotal });
    expect((await read(list, api)).ids.size).toBe(23);
    expect(api.asked.map(({ page }) => page)).toEqual([1, 2, 2, 3]);
  });

  it("for ever ends a list whose vendor gives all of it whatever the number", async () => {
    const api = vendor(() => ({ data: rows, total: 50 }));
    expect((await read(listBy(pages, { withTotal: false }), api)).ids.size).toBe(23);
    expect(api.asked.length).toBeLessThan(10);
  });
});

describe("paging by offset", () => {
  it("goes back anew where an earlier read had gone back too often", async () => {
    const stuck = { wire: { query: { skip: 9 } }, seen: 10, anchor: "of a row that is gone", retreats: 5 };
    expect((await read(listBy(skips), vendor(bySkip), stuck)).ids.size).toBe(23);
  });
});

describe("paging by keys", () => {
  it("is declared by the field that holds the key and the parameter that takes it", async () => {
    const keys = keyset({ key: "id", parameter: "after", size: { parameter: "limit", value: 10 } });
    const api = vendor(({ after = 0, limit = 10 }) => ({ data: rows.slice(after, after + limit) }));
    expect((await read(listBy(keys), api)).ids.size).toBe(23);
    expect(api.asked).toEqual([{ limit: 10 }, { limit: 10, after: 10 }, { limit: 10, after: 20 }]);
  });

  it("ends with a mismatch where the field holds no key", async () => {
    const keys = keyset({ key: "code", parameter: "after", size: { parameter: "limit", value: 10 } });
    const api = vendor(() => ({ data: rows.slice(0, 10) }));
    await expect(read(listBy(keys), api)).rejects.toMatchObject({ code: "mismatch" });
  });

  it("stops with a mismatch where the keys lead back", async () => {
    const keys = keyset({
      key: (row) => z.object({ id: z.int() }).parse(row).id,
      after: (after) => ({ query: { after } }),
      size: { parameter: "limit", value: 5 },
    });
    const api = vendor((_, count) => ({ data: rows.slice(5 * (count % 3), 5 * (count % 3) + 5) }));
    await expect(read(listBy(keys), api)).rejects.toMatchObject({ code: "mismatch" });
    expect(api.asked.length).toBeLessThan(20);
  });

  it("ends with a mismatch where the last row has no key", async () => {
    const Row = z.object({ id: z.int() });
    const keys = keyset({
      key: (row) => Row.parse(row).id,
      after: (after) => ({ query: { after } }),
      size: { parameter: "limit", value: 1 },
    });
    const contacts = resource({ entity: "contact", raw: Row }).define({
      id: ({ id }) => id,
      read: () => ({ name: "An" }),
    });
    const api = vendor(() => ({ data: [null] as never }));
    const list = changeList({ connector: "acme", key: "contacts", resource: contacts, api }, listBy(keys), {});
    const failure = list.pages()[Symbol.asyncIterator]().next();
    const place = { connector: "acme", resource: "contacts", operation: "list" };
    await expect(failure).rejects.toMatchObject({ code: "mismatch", issues: [{ path: "" }], ...place });
  });
});

describe("paging by token", () => {
  it("stops with a mismatch where the tokens lead back", async () => {
    const api = vendor((_, count) => ({ data: rows.slice(0, 5), next: String(count % 3) }));
    await expect(read(listBy(tokens), api)).rejects.toMatchObject({ code: "mismatch" });
    expect(api.asked.length).toBeLessThan(20);
  });

  it("goes past empty pages that have a token", async () => {
    const api = vendor((query, count) => (count === 2 ? { data: [], next: "010" } : byToken(query)));
    expect((await read(listBy(tokens), api)).ids.size).toBe(23);
  });
});

describe("the total", () => {
  it.each([0, 1, 4])("is that of rows, where every other element holds %i of them", async (held) => {
    const list = listing({
      path: "/rows",
      page: z.looseObject({ data: z.array(z.object({ id: z.int() })), total: z.int() }),
      items: (page) => page.data,
      total: (page) => page.total,
      split: (element) => Array.from({ length: z.object({ id: z.int() }).parse(element).id % 2 ? 1 : held }),
      paging: pages,
      deletes: "absent",
    });
    const read = async (from?: Json) => {
      const read = [];
      for await (const page of list.pages(from === undefined ? {} : { cursor: from }, vendor(byPage))) read.push(page);
      return read;
    };
    const whole = await read();
    const total = 12 + 11 * held;
    expect(whole.flatMap((page) => page.rows)).toHaveLength(total);
    expect(whole.at(-1)?.total).toBe(total);
    expect((await read(whole[0]?.cursor)).at(-1)?.total).toBe(total);
  });
});
