import { describe, expect, it } from "vitest";
import { hubspot } from "../src/index.ts";
import { ceiling } from "../src/sandbox/reading.ts";
import { idOf } from "../src/sandbox/wire.ts";
import { all, asked, bodies, company, open, records } from "./vendor.ts";

describe("requests", () => {
  it("objects are searched in the order of their ids, with all of their properties, the account's own too", async () => {
    const { vendor, client } = open();
    await all(client.contacts.list());
    expect(asked(vendor)).toEqual([
      "GET /crm/v3/properties/contacts",
      "POST /crm/v3/objects/contacts/search",
      "POST /crm/v4/associations/contacts/companies/batch/read",
    ]);
    const [search] = bodies(vendor, "/search");
    expect(search).toMatchObject({
      filterGroups: [],
      sorts: [{ propertyName: "hs_object_id", direction: "ASCENDING" }],
      limit: 200,
    });
    expect(search.properties).toEqual(expect.arrayContaining(["firstname", "favourite_roast", "cups_a_day"]));
    expect(search.properties).not.toContain("own");
  });

  it("each page asks for ids beyond those of the one before, within what changed", async () => {
    const { vendor, client } = open({ pageSize: 3 });
    const since = "2026-10-20T00:00:00.000Z";
    const changes = await all(client.deals.list({ since }));
    const changed = company.orders.filter(({ channel, updatedAt }) => channel === "wholesale" && updatedAt >= since);
    expect(records(changes)).toHaveLength(changed.length);
    expect(changed.length).toBeGreaterThan(3);
    const filters = bodies(vendor, "/search").map(({ filterGroups }) => filterGroups[0].filters);
    const modified = { propertyName: "hs_lastmodifieddate", operator: "GTE", value: String(Date.parse(since)) };
    expect(filters[0]).toEqual([modified]);
    expect(filters[1]).toEqual([
      modified,
      { propertyName: "hs_object_id", operator: "GT", value: records(changes)[2]?.id },
    ]);
    expect(filters.every((each: unknown[]) => each.length <= 2)).toBe(true);
  });

  it("only contacts call the time of their change lastmodifieddate", async () => {
    const { vendor, client } = open();
    await all(client.contacts.list({ since: "2026-10-20T00:00:00.000Z" }));
    expect(bodies(vendor, "/search")[0].filterGroups[0].filters[0].propertyName).toBe("lastmodifieddate");
  });

  it("more records than a search leads to are all read, once each", async () => {
    const { vendor, client } = open();
    const extra = ceiling + 300;
    for (let count = 0; count < extra; count += 1) vendor.control.insert("items");
    const found = records(await all(client.items.list())).map(({ id }) => id);
    expect(found).toHaveLength(company.items.length + extra);
    expect(new Set(found).size).toBe(found.length);
  });

  it("records that come and go while reading take no others with them", async () => {
    const { vendor, client } = open({ pageSize: 10 });
    const before = vendor.control.ids("contacts");
    const found = new Set<string>();
    for await (const { changes } of client.contacts.list().pages()) {
      if (found.size === 0) {
        for (const id of before.slice(0, 4)) vendor.control.remove?.("contacts", id);
        vendor.control.insert("contacts");
      }
      for (const { id } of records(changes)) found.add(id);
    }
    expect([...found]).toEqual(expect.arrayContaining(before));
  });

  it("a list that does not heed the last id ends with an error", async () => {
    const { vendor, client } = open({ pageSize: 5 });
    let first: unknown;
    vendor.faults.inject({ kind: "edit", path: /search$/, times: 99, edit: (body) => (first ??= body) });
    await expect(all(client.items.list())).rejects.toMatchObject({ code: "mismatch" });
  });
});

