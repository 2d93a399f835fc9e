import { describe, expect, it } from "vitest";
import { idOf } from "../src/sandbox/wire.ts";
import { all, company, lastWrite, open, records } from "./vendor.ts";

const firm = company.customers.find(({ kind }) => kind === "wholesale")?.id ?? 0;
const firmRef = { id: `company:${idOf("companies", firm)}` };
const personRef = { id: `contact:${idOf("contacts", firm)}` };

describe("contacts", () => {
  it("are created as texts, with their firm, and read as they then are", async () => {
    const { vendor, client } = open();
    const created = await client.contacts.create({
      name: "Thử Nguyễn",
      firstName: "Thử",
      lastName: "Nguyễn",
      emails: ["thu@example.com", "thu2@example.com"],
      phones: [{ number: "0900000777" }, { number: "0900000778", kind: "mobile" }],
      addresses: [{ line1: "9 đường Thử", ward: "Phường Bến Thành", city: "Hồ Chí Minh", country: "VN" }],
      employer: firmRef,
      note: "không có chỗ",
      custom: {
        favourite_roast: "dark",
        brewing_methods: ["phin", "espresso"],
        wants_catalogue: true,
        cups_a_day: 2.5,
      },
    });
    expect(lastWrite(vendor)).toEqual({
      method: "POST",
      path: "/crm/v3/objects/contacts",
      body: {
        properties: {
          firstname: "Thử",
          lastname: "Nguyễn",
          email: "thu@example.com",
          hs_additional_emails: "thu2@example.com",
          phone: "0900000777",
          mobilephone: "0900000778",
          fax: "",
          address: "9 đường Thử, Phường Bến Thành",
          city: "Hồ Chí Minh",
          state: "",
          zip: "",
          country: "VN",
          hs_country_region_code: "VN",
          associatedcompanyid: String(idOf("companies", firm)),
          favourite_roast: "dark",
          brewing_methods: "phin;espresso",
          wants_catalogue: "true",
          cups_a_day: "2.5",
        },
      },
    });
    expect(created.warnings).toEqual(["note cannot be written to hubspot contacts and was left out"]);
    expect(created.record).toMatchObject({
      name: "Thử Nguyễn",
      emails: ["thu@example.com", "thu2@example.com"],
      employer: firmRef,
      custom: { brewing_methods: ["phin", "espresso"], wants_catalogue: true, cups_a_day: "2.5" },
    });
  });

  it("with a name alone keep it whole; it cannot be changed so", async () => {
    const { vendor, client } = open();
    const { id, record } = await client.contacts.create({ name: "Cô Ba" });
    expect(record).toMatchObject({ name: "Cô Ba", firstName: "Cô Ba" });
    const { warnings } = await client.contacts.update(id, { name: "Cô Tư", website: "https://co-tu.example" });
    expect(lastWrite(vendor)).toMatchObject({
      method: "PATCH",
      body: { properties: { website: "https://co-tu.example" } },
    });
    expect(warnings).toEqual(["name cannot be written to hubspot contacts and was left out"]);
  });

  it("of an address that there is are refused, without telling the address", async () => {
    const { client } = open();
    await client.contacts.create({ name: "A", emails: ["trung@example.com"] });
    await expect(client.contacts.create({ name: "B", emails: ["trung@example.com"] })).rejects.toMatchObject({
      code: "conflict",
      vendorCode: "CONFLICT",
      message: expect.stringMatching(/Existing ID: \d+/),
    });
    await expect(client.contacts.create({ name: "C", emails: ["not-an-address"] })).rejects.toMatchObject({
      code: "invalid",
    });
  });

  it.each([
    ["two telephones of a kind", { phones: [{ number: "1" }, { number: "2" }] }, "phones.1.kind"],
    ["a telephone at home", { phones: [{ number: "1", kind: "home" as const }] }, "phones.0.kind"],
    ["two addresses", { addresses: [{ line1: "1" }, { line1: "2" }] }, "addresses.1"],
    ["a person to work for", { employer: personRef }, "employer"],
  ])("%s have no place", async (_, part, path) => {
    const { vendor, client } = open();
    await expect(client.contacts.create({ name: "D", ...part })).rejects.toMatchObject({
      code: "invalid",
      issues: [{ path }],
    });
    expect(vendor.exchanges).toHaveLength(0);
  });
});

