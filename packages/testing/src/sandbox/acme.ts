import { HttpResponse, http } from "msw";
import { defineSandbox, type SandboxKit } from "./sandbox.ts";

export interface Widget {
  id: number;
  name: string;
  modified: string;
}

interface Acme {
  widgets: Map<number, Widget>;
}

const PAGE_SIZE = 2;

/** A vendor that does not exist, for the tests of the kit: widgets behind OAuth2 tokens that rotate, three reads in ten seconds. */
export const acme = defineSandbox<Acme>({
  id: "acme",
  config: { refreshToken: "acme-first-refresh-token" },

  state(_, kit) {
    kit.tokens.seed("acme-first-refresh-token");
    const widgets = [1, 2, 3].map((id): Widget => ({ id, name: `Widget ${id}`, modified: kit.now().toISOString() }));
    return { widgets: new Map(widgets.map((widget) => [widget.id, widget])) };
  },

  handlers(state, kit) {
    const mayRead = kit.limiter({ requests: 3, seconds: 10 });

    return [
      http.post("https://login.acme.example/token", async ({ request }) => {
        const form = new URLSearchParams(await request.text());
        const tokens = kit.tokens.redeem(form.get("refresh_token") ?? "", { lifetime: 600 });
        if (!tokens) return HttpResponse.json({ error: "invalid_grant" }, { status: 400 });
        return HttpResponse.json({
          access_token: tokens.accessToken,
          refresh_token: tokens.refreshToken,
          expires_in: tokens.expiresIn,
        });
      }),
      http.get("https://api.acme.example/v1/widgets", ({ request }) => {
        if (!isAuthorised(request, kit)) return HttpResponse.json({ error: "unauthorized" }, { status: 401 });
        if (!mayRead()) return tooManyRequests(String(mayRead.retryAfter()));
        const all = [...state().widgets.values()];
        const page = Number(new URL(request.url).searchParams.get("page") ?? 1);
        return HttpResponse.json({ total: all.length, data: all.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE) });
      }),
      http.post<never, { name: string }>("https://api.acme.example/v1/widgets", async ({ request }) => {
        if (!isAuthorised(request, kit)) return HttpResponse.json({ error: "unauthorized" }, { status: 401 });
        const { name } = await request.json();
        return HttpResponse.json(addWidget(state(), name, kit), { status: 201 });
      }),
      http.delete("https://api.acme.example/v1/widgets/:id", ({ params, request }) => {
        if (!isAuthorised(request, kit)) return HttpResponse.json({ error: "unauthorized" }, { status: 401 });
        state().widgets.delete(Number(params["id"]));
        return new HttpResponse(null, { status: 204 });
      }),
    ];
  },

  control(state, kit) {
    return {
      ids: () => [...state().widgets.keys()].map(String),
      touch(_, id) {
        const widget = state().widgets.get(Number(id));
        if (widget)
          state().widgets.set(widget.id, { ...widget, name: `${widget.name}!`, modified: kit.now().toISOString() });
      },
      insert: () => String(addWidget(state(), "One more", kit).id),
    };
  },

  rateLimited: tooManyRequests,
});

function tooManyRequests(retryAfter: string | undefined): Response {
  return HttpResponse.json(
    { error: "slow_down" },
    { status: 429, headers: retryAfter === undefined ? {} : { "retry-after": retryAfter } },
  );
}

function isAuthorised(request: Request, kit: SandboxKit): boolean {
  return kit.tokens.accepts(request.headers.get("authorization")?.replace("Bearer ", ""));
}

function addWidget({ widgets }: Acme, name: string, kit: SandboxKit): Widget {
  const widget = { id: Math.max(0, ...widgets.keys()) + 1, name, modified: kit.now().toISOString() };
  widgets.set(widget.id, widget);
  return widget;
}