describe("deletions", () => {
  it("are told from the recycle bin, those since the moment alone", async () => {
    let now = Date.parse(company.now);
    const { vendor, client } = open({ now: () => new Date(now) });
    const [early = "", late = ""] = vendor.control.ids("contacts");
    vendor.control.remove?.("contacts", early);
    now += 3_600_000;
    const since = new Date(now).toISOString();
    vendor.control.remove?.("contacts", late);
    const gone = (await all(client.contacts.list({ since }))).filter(({ type }) => type === "delete");
    expect(gone).toEqual([{ type: "delete", entity: "contact", id: late, cause: "reported" }]);
    expect(asked(vendor).at(-1)).toBe("GET /crm/v3/objects/contacts?archived=true&properties=hs_object_id&limit=100");
    expect(records(await all(client.contacts.list())).map(({ id }) => id)).not.toContain(early);
  });

  it("go on in the recycle bin after a page of it", async () => {
    const { vendor, client } = open();
    for (const id of vendor.control.ids("items")) vendor.control.remove?.("items", id);
    for (let count = 0; count < 150; count += 1) vendor.control.remove?.("items", vendor.control.insert("items"));
    const since = "2026-01-01T00:00:00.000Z";
    const pages = await all(client.items.list({ since }).pages());
    const inBin = pages.findIndex(({ changes }) => changes.length > 0);
    const before = asked(vendor).length;
    const rest = await all(client.items.list({ since, cursor: JSON.parse(JSON.stringify(pages[inBin]?.cursor)) }));
    expect(asked(vendor).slice(before)).toHaveLength(1);
    expect((pages[inBin]?.changes.length ?? 0) + rest.length).toBe(company.items.length + 150);
  });

  it("a record that was merged into another is gone", async () => {
    const { vendor, client } = open();
    vendor.faults.inject({
      kind: "edit",
      path: /contacts\/search$/,
      edit: () => ({
        total: 1,
        results: [{ id: "7", properties: { email: "a@example.com", hs_merged_object_ids: "5;6" }, archived: false }],
      }),
    });
    const changes = await all(client.contacts.list({ since: "2026-10-20T00:00:00.000Z" }));
    expect(changes.map(({ type, id }) => `${type} ${id}`)).toEqual([
      "delete contact:5",
      "delete contact:6",
      "upsert contact:7",
    ]);
  });
});

