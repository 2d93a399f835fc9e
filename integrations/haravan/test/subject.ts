import { loadFixtures, type Subject, sampleCompany } from "@opensme/testing";
import manifest from "../package.json" with { type: "json" };
import { haravan } from "../src/index.ts";
import { sandbox } from "../src/sandbox/index.ts";

/** The connector as it is held against the laws. */
export const subject: Subject = {
  connector: haravan,
  // Small, since the laws read it whole some hundred times; large enough for several pages of orders.
  sandbox: (options) => sandbox({ company: sampleCompany({ orders: 120 }), ...options }),
  fixtures: await loadFixtures(new URL("./fixtures/", import.meta.url)),
  manifest,
  alwaysSent: { customers: ["birthDate"] },
  writes: {
    customers: {
      create: {
        name: "Tiệm Bánh Thử",
        emails: ["tiem-thu@example.com"],
        phones: [{ number: "0900000777" }],
        addresses: [{ line1: "9 đường Thử", ward: "Phường Bến Thành", province: "Hồ Chí Minh", country: "VN" }],
        groups: ["Khách sỉ"],
        note: "Khách sỉ ở chợ",
      },
      update: { note: "Khách sỉ, gọi trước" },
      refused: { emails: { name: "Tiệm Bánh Khác", emails: ["mua-hang@goc-pho.example.com"] } },
    },
    items: {
      create: {
        name: "Cà phê Thử - 250 g",
        code: "THU-250",
        category: "Cà phê",
        options: [{ name: "Quy cách", value: "250 g" }],
        price: "99000",
        isStocked: true,
        weight: "250",
        weightUnit: "g",
      },
      update: { price: "101000" },
    },
    orders: {
      choices: { cancel: { reason: "customer", notifyCustomer: true } },
      create: {
        contact: { id: "1036000001" },
        channel: "zalo",
        lines: [{ item: { id: "1061000010" }, quantity: "2", unitPrice: "98000" }],
        shippingAddress: { recipient: "Thị Mẫu", line1: "9 đường Thử", province: "Hồ Chí Minh" },
        note: "Đơn thử",
      },
      update: { note: "Đơn thử, đã gọi", custom: { hen: "chiều" } },
      refused: {
        contact: { contact: { id: "1" }, lines: [{ item: { id: "1061000010" }, quantity: "1" }] },
        lines: { lines: [{ item: { id: "1" }, quantity: "1" }] },
      },
    },
  },
};