it("companies keep a second line of their address apart", async () => {
  const { vendor, client } = open();
  const { record } = await client.companies.create({
    name: "Quán Thử",
    addresses: [{ line1: "9 đường Thử", line2: "Tầng 2", countryName: "Việt Nam" }],
  });
  expect(lastWrite(vendor).body.properties).toMatchObject({
    address: "9 đường Thử",
    address2: "Tầng 2",
    country: "Việt Nam",
  });
  expect(record?.addresses).toEqual([{ line1: "9 đường Thử", line2: "Tầng 2", countryName: "Việt Nam" }]);
});

describe("deals", () => {
  it("are created with whom they are with, and exact", async () => {
    const { vendor, client } = open();
    const { id, record } = await client.deals.create({
      name: "Hợp đồng thử",
      pipeline: { id: "default" },
      stageId: "qualifiedtobuy",
      amount: "12345678901234.56",
      currency: "VND",
      expectedCloseDate: "2026-12-15",
      company: firmRef,
      contacts: [{ contact: personRef }],
    });
    expect(lastWrite(vendor).body).toEqual({
      properties: {
        dealname: "Hợp đồng thử",
        pipeline: "default",
        dealstage: "qualifiedtobuy",
        amount: "12345678901234.56",
        deal_currency_code: "VND",
        closedate: "2026-12-15T12:00:00.000Z",
      },
      associations: [
        {
          to: { id: idOf("companies", firm) },
          types: [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId: 5 }],
        },
        {
          to: { id: idOf("contacts", firm) },
          types: [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId: 3 }],
        },
      ],
    });
    expect(record).toMatchObject({
      status: "open",
      stage: "Qualified To Buy",
      amount: "12345678901234.56",
      expectedCloseDate: "2026-12-15",
      company: firmRef,
      contacts: [{ contact: personRef }],
    });
    const won = await client.deals.update(id, { stageId: "closedwon", company: firmRef, status: "won" });
    expect(won.record?.status).toBe("won");
    expect(won.warnings).toEqual([
      "company cannot be written to hubspot deals and was left out",
      "status cannot be written to hubspot deals and was left out",
    ]);
  });

  it("of a stage that its pipeline does not have are refused", async () => {
    const { client } = open();
    await expect(
      client.deals.create({ name: "X", pipeline: { id: "default" }, stageId: "137005501" }),
    ).rejects.toMatchObject({ code: "invalid", message: expect.stringContaining("dealstage") });
  });
});

describe("activities", () => {
  it("belong to people, firms and deals", async () => {
    const { vendor, client } = open();
    const deal = vendor.control.ids("deals")[0] ?? "";
    const to = { contacts: [{ contact: personRef }, { contact: firmRef }], deals: [{ deal: { id: deal } }] };
    const typesSent = () =>
      lastWrite(vendor).body.associations.map(
        ({ types }: { types: { associationTypeId: number }[] }) => types[0]?.associationTypeId,
      );
    const task = await client.tasks.create({ subject: "Gọi", dueAt: "2026-11-02T02:00:00.000Z", ...to });
    expect(typesSent()).toEqual([204, 192, 216]);
    expect(task.record).toMatchObject({ ...to, status: "open" });
    const startsAt = "2026-11-02T02:00:00.000Z";
    const note = await client.notes.create({ body: "Ghi", startsAt, ...to });
    expect(typesSent()).toEqual([202, 190, 214]);
    expect(note.record).toMatchObject(to);
    const call = await client.calls.create({ subject: "Gọi", startsAt, ...to });
    expect(typesSent()).toEqual([194, 182, 206]);
    expect(call.record).toMatchObject(to);
    const meeting = await client.meetings.create({ subject: "Thử", startsAt, ...to });
    expect(typesSent()).toEqual([200, 188, 212]);
    expect(meeting.record).toMatchObject({ ...to, startsAt });
    const email = await client.emails.create({ subject: "Báo giá", startsAt, ...to });
    expect(typesSent()).toEqual([198, 186, 210]);
    expect(email.record).toMatchObject(to);
    const message = await client.messages.create({ body: "Giao 7 giờ", startsAt, ...to });
    expect(typesSent()).toEqual([81, 87, 85]);
    expect(message.record).toMatchObject(to);
  });

  it("are sent in HubSpot's words and milliseconds", async () => {
    const { vendor, client } = open();
    const startsAt = "2026-11-02T02:00:00.000Z";
    await client.calls.create({ startsAt, direction: "in", status: "cancelled", durationSeconds: 95 });
    expect(lastWrite(vendor).body.properties).toEqual({
      hs_timestamp: startsAt,
      hs_call_direction: "INBOUND",
      hs_call_status: "CANCELED",
      hs_call_duration: "95000",
    });
    await client.meetings.create({ startsAt, status: "done" });
    expect(lastWrite(vendor).body.properties).toMatchObject({ hs_meeting_outcome: "COMPLETED" });
    await client.messages.create({ startsAt, body: "Chào" });
    expect(lastWrite(vendor).body.properties).toMatchObject({ hs_communication_logged_from: "CRM" });
  });

  it("need their time, which HubSpot insists on", async () => {
    const { vendor, client } = open();
    await expect(client.tasks.create({ subject: "Gọi" })).rejects.toMatchObject({ issues: [{ path: "dueAt" }] });
    await expect(client.notes.create({ body: "Ghi" })).rejects.toMatchObject({ issues: [{ path: "startsAt" }] });
    expect(vendor.exchanges).toHaveLength(0);
  });

  it("an open task stays as far as it is, and is done when it is", async () => {
    const { vendor, client } = open();
    const task = records(await all(client.tasks.list())).find(({ unmapped }) => unmapped?.["status"] === "IN_PROGRESS");
    const { id, ...fields } = task ?? expect.fail();
    await client.tasks.update(id, fields);
    expect(lastWrite(vendor).body.properties.hs_task_status).toBe("IN_PROGRESS");
    const done = await client.tasks.update(id, { status: "done" });
    expect(lastWrite(vendor).body).toEqual({ properties: { hs_task_status: "COMPLETED" } });
    expect(done.record).toMatchObject({ status: "done", completedAt: expect.any(String) });
    await expect(client.tasks.update(id, { status: "cancelled" })).rejects.toMatchObject({
      issues: [{ path: "status" }],
    });
  });
});

