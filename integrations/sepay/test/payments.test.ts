import { decode } from "@opensme/core";
import { sampleCompany } from "@opensme/testing";
import { describe, expect, it } from "vitest";
import { sepay } from "../src/index.ts";
import { apiToken, merchant } from "../src/sandbox/wire.ts";
import { all, open } from "./vendor.ts";

const company = sampleCompany({ orders: 120, months: 1 });

describe("orders of the payment gateway", () => {
  it("are asked for with the merchant's credentials, and nothing else is", async () => {
    const { vendor, client } = open({ company });
    await all(client.payments.list());
    await all(client.bankAccounts.list());
    const proofs = vendor.exchanges.map(({ request }) => request.headers["authorization"]);
    const pair = Buffer.from(`${merchant.merchantId}:${merchant.merchantSecret}`).toString("base64");
    expect(proofs).toEqual([`Basic ${pair}`, `Bearer ${apiToken}`]);
    expect(vendor.exchanges[0]?.request.url).toBe(
      "https://pgapi.sepay.vn/v1/order?sort=created_at%3Aasc&page=1&per_page=100",
    );
  });

  it("say by themselves when and how they were paid", async () => {
    const { client } = open({ company });
    const [first] = await all(client.payments.list());
    const { record } = await client.payments.get(first?.id ?? "");
    const sale = company.sales.find(({ number }) => number === record.reference);
    expect(record).toMatchObject({ status: "completed", method: "bank-transfer", amount: String(sale?.total) });
    expect(record.paidAt?.slice(0, 19)).toBe(sale?.at.slice(0, 19));
    expect(first).not.toHaveProperty("record.paidAt");
    await expect(client.payments.get("SEPAY-999999")).rejects.toMatchObject({ code: "not_found" });
  });

  it("need credentials of their own, which nothing else does", async () => {
    const { vendor, client } = open({ company, gateway: {} });
    await expect(all(client.payments.list())).rejects.toMatchObject({
      code: "config",
      resource: "payments",
      message: expect.stringContaining('set "merchantId"'),
    });
    expect(await all(client.bankAccounts.list())).toHaveLength(1);
    expect(vendor.exchanges).toHaveLength(1);
  });

  it("are cancelled before they are paid, and voided afterwards, by the invoice number", async () => {
    const { vendor, client } = open({ company });
    const orders = (await all(client.payments.list())).map((change) =>
      "record" in change ? change.record : undefined,
    );
    const unpaid = orders.find((order) => order?.status === "pending");
    const paid = orders.find((order) => order?.status === "completed");
    expect(await client.payments.cancel(unpaid?.id ?? "")).toMatchObject({ record: { status: "void" } });
    expect(await client.payments.void(paid?.id ?? "")).toMatchObject({ record: { status: "void" } });
    const sent = vendor.exchanges.filter(({ request }) => request.method === "POST");
    expect(sent.map(({ request }) => [request.url, JSON.parse(request.body ?? "")])).toEqual([
      ["https://pgapi.sepay.vn/v1/order/cancel", { order_invoice_number: unpaid?.reference }],
      ["https://pgapi.sepay.vn/v1/order/voidTransaction", { order_invoice_number: paid?.reference }],
    ]);
    await expect(client.payments.cancel(paid?.id ?? "")).rejects.toMatchObject({
      message: expect.stringContaining("Order cannot be changed"),
    });
  });

  it("are refused to the wrong merchant", async () => {
    const { client } = open({ company, gateway: { ...merchant, merchantSecret: "another-secret" } });
    await expect(all(client.payments.list())).rejects.toMatchObject({ code: "auth" });
  });

  it("stand in a notification beside their transaction", () => {
    const order = { order_id: "SEPAY-1", order_amount: "5.00", order_status: "CAPTURED" };
    const transaction = { payment_method: "CARD", transaction_date: "2026-10-07 10:00:00" };
    const { list } = sepay.resources.payments.definition;
    expect(list.split({ notification_type: "ORDER_PAID", order, transaction })).toEqual([
      { ...order, transactions: [transaction] },
    ]);
    expect(list.split(order)).toEqual([order]);
  });

  it("may be written by shorter names", () => {
    const { list } = sepay.resources.payments.definition;
    const [row] = list.rowsIn({ data: { id: "7", amount: 5, status: "CAPTURED", payment_method: "CARD" } }) ?? [];
    expect(decode(sepay.resources.payments, row)).toMatchObject({
      id: "7",
      record: { amount: "5", status: "completed", method: "card", currency: "VND" },
    });
  });
});
