import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import * as z from "zod";
import {
  type Auth,
  type Client,
  connect,
  defineConnector,
  type HttpDeclaration,
  type Login,
  listing,
  loginName,
  memoryTokens,
  OpenSMEError,
  resource,
  type Signed,
  secret,
  single,
  type Token,
  type TokenStore,
  tokenIn,
} from "../src/index.ts";

let requests: Request[] = [];
/** What the vendor answers to each request. */
let answer: (request: Request, url: URL) => Response | Promise<Response> = () => HttpResponse.json({});

const server = setupServer(
  http.all("*", async ({ request }) => {
    requests.push(request.clone());
    return answer(request, new URL(request.url));
  }),
);
beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
afterAll(() => server.close());
beforeEach(() => {
  requests = [];
  answer = () => HttpResponse.json({});
  vi.spyOn(Math, "random").mockReturnValue(0);
});

const planted = "planted-secret-0001";

const open = (
  auth: Auth,
  {
    tokens = memoryTokens(),
    now,
    retries = 0,
    ...http
  }: Partial<HttpDeclaration<unknown>> & { tokens?: TokenStore; now?: () => Date; retries?: number },
): Client<ReturnType<typeof vendorWith>> =>
  connect(vendorWith(auth, http), { config: { key: planted }, tokens, now, retries });

const vendorWith = (auth: Auth, http: Partial<HttpDeclaration<unknown>>) =>
  defineConnector({
    spec: 1,
    id: "vendor",
    name: "Vendor",
    version: "1.0.0",
    categories: ["sales"],
    countries: [],
    config: z.strictObject({ key: secret(z.string()) }),
    http: { baseUrl: "https://api.vendor.example", auth: () => auth, ...http },
    check: { path: "/me", identity: () => ({}) },
    resources: {
      things: resource({ entity: "contact", raw: z.looseObject({ id: z.int() }) }).define({
        id: ({ id }) => id,
        read: () => ({ name: "Thing" }),
        get: { path: (id) => `/things/${id}` },
      }),
    },
  });

const failure = async (work: Promise<unknown>): Promise<OpenSMEError> => {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!OpenSMEError.is(error)) throw new Error(`expected an OpenSMEError, not ${String(error)}`);
  return error;
};

const holding = (token: Token): TokenStore => {
  const store = memoryTokens();
  void store.write(token);
  return store;
};

const fields = z.record(z.string(), z.unknown());
const sorted = (query: Readonly<Record<string, string>>): string =>
  Object.keys(query)
    .sort()
    .map((name) => `${name}${query[name]}`)
    .join("");
const seconds = (at: Date): string => String(Math.floor(at.getTime() / 1000));

