import { decode } from "@opensme/core";
import { describe, expect, it } from "vitest";
import { rowsIn } from "../../../packages/cli/src/map/payload.ts";
import { hubspot } from "../src/index.ts";
import { subject } from "./subject.ts";

const { resources } = hubspot;
type Key = keyof typeof resources;

const read = (key: Key, row: object): Record<string, unknown> => {
  const change = decode(resources[key], row);
  if (change.type === "reject") throw new Error(JSON.stringify(change.issues));
  return { ...change.record };
};

const issuesOf = (key: Key, row: unknown) => {
  const change = decode(resources[key], row);
  return change.type === "reject" ? change.issues : undefined;
};

/** What a row cannot be without. */
const needed = (key: Key) => (key === "payments" ? { hs_initial_amount: "1" } : {});

const objects = Object.keys(resources).filter(
  (key): key is Key => !["organizations", "users", "pipelines", "leadPipelines", "taxRates"].includes(key),
);

describe("rows of every object", () => {
  it.each(objects)("%s: with properties that are all null, empty or missing", (key) => {
    const names = Object.keys(subject.fixtures[key]?.rows[0]?.raw?.["properties" as never] ?? {});
    for (const nothing of [null, ""]) {
      const properties = { ...Object.fromEntries(names.map((name) => [name, nothing])), ...needed(key) };
      expect(read(key, { id: "7", properties, archived: false })["id"]).toMatch(/(?:^|:)7$/);
    }
    expect(Object.keys(read(key, { id: 7, properties: needed(key) })).sort()).toEqual(expect.arrayContaining(["id"]));
  });

  it.each(objects)("%s: of the recycle bin are no records, and it is said why", (key) => {
    const row = { id: "7", properties: needed(key), archived: true, archivedAt: "2026-10-01T00:00:00Z" };
    expect(issuesOf(key, row)).toEqual([{ path: "archived", message: expect.stringContaining("recycle bin") }]);
  });

  const living = { id: "8", properties: {}, archived: false };
  const recycled = { id: "7", properties: {}, archived: true, archivedAt: "2026-10-01T00:00:00Z" };

  it.each([
    ["of the recycle bin", { results: [recycled] }, []],
    ["of records and deleted ones", { results: [living, recycled] }, [living]],
    ["that is a bare list", [recycled, living], [living]],
    ["that is one deleted record", recycled, []],
  ])("an answer %s tells what is deleted", (_, answer, rows) => {
    expect(rowsIn(resources.contacts, answer)).toEqual({ rows, removed: ["7"] });
  });

  it.each([
    ["an event of a webhook", { eventId: 1, subscriptionType: "contact.creation", objectId: 123 }],
    ["a contact of the first API", { vid: 7, properties: { firstname: { value: "Mai" } } }],
    ["an error", { status: "error", message: "Contact already exists", category: "CONFLICT" }],
    ["properties with their history", { id: "7", properties: { firstname: { value: "Mai", versions: [] } } }],
  ])("%s is none", (_, row) => {
    expect(issuesOf("contacts", row)).toBeDefined();
  });
});

describe("moments", () => {
  it.each([
    ["2026-10-06T03:00:00Z", "2026-10-06T03:00:00.000Z"],
    ["2026-10-06T03:00:00.123Z", "2026-10-06T03:00:00.123Z"],
    ["1790000001000", "2026-09-21T14:13:21.000Z"],
    [1_790_000_001_000, "2026-09-21T14:13:21.000Z"],
    ["2026-10-06", "2026-10-06T00:00:00.000Z"],
  ])("%s", (hs_timestamp, startsAt) => {
    expect(read("notes", { id: "7", properties: { hs_timestamp } })["startsAt"]).toBe(startsAt);
  });

  it.each([
    ["Asia/Ho_Chi_Minh", "2026-12-01"],
    ["America/New_York", "2026-11-30"],
    ["Nowhere/Land", "2026-11-30"],
  ])("the day of a deal is that of the account: %s", (timeZone, expectedCloseDate) => {
    const row = { id: "7", properties: { closedate: "2026-11-30T20:15:00.000Z" }, timeZones: [timeZone] };
    expect(read("deals", row)).toMatchObject({ expectedCloseDate });
  });
});

describe("words", () => {
  it.each([
    ["customer", ["customer"]],
    ["opportunity", ["lead"]],
    ["subscriber", undefined],
    ["", undefined],
  ])("the lifecycle stage %j", (lifecyclestage, roles) => {
    expect(read("contacts", { id: "7", properties: { lifecyclestage } })["roles"]).toEqual(roles);
  });

  it.each([
    [{ hs_is_closed: "false", hs_is_closed_won: "false" }, "open"],
    [{ hs_is_closed: "true", hs_is_closed_won: "true" }, "won"],
    [{ hs_is_closed: "true", hs_is_closed_won: "false" }, "lost"],
    [{ hs_is_closed: "", hs_is_closed_won: null }, undefined],
    [{ dealstage: "closedlost" }, "lost"],
    [{ dealstage: "closedwon", hs_is_closed: "false" }, "open"],
    [{ dealstage: "qualifiedtobuy" }, "open"],
    [{ dealstage: "qualifiedtobuy", hs_is_closed: "true" }, "lost"],
    [{ dealstage: "137005501" }, undefined],
  ])("a deal with %j", (properties, status) => {
    expect(read("deals", { id: "7", properties })["status"]).toBe(status);
  });
});

