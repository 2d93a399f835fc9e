import { describe, expect, it } from "vitest";
import { gusto } from "../src/index.ts";
import { companyId, uuid } from "../src/sandbox/wire.ts";
import { asked, open, records } from "./vendor.ts";

describe("a connection", () => {
  it("learns its company from the token, and asks for one version of the API", async () => {
    const { vendor, client } = open();
    expect(await client.check()).toEqual({ id: companyId, name: "Mây Mẫu Coffee", missing: [] });
    await client.check();
    const requests = vendor.exchanges.map(({ request }) => request);
    expect(requests.map(({ url }) => new URL(url).pathname)).toEqual([
      "/oauth/token",
      "/v1/token_info",
      `/v1/companies/${companyId}`,
      `/v1/companies/${companyId}`,
    ]);
    const [token, ...others] = requests;
    expect(Object.fromEntries(new URLSearchParams(token?.body))).toEqual({
      grant_type: "refresh_token",
      refresh_token: "sandbox-refresh-0001",
      client_id: "gusto-sandbox-app",
      client_secret: "sandbox-secret-2f90ab",
    });
    expect(others.map(({ headers }) => headers["x-gusto-api-version"])).toEqual(Array(3).fill("2026-02-01"));
    expect(others.flatMap(({ headers }) => Object.keys(headers)).filter((name) => name.startsWith("opensme"))).toEqual(
      [],
    );
  });

  it("goes to the demo companies only where it is told to", () => {
    const { baseUrl, auth } = gusto.http;
    const settings = { clientId: "app", clientSecret: "secret", refreshToken: "token" };
    for (const [environment, host] of [
      [undefined, "https://api.gusto.com"],
      ["demo", "https://api.gusto-demo.com"],
    ] as const) {
      const config = gusto.config.parse({ ...settings, environment });
      expect(typeof baseUrl === "string" ? baseUrl : baseUrl(config)).toBe(host);
      expect(auth(config)).toMatchObject({ tokenUrl: `${host}/oauth/token` });
    }
    const config = gusto.config.parse({ ...settings, redirectUri: "https://app.example.com/callback" });
    expect(auth(config)).toMatchObject({ parameters: { redirect_uri: "https://app.example.com/callback" } });
  });
});

describe("people", () => {
  it("are paged in the order in which they came, without what is sensitive", async () => {
    const { vendor, client } = open({ pageSize: 10 });
    expect(await records(client.employees.list())).toHaveLength(25);
    expect(asked(vendor)).toEqual([1, 2, 3].map((page) => `GET ~/employees?sort_by=created_at&page=${page}&per=10`));
  });

  it("bring addresses and own fields where they are asked for", async () => {
    const { vendor, client } = open({ sensitive: true });
    const [person] = await records(client.employees.list());
    expect(person).toMatchObject({ homeAddress: { kind: "home" }, custom: { "t-shirt size": "M" } });
    await client.employees.get(uuid("employee", 2));
    expect(asked(vendor)).toEqual([
      "GET ~/employees?sort_by=created_at&page=1&per=100&include=current_home_address,custom_fields",
      `GET /employees/${uuid("employee", 2)}?include=current_home_address,custom_fields`,
    ]);
  });

  it("are none of them lost when somebody disappears while they are read", async () => {
    const { vendor, client } = open({ pageSize: 10 });
    const before = vendor.control.insert("leaveRequests");
    const all = vendor.control.ids("leaveRequests").length;
    const found = new Set<string>();
    let pages = 0;
    for await (const { changes } of client.leaveRequests.list().pages()) {
      for (const { id } of changes) found.add(id ?? "");
      pages += 1;
      if (pages === 2) for (const id of [...found].slice(0, 25)) remove(vendor.control, id);
    }
    expect(found.has(before)).toBe(true);
    expect(found.size).toBe(all);
    expect(asked(vendor)[3]).toMatch(/page=1&|page=2&/);
  });

  it("bring all they ever earned, by the job", async () => {
    const { vendor, client } = open({ sensitive: true });
    const pay = await records(client.compensations.list());
    expect(pay).toHaveLength(vendor.control.ids("compensations").length);
    expect(asked(vendor)[0]).toContain("include=all_compensations");
    const one = await client.compensations.get(pay[0]?.id ?? "");
    expect(one.record).toEqual(pay[0]);
  });
});

const remove = (control: { remove?(resource: string, id: string): void }, id: string): void => {
  try {
    control.remove?.("leaveRequests", id);
  } catch {
    // What a payroll has paid stays.
  }
};

