import { describe, expect, test } from "vitest";
import { sampleCompany } from "../company/index.ts";
import { acme, type Widget } from "./acme.ts";
import { AcmeClient, bodyOf, inProcess, overLoopback } from "./acme-client.ts";

function fakeClock(start = "2026-05-01T00:00:00Z"): { now: () => Date; advance: (seconds: number) => void } {
  let time = Date.parse(start);
  return {
    now: () => new Date(time),
    advance(seconds) {
      time += seconds * 1000;
    },
  };
}

describe("tokens", () => {
  test("an access token ends after its lifetime, on the vendor's clock", async () => {
    const clock = fakeClock();
    const client = new AcmeClient(await inProcess(acme({ now: clock.now })));
    expect((await client.login()).expires_in).toBe(600);
    clock.advance(599);
    expect((await client.list()).status).toBe(200);
    clock.advance(1);
    expect((await client.list()).status).toBe(401);
  });

  test("tokenLifetime overrides the vendor's", async () => {
    const clock = fakeClock();
    const client = new AcmeClient(await inProcess(acme({ now: clock.now, tokenLifetime: 5 })));
    expect((await client.login()).expires_in).toBe(5);
    clock.advance(5);
    expect((await client.list()).status).toBe(401);
  });

  test("without a clock, time stands still at the company's now", async () => {
    const company = sampleCompany();
    const client = new AcmeClient(await inProcess(acme({ company })));
    await client.login();
    const { modified } = await bodyOf<Widget>(await client.create("New"));
    expect(modified).toBe(new Date(company.now).toISOString());
  });

  test("a used refresh token is refused, the one given for it works", async () => {
    const client = new AcmeClient(await inProcess(acme()));
    const { refresh_token } = await client.login();
    const reused = await client.redeem("acme-first-refresh-token");
    expect([reused.status, await reused.json()]).toEqual([400, { error: "invalid_grant" }]);
    expect((await client.redeem(refresh_token)).status).toBe(200);
    expect((await client.redeem(refresh_token)).status).toBe(400);
    expect((await client.redeem("never issued")).status).toBe(400);
  });
});

describe("limits", () => {
  test("enforced only when switched on", async () => {
    const client = new AcmeClient(await inProcess(acme()));
    await client.login();
    for (let count = 0; count < 10; count++) expect((await client.list()).status).toBe(200);
  });

  test("one too many gets the vendor's own error and the time to wait", async () => {
    const clock = fakeClock();
    const client = new AcmeClient(await inProcess(acme({ now: clock.now, limits: true })));
    await client.login();
    for (const pause of [1, 1, 1]) {
      expect((await client.list()).status).toBe(200);
      clock.advance(pause);
    }
    const refused = await client.list();
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "7"]);
    clock.advance(7);
    expect((await client.list()).status).toBe(200);
    expect((await client.list()).status).toBe(429);
  });
});

describe("exchanges", () => {
  test.each([
    { way: "in process", open: inProcess },
    { way: "over loopback", open: overLoopback },
  ])("keep request and answer in order, with bodies, $way", async ({ open }) => {
    const vendor = acme();
    const client = new AcmeClient(await open(vendor));
    const { access_token } = await client.login();
    await client.create("Nước mắm");
    await client.list("?page=2");

    expect(vendor.exchanges.map(({ request, response }) => [request.method, request.url, response.status])).toEqual([
      ["POST", "https://login.acme.example/token", 200],
      ["POST", "https://api.acme.example/v1/widgets", 201],
      ["GET", "https://api.acme.example/v1/widgets?page=2", 200],
    ]);
    const [, created, listed] = vendor.exchanges;
    expect(created?.request.body).toBe('{"name":"Nước mắm"}');
    expect(created?.request.headers["authorization"]).toBe(`Bearer ${access_token}`);
    expect(JSON.parse(created?.response.body ?? "")).toMatchObject({ id: 4, name: "Nước mắm" });
    expect(created?.response.headers["content-type"]).toBe("application/json");
    expect(listed?.request).not.toHaveProperty("body");
    expect(listed).not.toHaveProperty("fault");
  });

  test("name the fault, and tell an unanswered request", async () => {
    const vendor = acme();
    const client = new AcmeClient(await inProcess(vendor));
    await client.login();
    vendor.faults.inject({ kind: "hang" });
    vendor.faults.inject({ kind: "reset", applied: true });
    vendor.faults.inject({ kind: "html" });
    await client.list("", { signal: AbortSignal.timeout(30) }).catch(() => undefined);
    await client.create("New").catch(() => undefined);
    await client.list();
    expect(vendor.exchanges.slice(1).map(({ fault, response }) => [fault, response.status])).toEqual([
      ["hang", 0],
      ["reset", 201],
      ["html", 200],
    ]);
  });

  test("stay empty when not recorded", async () => {
    const vendor = acme({ record: false });
    const client = new AcmeClient(await inProcess(vendor));
    await client.login();
    expect((await client.list()).status).toBe(200);
    expect(vendor.exchanges).toEqual([]);
  });
});