it.each(["NO_SHOW", "NO SHOW"])("a meeting with the outcome %j is over", (outcome) => {
  const meeting = read("meetings", { id: "7", properties: { hs_meeting_outcome: outcome } });
  expect(meeting).toMatchObject({ status: "done", outcome });
});

it.each([
  [{ hs_invoice_status: "open" }, "open"],
  [{ hs_invoice_status: "open", hs_amount_paid: "0.00" }, "open"],
  [{ hs_invoice_status: "open", hs_amount_paid: "0.01" }, "partially-paid"],
  [{ hs_invoice_status: "voided", hs_amount_paid: "5" }, "void"],
])("an invoice with %j", (properties, status) => {
  expect(read("invoices", { id: "7", properties })["status"]).toBe(status);
});

it("a payment without its amount is none", () => {
  expect(issuesOf("payments", { id: "7", properties: { hs_latest_status: "succeeded" } })).toMatchObject([
    { path: "properties.hs_initial_amount" },
  ]);
});

it("amounts are exact, whatever their form", () => {
  const of = (amount: unknown) => read("deals", { id: "7", properties: { amount } })["amount"];
  expect(["1500.00", "12345678901234567.89", "1.0E7", 1500, "-3", ""].map(of)).toEqual([
    "1500",
    "12345678901234567.89",
    "10000000",
    "1500",
    "-3",
    undefined,
  ]);
});

it.each([
  [{ hs_payment_status: "partially_refunded" }, { paymentStatus: "paid" }],
  [{ hs_payment_status: "authorized" }, { paymentStatus: "unpaid" }],
  [{ hs_payment_status: "voided" }, { paymentStatus: "unpaid" }],
  [{ hs_fulfillment_status: "fulfilled" }, { fulfillmentStatus: "delivered" }],
  [{ hs_fulfillment_status: "partial" }, { fulfillmentStatus: "other" }],
])("an order with a shop's words %j", (properties, known) => {
  expect(read("orders", { id: "7", properties })).toMatchObject(known);
});

it("what HubSpot reckons has the digits that it means", () => {
  const properties = {
    hs_deal_stage_probability: "0.90000000000000002220446049250313080847263336181640625",
    hs_projected_amount: "1350.000000000000033306690738754696212708950042724609375",
  };
  expect(read("deals", { id: "7", properties })).toMatchObject({ probability: "90", expectedRevenue: "1350" });
  const metadata = { isClosed: "false", probability: "0.200000000000000011102230246251565404236316680908203125" };
  const stages = [{ id: "new", label: "Mới", metadata }];
  expect(read("pipelines", { id: "default", stages })["stages"]).toMatchObject([{ probability: "20" }]);
});

it("a deal that names no currency has none, unless the account's is told", () => {
  expect(read("deals", { id: "7", properties: { amount: "1" } })["currency"]).toBeUndefined();
  expect(read("deals", { id: "7", properties: {}, currencies: ["VND"] })["currency"]).toBe("VND");
  expect(read("deals", { id: "7", properties: { deal_currency_code: "$" } })["currency"]).toBeUndefined();
});

it("properties of the account are known by what stands beside the row, all others are left in it", () => {
  const properties = {
    num_notes: "4",
    vip: "true",
    methods: "phin;espresso",
    code: "007",
    when: "2026-10-06",
    none: null,
  };
  const own = ["vip", "booleancheckbox", "methods", "checkbox", "code", "number", "when", "date", "none", "text"];
  expect(read("companies", { id: "7", properties })["custom"]).toBeUndefined();
  expect(read("companies", { id: "7", properties, own })["custom"]).toEqual({
    vip: true,
    methods: ["phin", "espresso"],
    code: "007",
    when: "2026-10-06",
  });
});

it("stages stand in their order, and those that close say how", () => {
  const stage = (label: string, displayOrder: number, metadata: object) => ({
    id: label,
    label,
    displayOrder,
    metadata,
  });
  const stages = [
    stage("Mất", 2, { isClosed: "true", probability: "0.0" }),
    stage("Mới", 0, { isClosed: "false", probability: "0.2" }),
    stage("Được", 1, { isClosed: true, probability: 1 }),
  ];
  expect(read("pipelines", { id: "default", label: "Bán sỉ", stages })["stages"]).toEqual([
    { id: "Mới", name: "Mới", probability: "20", outcome: "open" },
    { id: "Được", name: "Được", probability: "100", outcome: "won" },
    { id: "Mất", name: "Mất", probability: "0", outcome: "lost" },
  ]);
});