/** Expected signatures are those of `openssl dgst -sha256 -hmac`, over texts put together by hand as the vendors describe them. */
describe("signed requests", () => {
  // The vendor's own example: https://open.alitrip.com/docs/doc.htm?articleId=108069&docType=1&treeId=499
  const lazada: Signed = {
    kind: "signed",
    key: "helloworld",
    token: {
      id: ["seller"],
      signed: true,
      steps: [
        {
          method: "post",
          path: "https://auth.lazada.com/rest/auth/token/refresh",
          request: ({ kept }) => ({ query: { refresh_token: kept?.refreshToken ?? "r-1" } }),
        },
      ],
      token: ({ body }) => tokenIn(z.looseObject({ access_token: z.string() }).parse(body)),
    },
    proof: (at, token) => ({
      query: {
        app_key: "123456",
        timestamp: String(at.getTime()),
        sign_method: "sha256",
        ...(token ? { access_token: token.accessToken } : {}),
      },
    }),
    text: ({ path, query, form }) => `${path.replace(/^\/rest/, "")}${sorted({ ...query, ...form })}`,
    signature: (hex) => ({ query: { sign: hex.toUpperCase() } }),
  };
  const lazadaHttp = { baseUrl: "https://api.lazada.vn/rest", hosts: ["auth.lazada.com"] };
  const then = () => new Date(1517820392000);

  it("as Lazada wants them: all parameters in their order, in capitals", async () => {
    const client = open(lazada, { ...lazadaHttp, tokens: holding({ accessToken: "test" }), now: then });
    await client.request({ path: "/order/get", query: { order_id: 1234 } });
    expect(new URL(requests[0]?.url ?? "").searchParams.get("sign")).toBe(
      "4190D32361CFB9581350222F345CB77F3B19F0E31D162316848A2C1FFD5FAB4A",
    );
  });

  it("also where they ask for a token, which they carry from then on", async () => {
    answer = (_, url) =>
      HttpResponse.json(
        url.host === "auth.lazada.com" ? { access_token: "test", refresh_token: "r-2", expires_in: 864000 } : {},
      );
    const tokens = memoryTokens();
    const client = open(lazada, { ...lazadaHttp, tokens, now: then });
    await client.request({ path: "/order/get", query: { order_id: 1234 } });
    const signs = requests.map(({ url }) => new URL(url).searchParams.get("sign"));
    expect(signs).toEqual([
      "CA7E698156A9747BEBB26A6468E678200A30E6CE80FEF5B6A2BDB6926370EE7C",
      "4190D32361CFB9581350222F345CB77F3B19F0E31D162316848A2C1FFD5FAB4A",
    ]);
    expect(await tokens.read()).toMatchObject({ accessToken: "test", refreshToken: "r-2" });
  });

  // https://open.shopee.com/developer-guide/16
  const shopee: Signed = {
    kind: "signed",
    key: "demo-partner-key",
    token: {
      id: ["14701711"],
      signed: true,
      steps: [
        {
          method: "post",
          path: "/api/v2/auth/access_token/get",
          body: { partner_id: 2001887, shop_id: 14701711 },
          request: ({ kept }) => ({ body: { refresh_token: kept?.refreshToken ?? "r-1" } }),
        },
      ],
      token: ({ body }) => {
        const { expire_in: expires_in, ...given } = z
          .looseObject({ access_token: z.string(), expire_in: z.int() })
          .parse(body);
        return tokenIn({ ...given, expires_in });
      },
    },
    proof: (at, token) => ({
      query: {
        partner_id: "2001887",
        timestamp: seconds(at),
        ...(token ? { access_token: token.accessToken, shop_id: "14701711" } : {}),
      },
    }),
    text: ({ path, query: { partner_id, timestamp, access_token = "", shop_id = "" } }) =>
      `${partner_id}${path}${timestamp}${access_token}${shop_id}`,
    signature: (hex) => ({ query: { sign: hex } }),
  };
  const shopeeHttp: Partial<HttpDeclaration<unknown>> = {
    baseUrl: "https://partner.shopeemobile.com",
    error: {
      isFailure: ({ body }) => Boolean(fields.parse(body)["error"]),
      classify: ({ body }) => (fields.parse(body)["error"] === "error_auth" ? "auth" : undefined),
    },
  };

  it("as Shopee wants them: chosen parts in a row", async () => {
    const tokens = holding({ accessToken: "77174636562737266615546704c6d" });
    const client = open(shopee, { ...shopeeHttp, tokens, now: () => new Date(1655714431000) });
    await client.request({ path: "/api/v2/shop/get_shop_info" });
    expect(new URL(requests[0]?.url ?? "").searchParams.get("sign")).toBe(
      "5e82227cc225485d988af9e9a73e9aab46191fdad9412decc9b06f10d9b52112",
    );
  });

  it("renew a token that the vendor refuses with its own error, once, and rotate what it is had for", async () => {
    answer = (_, url) => {
      const isToken = url.pathname.endsWith("/access_token/get");
      if (isToken) return HttpResponse.json({ error: "", access_token: "new", refresh_token: "r-3", expire_in: 14400 });
      return HttpResponse.json({ error: url.searchParams.get("access_token") === "new" ? "" : "error_auth" });
    };
    const tokens = holding({ accessToken: "old", refreshToken: "r-2" });
    const client = open(shopee, { ...shopeeHttp, tokens });
    await Promise.all(Array.from({ length: 20 }, () => client.check()));
    const renewals = requests.filter(({ url }) => url.includes("/access_token/get"));
    expect(renewals).toHaveLength(1);
    expect(await renewals[0]?.json()).toEqual({ partner_id: 2001887, shop_id: 14701711, refresh_token: "r-2" });
    expect(new URL(renewals[0]?.url ?? "").searchParams.has("access_token")).toBe(false);
    expect(await tokens.read()).toMatchObject({ accessToken: "new", refreshToken: "r-3" });
  });

  // https://partner.tiktokshop.com/docv2/page/sign-your-api-request
  const tiktok: Signed = {
    kind: "signed",
    key: "demo-secret",
    token: {
      id: ["shop"],
      steps: [{ path: "https://auth.tiktok-shops.com/api/v2/token/refresh" }],
      token: () => undefined,
    },
    proof: (at, token) => ({
      headers: token ? { "x-tts-access-token": token.accessToken } : {},
      query: { app_key: "demo-app", timestamp: seconds(at) },
    }),
    text: ({ path, query, body }) => `demo-secret${path}${sorted(query)}${body}demo-secret`,
    signature: (hex) => ({ query: { sign: hex } }),
  };

  it("as TikTok Shop wants them: the body too, as it is sent, and the token in a header", async () => {
    const client = open(tiktok, { tokens: holding({ accessToken: "t" }), now: () => new Date(1700000000000) });
    await client.request({
      method: "post",
      path: "/order/202309/orders/search",
      query: { shop_cipher: "ROW_demo", page_size: 50 },
      body: { order_status: "UNPAID" },
    });
    expect(new URL(requests[0]?.url ?? "").searchParams.get("sign")).toBe(
      "8935430f9b6e0f2c306f8b6d97d4396f99a627f4543214c397593e896fddf808",
    );
    expect(requests[0]?.headers.get("x-tts-access-token")).toBe("t");
    expect(await requests[0]?.text()).toBe('{"order_status":"UNPAID"}');
  });

  it("are signed anew for each attempt", async () => {
    const minutes = [1655714431000, 1655714491000];
    answer = () => HttpResponse.json({}, { status: requests.length === 1 ? 503 : 200 });
    const tokens = holding({ accessToken: "77174636562737266615546704c6d" });
    const client = open(shopee, { tokens, retries: 1, now: () => new Date(minutes[requests.length] ?? 0) });
    await client.check();
    const [first, second] = requests.map(({ url }) => new URL(url).searchParams);
    expect(Number(second?.get("timestamp")) - Number(first?.get("timestamp"))).toBe(60);
    expect(second?.get("sign")).not.toBe(first?.get("sign"));
  });

  it("without a token need no store, and a wrong key is told as wrong credentials", async () => {
    const { token: _, ...keyOnly } = shopee;
    answer = () => HttpResponse.json({ message: "sign of demo-partner-key is wrong" }, { status: 401 });
    const error = await failure(open(keyOnly, {}).check());
    expect(requests).toHaveLength(1);
    expect(error).toMatchObject({ code: "auth", state: "wrong-credentials" });
    expect(error.remedy?.vi).toContain("Thông tin đăng nhập");
  });
});

