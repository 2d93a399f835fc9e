import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import {
  type Auth,
  type Connection,
  connect,
  cursor,
  defineConnector,
  type HttpDeclaration,
  keyset,
  type Listing,
  listing,
  offset,
  pageNumber,
  resource,
} from "../src/index.ts";

/** Requests as they came, and what answers them. */
const seen: { url: URL; type: string | null; key: string | null; fields: Record<string, unknown> }[] = [];
let answer: (fields: Record<string, unknown>, count: number) => Response = () => HttpResponse.json({});

const server = setupServer(
  http.all("https://api.attic.example/*", async ({ request }) => {
    const type = request.headers.get("content-type");
    const text = await request.text();
    const form = type === "application/x-www-form-urlencoded";
    const fields = text === "" ? {} : form ? Object.fromEntries(new URLSearchParams(text)) : JSON.parse(text);
    seen.push({ url: new URL(request.url), type, key: request.headers.get("key"), fields });
    return answer(fields, seen.length);
  }),
);
beforeAll(() => server.listen());
afterEach(() => seen.splice(0));
afterAll(() => server.close());

const rows = Array.from({ length: 7 }, (_, index) => ({ id: index + 1 }));

interface Attic {
  list?: Listing;
  auth?: Auth;
  error?: HttpDeclaration<unknown>["error"];
}

const attic = ({ list = rowsBy({ path: "/rows" }), auth = { kind: "none" }, error }: Attic): Connection =>
  connect(
    defineConnector({
      spec: 1,
      id: "attic",
      name: "Attic",
      version: "1.0.0",
      categories: ["sales"],
      countries: [],
      config: z.strictObject({}),
      http: { baseUrl: "https://api.attic.example", auth: () => auth, ...(error ? { error } : {}) },
      check: { path: "/me", identity: () => ({}) },
      resources: {
        items: resource({ entity: "item", raw: z.object({ id: z.int() }) }).define({
          id: (row) => row.id,
          read: (row) => ({ name: `Row ${row.id}` }),
          list,
        }),
      },
    }),
    { config: {} },
  );

const Page = z.object({ rows: z.array(z.unknown()), next: z.string().nullish() });

const rowsBy = (parts: Partial<Parameters<typeof listing<typeof Page>>[0]> & { path: string }): Listing =>
  listing({
    page: Page,
    items: (page) => page.rows,
    token: (page) => page.next,
    paging: { kind: "single", next: () => undefined },
    deletes: "never",
    ...parts,
  });

const idsOf = async (connection: Connection): Promise<string[]> => {
  const ids: string[] = [];
  const [stream] = connection.streams;
  for await (const page of stream?.read({}).pages() ?? [])
    for (const change of page.changes) if (change.type === "upsert") ids.push(change.id);
  return ids;
};

const all = rows.map(({ id }) => String(id));
const slice = (start: number, size: number): Response => HttpResponse.json({ rows: rows.slice(start, start + size) });

describe("paging parameters stand where the vendor wants them", () => {
  it("in a form", async () => {
    answer = ({ page, per }) => slice(Number(page) * Number(per), Number(per));
    const paging = pageNumber({ parameter: "page", size: { parameter: "per", value: 3 }, first: 0, place: "form" });
    const list = rowsBy({ path: "/rows", method: "post", idempotent: true, form: { state: "open" }, paging });
    expect(await idsOf(attic({ list }))).toEqual(all);
    expect(seen.map(({ fields }) => fields["page"])).toEqual(["0", "1", "2"]);
    expect(seen.every(({ type, fields }) => type?.endsWith("urlencoded") && fields["state"] === "open")).toBe(true);
  });

  it("in a JSON body", async () => {
    answer = ({ skip, take }) => slice(Number(skip), Number(take));
    const paging = offset({ parameter: "skip", size: { parameter: "take", value: 3 }, place: "body" });
    const list = rowsBy({ path: "/search", method: "post", idempotent: true, body: { sort: ["id"] }, paging });
    expect([...new Set(await idsOf(attic({ list })))]).toEqual(all);
    expect(seen.every(({ fields, url }) => Array.isArray(fields["sort"]) && url.search === "")).toBe(true);
  });

  it("among the variables of GraphQL, whose other variables stay", async () => {
    answer = ({ variables }) => {
      const { after = "0", first } = variables as { after?: string; first: number };
      const end = Number(after) + first;
      return HttpResponse.json({
        rows: rows.slice(Number(after), end),
        next: end < rows.length ? String(end) : null,
      });
    };
    const paging = cursor({ parameter: "after", size: { parameter: "first", value: 3 }, place: "variables" });
    const body = { query: "query { rows }", variables: { shop: "north" } };
    const list = rowsBy({ path: "/graphql", method: "post", idempotent: true, body, paging });
    expect(await idsOf(attic({ list }))).toEqual(all);
    expect(seen.map(({ fields }) => fields["variables"])).toEqual([
      { shop: "north", first: 3 },
      { shop: "north", first: 3, after: "3" },
      { shop: "north", first: 3, after: "6" },
    ]);
  });
});