test("latency holds back every answer", async () => {
  const client = new AcmeClient(await inProcess(acme({ latency: 60 })));
  await client.login();
  const startedAt = performance.now();
  await client.list();
  expect(performance.now() - startedAt).toBeGreaterThan(50);
});

test("control changes what the vendor sends", async () => {
  const clock = fakeClock();
  const vendor = acme({ now: clock.now });
  const client = new AcmeClient(await inProcess(vendor));
  await client.login();
  clock.advance(60);
  vendor.control.touch("widgets", "1");
  expect(vendor.control.insert("widgets")).toBe("4");
  expect(vendor.control.ids("widgets")).toEqual(["1", "2", "3", "4"]);
  expect(await bodyOf(await client.list())).toMatchObject({
    total: 4,
    data: [
      { name: "Widget 1!", modified: "2026-05-01T00:01:00.000Z" },
      { name: "Widget 2", modified: "2026-05-01T00:00:00.000Z" },
    ],
  });
});

test("reset takes data, tokens, counters, faults and exchanges back to the start", async () => {
  const clock = fakeClock();
  const vendor = acme({ now: clock.now, limits: true });
  const client = new AcmeClient(await inProcess(vendor));
  await client.login();
  for (let count = 0; count < 3; count++) await client.list();
  expect((await client.list()).status).toBe(429);
  await client.create("New");
  vendor.faults.inject({ kind: "html", times: 99 });

  vendor.reset();

  expect(vendor.exchanges).toEqual([]);
  expect(vendor.control.ids("widgets")).toEqual(["1", "2", "3"]);
  expect((await client.list()).status).toBe(401);
  await client.login();
  for (let count = 0; count < 3; count++) {
    const listed = await client.list();
    expect([listed.status, listed.headers.get("content-type")]).toEqual([200, "application/json"]);
  }
  expect((await client.list()).status).toBe(429);
});

test("two sandboxes of one vendor share nothing", async () => {
  const first = acme({ limits: true });
  const second = acme({ limits: true });
  const clientOfFirst = new AcmeClient(await overLoopback(first));
  const clientOfSecond = new AcmeClient(await overLoopback(second));

  const { refresh_token } = await clientOfFirst.login();
  expect((await clientOfSecond.redeem(refresh_token)).status).toBe(400);
  await clientOfSecond.login();

  await clientOfFirst.create("Only here");
  expect(first.control.ids("widgets")).toHaveLength(4);
  expect(second.control.ids("widgets")).toHaveLength(3);

  for (let count = 0; count < 3; count++) await clientOfFirst.list();
  expect((await clientOfFirst.list()).status).toBe(429);
  first.faults.inject({ kind: "html" });
  expect((await clientOfSecond.list()).status).toBe(200);
  expect(second.exchanges).toHaveLength(3);

  first.config["refreshToken"] = "changed";
  expect(second.config["refreshToken"]).toBe("acme-first-refresh-token");
  first.reset();
  expect((await clientOfSecond.list()).status).toBe(200);
});
