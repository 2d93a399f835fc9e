import { describe, expect, it } from "vitest";
import { all, asked, ids, open } from "./vendor.ts";

describe("employees", () => {
  it("are listed, and each is then asked for by id", async () => {
    const { vendor, client } = open();
    const pages = await all(client.employees.list().pages());
    expect(pages.map(({ changes }) => changes.length)).toEqual([20, 4]);
    const [first, one] = asked(vendor);
    expect(first).toBe("GET /employees?page[limit]=20");
    expect(one).toMatch(/^GET \/employees\/1\?fields=employeeNumber,firstName,/);
    expect(asked(vendor).filter((line) => line.startsWith("GET /employees?"))).toHaveLength(2);
    const { request } = vendor.exchanges[0] ?? {};
    expect(request?.headers).toMatchObject({
      accept: "application/json",
      authorization: `Basic ${Buffer.from("sandbox-key-5d1c9e0b7a:x").toString("base64")}`,
    });
  });

  it("are not read as if a page without rows were the last, where it is not", async () => {
    const { vendor, client } = open();
    vendor.faults.inject({ kind: "edit", edit: (body) => Object.assign({}, body, { data: [] }) });
    await expect(all(client.employees.list())).rejects.toMatchObject({ code: "mismatch", retryable: true });
  });

  it("include those who have left", async () => {
    const { client } = open();
    const people = await all(client.employees.list());
    const left = people.filter((change) => change.type === "upsert" && change.record.status === "inactive");
    expect(left).toHaveLength(1);
    expect(left[0]).toMatchObject({ record: { terminationDate: expect.stringMatching(/^2026-/) } });
  });

  it("since a moment are only those who changed, and the ids of the deleted", async () => {
    const { vendor, client } = open();
    const since = "2026-10-31T15:00:00.000Z";
    vendor.control.touch("employees", "7");
    vendor.control.touch("employees", "3");
    vendor.control.remove?.("employees", "9");
    const pages = await all(client.employees.list({ since }).pages());
    expect(pages).toHaveLength(1);
    expect(pages[0]?.changes.map(({ type, id }) => `${type} ${id}`)).toEqual(["delete 9", "upsert 3", "upsert 7"]);
    expect(pages[0]?.until).toBe("2026-10-31T15:30:00.000Z");
    expect(asked(vendor).map((line) => line.replace(/\?fields=.*/, "?fields"))).toEqual([
      "GET /employees/changed?since=2026-10-31T15:00:00Z",
      "GET /employees/3?fields",
      "GET /employees/7?fields",
    ]);
  });

  it("since a moment go on where they were left, up to where they were to end", async () => {
    const { vendor, client } = open();
    const since = "2026-10-31T15:00:00.000Z";
    for (const id of vendor.control.ids("employees")) vendor.control.touch("employees", id);
    const [first] = await all(client.employees.list({ since }).pages());
    expect(first?.cursor).toEqual({ since, after: "20", until: "2026-10-31T15:30:00.000Z" });
    const rest = await all(client.employees.list({ since, cursor: first?.cursor }).pages());
    expect(rest.flatMap(({ changes }) => ids(changes))).toEqual(["21", "22", "23", "24"]);
    expect(rest.at(-1)).not.toHaveProperty("cursor");
    expect(rest.at(-1)?.until).toBe("2026-10-31T15:30:00.000Z");
  });

  it.each([null, {}, [], "ok"])(
    "for whom %j comes end the read, which would otherwise leave them out for good",
    async (body) => {
      const { vendor, client } = open();
      vendor.control.touch("employees", "3");
      vendor.faults.inject({ kind: "edit", path: "*/employees/3", edit: () => body });
      const reading = all(client.employees.list({ since: "2026-10-31T15:00:00.000Z" }).pages());
      await expect(reading).rejects.toMatchObject({ code: "mismatch", resource: "employees", operation: "list" });
    },
  );

  it("that are gone by the time they are asked for are deletions", async () => {
    const { vendor, client } = open();
    vendor.control.touch("employees", "3");
    vendor.faults.inject({ kind: "status", status: 404, path: "*/employees/3" });
    const changes = await all(client.employees.list({ since: "2026-10-31T15:00:00.000Z" }));
    expect(changes).toEqual([{ type: "delete", entity: "employee", id: "3", cause: "reported" }]);
  });

  it("whom the user may list and not open keep what the list says of them", async () => {
    const { vendor, client } = open();
    vendor.faults.inject({ kind: "status", status: 403, path: "*/employees/2" });
    const people = await all(client.employees.list());
    expect(ids(people)).toHaveLength(24);
    expect(people.find(({ id }) => id === "2")).toMatchObject({ record: { firstName: "Hương", status: "active" } });
  });

  it("whom the user may not see are left out of the changes, unless it is everybody", async () => {
    const { vendor, client } = open();
    const since = "2026-10-31T15:00:00.000Z";
    vendor.control.touch("employees", "2");
    vendor.control.touch("employees", "3");
    vendor.faults.inject({ kind: "status", status: 403, path: "*/employees/2" });
    expect(ids(await all(client.employees.list({ since })))).toEqual(["3"]);
    vendor.faults.inject({ kind: "status", status: 403, path: "*/employees/:id", after: 1, times: 2 });
    await expect(all(client.employees.list({ since }))).rejects.toMatchObject({ code: "permission" });
  });

  it("are found by the log of changes where the list refuses an API key", async () => {
    const { vendor, client } = open();
    vendor.faults.inject({ kind: "status", status: 403, path: "*/employees" });
    expect(ids(await all(client.employees.list()))).toEqual(vendor.control.ids("employees"));
    expect(asked(vendor)[1]).toBe("GET /employees/changed?since=2000-01-01T00:00:00Z");
  });

  it("are read from the start when the person at the edge of a page is deleted meanwhile", async () => {
    const { vendor, client } = open();
    const pages = client.employees.list().pages()[Symbol.asyncIterator]();
    await pages.next();
    vendor.control.remove?.("employees", "20");
    const rest: unknown[] = [];
    for (let page = await pages.next(); !page.done; page = await pages.next()) rest.push(...ids(page.value.changes));
    expect(rest).toEqual(vendor.control.ids("employees"));
  });
});

