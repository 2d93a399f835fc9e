import { defineSandbox, HttpResponse, http, type SandboxKit } from "@opensme/testing";

interface Row {
  id: number;
  changed: string;
  [field: string]: unknown;
}

interface Acme {
  customers: Row[];
  suppliers: Row[];
  items: Row[];
  removedCustomers: number[];
}

type List = "customers" | "suppliers" | "items";

const config = { shop: "main", clientSecret: "acme-client-secret", refreshToken: "acme-first-refresh-token" };

/** 45 customers at ten a page, 3 suppliers in one answer, 12 items at five a page, behind tokens that rotate. */
export const sandbox = defineSandbox<Acme>({
  id: "acme",
  config,

  state(_, kit) {
    kit.tokens.seed(config.refreshToken);
    kit.tokens.seed("acme-second-refresh-token");
    const rows = (count: number, fields: (id: number) => object): Row[] =>
      Array.from({ length: count }, (_, index) => ({
        id: index + 1,
        changed: kit.now().toISOString(),
        ...fields(index + 1),
      }));
    return {
      customers: rows(45, (id) => ({ name: `Khách ${id}`, phone: `0900000${100 + id}` })),
      suppliers: rows(3, (id) => ({ name: `Nhà cung cấp ${id}` })),
      items: rows(12, (id) => ({ title: `Cà phê ${id}`, price: id * 1000.5 })),
      removedCustomers: [],
    };
  },

  handlers(state, kit) {
    const guarded =
      (answer: (query: URLSearchParams) => Response) =>
      ({ request }: { request: Request }): Response =>
        kit.tokens.accepts(request.headers.get("authorization")?.replace("Bearer ", ""))
          ? answer(new URL(request.url).searchParams)
          : HttpResponse.json({ error: { message: "Token is not valid" } }, { status: 401 });

    return [
      http.get("https://login.acme.example/authorize", ({ request }) => {
        const query = new URL(request.url).searchParams;
        const back = new URL(query.get("redirect_uri") ?? "");
        const isRefused = query.get("scope")?.includes("customers.write") ?? false;
        const code = kit.tokens.authorize(query.get("code_challenge") ?? "");
        for (const [key, value] of Object.entries(isRefused ? { error: "access_denied" } : { code }))
          back.searchParams.set(key, value);
        back.searchParams.set("state", query.get("state") ?? "");
        return HttpResponse.redirect(back.href);
      }),
      http.post("https://login.acme.example/token", async ({ request }) => {
        const form = new URLSearchParams(await request.text());
        const isClient = form.get("client_secret") === config.clientSecret;
        const code = form.get("code");
        const tokens = !isClient
          ? undefined
          : code === null
            ? kit.tokens.redeem(form.get("refresh_token") ?? "")
            : kit.tokens.exchange(code, form.get("code_verifier") ?? "");
        if (!tokens) {
          return HttpResponse.json({ error: isClient ? "invalid_grant" : "invalid_client" }, { status: 400 });
        }
        return HttpResponse.json({
          access_token: tokens.accessToken,
          refresh_token: tokens.refreshToken,
          token_type: "Bearer",
          expires_in: tokens.expiresIn,
        });
      }),
      http.get(
        "https://api.acme.example/v1/shop",
        guarded(() => HttpResponse.json({ id: "acme-1", name: "Rang Xay Acme" })),
      ),
      http.get(
        "https://api.acme.example/v1/customers",
        guarded((query) => {
          const since = query.get("changedSince") ?? "";
          const rows = state().customers.filter(({ changed }) => changed >= since);
          const skip = Number(query.get("skip"));
          return HttpResponse.json({
            total: rows.length,
            data: rows.slice(skip, skip + Number(query.get("take"))),
            ...(since === "" ? {} : { removed: state().removedCustomers }),
          });
        }),
      ),
      http.get("https://api.acme.example/v1/customers/:id", ({ params }) => {
        const data = state().customers.find(({ id }) => String(id) === params["id"]);
        return data ? HttpResponse.json({ data }) : HttpResponse.json({ error: "not found" }, { status: 404 });
      }),
      http.get(
        "https://api.acme.example/v1/suppliers",
        guarded(() => HttpResponse.json(state().suppliers)),
      ),
      http.get(
        "https://api.acme.example/v1/salaries",
        guarded(() => HttpResponse.json([{ id: 1, name: "Nhân viên 1" }])),
      ),
      http.get(
        "https://api.acme.example/v1/items",
        guarded((query) => {
          const size = Number(query.get("take"));
          const start = (Number(query.get("page")) - 1) * size;
          return HttpResponse.json({ total: state().items.length, data: state().items.slice(start, start + size) });
        }),
      ),
    ];
  },

  control(state, kit) {
    const find = (resource: string, id: string): Row | undefined =>
      state()[resource as List].find((row) => row.id === bare(id));
    return {
      ids: (resource) => state()[resource as List].map(({ id }) => unified(resource, id)),
      touch(resource, id) {
        const row = find(resource, id);
        if (row) Object.assign(row, { phone: "0999999999", changed: later(kit) });
      },
      remove(resource, id) {
        const list = state()[resource as List];
        list.splice(
          list.findIndex((row) => row.id === bare(id)),
          1,
        );
        if (resource === "customers") state().removedCustomers.push(bare(id));
      },
      insert(resource) {
        const list = state()[resource as List];
        const id = Math.max(0, ...list.map((row) => row.id)) + 1;
        list.push({ id, name: `Mới ${id}`, title: `Mới ${id}`, changed: later(kit) });
        return unified(resource, id);
      },
    };
  },

  rateLimited: (retryAfter) =>
    HttpResponse.json(
      { error: { message: "Too many requests" } },
      { status: 429, headers: retryAfter === undefined ? {} : { "retry-after": retryAfter } },
    ),
});

const later = (kit: SandboxKit): string => new Date(kit.now().getTime() + 1000).toISOString();

const prefixes: Record<string, string> = { customers: "customer:", suppliers: "supplier:" };

const unified = (resource: string, id: number): string => `${prefixes[resource] ?? ""}${id}`;

const bare = (id: string): number => Number(id.replace(/^.*:/, ""));
