import { inspect } from "node:util";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import * as z from "zod";
import {
  type Auth,
  type ConnectOptions,
  connect,
  defineConnector,
  type HttpDeclaration,
  OpenSMEError,
  resource,
  secret,
  type Token,
  type TokenStore,
} from "../src/index.ts";

const planted = "planted-secret-0001";

/** What the vendor was asked, and its answers in order; the last one is given for ever. */
let requests: Request[] = [];
let answers: (() => Response | Promise<Response>)[] = [];
const thing = (): Response => HttpResponse.json({ id: 1, name: "Thing" });

const server = setupServer(
  http.all("*", async ({ request }) => {
    requests.push(request.clone());
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    return (answer ?? thing)();
  }),
);

beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
afterAll(() => server.close());
beforeEach(() => {
  requests = [];
  answers = [];
  vi.spyOn(Math, "random").mockReturnValue(0);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const Thing = z.looseObject({ id: z.int(), name: z.string() });
const things = resource({ entity: "contact", raw: Thing, body: Thing.pick({ name: true }) }).define({
  id: ({ id }) => id,
  read: ({ name }) => ({ name }),
  write: ({ name = "" }) => ({ name }),
  get: { path: (id) => `/things/${id}` },
  create: { path: "/things", row: (answer) => answer },
});

const key: Auth = { kind: "header", name: "X-Api-Key", value: planted };

const oauth: Auth = {
  kind: "oauth2",
  tokenUrl: "https://id.vendor.example/token",
  grant: { type: "refresh_token", refreshToken: "refresh-0" },
  clientId: "client",
  clientSecret: planted,
  clientAuthentication: "basic",
};

const open = (
  http: Partial<HttpDeclaration<unknown>> = {},
  options: Omit<Partial<ConnectOptions<{ key: string }>>, "config"> = {},
) =>
  connect(
    defineConnector({
      spec: 1,
      id: "vendor",
      name: "Vendor",
      version: "1.0.0",
      categories: ["sales"],
      countries: [],
      config: z.strictObject({ key: secret(z.string()) }),
      http: {
        baseUrl: "https://api.vendor.example/v1",
        auth: () => key,
        error: { read: ({ body }) => z.object({ message: z.string(), code: z.string().optional() }).parse(body) },
        ...http,
      },
      check: { path: "/me", identity: () => ({}) },
      resources: { things },
    }),
    { config: { key: planted }, retries: 0, ...options },
  );

const failure = async (work: Promise<unknown>): Promise<OpenSMEError> => {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!OpenSMEError.is(error)) throw new Error(`expected an OpenSMEError, not ${String(error)}`);
  return error;
};

const status =
  (code: number, body: object = {}, headers: Record<string, string> = {}) =>
  () =>
    HttpResponse.json(body, { status: code, headers });

const broken = (): Response => new Response('{"id": 1, "na', { headers: { "content-type": "application/json" } });

describe("tokens", () => {
  /** Stores of several processes over one place. */
  const shared = (first?: Token): { store: () => TokenStore; kept: () => Token | undefined } => {
    let kept = first;
    return {
      kept: () => kept,
      store: () => ({
        read: async () => kept,
        write: async (token) => {
          kept = token;
        },
      }),
    };
  };
  const isToken = ({ url }: Request): boolean => url.startsWith("https://id.vendor.example/");
  const token = (name: string) =>
    status(200, { access_token: name, refresh_token: `${name}-refresh`, expires_in: 3600 });
  const stored: Token = { accessToken: "old", refreshToken: "old-refresh" };

  it("are renewed once after one 401, and the request is sent again with the new one", async () => {
    const { store, kept } = shared(stored);
    answers = [status(401), token("new"), thing];
    await open({ auth: () => oauth }, { tokens: store() }).things.get("1");
    expect(requests.map((request) => (isToken(request) ? "token" : request.headers.get("authorization")))).toEqual([
      "Bearer old",
      "token",
      "Bearer new",
    ]);
    expect(await requests[1]?.text()).toContain("refresh_token=old-refresh");
    expect(kept()).toMatchObject({ accessToken: "new", refreshToken: "new-refresh" });
  });

  it("that are refused again end in an auth error, without a second renewal", async () => {
    answers = [status(401), token("new"), status(401)];
    const error = await failure(
      open({ auth: () => oauth }, { tokens: shared(stored).store(), retries: 4 }).things.get("1"),
    );
    expect(error).toMatchObject({ code: "auth", retryable: false });
    expect(requests).toHaveLength(3);
  });

  it("are renewed a little before they end, and those that live for seconds are used nevertheless", async () => {
    for (const [lifetime, used] of [
      [3600, 3540],
      [10, 9],
    ] as const) {
      const { store, kept } = shared();
      answers = [status(200, { access_token: "new", expires_in: lifetime }), thing];
      const client = open({ auth: () => oauth }, { tokens: store() });
      const now = Date.now();
      await client.things.get("1");
      await client.things.get("1");
      expect(Math.round(((kept()?.expiresAt ?? 0) - now) / 1000)).toBe(used);
      expect(requests.filter(isToken)).toHaveLength(1);
      requests = [];
    }
  });

  it("that have ended are renewed before anything is asked with them", async () => {
    const { store } = shared({ ...stored, expiresAt: Date.now() - 1 });
    answers = [token("new"), thing];
    await open({ auth: () => oauth }, { tokens: store() }).things.get("1");
    expect(requests.map(({ headers }) => headers.get("authorization"))).not.toContain("Bearer old");
  });

  it("go bare in a header of the vendor's own, are renewed there, and do not follow a redirect to another host", async () => {
    const auth = { ...oauth, header: "X-Access-Token" };
    const redirect = new Response(null, { status: 302, headers: { location: "https://files.vendor.example/1" } });
    answers = [token("old"), status(401), token("new"), () => redirect, thing];
    await open({ auth: () => auth, hosts: ["files.vendor.example"] }).things.get("1");
    const sent = requests.filter((request) => !isToken(request));
    expect(sent.map(({ headers }) => headers.get("x-access-token"))).toEqual(["old", "new", null]);
    expect(sent.map(({ headers }) => headers.get("authorization"))).toEqual([null, null, null]);
  });

  it("keep the refresh token where the vendor does not replace it", async () => {
    const { store, kept } = shared(stored);
    answers = [status(401), status(200, { access_token: "new", expires_in: 60 }), thing];
    await open({ auth: () => oauth }, { tokens: store() }).things.get("1");
    expect(kept()?.refreshToken).toBe("old-refresh");
  });

  it("that another process has renewed are taken, and the old refresh token is not used again", async () => {
    const { store } = shared(stored);
    const [ours, theirs] = [store(), store()];
    const client = open({ auth: () => oauth }, { tokens: ours });
    await client.things.get("1");
    await theirs.write({ accessToken: "theirs", refreshToken: "theirs-refresh" });
    answers = [status(401), thing];
    await client.things.get("1");
    expect(requests.filter(isToken)).toHaveLength(0);
    expect(requests.at(-1)?.headers.get("authorization")).toBe("Bearer theirs");
  });

  it("that another process renews in the same moment are taken after the refusal", async () => {
    const { store, kept } = shared(stored);
    const tokens = store();
    answers = [
      status(401),
      async () => {
        await tokens.write({ accessToken: "theirs", refreshToken: "theirs-refresh" });
        return HttpResponse.json({ error: "invalid_grant" }, { status: 400 });
      },
      thing,
    ];
    await open({ auth: () => oauth }, { tokens }).things.get("1");
    expect(requests.at(-1)?.headers.get("authorization")).toBe("Bearer theirs");
    expect(kept()?.refreshToken).toBe("theirs-refresh");
  });

  it.each([
    ["is down", status(503)],
    ["says nothing", () => new HttpResponse("", { status: 200 })],
    ["says nothing and that it is well", () => new HttpResponse(null, { status: 204 })],
    ["gives an empty object", () => HttpResponse.json({})],
  ])("are not lost to a token endpoint that %s: the error can be tried again", async (_, answer) => {
    const { store, kept } = shared(stored);
    answers = [status(401), answer];
    const error = await failure(open({ auth: () => oauth }, { tokens: store() }).things.get("1"));
    expect(error).toMatchObject({ code: "unavailable", retryable: true });
    expect(kept()).toEqual(stored);
  });
});

describe("retries", () => {
  it("wait a while where the vendor does not say how long, and longer each time", async () => {
    vi.useFakeTimers({ now: 0, shouldAdvanceTime: true, advanceTimeDelta: 20 });
    const at: number[] = [];
    answers = [
      () => {
        at.push(Date.now());
        return HttpResponse.json({}, { status: 429 });
      },
    ];
    const reading = failure(open({}, { retries: 3 }).things.get("1"));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await reading).toMatchObject({ code: "rate_limited", retryable: true });
    const waits = at.slice(1).map((time, index) => time - (at[index] ?? 0));
    expect(waits).toHaveLength(3);
    expect(waits[0]).toBeGreaterThanOrEqual(100);
    expect((waits[1] ?? 0) / (waits[0] ?? 1)).toBeGreaterThan(1.4);
    expect((waits[2] ?? 0) / (waits[1] ?? 1)).toBeGreaterThan(1.4);
  });

  it("do not wait for the moment at which a limit is reset", async () => {
    vi.useFakeTimers({ now: 1_790_000_000_000, shouldAdvanceTime: true, advanceTimeDelta: 20 });
    answers = [
      status(429, {}, { "x-ratelimit-reset": "1790086400" }),
      status(503, {}, { "ratelimit-reset": "86400" }),
      thing,
    ];
    const reading = open({}, { retries: 2 }).things.get("1");
    await vi.advanceTimersByTimeAsync(60_000);
    await reading;
    expect(requests).toHaveLength(3);
  });

  it("wait until a date by the clock of the vendor who names it", async () => {
    const at = (seconds: number): string => new Date(Date.now() + (86_400 + seconds) * 1000).toUTCString();
    answers = [() => status(429, {}, { date: at(0), "retry-after": at(5) })()];
    const error = await failure(open({}, { longestWait: 1 }).things.get("1"));
    expect(error).toMatchObject({ code: "rate_limited", retryAfter: 5 });
  });

  it("follow the class of a failure, whatever its status", async () => {
    const classify = ({ body }: { body: unknown }) =>
      (body as { message: string }).message === "too fast" ? ("rate_limited" as const) : ("invalid" as const);
    answers = [status(403, { message: "too fast" }, { "retry-after": "0" }), thing];
    await open({ error: { classify } }, { retries: 1 }).things.get("1");
    expect(requests).toHaveLength(2);
    requests = [];
    answers = [status(500, { message: "no such field" })];
    expect(await failure(open({ error: { classify } }, { retries: 3 }).things.get("1"))).toMatchObject({
      code: "invalid",
    });
    expect(requests).toHaveLength(1);
  });

  it.each([400, 401, 403, 404, 409, 413, 422])("are not made after %s", async (code) => {
    answers = [status(code)];
    await failure(open({}, { retries: 3 }).things.get("1"));
    expect(requests).toHaveLength(1);
  });

  it.each([
    ["a broken connection", () => HttpResponse.error()],
    ["an answer that breaks off", broken],
    ["a web page", () => HttpResponse.html("<html>maintenance</html>")],
    ["500", status(500)],
    ["504", status(504)],
    ["an empty answer", () => new Response()],
    ["an answer of another form", () => HttpResponse.json({ state: "ok" })],
  ])("are not made of a write whose outcome is not known: %s", async (_, answer) => {
    answers = [answer];
    const error = await failure(open({}, { retries: 3 }).things.create({ name: "An" }));
    expect(error).toMatchObject({ code: "unknown_outcome", retryable: false });
    expect(error.message).toContain("look the record up");
    expect(requests).toHaveLength(1);
  });

  it("are made of a write that was refused unread", async () => {
    answers = [status(429, {}, { "retry-after": "0" }), thing];
    await open({}, { retries: 1 }).things.create({ name: "An" });
    expect(requests).toHaveLength(2);
  });

  it("are not stopped by a declaration that fails on the answer", async () => {
    const classify = ({ body }: { body: unknown }): never => (body as { deep: { er: never } }).deep.er;
    answers = [status(404)];
    expect(await failure(open({ error: { classify } }).things.get("1"))).toMatchObject({ code: "not_found" });
  });
});