describe("signing in", () => {
  const session: Login = {
    kind: "login",
    id: ["site", "user"],
    steps: [{ method: "post", path: "/login", form: { usr: "user", pwd: planted } }],
    token: ({ headers }) => {
      const [cookie] = headers.getSetCookie();
      return cookie === undefined ? undefined : { accessToken: cookie.replace(/;.*/, "") };
    },
    proof: ({ accessToken }) => ({ headers: { cookie: accessToken } }),
  };

  /** A vendor whose sessions end, and which counts those that it gives. */
  const sessions = () => {
    const given = { count: 0 };
    answer = async (request, url) => {
      if (url.pathname === "/login") {
        const isRight = new URLSearchParams(await request.text()).get("pwd") === planted;
        if (isRight) given.count += 1;
        return isRight
          ? HttpResponse.json({}, { headers: { "set-cookie": `sid=session-${given.count}; Path=/; HttpOnly` } })
          : HttpResponse.json({ message: `no ${planted}` }, { status: 403 });
      }
      const isOpen = request.headers.get("cookie") === `sid=session-${given.count}`;
      return HttpResponse.json({}, { status: isOpen ? 200 : 401 });
    };
    return given;
  };

  it("happens once for many requests, and once again where the session has ended", async () => {
    const given = sessions();
    const client = open(session, {});
    await Promise.all(Array.from({ length: 20 }, () => client.check()));
    expect(given.count).toBe(1);
    given.count += 1;
    await Promise.all(Array.from({ length: 20 }, () => client.check()));
    expect(given.count).toBe(3);
  });

  it("with a wrong password: one try, no secret, and how the connection stands", async () => {
    sessions();
    const wrong: Login = { ...session, steps: [{ method: "post", path: "/login", form: { pwd: "planted-other" } }] };
    const error = await failure(open(wrong, { retries: 3 }).check());
    expect(requests).toHaveLength(1);
    expect(error).toMatchObject({ code: "auth", state: "wrong-credentials", status: 403 });
    expect(error.message).not.toMatch(/planted/);
  });

  it("that is refused again after a new session is a revoked connection, without a loop", async () => {
    answer = (_, url) =>
      url.pathname === "/login"
        ? HttpResponse.json({}, { headers: { "set-cookie": "sid=1" } })
        : HttpResponse.json({}, { status: 401 });
    expect(await failure(open(session, { retries: 3 }).check())).toMatchObject({ code: "auth", state: "revoked" });
    expect(requests).toHaveLength(4);
  });

  it("tells neither token where the vendor quotes them", async () => {
    const kept = { accessToken: "sid=session-0001", refreshToken: "refresh-0001" };
    answer = () => HttpResponse.json({ message: "no session-0001, no refresh-0001" }, { status: 400 });
    const read = ({ body }: { body: unknown }) => z.object({ message: z.string() }).parse(body);
    const error = await failure(open(session, { error: { read }, tokens: holding(kept) }).check());
    expect(error.message).toContain("no ***, no ***");
  });

  it("at a vendor that is down can be tried later", async () => {
    answer = () => HttpResponse.json({}, { status: 503 });
    expect(await failure(open(session, {}).check())).toMatchObject({ code: "unavailable", retryable: true });
  });

  it("in two steps, each told what came before, and kept for its time", async () => {
    const steps: Login = {
      kind: "login",
      id: ["shop"],
      steps: [
        { method: "post", path: "/user/login", body: { USERNAME: "user", PASSWORD: planted } },
        {
          method: "post",
          path: "/user/ownerconnect",
          request: (before) => ({
            headers: { token: z.object({ data: z.string() }).parse(before.answer?.body).data },
          }),
        },
      ],
      token: ({ body }) =>
        tokenIn({ access_token: z.object({ data: z.string() }).parse(body).data, expires_in: 86400 }),
      proof: ({ accessToken }) => ({ headers: { token: accessToken } }),
    };
    answer = (request, url) => {
      if (url.pathname === "/user/login") return HttpResponse.json({ data: "short" });
      if (url.pathname === "/user/ownerconnect")
        return HttpResponse.json({ data: request.headers.get("token") === "short" ? "long" : "" });
      return HttpResponse.json({}, { status: request.headers.get("token") === "long" ? 200 : 401 });
    };
    const tokens = memoryTokens();
    await open(steps, { tokens }).check();
    await open(steps, { tokens }).check();
    expect(requests.map(({ url }) => new URL(url).pathname)).toEqual([
      "/user/login",
      "/user/ownerconnect",
      "/me",
      "/me",
    ]);
    expect((await tokens.read())?.expiresAt).toBeGreaterThan(Date.now() + 86_000_000);
    expect(loginName(steps)).not.toBe(loginName({ ...steps, id: ["other"] }));
  });
});

