import { memoryTokens } from "@opensme/core";
import { describe, expect, it } from "vitest";
import { tenants } from "../src/sandbox/books.ts";
import { access, connectionsAddress, tokenAddress } from "../src/sandbox/wire.ts";
import { open } from "./vendor.ts";

const only = (keep: (tenant: Record<string, unknown>) => boolean) => (body: unknown) =>
  Array.isArray(body) ? body.filter(keep) : body;

describe("the organisation of a connection", () => {
  it("several and none chosen: an error names them", async () => {
    const { to } = open();
    await expect(to(undefined).check()).rejects.toMatchObject({
      code: "config",
      message: expect.stringMatching(
        new RegExp(`Set tenantId to one of: ${tenants.mayMau} \\(Mây Mẫu Coffee\\), ${tenants.demo} \\(Demo Company`),
      ),
    });
  });

  it("the only one is taken, and a practice is none", async () => {
    const { vendor, to } = open();
    vendor.faults.inject({
      kind: "edit",
      path: connectionsAddress,
      edit: (body) => [
        { tenantId: "00000000-aaaa-4bbb-8ccc-000000000000", tenantType: "PRACTICE" },
        ...[only(({ tenantId }) => tenantId === tenants.mayMau)(body)].flat(),
      ],
    });
    expect(await to(undefined).check()).toEqual({ id: tenants.mayMau, name: "Mây Mẫu Coffee", missing: [] });
  });

  it("none at all", async () => {
    const { vendor, to } = open();
    vendor.faults.inject({ kind: "edit", path: connectionsAddress, edit: () => [] });
    await expect(to(undefined).check()).rejects.toMatchObject({
      code: "config",
      message: expect.stringContaining("has connected no organisation"),
    });
  });

  it("one that is not connected, told with those that are", async () => {
    const { to } = open();
    await expect(to("00000000-aaaa-4bbb-8ccc-000000000000").check()).rejects.toMatchObject({
      code: "config",
      message: expect.stringContaining(tenants.mayMau),
    });
  });

  it("is asked for once per connection", async () => {
    const { vendor, client } = open();
    await Promise.all([client.check(), client.check(), client.check()]);
    expect(vendor.exchanges.filter(({ request }) => request.url === connectionsAddress)).toHaveLength(1);
  });
});

describe("tokens", () => {
  it("two organisations of one login share a store: the refresh token is used once", async () => {
    const { vendor, to } = open();
    const tokens = memoryTokens();
    const [mayMau, demo] = [to(tenants.mayMau, tokens), to(tenants.demo, tokens)];
    const identities = await Promise.all([mayMau.check(), demo.check()]);
    expect(identities.map(({ id }) => id)).toEqual([tenants.mayMau, tenants.demo]);
    vendor.faults.inject({ kind: "expire-token" });
    await Promise.all([mayMau.check(), demo.check(), mayMau.check(), demo.check()]);
    const renewals = vendor.exchanges.filter(({ request }) => request.url === tokenAddress);
    expect(renewals).toHaveLength(2);
    expect(renewals[0]?.request.headers["authorization"]).toBe(
      `Basic ${Buffer.from(`${access.clientId}:${access.clientSecret}`).toString("base64")}`,
    );
    expect(renewals[0]?.request.body).toBe(`grant_type=refresh_token&refresh_token=${access.refreshToken}`);
    expect(renewals[1]?.request.body).not.toContain(access.refreshToken);
  });

  it("a refresh token that was used elsewhere is taken again for half an hour", async () => {
    let time = Date.parse("2026-11-01T00:00:00Z");
    const { to } = open({ now: () => new Date(time) });
    await to(tenants.mayMau).check();
    time += 29 * 60_000;
    await to(tenants.mayMau).check();
    time += 31 * 60_000;
    await expect(to(tenants.mayMau).check()).rejects.toMatchObject({ code: "auth", vendorCode: "invalid_grant" });
  });
});