describe("bodies", () => {
  const marked = (body: Uint8Array<ArrayBuffer>) => () =>
    new Response(body, { headers: { "content-type": 'application/json; charset="ISO-8859-1"' } });
  const text = '{"id": 1, "name": "Café Phở"}';

  it.each([
    ["that are UTF-8 are read as such", Buffer.from(text), "Café Phở"],
    ["that are not are read as they are marked", Buffer.from(text.replace("ở", "o"), "latin1"), "Café Pho"],
  ])("marked as another charset %s", async (_, bytes, name) => {
    answers = [marked(new Uint8Array(bytes))];
    expect(await open().things.get("1")).toMatchObject({ record: { name } });
  });
});

describe("bounds", () => {
  it("give up on an answer that breaks off, and say so", async () => {
    answers = [broken];
    const error = await failure(open().things.get("1"));
    expect(error).toMatchObject({ code: "mismatch", retryable: true });
    expect(error.message).toContain("breaks off");
  });

  it("hold for the body of an answer too", async () => {
    vi.spyOn(globalThis, "fetch").mockImplementation(async (_, init) => {
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode("{"));
          init?.signal?.addEventListener("abort", () => controller.error(init.signal?.reason));
        },
      });
      return new Response(body);
    });
    expect(await failure(open({}, { timeout: 60 }).things.get("1"))).toMatchObject({
      code: "timeout",
      retryable: true,
    });
  });

  it("keep to the declared limits, however many ask", async () => {
    vi.useFakeTimers({ now: 0, shouldAdvanceTime: true, advanceTimeDelta: 20 });
    const client = open({ limits: [{ requests: 3, seconds: 10 }, { concurrent: 2 }] });
    let under = 0;
    let most = 0;
    const at: number[] = [];
    answers = [
      async () => {
        at.push(Date.now());
        under += 1;
        most = Math.max(most, under);
        await new Promise((resolve) => setTimeout(resolve, 50));
        under -= 1;
        return thing();
      },
    ];
    const reading = Promise.all(Array.from({ length: 9 }, () => client.things.get("1")));
    await vi.advanceTimersByTimeAsync(60_000);
    await reading;
    expect(most).toBe(2);
    for (const start of at)
      expect(at.filter((time) => time >= start && time < start + 9900).length).toBeLessThanOrEqual(3);
  });

  it("wait for what the connection shares with others, and give back their place where that is ended", async () => {
    const order: string[] = [];
    let isClosed = false;
    answers = [
      async () => {
        order.push("asked");
        return thing();
      },
    ];
    const pace = async (): Promise<void> => {
      if (isClosed) throw new OpenSMEError("There is no limit of this app.", { code: "config" });
      order.push("paced");
    };
    const client = open({ limits: [{ concurrent: 1 }] }, { pace });
    await client.things.get("1");
    expect(order).toEqual(["paced", "asked"]);
    isClosed = true;
    expect(await failure(client.things.get("1"))).toMatchObject({ code: "config" });
    isClosed = false;
    await client.things.get("1");
    expect(order).toEqual(["paced", "asked", "paced", "asked"]);
  });

  it("let an abort through within one request", async () => {
    const controller = new AbortController();
    answers = [
      async () => {
        controller.abort();
        await new Promise((resolve) => setTimeout(resolve, 200));
        return HttpResponse.json({}, { status: 503 });
      },
    ];
    const started = performance.now();
    const error = await failure(open({}, { retries: 4 }).things.get("1", { signal: controller.signal }));
    expect(error.message).toContain("Stopped");
    expect(performance.now() - started).toBeLessThan(150);
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(requests).toHaveLength(1);
  });
});

