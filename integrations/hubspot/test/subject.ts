import { loadFixtures, type Subject, sampleCompany } from "@opensme/testing";
import manifest from "../package.json" with { type: "json" };
import { hubspot } from "../src/index.ts";
import { sandbox } from "../src/sandbox/index.ts";
import { idOf } from "../src/sandbox/wire.ts";

const company = sampleCompany({ orders: 300 });
const firm = company.customers.find(({ kind }) => kind === "wholesale")?.id ?? 0;

/** The connector as it is held against the laws. */
export const subject: Subject = {
  connector: hubspot,
  // Small, since the laws read it whole some hundred times.
  sandbox: (options) => sandbox({ company, ...options }),
  fixtures: await loadFixtures(new URL("./fixtures/", import.meta.url)),
  manifest,
  writes: {
    companies: {
      create: {
        name: "Quán Cà Phê Thử",
        phones: [{ number: "0900000777" }],
        addresses: [{ line1: "9 đường Thử", city: "Hồ Chí Minh", country: "VN" }],
        website: "https://quan-thu.example",
        note: "Giao buổi sáng",
        custom: { tax_code: "0399900001" },
      },
      update: { note: "Giao buổi chiều" },
    },
    contacts: {
      create: {
        name: "Thử Nguyễn",
        firstName: "Thử",
        lastName: "Nguyễn",
        emails: ["nguyen-thu@example.com", "thu@example.com"],
        phones: [{ number: "0900000778" }, { number: "0900000779", kind: "mobile" }],
        employer: { id: `company:${idOf("companies", firm)}` },
      },
      update: { website: "https://thu.example" },
      refused: { emails: { name: "Thử", emails: ["khong-phai-thu"] } },
    },
    deals: {
      create: {
        name: "Hợp đồng thử",
        pipeline: { id: "default" },
        stageId: "qualifiedtobuy",
        amount: "1250000.5",
        expectedCloseDate: "2026-12-15",
        company: { id: `company:${idOf("companies", firm)}` },
      },
      update: { stageId: "contractsent" },
      refused: { stageId: { name: "Hợp đồng thử", pipeline: { id: "default" }, stageId: "nowhere" } },
    },
    leads: {
      create: {
        name: "Quán mới Thử",
        employer: { id: `company:${idOf("companies", firm)}` },
        status: "open",
        tags: ["WARM"],
      },
      update: { status: "qualified" },
    },
    calls: {
      create: {
        subject: "Gọi hỏi giờ giao",
        direction: "out",
        status: "done",
        durationSeconds: 95,
        startsAt: "2026-10-30T02:00:00.000Z",
        contacts: [{ contact: { id: `company:${idOf("companies", firm)}` } }],
      },
      update: { body: "<p>Giao 7 giờ</p>" },
    },
    meetings: {
      create: {
        subject: "Thử cà phê",
        place: "Xưởng rang",
        status: "open",
        startsAt: "2026-11-02T02:00:00.000Z",
        endsAt: "2026-11-02T03:00:00.000Z",
      },
      update: { body: "Mang mẫu mới" },
    },
    emails: {
      create: { subject: "Báo giá", body: "<p>Như trên</p>", direction: "out", startsAt: "2026-10-30T02:00:00.000Z" },
      update: { status: "done" },
    },
    messages: {
      create: { body: "Giao lúc 7 giờ nhé", startsAt: "2026-10-30T02:00:00.000Z" },
      update: { body: "Giao lúc 8 giờ nhé" },
    },
    items: {
      create: { name: "Cà phê thử", code: "THU-01", kind: "goods", price: "185000", cost: "120000.5" },
      update: { price: "190000" },
      refused: { kind: { name: "Cà phê thử", kind: "combo" } },
    },
    payments: {
      create: {
        amount: "1250000",
        date: "2026-10-30",
        currency: "VND",
        method: "bank-transfer",
        status: "completed",
        reference: "FT26303",
        contact: { id: `company:${idOf("companies", firm)}` },
      },
      update: { note: "Đủ tiền" },
    },
    tasks: {
      create: {
        subject: "Gọi lại",
        body: "Hỏi về đơn tháng sau",
        dueAt: "2026-11-02T02:00:00.000Z",
        status: "open",
        contacts: [{ contact: { id: `company:${idOf("companies", firm)}` } }],
      },
      update: { status: "done" },
    },
    notes: {
      create: { body: "<p>Thích rang đậm</p>", startsAt: "2026-10-30T02:00:00.000Z" },
      update: { body: "<p>Thích rang vừa</p>" },
    },
  },
};
