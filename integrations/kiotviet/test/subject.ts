import { loadFixtures, type Subject, sampleCompany } from "@opensme/testing";
import manifest from "../package.json" with { type: "json" };
import { kiotviet } from "../src/index.ts";
import { sandbox } from "../src/sandbox/index.ts";

/** The connector as it is held against the laws. */
export const subject: Subject = {
  connector: kiotviet,
  // Small, since the laws read it whole some hundred times; large enough for several pages of sales.
  sandbox: (options) => sandbox({ company: sampleCompany({ orders: 400 }), ...options }),
  fixtures: await loadFixtures(new URL("./fixtures/", import.meta.url)),
  manifest,
  alwaysSent: { users: ["birthDate"], customers: ["birthDate"], bankAccounts: ["number"] },
  writes: {
    customers: {
      create: {
        name: "Quán Cà Phê Thử",
        phones: [{ number: "0900000777" }],
        emails: ["quan-thu@example.com"],
        addresses: [{ line1: "9 đường Thử", ward: "Phường Bến Thành", province: "Hồ Chí Minh" }],
        note: "Giao buổi sáng",
      },
      update: { note: "Giao buổi chiều" },
    },
    items: {
      create: {
        // KiotViet puts the unit behind the name.
        name: "Cà phê Thử 250 g (Gói)",
        code: "THU-250",
        price: "99000",
        unit: "Gói",
        custom: { categoryId: "3002" },
      },
      update: { price: "101000" },
    },
    orders: {
      create: {
        kind: "order",
        placedAt: "2026-10-30T03:00:00.000Z",
        location: { id: "10001" },
        lines: [{ item: { id: "70000001" }, quantity: "2", unitPrice: "98000", discount: "10000" }],
        note: "Đơn thử",
      },
      update: { note: "Đơn thử, đã gọi" },
    },
  },
};