describe("leads", () => {
  it("belong to a person or a firm, without whom HubSpot takes none", async () => {
    const { vendor, client } = open();
    await expect(client.leads.create({ name: "Quán mới" })).rejects.toMatchObject({ issues: [{ path: "contact" }] });
    expect(vendor.exchanges).toHaveLength(0);
    const { record } = await client.leads.create({ name: "Quán mới", contact: personRef, employer: firmRef });
    expect(lastWrite(vendor).body.associations).toMatchObject([
      { types: [{ associationTypeId: 578 }] },
      { types: [{ associationTypeId: 610 }] },
    ]);
    expect(record).toMatchObject({ name: "Quán mới", contact: personRef, employer: firmRef });
  });

  it("stay in their stage while they are judged as before", async () => {
    const { vendor, client } = open();
    const found = records(await all(client.leads.list())).find(({ stage }) => stage === "Attempting");
    const { id, ...fields } = found ?? expect.fail();
    await client.leads.update(id, fields);
    expect(lastWrite(vendor).body.properties.hs_pipeline_stage).toBe("attempting-stage-id");
    await client.leads.update(id, { ...fields, status: "qualified" });
    expect(lastWrite(vendor).body.properties.hs_pipeline_stage).toBe("qualified-stage-id");
  });
});

it("payments are dated at noon, and said in HubSpot's words", async () => {
  const { vendor, client } = open();
  const payment = { amount: "99.50", date: "2026-10-30", method: "bank-transfer", status: "completed" } as const;
  const { record } = await client.payments.create({ ...payment, contact: firmRef });
  expect(lastWrite(vendor)).toMatchObject({
    path: "/crm/v3/objects/commerce_payments",
    body: {
      properties: {
        hs_initial_amount: "99.50",
        hs_initiated_date: "2026-10-30T12:00:00.000Z",
        hs_payment_method_type: "wire_transfer",
        hs_latest_status: "succeeded",
      },
      associations: [{ types: [{ associationTypeId: 389 }] }],
    },
  });
  expect(record).toMatchObject({ ...payment, amount: "99.5", contact: firmRef });
});

it("products keep their kind of goods", async () => {
  const { vendor, client } = open();
  const { id } = await client.items.create({ name: "Túi", kind: "goods", images: ["https://a.example/1.png"] });
  expect(lastWrite(vendor).body.properties).toEqual({
    name: "Túi",
    hs_product_type: "inventory",
    hs_images: "https://a.example/1.png",
  });
  await client.items.update(id, { kind: "goods", unmapped: { kind: "non_inventory" } });
  expect(lastWrite(vendor).body.properties).toEqual({ hs_product_type: "non_inventory" });
});
