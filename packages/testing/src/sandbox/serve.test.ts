import { HttpResponse, http } from "msw";
import { expect, onTestFinished, test } from "vitest";
import { acme } from "./acme.ts";
import { defineSandbox, type Sandbox } from "./sandbox.ts";
import { type Gateway, serve } from "./serve.ts";

const echo = defineSandbox({
  id: "echo",
  config: {},
  state: () => ({ abandoned: 0 }),
  handlers: (state) => [
    http.get("https://fixed.echo.example/literal", () => HttpResponse.text("literal")),
    http.all("https://:tenant.echo.example/*", async ({ request, params }) =>
      HttpResponse.json(
        {
          tenant: params["tenant"],
          url: request.url,
          type: request.headers.get("content-type"),
          body: await request.text(),
        },
        {
          headers: [
            ["set-cookie", "a=1"],
            ["set-cookie", "b=2"],
          ],
        },
      ),
    ),
    http.get("https://broken.example/", () => {
      throw new Error("the sandbox has a defect");
    }),
    http.get("https://patient.example/", async ({ request }) => {
      await new Promise((resolve) => request.signal.addEventListener("abort", resolve));
      state().abandoned += 1;
      return HttpResponse.error();
    }),
    http.get("https://short.example/", () => HttpResponse.text("x")),
    http.get("https://silent.example/", () => undefined),
  ],
  control: (state) => ({
    ids: () => Array(state().abandoned).fill("abandoned"),
    touch: () => undefined,
    insert: () => "",
  }),
  rateLimited: () => HttpResponse.text("", { status: 429 }),
});

async function open(...sandboxes: Sandbox[]): Promise<Gateway> {
  const gateway = await serve(sandboxes);
  onTestFinished(() => gateway.close());
  return gateway;
}

test("turns the first path segment into the host and keeps the rest", async () => {
  const gateway = await open(acme(), echo());
  expect(gateway.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const response = await fetch(`${gateway.url}/shop7.echo.example/a%2Fb/c?x=1&y=%20`, {
    method: "PUT",
    body: "Nước mắm",
    headers: { "content-type": "text/plain;charset=utf-8" },
  });
  expect(await response.json()).toEqual({
    tenant: "shop7",
    url: "https://shop7.echo.example/a%2Fb/c?x=1&y=%20",
    type: "text/plain;charset=utf-8",
    body: "Nước mắm",
  });
  expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
});

test("a host of its own does not hide a host left open", async () => {
  const gateway = await open(echo());
  expect(await (await fetch(`${gateway.url}/fixed.echo.example/literal`)).text()).toBe("literal");
  expect(await (await fetch(`${gateway.url}/FIXED.echo.example/other`)).json()).toMatchObject({ tenant: "fixed" });
});

test("tells the vendor when the client gives up", async () => {
  const vendor = echo();
  const gateway = await open(vendor);
  await expect(fetch(`${gateway.url}/patient.example/`, { signal: AbortSignal.timeout(30) })).rejects.toThrow();
  await expect.poll(() => vendor.control.ids("requests")).toEqual(["abandoned"]);
});

test("names and counts what no sandbox answers", async () => {
  const gateway = await open(acme());
  for (const path of ["/nobody.example/x?key=secret", "/api.acme.example/v2/widgets", "/"]) {
    expect((await fetch(gateway.url + path)).status).toBe(501);
  }
  const wrongMethod = await fetch(`${gateway.url}/api.acme.example/v1/widgets`, { method: "PATCH", body: "{}" });
  expect(await wrongMethod.json()).toMatchObject({ method: "PATCH", url: "https://api.acme.example/v1/widgets" });
  expect(gateway.unhandled).toEqual([
    "GET https://nobody.example/x",
    "GET https://api.acme.example/v2/widgets",
    "GET /",
    "PATCH https://api.acme.example/v1/widgets",
  ]);
});

test("a sandbox that fails by itself says so", async () => {
  const gateway = await open(echo());
  const broken = await fetch(`${gateway.url}/broken.example/`);
  expect([broken.status, await broken.json()]).toEqual([500, { error: "Error: the sandbox has a defect" }]);
  const silent = await fetch(`${gateway.url}/silent.example/`);
  expect([silent.status, await silent.json()]).toEqual([
    500,
    { error: "Error: Sandbox echo: the handler of GET https://silent.example/ gave no answer" },
  ]);
});

test("cuts a one-byte answer off before its byte", async () => {
  const vendor = echo();
  const gateway = await open(vendor);
  vendor.faults.inject({ kind: "truncated" });
  const response = await fetch(`${gateway.url}/short.example/`);
  await expect(response.text()).rejects.toThrow("terminated");
});

test("closes while a request hangs", async () => {
  const vendor = echo();
  const gateway = await serve([vendor]);
  vendor.faults.inject({ kind: "hang" });
  const hanging = fetch(`${gateway.url}/one.echo.example/`);
  hanging.catch(() => undefined);
  while (vendor.exchanges.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await gateway.close();
  await expect(hanging).rejects.toThrow(TypeError);
});

test("refuses two sandboxes of one vendor, and a port in use", async () => {
  await expect(serve([acme(), acme()])).rejects.toThrow("only one sandbox of each vendor");
  const { url } = await open(acme());
  await expect(serve([acme()], { port: Number(new URL(url).port) })).rejects.toThrow("EADDRINUSE");
});