describe("the company, read", () => {
  it("people with their firms, roles and the account's own properties", async () => {
    const { client } = open();
    const found = new Map(records(await all(client.contacts.list())).map((contact) => [contact.id, contact]));
    const known = company.customers.filter(
      ({ kind, books }) => kind === "person" || (kind === "wholesale" && books?.contactPerson),
    );
    expect(found.size).toBe(known.length);
    for (const { id, kind, legalName } of known) {
      const contact = found.get(`contact:${idOf("contacts", id)}`) ?? expect.fail();
      if (kind === "person") expect(`${contact.lastName ?? ""} ${contact.firstName}`.trim()).toBe(legalName);
      else expect(contact.employer).toEqual({ id: `company:${idOf("companies", id)}` });
      expect(contact.custom?.["wants_catalogue"]).toBe(id % 2 === 0);
      expect(contact.custom?.["brewing_methods"]).toEqual(id % 3 === 0 ? ["phin", "espresso"] : undefined);
    }
  });

  it("deals with stage, currency and parties", async () => {
    const { client } = open();
    const found = new Map(records(await all(client.deals.list())).map((deal) => [deal.id, deal]));
    const statuses = { draft: "open", "in-progress": "open", completed: "won", cancelled: "lost" };
    const stages = {
      draft: "Appointment Scheduled",
      "in-progress": "Contract Sent",
      completed: "Closed Won",
      cancelled: "Closed Lost",
    };
    const orders = company.orders.filter(({ channel }) => channel === "wholesale");
    expect(found.size).toBe(orders.length);
    for (const order of orders) {
      const deal = found.get(idOf("deals", order.id)) ?? expect.fail();
      expect(deal).toMatchObject({
        status: statuses[order.status],
        stage: stages[order.status],
        amount: String(order.total),
        currency: "VND",
        company: { id: `company:${idOf("companies", order.customerId ?? 0)}` },
        custom: { shop_order_number: order.number },
      });
      if (deal.status === "open") expect(deal.expectedCloseDate).toBe(order.expectedOn);
    }
  });

  it("orders with their lines, which add up", async () => {
    const { vendor, client } = open();
    const found = records(await all(client.orders.list()));
    const sales = new Map(company.sales.map((sale) => [sale.number, sale]));
    expect(found).toHaveLength(company.sales.filter(({ channel }) => channel === "online").length);
    for (const order of found) {
      const sale = sales.get(order.number ?? "") ?? expect.fail();
      expect(order.lines).toHaveLength(sale.lines.length);
      expect(order.lines?.reduce((sum, { total }) => sum + Number(total), 0)).toBe(sale.net);
      expect(order).toMatchObject({ total: String(sale.total), currency: "VND", placedAt: sale.at });
    }
    expect(bodies(vendor, "line_items/batch/read").every(({ inputs }) => inputs.length <= 100)).toBe(true);
  });

  it("owners whose login was taken away too", async () => {
    const { client } = open();
    const found = records(await all(client.users.list()));
    const logins = company.employees.flatMap(({ shopUser }) => shopUser ?? []);
    expect(found.filter(({ status }) => status === "inactive")).toHaveLength(
      logins.filter(({ isActive }) => !isActive).length,
    );
    expect(found).toHaveLength(logins.length);
  });

  it("one record, with what stands beside it", async () => {
    const { vendor, client } = open();
    const [listed] = records(await all(client.orders.list()));
    expect((await client.orders.get(listed?.id ?? "")).record).toEqual(listed);
    expect(asked(vendor)).toContain("POST /crm/v3/objects/orders/batch/read");
    await expect(client.orders.get("1")).rejects.toMatchObject({ code: "not_found" });
  });

  it("by an app as by a private app", async () => {
    const { appClient, client, vendor } = open();
    expect(await appClient().check()).toEqual(await client.check());
    const [token] = vendor.exchanges;
    expect(token?.request.body).toMatch(/^grant_type=refresh_token&refresh_token=.+&client_id=.+&client_secret=.+$/);
    expect(new URL(token?.request.url ?? "").search).toBe("");
  });
});

describe("associations", () => {
  it("of more than an answer holds are asked for until all are there", async () => {
    const { vendor, client } = open();
    const id = vendor.control.ids("deals")[0] ?? "";
    const link = (toObjectId: number) => ({ toObjectId, associationTypes: [] });
    const pages = [
      { results: [{ from: { id }, to: [link(1), link(2)], paging: { next: { after: "2" } } }] },
      { results: [{ from: { id }, to: [link(3)] }] },
    ];
    for (const page of pages) vendor.faults.inject({ kind: "edit", path: /deals\/contacts\/batch/, edit: () => page });
    const { record } = await client.deals.get(id);
    expect(record.contacts?.map(({ contact }) => contact.id)).toEqual(["contact:1", "contact:2", "contact:3"]);
    expect(bodies(vendor, "deals/contacts/batch/read")).toEqual([
      { inputs: [{ id }] },
      { inputs: [{ id, after: "2" }] },
    ]);
  });

  it("that could not be told are not taken for none", async () => {
    const { vendor, client } = open();
    const errors = [{ status: "error", category: "INTERNAL_ERROR", message: "internal error" }];
    vendor.faults.inject({ kind: "edit", path: /deals\/contacts\/batch/, edit: () => ({ results: [], errors }) });
    await expect(all(client.deals.list())).rejects.toMatchObject({ code: "unavailable", retryable: true });
  });
});

it("settings name a token or an app, and the error says so", async () => {
  const { to } = open();
  expect(() => to({})).toThrow(/accessToken: is required, or else clientId and clientSecret of an app/);
  expect(hubspot.config.safeParse({ clientId: "a" }).success).toBe(false);
  // An app that nobody has let in yet.
  await expect(to({ clientId: "a", clientSecret: "b" }).check()).rejects.toMatchObject({ code: "auth" });
});
