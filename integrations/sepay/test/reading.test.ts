import { sampleCompany } from "@opensme/testing";
import { describe, expect, it } from "vitest";
import { all, asked, open } from "./vendor.ts";

const company = sampleCompany({ orders: 120, months: 1 });

describe("transactions", () => {
  it("are asked for newest first, each stretch from the oldest of the one before", async () => {
    const { vendor, client } = open({ company, pageSize: 15 });
    const changes = await all(client.bankTransactions.list());
    const ids = vendor.control.ids("bankTransactions");
    expect(new Set(changes.map(({ id }) => id))).toEqual(new Set(ids));
    expect(ids.length).toBeGreaterThan(30);

    const [first, second = ""] = asked(vendor);
    expect(first).toBe("GET /transactions/list?limit=15");
    const oldest = changes[14];
    const time = oldest?.type === "upsert" ? Date.parse(oldest.record.bookedAt ?? "") + 7 * 3_600_000 : 0;
    const text = new Date(time).toISOString().slice(0, 19).replace("T", " ");
    expect(second).toBe(`GET /transactions/list?limit=15&transaction_date_max=${text}`);
  });

  it("are 5,000 at a time unless asked otherwise", async () => {
    const { vendor, client } = open({ company });
    await all(client.bankTransactions.list());
    expect(asked(vendor)).toEqual(["GET /transactions/list?limit=5000"]);
  });

  it("since a moment are those that the bank booked since, by the clock of Vietnam", async () => {
    const { vendor, client } = open({ company });
    const since = "2026-10-20T18:30:00.000Z";
    const changes = await all(client.bankTransactions.list({ since }));
    expect(asked(vendor)).toEqual(["GET /transactions/list?limit=5000&transaction_date_min=2026-10-21 01:30:00"]);
    expect(changes.length).toBeGreaterThan(0);
    expect(changes.every((change) => change.type === "upsert" && (change.record.bookedAt ?? "") >= since)).toBe(true);
  });

  it("more of one second than a page holds end in an error, not in a gap", async () => {
    const { vendor, client } = open({ company, pageSize: 2 });
    const rows = ["1", "2"].map((id) => ({ id, transaction_date: "2026-10-07 10:00:00", amount_in: "1.00" }));
    const body = { status: 200, error: null, messages: { success: true }, transactions: rows };
    vendor.faults.inject({ kind: "status", status: 200, body, times: Number.POSITIVE_INFINITY });
    await expect(all(client.bankTransactions.list())).rejects.toMatchObject({ code: "mismatch" });
  });

  it("add up to what the sample company received and spent by transfer", async () => {
    const { client } = open({ company });
    const changes = await all(client.bankTransactions.list());
    const received = changes.reduce(
      (total, change) =>
        change.type === "upsert" && change.record.direction === "in" && change.record.paymentCode
          ? total + Number(change.record.total)
          : total,
      0,
    );
    const transfers = company.sales.flatMap(({ payments }) => payments.filter(({ method }) => method === "transfer"));
    expect(received).toBe(transfers.reduce((total, { amount }) => total + amount, 0));
  });

  it("are read one by one", async () => {
    const { vendor, client } = open({ company });
    const [id = ""] = vendor.control.ids("bankTransactions");
    expect(await client.bankTransactions.get(id)).toMatchObject({ id, record: { currency: "VND" } });
    expect(asked(vendor)).toEqual([`GET /transactions/details/${id}`]);
  });
});

describe("accounts", () => {
  it("are read all at once, the first 100 or not", async () => {
    const { vendor, client } = open({ company });
    const [account] = await all(client.bankAccounts.list());
    expect(account).toMatchObject({ record: { number: "0000000901", bankCode: "970422", currency: "VND" } });
    expect(asked(vendor)).toEqual(["GET /bankaccounts/list?limit=5000"]);
    expect(await client.bankAccounts.get(account?.id ?? "")).toMatchObject({ id: account?.id });
  });

  it("say whose they are", async () => {
    const { client } = open({ company });
    expect(await client.check()).toEqual({ name: "CONG TY TNHH RANG XAY CA PHE MAY MAU" });
  });
});
