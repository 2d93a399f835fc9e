import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { kiotviet } from "../src/index.ts";

const secret = Buffer.from("a webhook secret").toString("base64");
const body = JSON.stringify({
  Id: "d2a0b1c4-0000-4000-8000-000000000001",
  Attempt: 1,
  Notifications: [
    { Action: "stock.update.500000001", Data: [{ ProductId: 70000001, BranchId: 10001, OnHand: 239 }] },
    {
      Action: "customer.update.500000001",
      Data: [{ Id: 60000001, Name: "Nguyễn Thị Mẫu", ModifiedDate: "2026-10-07T15:20:00.0000000" }],
    },
    { Action: "invoice.update.500000001", Data: [{ Id: 90000001 }, { Id: 90000002 }] },
    { Action: "product.delete.500000001", Data: [70000099] },
    { Action: "pricebook.update.500000001", Data: [{ Id: 501 }] },
    { Action: "pricebookdetail.update.500000001", Data: [{ PriceBookId: 501, ProductId: 70000002, Price: 1 }] },
    { Action: "pricebookdetail.delete.500000001", Data: [{ PricebookId: 501, ProductIds: [70000003, 70000004] }] },
    { Action: "branch.update.500000001", Data: [{ Id: 10001, ModifiedDate: "0001-01-01T00:00:00" }] },
  ],
});

const verify = (signature: string, received = body): boolean =>
  kiotviet.webhooks?.verify({ headers: new Headers({ "x-hub-signature": signature }), body: received }, secret) ??
  false;

const events = (received: string): unknown => kiotviet.webhooks?.events({ headers: new Headers(), body: received });

const signed = (key: string | Buffer): string => createHmac("sha256", key).update(body).digest("hex");

describe("a signature", () => {
  it.each([
    ["with the secret as registered, marked sha1", `sha1=${signed(secret)}`],
    ["with the secret as registered, unmarked", signed(secret)],
    ["with the secret decoded", `sha1=${signed(Buffer.from(secret, "base64"))}`],
    ["in capitals", `sha256=${signed(secret).toUpperCase()}`],
  ])("%s is KiotViet's", (_, signature) => {
    expect(verify(signature)).toBe(true);
  });

  it.each([
    ["of another secret", `sha1=${signed("another")}`],
    ["that is missing", ""],
    ["of the right length and no sense", "0".repeat(64)],
  ])("%s is not", (_, signature) => {
    expect(verify(signature)).toBe(false);
  });

  it("does not cover a body that was changed by a byte", () => {
    expect(verify(`sha1=${signed(secret)}`, `${body} `)).toBe(false);
  });
});

describe("a notification", () => {
  it("tells what changed and what is gone; what the connector has no records of it leaves out", () => {
    expect(events(body)).toEqual([
      { type: "changed", resource: "stockLevels", id: "70000001:10001" },
      { type: "changed", resource: "customers", id: "customer:60000001", at: "2026-10-07T08:20:00.000Z" },
      { type: "changed", resource: "invoices", id: "invoice:90000001" },
      { type: "changed", resource: "invoices", id: "invoice:90000002" },
      { type: "deleted", resource: "items", id: "70000099" },
      { type: "changed", resource: "items", id: "70000002" },
      { type: "changed", resource: "items", id: "70000003" },
      { type: "changed", resource: "items", id: "70000004" },
      { type: "changed", resource: "locations", id: "10001" },
    ]);
  });

  it("of deleted products in the documented form", () => {
    expect(events('{"RemoveId":[70000099]}')).toEqual([{ type: "deleted", resource: "items", id: "70000099" }]);
  });
});