describe("what the credentials do not reach", () => {
  const Row = z.looseObject({ id: z.int() });
  const rows = (path: string, scopes: { read: readonly string[]; write?: readonly string[] }, sensitive?: true) =>
    resource({ entity: "contact", raw: Row }).define({
      id: ({ id }) => id,
      read: () => ({ name: "Thing" }),
      list: listing({
        path,
        page: z.array(z.unknown()),
        items: (page) => page,
        paging: single(),
        deletes: "absent",
      }),
      scopes,
      ...(sensitive ? { sensitive } : {}),
    });
  const oauth: Auth = {
    kind: "oauth2",
    tokenUrl: "https://id.vendor.example/token",
    grant: { type: "client_credentials" },
    clientId: "client",
    clientSecret: planted,
    clientAuthentication: "body",
  };
  const shop = (granted?: (answer: unknown) => readonly string[]) =>
    connect(
      {
        ...vendorWith(oauth, {}),
        check: {
          path: "/me",
          identity: () => ({ id: "1" }),
          includes: (scope: string) => [scope.replace(/^write_/, "read_")],
          ...(granted ? { granted } : {}),
        },
        resources: {
          orders: rows("/orders", { read: ["read_orders"], write: ["write_orders"] }),
          people: rows("/people", { read: ["read_people"], write: ["write_people"] }),
          pay: rows("/pay", { read: ["read_pay"] }, true),
        },
      },
      { config: { key: planted }, retries: 0 },
    );
  /** A vendor that grants scopes, or does not say so, and refuses some paths. */
  const granting = (scope: string | undefined, ...refused: string[]) => {
    answer = (_, url) => {
      if (url.host === "id.vendor.example") return HttpResponse.json({ access_token: "t", scope });
      return refused.includes(url.pathname) ? HttpResponse.json({}, { status: 403 }) : HttpResponse.json([]);
    };
  };

  it("follows from the scopes that came with the token, and from those that they include", async () => {
    granting("write_orders,other");
    expect(await shop().check()).toEqual({
      id: "1",
      missing: [
        { resource: "people", operation: "read", scopes: ["read_people"] },
        { resource: "people", operation: "write", scopes: ["write_people"] },
      ],
    });
  });

  it("follows from the vendor's own word, where the connector knows where it stands", async () => {
    granting("write_orders");
    const { missing } = await shop(() => ["write_people", "write_orders"]).check();
    expect(missing).toEqual([]);
  });

  it("is not known where nobody says it, and found out by asking", async () => {
    granting(undefined, "/people");
    expect(await shop().check()).toEqual({ id: "1" });
    expect(await shop().check({ deep: true })).toEqual({
      id: "1",
      missing: [{ resource: "people", operation: "read", scopes: ["read_people"] }],
    });
  });
});
