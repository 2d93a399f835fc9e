import { expect, test } from "vitest";
import { open, refusal } from "./sandbox-client.ts";

test("a customer is added and changed; a change empties what is not sent", async () => {
  const { call, get, shop } = await open();
  const { body: made } = await call("POST", "/customers", { name: "Khách Thử", contactNumber: "0900000777" });
  expect(made).toMatchObject({ name: "Khách Thử", contactNumber: "0900000777" });
  expect(made).not.toHaveProperty("modifiedDate");
  expect(shop.control.ids("customers")).toContain(`customer:${made["id"]}`);

  await call("PUT", `/customers/${made["id"]}`, { name: "Khách Thử Hai", taxCode: "0399900015" });
  const { body: changed } = await get(`/customers/${made["id"]}`);
  expect(changed).toMatchObject({ name: "Khách Thử Hai", taxCode: "0399900015", code: made["code"] });
  expect(changed).toHaveProperty("modifiedDate");
  expect(changed).not.toHaveProperty("contactNumber");
});

test.each([
  ["POST", "/customers", {}, "Tên khách hàng không được để trống"],
  ["POST", "/customers", { name: "Khách Thử", code: "KH000001" }, "Mã khách hàng đã tồn tại"],
  ["PUT", "/customers/60000002", { name: "Khách Thử", code: "KH000001" }, "Mã khách hàng đã tồn tại"],
  ["POST", "/products", { categoryId: 3001 }, "Tên hàng hóa không được để trống"],
  ["POST", "/products", { name: "Trà", categoryId: 3001, code: "QT-COMBO" }, "Mã hàng hóa đã tồn tại"],
  ["POST", "/customers", { name: 12 }, "Dữ liệu không hợp lệ"],
  ["POST", "/orders", { branchId: 1, orderDetails: [{ productId: 70000001, quantity: 1 }] }, "Chi nhánh không tồn tại"],
  [
    "POST",
    "/orders",
    { branchId: 10001, orderDetails: [{ productId: 1, quantity: 1 }] },
    "Hàng hóa không tồn tại trong hệ thống",
  ],
])("%s %s %j is refused: %s", async (method, path, body, message) => {
  const { call, shop } = await open();
  const before = ["customers", "items", "orders"].map((resource) => shop.control.ids(resource).length);
  expect(await call(method, path, body)).toEqual({ status: 400, body: refusal("KvValidateException", message) });
  expect(["customers", "items", "orders"].map((resource) => shop.control.ids(resource).length)).toEqual(before);
});

test("an order adds up, and what it is worth follows a change", async () => {
  const { call, get } = await open();
  const body = {
    branchId: 10001,
    totalPayment: 50_000,
    method: "Transfer",
    orderDetails: [
      { productId: 70000001, quantity: 2, price: 100_000, discount: 10_000, OrderDetailTaxs: [{ TaxId: 3 }] },
    ],
    surchages: [{ id: 11, code: "THK000001", price: 30_000 }],
    customer: { name: "Khách Thử", contactNumber: "0900000777" },
  };
  const { body: made } = await call("POST", "/orders", body);
  expect(made).toMatchObject({
    total: 2 * 90_000 + 14_400 + 30_000,
    totalPayment: 50_000,
    totalTax: 14_400,
    customerName: "Khách Thử",
    payments: [{ amount: 50_000, method: "Transfer" }],
  });
  await call("PUT", `/orders/${made["id"]}`, {
    branchId: 10001,
    orderDetails: [{ productId: 70000001, quantity: 1, price: 100_000, OrderDetailTaxs: [] }],
  });
  expect((await get(`/orders/${made["id"]}`)).body).toMatchObject({
    code: made["code"],
    total: 100_000,
    totalPayment: 50_000,
  });
});
