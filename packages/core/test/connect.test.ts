import { HttpResponse } from "msw";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { connect, memoryTokens, OpenSMEError, type Page } from "../src/index.ts";
import { acme, open, resetVendor, server, vendor } from "./vendor.ts";

beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
afterAll(() => server.close());
beforeEach(() => {
  resetVendor();
  vi.spyOn(Math, "random").mockReturnValue(0);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const namesOf = async (input = {}): Promise<string[]> => {
  const names: string[] = [];
  for await (const change of open().contacts.list(input)) if (change.type === "upsert") names.push(change.record.name);
  return names;
};
const failure = async (work: Promise<unknown>): Promise<OpenSMEError> => {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!OpenSMEError.is(error)) throw new Error("expected an OpenSMEError");
  return error;
};
const listed = (): URL[] => vendor.requests.filter(({ url }) => url.pathname === "/contacts").map(({ url }) => url);

describe("a listing", () => {
  it("reads all pages, each beginning with the last record of the one before", async () => {
    expect(new Set(await namesOf()).size).toBe(25);
    expect(listed().map((url) => url.searchParams.get("skip"))).toEqual(["0", "9", "18"]);
  });

  it("loses nothing when records before the present page are deleted", async () => {
    const seen = new Set<string>();
    let page = 0;
    for await (const { changes } of open().contacts.list().pages()) {
      for (const change of changes) if (change.type === "upsert") seen.add(change.id);
      page += 1;
      if (page === 1) vendor.rows.splice(0, 3);
    }
    expect(vendor.rows.map(({ id }) => String(id)).filter((id) => !seen.has(id))).toEqual([]);
  });

  it("comes to an end when the vendor gives the same page for ever", async () => {
    const page = { total: 25, data: vendor.rows.slice(0, 10) };
    vendor.interruptions = Array.from({ length: 100 }, () => () => HttpResponse.json(page));
    expect(await failure(namesOf())).toMatchObject({ code: "mismatch", resource: "contacts" });
    expect(vendor.requests.length).toBeLessThan(30);
  });

  it("resumes from any cursor, after a trip through JSON", async () => {
    const pages: Page[] = [];
    for await (const page of open().contacts.list().pages()) pages.push(page);
    const [first] = pages;
    const rest: string[] = [];
    for await (const change of open().contacts.list({ cursor: JSON.parse(JSON.stringify(first?.cursor)) }))
      rest.push(change.id ?? "");
    expect(new Set([...(first?.changes ?? []).map(({ id }) => id), ...rest]).size).toBe(25);
    expect(pages.at(-1)?.cursor).toBeUndefined();
  });

  it("fetches a page only when it is asked for", async () => {
    const pages = open().contacts.list().pages()[Symbol.asyncIterator]();
    await pages.next();
    expect(listed()).toHaveLength(1);
    await pages.return?.(undefined);
    expect(listed()).toHaveLength(1);
  });

  it("says that a moment cannot be asked for where the vendor has no such filter", async () => {
    expect(await failure(namesOf({ since: "2026-01-01T00:00:00Z" }))).toMatchObject({
      code: "unsupported",
      resource: "contacts",
    });
  });

  it("stops with a mismatch that may pass at an answer without anything", async () => {
    vendor.interruptions = [() => new HttpResponse(null, { status: 204 })];
    const error = await failure(namesOf());
    expect(error).toMatchObject({ code: "mismatch", retryable: true, resource: "contacts", operation: "list" });
  });

  it("stops with a mismatch at an envelope of another form", async () => {
    vendor.interruptions = [() => HttpResponse.json({ items: [] })];
    vendor.tokens.current = "token-1";
    const error = await failure(namesOf());
    expect(error).toMatchObject({ code: "mismatch", connector: "acme", resource: "contacts", operation: "list" });
    expect(error.message).toContain("newer version of the connector");
  });
});

describe("the transport", () => {
  it("renews an expired token once for twenty requests at a time, and stores it before it is used", async () => {
    const tokens = memoryTokens();
    await tokens.write({ accessToken: "expired", refreshToken: "refresh-1" });
    const written = vi.spyOn(tokens, "write").mockImplementation(async () => {
      expect(vendor.requests.some(({ headers }) => headers.get("authorization") === "Bearer token-2")).toBe(false);
    });
    const client = open({ tokens });
    await Promise.all(Array.from({ length: 20 }, (_, index) => client.contacts.get(String(index + 1))));
    expect(vendor.tokens.renewals).toBe(1);
    expect(written).toHaveBeenCalledTimes(1);
    expect(written.mock.calls[0]?.[0]).toMatchObject({ accessToken: "token-2", refreshToken: "refresh-2" });
  });

  it("lets two connections of one login share a token store without using a refresh token twice", async () => {
    const tokens = memoryTokens();
    const clients = [open({ tokens }), open({ tokens })];
    await Promise.all(clients.map((client) => client.contacts.get("1")));
    expect(vendor.tokens.renewals).toBe(1);
  });

  it("takes a token that another process has renewed meanwhile", async () => {
    const tokens = memoryTokens();
    const client = open({ tokens });
    await client.contacts.get("1");
    vendor.tokens = { current: "theirs", refresh: "theirs-too", renewals: 5 };
    await tokens.write({ accessToken: "theirs", refreshToken: "theirs-too" });
    await client.contacts.get("2");
    expect(vendor.tokens.renewals).toBe(5);
  });

  it("tells a revoked connection from a wrong request, and does not loop", async () => {
    vendor.tokens.refresh = "another";
    const error = await failure(open({ tokens: memoryTokens() }).check());
    expect(error).toMatchObject({ code: "auth", vendorCode: "invalid_grant", retryable: false });
    expect(error.message).toContain("authorise the app again");
    expect(vendor.requests).toHaveLength(1);
  });

  it.each([
    ["seconds", "2", 2000],
    ["zero", "0", 0],
    ["a date", new Date(Date.parse("2026-01-01T00:00:03Z")).toUTCString(), 3000],
  ])("obeys Retry-After given as %s", async (_, value, wait) => {
    vi.useFakeTimers({ now: Date.parse("2026-01-01T00:00:00Z"), shouldAdvanceTime: true, advanceTimeDelta: 20 });
    let again = 0;
    vendor.interruptions = [() => HttpResponse.json({}, { status: 429, headers: { "retry-after": value } })];
    const reading = open()
      .contacts.get("1")
      .then(() => (again = Date.now()));
    await vi.advanceTimersByTimeAsync(wait + 1000);
    await reading;
    expect(again - Date.parse("2026-01-01T00:00:00Z")).toBeGreaterThanOrEqual(wait);
  });

  it("does not wait for hours: says when to come back", async () => {
    vendor.interruptions = [() => HttpResponse.json({}, { status: 429, headers: { "retry-after": "40000" } })];
    expect(await failure(open().contacts.get("1"))).toMatchObject({
      code: "rate_limited",
      retryAfter: 40000,
      retryable: true,
    });
  });

  it("tries a read again after a 500, a broken connection, a web page and nothing at all, and at most so many times", async () => {
    vendor.interruptions = [
      () => HttpResponse.json({}, { status: 500 }),
      () => HttpResponse.error(),
      () => HttpResponse.html("<html>maintenance</html>"),
      () => new HttpResponse(null),
    ];
    expect((await open({ retries: 4 }).contacts.get("1")).id).toBe("1");
    vendor.interruptions = Array.from({ length: 9 }, () => () => new HttpResponse(null));
    const empty = await failure(open().contacts.get("1"));
    expect(empty).toMatchObject({ code: "mismatch", retryable: true, message: expect.stringContaining("empty text") });
    vendor.interruptions = Array.from({ length: 9 }, () => () => HttpResponse.json({}, { status: 503 }));
    vendor.requests = [];
    expect(await failure(open({ retries: 2 }).contacts.get("1"))).toMatchObject({ code: "unavailable", status: 503 });
    expect(vendor.requests.filter(({ method }) => method === "GET")).toHaveLength(3);
  });

  it("does not repeat a write whose outcome is not known, unless the vendor deduplicates it", async () => {
    vendor.interruptions = [() => HttpResponse.error()];
    expect(await failure(open().contacts.create({ name: "An" }))).toMatchObject({ code: "unknown_outcome" });
    vendor.interruptions = [() => HttpResponse.error()];
    const { id } = await open().contacts.create({ name: "An" }, { idempotencyKey: "order-7" });
    expect(id).toBe("99");
    expect(vendor.requests.at(-1)?.headers.get("idempotency-key")).toBe("order-7");
  });

  it("stops at once when aborted, also while it waits", async () => {
    const controller = new AbortController();
    vendor.interruptions = [() => HttpResponse.json({}, { status: 429, headers: { "retry-after": "60" } })];
    const reading = failure(open().contacts.get("1", { signal: controller.signal }));
    setTimeout(() => controller.abort(), 30);
    expect((await reading).message).toContain("Stopped");
  });

  it("gives up an attempt that takes too long", async () => {
    vendor.interruptions = [() => new Promise(() => undefined)];
    expect(await failure(open({ timeout: 50, retries: 0 }).contacts.get("1"))).toMatchObject({
      code: "timeout",
      retryable: true,
    });
  });

  it("refuses to follow a redirect to a host that is not the vendor's", async () => {
    vendor.interruptions = [
      () => new Response(null, { status: 302, headers: { location: "https://evil.example/steal" } }),
    ];
    const error = await failure(open({ retries: 0 }).contacts.get("1"));
    expect(error.code).toBe("unsupported");
    expect(error.message).toContain("evil.example");
  });

  it("goes through a gateway by host and path", async () => {
    const fetched: string[] = [];
    vi.spyOn(globalThis, "fetch").mockImplementation(async (input) => {
      fetched.push(String(input));
      return Response.json(fetched.length === 1 ? { access_token: "t" } : { contact: { id: 1, name: "An" } });
    });
    await open({ gateway: "http://127.0.0.1:4010/", tokens: memoryTokens() }).contacts.get("1");
    expect(fetched).toEqual([
      "http://127.0.0.1:4010/id.acme.example/token",
      "http://127.0.0.1:4010/api.acme.example/contacts/1",
    ]);
  });
});

describe("errors", () => {
  it("carry the vendor's own words, code and request id, and no secret", async () => {
    vendor.interruptions = [
      () =>
        HttpResponse.json(
          { error: { message: "name is taken.", code: "E17" } },
          { status: 422, headers: { "x-request-id": "r-1" } },
        ),
    ];
    const error = await failure(open().contacts.get("1"));
    expect(error).toMatchObject({
      code: "invalid",
      vendorCode: "E17",
      requestId: "r-1",
      status: 422,
      resource: "contacts",
      operation: "get",
    });
    expect(error.message).toContain("name is taken");
    expect(JSON.stringify([error.message, error.stack, error])).not.toMatch(/planted-secret|refresh-1|token-2/);
  });

  it.each([
    [403, "permission"],
    [404, "not_found"],
    [409, "conflict"],
    [400, "invalid"],
  ])("status %s is %s", async (status, code) => {
    vendor.interruptions = [() => new HttpResponse("", { status })];
    expect((await failure(open().contacts.get("1"))).code).toBe(code);
  });

  it("is not_found where an answer holds no record", async () => {
    vendor.interruptions = [() => HttpResponse.json({ contact: null })];
    expect(await failure(open().contacts.get("1"))).toMatchObject({ code: "not_found", resource: "contacts" });
  });

  it("name every setting that is wrong, and none of their values", () => {
    const wrong = (): unknown => connect(acme, { config: { clientSecret: "", refreshToken: 7 as never } });
    expect(wrong).toThrow(/clientSecret.*refreshToken/);
    expect(wrong).not.toThrow(/7/);
  });

  it("are recognised across two copies of the package", () => {
    expect(OpenSMEError.is({ [Symbol.for("opensme.error")]: true })).toBe(true);
    expect(OpenSMEError.is(new Error("other"))).toBe(false);
  });
});

describe("writes", () => {
  it("send nothing on a dry run, and show the request that would be sent", async () => {
    const contact = { name: "Lan", note: "new", taxId: "0100109106" };
    const planned = await open().contacts.create(contact, { dryRun: true, idempotencyKey: "lan-1" });
    expect(planned.warnings).toEqual(["taxId cannot be written to acme contacts and was left out"]);
    expect(vendor.requests.filter(({ method }) => method !== "GET")).toEqual([]);
    await open().contacts.create(contact, { idempotencyKey: "lan-1" });
    const sent = vendor.requests.find(({ url, method }) => url.pathname === "/contacts" && method === "POST");
    expect(planned.request).toMatchObject({ method: "post", path: "/contacts", body: JSON.parse(sent?.body ?? "") });
    for (const [name, value] of Object.entries(planned.request.headers ?? {}))
      expect(sent?.headers.get(name)).toBe(value);
    expect(JSON.stringify(planned)).not.toContain(vendor.tokens.current);

    const changed = await open().contacts.update("5", { note: "called" }, { dryRun: true });
    expect(changed.request).toMatchObject({ path: "/contacts/5", body: { name: "Contact 5", note: "called" } });
    expect(vendor.requests.filter(({ method }) => method === "PUT")).toEqual([]);
  });

  it("send the encoded body and give back the record", async () => {
    const { id, record, warnings } = await open().contacts.create({ name: "An", taxId: "0312687878" });
    expect({ id, record }).toEqual({ id: "99", record: { id: "99", name: "An" } });
    expect(warnings).toEqual(["taxId cannot be written to acme contacts and was left out"]);
    expect(JSON.parse(vendor.requests.at(-1)?.body ?? "")).toEqual({ name: "An" });
  });

  it("read the present fields first where an update replaces the record", async () => {
    vendor.rows = [{ id: 1, name: "An", note: "keep me" } as never];
    await open().contacts.update("1", { name: "Anh" });
    expect(JSON.parse(vendor.requests.at(-1)?.body ?? "")).toEqual({ name: "Anh", note: "keep me" });
  });
});
