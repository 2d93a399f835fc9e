import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { acme } from "./acme.ts";
import { AcmeClient, inProcess, overLoopback } from "./acme-client.ts";
import type { Sandbox } from "./sandbox.ts";

describe.each([
  { way: "in process", open: inProcess },
  { way: "over loopback", open: overLoopback },
])("faults $way", ({ open }) => {
  const start = async (): Promise<{ vendor: Sandbox; client: AcmeClient }> => {
    const vendor = acme();
    const client = new AcmeClient(await open(vendor));
    await client.login();
    return { vendor, client };
  };

  test("status: the given answer, once", async () => {
    const { vendor, client } = await start();
    vendor.faults.inject({ kind: "status", status: 503, body: { error: "down" }, headers: { "x-request-id": "r1" } });

    const failed = await client.list();
    expect(failed.status).toBe(503);
    expect(failed.headers.get("x-request-id")).toBe("r1");
    expect(failed.headers.get("content-type")).toContain("application/json");
    expect(await failed.json()).toEqual({ error: "down" });
    expect((await client.list()).status).toBe(200);
  });

  test("status: a text, or no body", async () => {
    const { vendor, client } = await start();
    vendor.faults.inject({ kind: "status", status: 502, body: "bad gateway" });
    vendor.faults.inject({ kind: "status", status: 500 });

    const text = await client.list();
    expect([text.status, await text.text()]).toEqual([502, "bad gateway"]);
    const empty = await client.list();
    expect([empty.status, await empty.text()]).toEqual([500, ""]);
  });

  test("status: the vendor does not do what was asked for", async () => {
    const { vendor, client } = await start();
    vendor.faults.inject({ kind: "status", status: 500, method: "post" });
    await client.create("New");
    expect(vendor.control.ids("widgets")).toHaveLength(3);
  });

  test("html: a page with status 200", async () => {
    const { vendor, client } = await start();
    vendor.faults.inject({ kind: "html" });
    const page = await client.list();
    expect(page.status).toBe(200);
    expect(page.headers.get("content-type")).toContain("text/html");
    expect(await page.text()).toContain("<!doctype html>");
  });

  test("truncated: the body fails half way, and the vendor has acted", async () => {
    const { vendor, client } = await start();
    const whole = await (await client.list()).text();
    vendor.faults.inject({ kind: "truncated", method: "GET" });

    const broken = await client.list();
    expect(broken.status).toBe(200);
    expect(Number(broken.headers.get("content-length"))).toBe(whole.length);
    const received: Uint8Array[] = [];
    await expect(async () => {
      for await (const chunk of broken.body ?? []) received.push(chunk);
    }).rejects.toThrow(TypeError);
    expect(Buffer.concat(received).toString()).toBe(whole.slice(0, Math.floor(whole.length / 2)));

    vendor.faults.inject({ kind: "truncated" });
    await expect(client.create("New").then((response) => response.json())).rejects.toThrow(TypeError);
    expect(vendor.control.ids("widgets")).toHaveLength(4);
  });

  test("truncated: an answer without a body does not arrive", async () => {
    const { vendor, client } = await start();
    vendor.faults.inject({ kind: "truncated" });
    await expect(client.remove(1)).rejects.toThrow(TypeError);
    expect(vendor.control.ids("widgets")).toEqual(["2", "3"]);
  });

  test("reset: no answer, and the vendor has acted only if so asked", async () => {
    const { vendor, client } = await start();
    vendor.faults.inject({ kind: "reset" });
    await expect(client.create("New")).rejects.toThrow(TypeError);
    expect(vendor.control.ids("widgets")).toHaveLength(3);

    vendor.faults.inject({ kind: "reset", applied: true });
    await expect(client.create("New")).rejects.toThrow(TypeError);
    expect(vendor.control.ids("widgets")).toHaveLength(4);
    expect((await client.list()).status).toBe(200);
  });

  test("hang: no answer until the client gives up, and the vendor has acted only if so asked", async () => {
    const { vendor, client } = await start();
    const startedAt = performance.now();
    vendor.faults.inject({ kind: "hang" });
    await expect(client.create("New", { signal: AbortSignal.timeout(80) })).rejects.toThrow(/abort|timeout/i);
    expect(performance.now() - startedAt).toBeGreaterThan(70);
    expect(vendor.control.ids("widgets")).toHaveLength(3);

    vendor.faults.inject({ kind: "hang", applied: true });
    await expect(client.create("New", { signal: AbortSignal.timeout(80) })).rejects.toThrow(/abort|timeout/i);
    expect(vendor.control.ids("widgets")).toHaveLength(4);
    expect((await client.list()).status).toBe(200);
  });

  test("delay: a late answer", async () => {
    const { vendor, client } = await start();
    vendor.faults.inject({ kind: "delay", milliseconds: 80 });
    const startedAt = performance.now();
    expect((await client.list()).status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThan(70);
  });

  test("rate-limit: the vendor's own answer", async () => {
    const { vendor, client } = await start();
    vendor.faults.inject({ kind: "rate-limit", retryAfter: "7" });
    vendor.faults.inject({ kind: "rate-limit" });
    const first = await client.list();
    expect([first.status, first.headers.get("retry-after")]).toEqual([429, "7"]);
    expect(await first.json()).toEqual({ error: "slow_down" });
    expect((await client.list()).headers.get("retry-after")).toBeNull();
  });

  test("expire-token: the access token stops working, the refresh token does not", async () => {
    const { vendor, client } = await start();
    const { refresh_token } = await client.login((await client.login(await refreshTokenOf(vendor))).refresh_token);
    expect((await client.list()).status).toBe(200);
    vendor.faults.inject({ kind: "expire-token" });
    expect((await client.list()).status).toBe(401);
    expect((await client.list()).status).toBe(401);
    await client.login(refresh_token);
    expect((await client.list()).status).toBe(200);
  });

  test("revoke: neither token works", async () => {
    const { vendor, client } = await start();
    const refreshToken = await refreshTokenOf(vendor);
    vendor.faults.inject({ kind: "revoke" });
    expect((await client.list()).status).toBe(401);
    const refused = await client.redeem(refreshToken);
    expect([refused.status, await refused.json()]).toEqual([400, { error: "invalid_grant" }]);
  });

  test("edit: a changed answer", async () => {
    const { vendor, client } = await start();
    vendor.faults.inject({
      kind: "edit",
      edit: (body) => ({ ...Object(body), data: "not a list, and longer than what was there before: ….." }),
    });
    const edited = await client.list();
    expect(edited.status).toBe(200);
    expect(await edited.json()).toEqual({ total: 3, data: "not a list, and longer than what was there before: ….." });
    expect(await (await client.list()).json()).toMatchObject({ data: [{ id: 1 }, { id: 2 }] });
  });
});

describe("which requests a fault hits", () => {
  const start = async (): Promise<{ vendor: Sandbox; client: AcmeClient }> => {
    const vendor = acme();
    const client = new AcmeClient(await inProcess(vendor));
    await client.login();
    return { vendor, client };
  };
  const statuses = async (requests: (() => Promise<Response>)[]): Promise<number[]> => {
    const found: number[] = [];
    for (const request of requests) found.push((await request()).status);
    return found;
  };

  test("times and after", async () => {
    const { vendor, client } = await start();
    vendor.faults.inject({ kind: "status", status: 500, after: 1, times: 2 });
    expect(await statuses(Array(5).fill(() => client.list()))).toEqual([200, 500, 500, 200, 200]);
  });

  test("a method, a path, a whole address, an address with its query", async () => {
    const { vendor, client } = await start();
    const targets = [
      { method: "get" },
      { path: "/v1/widgets", method: "GET" },
      { path: "*/widgets", method: "GET" },
      { path: "https://api.acme.example/:version/widgets", method: "GET" },
      { path: /[?&]page=2$/ },
    ];
    for (const target of targets) {
      vendor.faults.inject({ kind: "status", status: 500, times: Infinity, ...target });
      const seen = await statuses([() => client.list("?page=2"), () => client.create("New"), () => client.remove(1)]);
      expect(seen, JSON.stringify(target)).toEqual([500, 201, 204]);
      vendor.faults.clear();
      expect((await client.list("?page=2")).status).toBe(200);
    }
    vendor.faults.inject({ kind: "status", status: 500, path: "/v1/widgets/:id" });
    expect(await statuses([() => client.list(), () => client.remove(1)])).toEqual([200, 500]);
    vendor.faults.inject({ kind: "status", status: 500, path: "/widgets" });
    expect((await client.list()).status).toBe(200);
  });

  test("the first one injected acts, the next one waits", async () => {
    const { vendor, client } = await start();
    vendor.faults.inject({ kind: "status", status: 500 });
    vendor.faults.inject({ kind: "status", status: 502 });
    expect(await statuses(Array(3).fill(() => client.list()))).toEqual([500, 502, 200]);
  });

  test("parallel requests: exactly as many as asked for", async () => {
    const { vendor, client } = await start();
    vendor.faults.inject({ kind: "status", status: 500, times: 3 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => client.list()));
    expect(answers.filter(({ status }) => status === 500)).toHaveLength(3);
  });
});

/** The refresh token that the vendor gave last. */
async function refreshTokenOf(vendor: Sandbox): Promise<string> {
  const issued = vendor.exchanges.findLast(({ request }) => request.url.endsWith("/token"));
  return JSON.parse(issued?.response.body ?? "").refresh_token;
}

test("hang: a client whose time limit keeps no process alive still reaches it", async () => {
  const script = `
    import { setupServer } from "msw/node";
    import { acme } from ${JSON.stringify(new URL("./acme.ts", import.meta.url).href)};
    const vendor = acme();
    setupServer(...vendor.handlers).listen();
    vendor.faults.inject({ kind: "hang" });
    const { name } = await fetch("https://api.acme.example/v1/widgets", { signal: AbortSignal.timeout(50) }).catch((error) => error);
    console.log(name);`;
  const options = ["--conditions=@opensme/source", "--input-type=module", "--eval", script];
  const { stdout } = await promisify(execFile)(process.execPath, options, { cwd: import.meta.dirname });
  expect(stdout.trim()).toBe("TimeoutError");
});