describe("job history", () => {
  it("points at the department and the place by their ids", async () => {
    const { vendor, client } = open();
    const history = await all(client.jobInfo.list());
    expect(asked(vendor)).toEqual(["GET /employees/all/tables/jobInfo", "GET /meta/lists"]);
    for (const change of history) {
      expect(change).toMatchObject({
        record: { department: { id: expect.stringMatching(/^181/) }, location: { id: expect.stringMatching(/^182/) } },
      });
    }
  });

  it("gives the place where a person worked on the day of a time entry", async () => {
    const { vendor, client } = open();
    const jobs = (await all(client.jobInfo.list())).flatMap((change) =>
      change.type === "upsert" ? [change.record] : [],
    );
    const placeOn = (employee: string, day: string): string | undefined =>
      jobs
        .filter((job) => job.employee.id === employee && (job.effectiveDate ?? "") <= day)
        .sort((left, right) => (left.effectiveDate ?? "").localeCompare(right.effectiveDate ?? ""))
        .at(-1)?.location?.name;
    const entries = await all(client.timeEntries.list());
    expect(ids(entries)).toEqual(vendor.control.ids("timeEntries"));
    const unplaced = entries.filter(
      (change) => change.type !== "upsert" || !placeOn(change.record.employee.id, change.record.date),
    );
    expect(unplaced).toEqual([]);
  });
});

describe("leave", () => {
  it("is asked for with a window that holds every request", async () => {
    const { vendor, client } = open();
    await all(client.leaveRequests.list());
    expect(asked(vendor)).toEqual(["GET /time_off/requests?start=2000-01-01&end=2099-12-31"]);
  });

  it("balances are those of the people who work here", async () => {
    const { vendor, client } = open();
    const balances = await all(client.leaveBalances.list());
    expect(ids(balances)).toEqual(vendor.control.ids("leaveBalances"));
    expect(asked(vendor)[0]).toBe("GET /employees?filter[status]=active&page[limit]=20");
    expect(asked(vendor)[1]).toBe("GET /employees/1/time_off/calculator");
  });
});

describe("time entries", () => {
  it("are asked for in steps, on the vendor's clock, within the days that it allows", async () => {
    const { vendor, client } = open();
    await all(client.timeEntries.list());
    const windows = asked(vendor).filter((line) => line.includes("timesheet"));
    expect(windows).toHaveLength(12);
    expect(windows[0]).toBe("GET /time_tracking/timesheet_entries?start=2025-11-02&end=2025-12-02");
    expect(windows.at(-1)).toBe("GET /time_tracking/timesheet_entries?start=2026-10-09&end=2026-10-31");
  });

  it("go on where they were left", async () => {
    const { vendor, client } = open();
    await all(client.timeEntries.list({ cursor: { from: "2026-10-09", to: "2026-10-31" } }));
    expect(asked(vendor)).toEqual(["GET /time_tracking/timesheet_entries?start=2026-10-09&end=2026-10-31"]);
  });
});