describe("paging by the last key", () => {
  const paging = keyset({
    key: (element) => z.object({ id: z.int() }).safeParse(element).data?.id,
    after: (id) => ({ query: { since_id: id } }),
    size: { parameter: "limit", value: 3 },
  });

  it("asks for what lies beyond, until a page is short", async () => {
    answer = () => {
      const query = seen.at(-1)?.url.searchParams;
      return slice(Number(query?.get("since_id") ?? 0), Number(query?.get("limit")));
    };
    expect(await idsOf(attic({ list: rowsBy({ path: "/rows", paging }) }))).toEqual(all);
    expect(seen.map(({ url }) => url.searchParams.get("since_id"))).toEqual([null, "3", "6"]);
  });

  it("ends with an error where the vendor does not heed the key", async () => {
    answer = () => slice(0, 3);
    await expect(idsOf(attic({ list: rowsBy({ path: "/rows", paging }) }))).rejects.toMatchObject({ code: "mismatch" });
    expect(seen).toHaveLength(2);
  });
});

describe("credentials stand where the vendor wants them", () => {
  it("in the query", async () => {
    answer = () => HttpResponse.json({ rows });
    await idsOf(attic({ auth: { kind: "query", name: "key", value: "planted-secret" } }));
    expect(seen[0]?.url.searchParams.get("key")).toBe("planted-secret");
  });

  it("in the form, beside its fields", async () => {
    answer = () => HttpResponse.json({ rows });
    const list = rowsBy({ path: "/rows", method: "post", idempotent: true, form: { page: 0 } });
    await idsOf(attic({ list, auth: { kind: "form", name: "access_token", value: "planted-secret" } }));
    expect(seen[0]?.fields).toEqual({ page: "0", access_token: "planted-secret" });
  });

  it.each([
    ["header", { headers: { Key: "own" } }],
    ["query", { query: { key: "own" } }],
    ["form", { form: { key: "own" } }],
  ] as const)("but for a request that carries its own: %s", async (kind, own) => {
    answer = () => HttpResponse.json({ rows });
    const list = rowsBy({ path: "/rows", method: "post", idempotent: true, ...own });
    await idsOf(attic({ list, auth: { kind, name: "key", value: "planted-secret" } }));
    const [request] = seen;
    const given = { header: request?.key, query: request?.url.searchParams.get("key"), form: request?.fields["key"] };
    expect(given[kind]).toBe("own");
  });

  it.each(["query", "form"] as const)("and never in an error: %s", async (kind) => {
    answer = () => HttpResponse.json({ message: "no such key: planted-secret" }, { status: 403 });
    const connection = attic({
      list: rowsBy({ path: "/rows", method: "post", idempotent: true }),
      auth: { kind, name: "key", value: "planted-secret" },
      error: { read: ({ body }) => body as { message: string } },
    });
    const error = await idsOf(connection).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "permission" });
    expect(`${(error as Error).message}${JSON.stringify(error)}`).not.toContain("planted-secret");
  });
});

describe("a record by its id", () => {
  it("is asked for with the id in a form, and written as a form", async () => {
    answer = ({ id, name }) => HttpResponse.json({ id: Number(id ?? 8), name });
    const shelf = connect(
      defineConnector({
        spec: 1,
        id: "attic",
        name: "Attic",
        version: "1.0.0",
        categories: ["sales"],
        countries: [],
        config: z.strictObject({}),
        http: { baseUrl: "https://api.attic.example", auth: () => ({ kind: "form", name: "key", value: "planted" }) },
        check: { path: "/me", identity: () => ({}) },
        resources: {
          items: resource({
            entity: "item",
            raw: z.object({ id: z.int(), name: z.string().nullish() }),
            body: z.object({ name: z.string().optional() }),
          }).define({
            id: (row) => row.id,
            read: (row) => ({ name: row.name || `Row ${row.id}` }),
            write: (item) => ({ name: item.name }),
            get: { path: "/get", method: "post", request: (id) => ({ form: { id } }) },
            create: { path: "/create", encoding: "form" },
            update: {
              path: () => "/update",
              semantics: "merge",
              encoding: "form",
              wrap: (body, id) => ({ ...body, id }),
            },
          }),
        },
      }),
      { config: {} },
    );
    expect(await shelf.items.get("5")).toMatchObject({ id: "5", record: { name: "Row 5" } });
    expect(await shelf.items.update("5", { name: "Lamp" })).toMatchObject({ record: { name: "Row 5" } });
    expect(seen.map(({ url, fields }) => [url.pathname, fields])).toEqual([
      ["/get", { id: "5", key: "planted" }],
      ["/update", { id: "5", name: "Lamp", key: "planted" }],
      ["/get", { id: "5", key: "planted" }],
    ]);
  });
});

describe("a failure in an answer of status 200", () => {
  const Failed = z.object({ code: z.literal("E"), message: z.string(), wait: z.number().optional() });
  const error: HttpDeclaration<unknown>["error"] = {
    isFailure: ({ body }) => Failed.safeParse(body).success,
    read: ({ body }) => Failed.safeParse(body).data,
    classify: ({ body }) => (Failed.parse(body).message === "slow down" ? "rate_limited" : undefined),
    retryAfter: ({ body }) => Failed.parse(body).wait,
  } as const;

  it("is an error in the vendor's words", async () => {
    answer = () => HttpResponse.json({ code: "E", message: "no such list" });
    await expect(idsOf(attic({ error }))).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("no such list"),
    });
    expect(seen).toHaveLength(1);
  });

  it("is waited for as long as it says, where it is a limit", async () => {
    answer = (_, count) =>
      count === 1 ? HttpResponse.json({ code: "E", message: "slow down", wait: 0.05 }) : HttpResponse.json({ rows });
    expect(await idsOf(attic({ error }))).toEqual(all);
    answer = () => HttpResponse.json({ code: "E", message: "slow down", wait: 3600 });
    await expect(idsOf(attic({ error }))).rejects.toMatchObject({ code: "rate_limited", retryAfter: 3600 });
  });
});
