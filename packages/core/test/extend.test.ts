import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { codec, connect, decode, extend, memoryTokens } from "../src/index.ts";
import { acme, resetVendor, server, vendor } from "./vendor.ts";

beforeAll(() => server.listen());
afterAll(() => server.close());
beforeEach(resetVendor);

const fields = { tier: codec.choice({ g: "gold" }).nullish(), vat: z.string().nullish() };
const widen = () => extend(acme, "contacts", { fields, read: ({ tier, vat }) => ({ taxId: vat, custom: { tier } }) });
const wider = widen();
const row = { id: 7, name: "An", note: "calls on Mondays", vat: "0100109106", tier: "g" };

describe("an extended connector", () => {
  it("reads more of a row, and the rest as before", () => {
    expect(decode(wider.resources.contacts, row)).toMatchObject({
      type: "upsert",
      record: { name: "An", note: "calls on Mondays", taxId: "0100109106", custom: { tier: "gold" } },
    });
    expect(decode(wider.resources.contacts, { id: 7, name: "An" })).toMatchObject({ record: { id: "7", name: "An" } });
    expect(decode(wider.resources.contacts, { ...row, vat: 12 })).toMatchObject({ type: "reject" });
  });

  it("leaves the connector that it extends as it was", () => {
    expect(decode(acme.resources.contacts, row)).toMatchObject({ record: { name: "An" } });
    expect(decode(acme.resources.contacts, row)).not.toHaveProperty("record.taxId");
  });

  it("has a version of its own, which changes with what it reads", () => {
    const same = widen();
    const other = extend(acme, "contacts", { fields, read: ({ vat }) => ({ taxId: vat }) });
    expect(wider.version).toMatch(/^1\.0\.0\+[0-9a-f]{8}$/);
    expect(same.version).toBe(wider.version);
    expect(other.version).not.toBe(wider.version);
    expect(extend(wider, "contacts", { fields: {}, read: () => ({}) }).version).toMatch(/^1\.0\.0\+\w{8}\.\w{8}$/);
  });

  it("is typed by the vendor fields that it names and by the entity", () => {
    // @ts-expect-error there is no such resource
    const strange = () => extend(acme, "orders", { fields: {}, read: () => ({}) });
    expect(strange).toThrow('The resource "orders" of Acme cannot be extended.');
    // @ts-expect-error a misspelt vendor field
    extend(acme, "contacts", { fields, read: ({ vatt }) => ({ taxId: vatt }) });
    // @ts-expect-error a contact has no such field
    extend(acme, "contacts", { fields, read: ({ vat }) => ({ taxNumber: vat }) });
  });
});

describe("a request of the caller's own", () => {
  const client = connect(acme, {
    config: { clientSecret: "shh", refreshToken: "refresh-1" },
    tokens: memoryTokens(),
  });

  it("is authorised as all others", async () => {
    const { status, body } = await client.request({ path: "/contacts/3" });
    expect([status, body]).toEqual([200, { contact: { id: 3, name: "Contact 3" } }]);
    expect(vendor.requests.at(-1)?.headers.get("authorization")).toBe(`Bearer ${vendor.tokens.current}`);
  });

  it("goes to the connector's hosts alone", async () => {
    await expect(client.request({ path: "https://elsewhere.example/" })).rejects.toMatchObject({ code: "unsupported" });
  });
});