describe("hosts", () => {
  const redirect = (location: string) => () => new Response(null, { status: 302, headers: { location } });

  it("that are not the vendor's are refused: as an address, and as the target of a redirect", async () => {
    const client = open({}, { retries: 3 });
    for (const location of [
      "https://evil.example/x",
      "http://api.vendor.example/x",
      "https://api.vendor.example.evil.example/",
    ]) {
      requests = [];
      answers = [redirect(location)];
      expect(await failure(client.things.get("1"))).toMatchObject({ code: "unsupported", retryable: false });
      expect(requests).toHaveLength(1);
    }
    const elsewhere = connect(
      { ...client.connector, check: { path: "https://evil.example/me", identity: () => ({}) } } as never,
      { config: { key: planted } } as never,
    );
    requests = [];
    expect(await failure(elsewhere.check())).toMatchObject({ code: "unsupported" });
    expect(requests).toHaveLength(0);
  });

  it.each([
    ["X-Api-Key", key],
    ["authorization", { kind: "bearer", token: planted }],
  ] as const)("other than the first do not get the credentials in %s", async (name, auth) => {
    answers = [redirect("https://files.vendor.example/things/1"), thing];
    await open({ auth: () => auth, hosts: ["files.vendor.example"] }).things.get("1");
    expect(requests.map(({ headers }) => headers.get(name)?.includes(planted) ?? false)).toEqual([true, false]);
  });

  it("that send redirects in a circle are left alone in the end", async () => {
    answers = [redirect("/v1/things/1")];
    await failure(open().things.get("1"));
    expect(requests.length).toBeLessThan(10);
  });

  it.each([
    ["in a circle", redirect("/v1/things")],
    ["to no address", redirect("http://[")],
    ["without an address", status(302)],
    ["to what is not sent", () => new Response(null, { status: 304 })],
  ])(
    "that send redirects %s have answered nothing: neither a read nor a write is taken for done",
    async (_, answer) => {
      answers = [answer];
      expect(await failure(open().things.get("1"))).toMatchObject({ code: "mismatch", retryable: true });
      expect(await failure(open().things.create({ name: "An" }))).toMatchObject({ code: "unknown_outcome" });
    },
  );

  it("that say where the answer to a write is are asked for it, and not sent the write again", async () => {
    answers = [() => new Response(null, { status: 303, headers: { location: "/v1/things/1" } }), thing];
    expect(await open().things.create({ name: "An" })).toMatchObject({ id: "1" });
    expect(requests.map(({ method }) => method)).toEqual(["POST", "GET"]);
    expect(await requests[1]?.text()).toBe("");
  });
});

