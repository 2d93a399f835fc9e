import { loadFixtures, type Subject, sampleCompany } from "@opensme/testing";
import manifest from "../package.json" with { type: "json" };
import { shopify } from "../src/index.ts";
import { sandbox } from "../src/sandbox/index.ts";

/** The connector as it is held against the laws. */
export const subject: Subject = {
  connector: shopify,
  // Small, since the laws read it whole some hundred times; large enough for several pages of orders.
  sandbox: (options) => sandbox({ company: sampleCompany({ orders: 120 }), ...options }),
  fixtures: await loadFixtures(new URL("./fixtures/", import.meta.url)),
  manifest,
  writes: {
    customers: {
      create: {
        name: "Quán Cà Phê Thử",
        emails: ["quan-thu@example.com"],
        phones: [{ number: "0900000777" }],
        addresses: [
          { recipient: "Quán Thử", line1: "9 đường Thử", ward: "Phường Bến Thành", city: "Hồ Chí Minh", country: "VN" },
        ],
        groups: ["quán"],
        note: "Giao buổi sáng",
      },
      update: { note: "Giao buổi chiều" },
      refused: { emails: { name: "Quán Khác", emails: ["mua-hang@goc-pho.example.com"] } },
    },
    stockLevels: { update: { onHand: "42" } },
    fulfillments: { update: { carrier: "GHN", trackingNumber: "THU-1, THU-2" } },
    orders: {
      update: { note: "Đã gọi khách", custom: { gọi: "10 giờ" } },
      choices: { cancel: { reason: "customer", refund: true, restock: true } },
    },
    items: { update: { price: "101000", code: "THU-250", weight: "250", weightUnit: "g" } },
    draftOrders: {
      create: {
        contact: { id: "gid://shopify/Customer/7100000001" },
        currency: "VND",
        lines: [
          {
            item: { id: "gid://shopify/ProductVariant/8200000001" },
            quantity: "2",
            unitPrice: "98000",
            discountRate: "10",
          },
          { description: "Túi quà", quantity: "1", unitPrice: "15000" },
        ],
        discount: "10000",
        charges: [{ name: "Giao nhanh", amount: "30000" }],
        note: "Đơn thử",
      },
      update: { note: "Đơn thử, đã gọi" },
    },
  },
};
