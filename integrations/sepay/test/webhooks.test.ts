import { createHmac } from "node:crypto";
import { isAuthentic } from "@opensme/core";
import { describe, expect, it } from "vitest";
import { sepay } from "../src/index.ts";

const secret = "webhook-secret-0001";
const webhooks = sepay.webhooks ?? expect.fail("there are no webhooks");
const body = JSON.stringify({
  id: 92704,
  transactionDate: "2026-10-07 14:02:37",
  content: "Nguyễn",
  transferAmount: 1,
});
const now = (): number => Math.floor(Date.now() / 1000);

const verify = (headers: Record<string, string>, received = body, key = secret): boolean =>
  isAuthentic(webhooks, { headers: new Headers(headers), body: received }, key);

const signed = (timestamp: string | number = now(), key = secret, text = body): Record<string, string> => ({
  "X-SePay-Timestamp": String(timestamp),
  "X-SePay-Signature": `sha256=${createHmac("sha256", key).update(`${timestamp}.${text}`).digest("hex")}`,
});

describe("the API key", () => {
  it("stands in Authorization, and is not a bearer token", () => {
    expect(verify({ authorization: `Apikey ${secret}` })).toBe(true);
    expect(verify({ authorization: `apikey  ${secret}` })).toBe(true);
    expect(verify({ authorization: `Bearer ${secret}` })).toBe(false);
    expect(verify({ authorization: "Apikey another" })).toBe(false);
    expect(verify({ authorization: "Apikey" })).toBe(false);
    expect(verify({})).toBe(false);
  });

  it("is never empty", () => {
    expect(verify({ authorization: "Apikey " }, body, "")).toBe(false);
  });
});

describe("the key of the payment gateway", () => {
  it("stands in a header of its own, whole", () => {
    expect(verify({ "X-Secret-Key": secret })).toBe(true);
    expect(verify({ "X-Secret-Key": "another" })).toBe(false);
    expect(verify({ "X-Secret-Key": "another", authorization: `Apikey ${secret}` })).toBe(false);
    expect(verify({ "X-Secret-Key": "" }, body, "")).toBe(false);
  });
});

describe("the signature", () => {
  it("covers the body and the time of sending", () => {
    expect(verify(signed())).toBe(true);
    expect(verify(signed(), `${body} `)).toBe(false);
    expect(verify(signed(now(), "another"))).toBe(false);
    expect(verify({ ...signed(), "X-SePay-Timestamp": String(now() - 1) })).toBe(false);
  });

  it("is refused when it is old, ahead of time or without a time", () => {
    expect(verify(signed(now() - 250))).toBe(true);
    for (const time of [now() - 350, now() + 350, "", "yesterday"]) expect(verify(signed(time))).toBe(false);
  });

  it("is not made up for by a key beside it", () => {
    expect(verify({ ...signed(now(), "another"), authorization: `Apikey ${secret}` })).toBe(false);
  });
});

describe("a notification", () => {
  const event = { type: "changed", resource: "bankTransactions", id: "92704", at: "2026-10-07T07:02:37.000Z" };
  const events = (received: string): unknown => webhooks.events({ headers: new Headers(), body: received });

  it("names the transaction that is new, as JSON or as a form", () => {
    expect(events(body)).toEqual([event]);
    expect(events("id=92704&gateway=MBBank&transactionDate=2026-10-07+14%3A02%3A37")).toEqual([event]);
  });

  it("of the payment gateway names the order that was paid or voided", () => {
    const order = { id: "e2c1-1", order_id: "SEPAY-000007", order_status: "CAPTURED", order_amount: "5.00" };
    for (const notification_type of ["ORDER_PAID", "TRANSACTION_VOID"])
      expect(events(JSON.stringify({ timestamp: 1791340957, notification_type, order, transaction: {} }))).toEqual([
        { type: "changed", resource: "payments", id: "SEPAY-000007" },
      ]);
  });

  it("of the payment gateway goes by the id where nothing else is told", () => {
    const body = { notification_type: "ORDER_PAID", order: { id: "e2c1-1", order_status: "CAPTURED" } };
    expect(events(JSON.stringify(body))).toEqual([{ type: "changed", resource: "payments", id: "e2c1-1" }]);
  });

  it("without an id is refused", () => {
    expect(() => events("{}")).toThrow();
    expect(() => events('{"order":{"order_status":"CAPTURED"}}')).toThrow();
    expect(() => events('{"id":')).toThrow();
  });
});
