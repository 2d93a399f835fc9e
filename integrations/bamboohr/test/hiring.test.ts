import { describe, expect, it } from "vitest";
import { all, asked, bodies, ids, open } from "./vendor.ts";

describe("hiring", () => {
  it("gives applications from the oldest on, page by page", async () => {
    const { vendor, client } = open();
    expect(ids(await all(client.applications.list()))).toHaveLength(58);
    expect(asked(vendor)).toEqual([
      "GET /applicant_tracking/applications?sortBy=created_date&sortOrder=ASC",
      "GET /applicant_tracking/applications?sortBy=created_date&sortOrder=ASC&page=2",
    ]);
  });

  it("is not read past a page of nothing that is not the last", async () => {
    const { vendor, client } = open();
    vendor.faults.inject({ kind: "edit", edit: (page) => Object.assign({}, page, { applications: [] }) });
    await expect(all(client.applications.list())).rejects.toMatchObject({ code: "mismatch", retryable: true });
  });

  it("goes on at an address without its host, too", async () => {
    const { vendor, client } = open();
    const nextPageUrl = "/v1/applicant_tracking/applications?jobId=21&page=2";
    vendor.faults.inject({ kind: "edit", edit: (page) => Object.assign({}, page, { nextPageUrl }) });
    expect(ids(await all(client.applications.list()))).toHaveLength(58);
  });

  it("gives who applied twice as one candidate, and applications that point at openings and candidates", async () => {
    const { client } = open();
    const people = ids(await all(client.candidates.list()));
    expect(people).toHaveLength(52);
    expect(new Set(people).size).toBe(52);
    const openings = ids(await all(client.jobOpenings.list()));
    for (const change of await all(client.applications.list())) {
      expect(people).toContain(change.type === "upsert" && change.record.candidate.id);
      expect(openings).toContain(change.type === "upsert" && change.record.jobOpening?.id);
    }
  });

  it("gives pay, answers and address of one application only where they are wanted", async () => {
    const record = { id: "2100", stage: "New", status: "open", appliedAt: "2026-09-11T15:30:00.000Z" };
    const plain = await open().client.applications.get("2100");
    expect(plain.record).toMatchObject(record);
    expect(plain.record).not.toHaveProperty("expectedPay");
    expect(plain.raw).not.toHaveProperty("desiredSalary");
    expect(plain.raw).not.toHaveProperty("applicant.address");
    expect(plain.raw).toHaveProperty("applicant.phoneNumber", "0900000000");
    const whole = await open({ sensitive: true }).client.applications.get("2100");
    expect(whole.record).toMatchObject({ ...record, expectedPay: "9000000", currency: "VND" });
    expect(whole.raw).toHaveProperty("applicant.address.city", "Huế");
  });

  it("moves an application by the id of its new status", async () => {
    const { vendor, client } = open();
    const { record, warnings } = await client.applications.update("2100", { stageId: "9", source: "LinkedIn" });
    expect(asked(vendor)[0]).toBe("POST /applicant_tracking/applications/2100/status");
    expect(bodies(vendor)).toEqual([{ status: 9 }]);
    expect(record).toMatchObject({ stage: "Not a Fit", status: "rejected", decidedAt: "2026-10-31T15:30:00.000Z" });
    expect(warnings).toEqual([expect.stringContaining("source")]);
    await expect(client.applications.update("2100", { stage: "Hired" })).rejects.toMatchObject({
      code: "invalid",
      issues: [{ path: "stageId" }],
    });
    await expect(client.applications.update("2100", { stageId: "99" })).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("Invalid status"),
    });
  });
});
