import { describe, expect, it } from "vitest";
import { all, open } from "./vendor.ts";

const said = (errorCode: string, message: string): object => ({ responseStatus: { errorCode, message } });

describe("what KiotViet refuses", () => {
  it.each([
    [
      400,
      said("KvValidateException", "Mã hàng hóa đã tồn tại"),
      { code: "invalid", vendorCode: "KvValidateException" },
    ],
    [500, said("TooManyRequests", "Vượt quá giới hạn 5000 request/1h"), { code: "rate_limited", retryable: true }],
    [400, said("KvNotFoundException", "Không tìm thấy"), { code: "not_found" }],
    [
      420,
      said("KvOrderException", "Thiết lập “Cho phép đặt hàng” đang không được bật."),
      { code: "permission", message: expect.stringContaining("leave the resource out") },
    ],
    [502, "<html>", { code: "unavailable", retryable: true }],
  ])("with status %i is told in our terms and KiotViet's words", async (status, body, error) => {
    const { vendor, client } = open();
    vendor.faults.inject({ kind: "status", status, body, path: "*/orders" });
    await expect(all(client.orders.list())).rejects.toMatchObject({ resource: "orders", ...error });
  });

  it("is told without the telephone numbers and addresses in it", async () => {
    const { vendor, client } = open();
    const message = "Số điện thoại 0900 000 123 của khach@example.com đã tồn tại";
    vendor.faults.inject({ kind: "status", status: 400, body: said("KvValidateException", message), method: "POST" });
    const error: unknown = await client.customers.create({ name: "Mai" }).catch((reason: unknown) => reason);
    // The first POST is that for the token.
    expect(String(error)).not.toMatch(/0900|example/);
  });

  it("a shop that is not the one of the credentials is an auth error", async () => {
    const { vendor, client } = open();
    vendor.faults.inject({ kind: "status", status: 401, times: 9, path: "*/branches" });
    await expect(client.check()).rejects.toMatchObject({ code: "auth" });
  });

  it("a page without its total is a mismatch, and not the end of the list", async () => {
    const { vendor, client } = open();
    vendor.faults.inject({ kind: "status", status: 200, body: { data: [] }, path: "*/customers" });
    await expect(all(client.customers.list())).rejects.toMatchObject({ code: "mismatch" });
  });
});