describe("payrolls", () => {
  it("are asked for in windows of a year, up to three months ahead of the vendor's clock", async () => {
    const { vendor, client } = open();
    const runs = await records(client.payrollRuns.list());
    expect(runs.map(({ id }) => id).sort()).toEqual(vendor.control.ids("payrollRuns").sort());
    const lines = asked(vendor);
    expect(lines[0]).toBe(
      "GET ~/payrolls?start_date=2012-01-01&end_date=2012-12-30&processing_statuses=processed,unprocessed&payroll_types=regular,off_cycle,external&page=1&per=100",
    );
    expect(lines[1]).toContain("start_date=2012-07-01&end_date=2013-06-30");
    expect(lines.at(-1)).toContain("end_date=2027-01-28");
    expect(lines).toHaveLength(30);
  });

  it("come in pages of a hundred, however many there are of a year", async () => {
    const { vendor, client } = open();
    for (let n = 0; n < 110; n += 1) vendor.control.insert?.("payrollRuns");
    const runs = await records(client.payrollRuns.list());
    expect(runs.length).toBeGreaterThan(110);
    expect(runs.map(({ id }) => id).sort()).toEqual(vendor.control.ids("payrollRuns").sort());
  });

  it("say how far they are", async () => {
    const plain = await records(open().client.payrollRuns.list());
    expect(plain.map(({ kind, status }) => `${kind} ${status}`)).toEqual([
      "bonus approved",
      "regular approved",
      "bonus approved",
      ...Array(4).fill("regular approved"),
      "regular calculated",
      "regular draft",
    ]);
    expect(plain.some(({ gross }) => gross !== undefined)).toBe(false);
  });

  it("say what they cost where that is asked for", async () => {
    const { client } = open({ sensitive: true });
    const [bonus] = await records(client.payrollRuns.list());
    expect(bonus).toMatchObject({ gross: "6000000", companyDebit: "6459000", paySchedule: "Monthly" });
  });

  it("are gone on with at the window that comes next", async () => {
    const { vendor, client } = open();
    let pages = 0;
    for await (const { cursor } of client.payrollRuns.list().pages()) {
      pages += 1;
      if (pages < 20) continue;
      expect(cursor).toMatchObject({ from: "2021-12-19T00:00:00.000Z", to: "2022-12-18T00:00:00.000Z" });
      const rest = await records(client.payrollRuns.list({ cursor: JSON.parse(JSON.stringify(cursor)) }));
      expect(rest).toHaveLength(vendor.control.ids("payrollRuns").length);
      break;
    }
    expect(asked(vendor)[20]).toContain("start_date=2021-12-19");
  });
});

describe("payslips", () => {
  it("come with taxes, benefits and deductions, a payroll at a time", async () => {
    const { vendor, client } = open({ sensitive: true });
    const slips = await records(client.payslips.list());
    expect(slips).toHaveLength(vendor.control.ids("payslips").length);
    expect(asked(vendor).filter((line) => line.includes("sort_by"))[0]).toBe(
      `GET ~/payrolls/${uuid("payroll", 900)}?include=benefits,deductions,taxes&sort_by=last_name&page=1&per=100`,
    );
    expect(slips[0]).toMatchObject({
      id: `${uuid("payroll", 900)}-${uuid("employee", 1)}`,
      employee: { id: uuid("employee", 1) },
      payrollRun: { id: uuid("payroll", 900) },
      status: "approved",
      gross: "2000000",
      net: "1647000",
      currency: "USD",
      note: "Cảm ơn",
    });
    expect(slips[0]?.earnings?.[0]).toEqual({ name: "Bonus", amount: "2000000", kind: "bonus" });
    expect(slips[0]?.deductions?.slice(0, 3)).toEqual([
      { name: "Federal Income Tax", amount: "200000", kind: "tax", isEmployerPaid: false },
      { name: "Social Security", amount: "124000", kind: "tax", isEmployerPaid: false },
      { name: "Social Security", employerAmount: "124000", kind: "tax", isEmployerPaid: true },
    ]);
  });

  it("and pay are not to be had unless asked for", async () => {
    const { client } = open();
    expect(client.streams.map(({ resource }) => resource)).not.toContain("payslips");
    await expect(records(client.payslips.list())).rejects.toMatchObject({ code: "config" });
    await expect(records(client.compensations.list())).rejects.toMatchObject({ code: "config" });
  });
});

describe("a page that comes twice", () => {
  it.each([
    ["once is asked for again, and nobody is missing", 1],
    ["for ever ends the list", 100],
  ])("%s", async (_, times) => {
    const { vendor, client } = open({ pageSize: 5 });
    let first: unknown;
    vendor.faults.inject({ kind: "edit", path: /employees\?.*page=1(&|$)/, edit: (body) => (first = body) });
    vendor.faults.inject({ kind: "edit", path: /employees\?.*page=2(&|$)/, edit: () => first, times });
    const found = await records(client.employees.list());
    expect(asked(vendor).length).toBeLessThan(40);
    if (times === 1) expect(new Set(found.map(({ id }) => id))).toEqual(new Set(vendor.control.ids("employees")));
  });
});