describe("errors", () => {
  it.each([
    ["an API key", key],
    ["a bearer token", { kind: "bearer", token: planted }],
    ["a password", { kind: "basic", username: "me", password: planted }],
    ["a client secret", oauth],
  ] as const)("hold no secret, although the vendor quotes %s", async (_, auth) => {
    const proof = Buffer.from(`me:${planted}`).toString("base64");
    const quote = { message: `unknown credentials ${planted} (${proof})`, code: planted, error: planted };
    for (const answer of [
      status(401, quote),
      status(400, quote),
      status(500, quote),
      () => HttpResponse.error(),
      broken,
    ]) {
      answers = [answer];
      const client = open({ auth: () => auth });
      const works = [() => client.things.get("1"), () => client.things.create({ name: "An" }), () => client.check()];
      for (const work of works) {
        const told = inspect(await failure(work()), { depth: 9 });
        expect(told).not.toContain(planted);
        if (auth.kind === "basic") expect(told).not.toContain(proof);
      }
    }
  });

  it("hold no access token, although the vendor quotes it", async () => {
    const tokens: TokenStore = {
      read: async () => ({ accessToken: "access-token-0001" }),
      write: async () => undefined,
    };
    answers = [status(403, { message: "the token access-token-0001 lacks a scope" })];
    const error = await failure(open({ auth: () => oauth }, { tokens }).things.get("1"));
    expect(error.message).toContain("the token *** lacks a scope");
  });
});
