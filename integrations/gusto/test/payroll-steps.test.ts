import { describe, expect, it } from "vitest";
import { uuid } from "../src/sandbox/wire.ts";
import { asked, bodies, open, records } from "./vendor.ts";

const bonus = {
  kind: "bonus",
  periodStart: "2026-10-01",
  periodEnd: "2026-11-15",
  payDate: "2026-11-20",
  paySchedule: "Monthly",
} as const;

describe("payroll runs", () => {
  it("off the cycle are made, prepared, calculated, submitted and cancelled", async () => {
    const { vendor, client } = open();
    const { id, record } = await client.payrollRuns.create({
      ...bonus,
      currency: "USD",
      custom: { employee_uuids: [uuid("employee", 3)] },
    });
    expect(bodies(vendor)).toEqual([
      {
        employee_uuids: [uuid("employee", 3)],
        off_cycle: true,
        off_cycle_reason: "Bonus",
        start_date: "2026-10-01",
        end_date: "2026-11-15",
        check_date: "2026-11-20",
        withholding_pay_period: "Monthly",
      },
    ]);
    expect(record).toMatchObject({ ...bonus, status: "draft" });
    expect((await client.payrollRuns.prepare(id)).record).toMatchObject({ status: "draft" });
    expect((await client.payrollRuns.calculate(id)).record).toMatchObject({ status: "calculated" });
    expect((await client.payrollRuns.submit(id)).record).toMatchObject({ status: "approved" });
    expect((await client.payrollRuns.cancel(id)).record).toMatchObject({ status: "calculated" });
    const one = `~/payrolls/${id}`;
    expect(asked(vendor).filter((line) => line.startsWith("PUT"))).toEqual([
      `PUT ${one}/prepare?page=1&per=1`,
      `PUT ${one}/calculate`,
      `PUT ${one}/submit`,
      `PUT ${one}/cancel`,
    ]);
  });

  it("of the pay schedule are not made, and none is in another currency", async () => {
    const { vendor, client } = open();
    for (const [wrong, path] of [
      [{ kind: "regular" }, "kind"],
      [{ kind: undefined }, "kind"],
      [{ currency: "VND" }, "currency"],
    ] as const)
      await expect(client.payrollRuns.create({ ...bonus, ...wrong })).rejects.toMatchObject({
        code: "invalid",
        issues: [{ path }],
      });
    expect(vendor.exchanges).toHaveLength(0);
  });

  it("that Gusto took and could not carry out are errors, and those it is still at are warnings", async () => {
    const { vendor, client } = open({ clock: { now: () => 0, sleep: async () => undefined } });
    const id = vendor.control.ids("payrollRuns").find((each) => each === uuid("payroll", 3)) ?? "";
    const answer = (status: string) =>
      vendor.faults.inject({
        kind: "edit",
        path: "*/payrolls/:id",
        times: Number.POSITIVE_INFINITY,
        edit: (body) => Object.assign({}, body, { processed: false, processing_request: { status, errors: [] } }),
      });
    answer("submitting");
    const { warnings } = await client.payrollRuns.submit(vendor.control.ids("payrollRuns").at(-1) ?? id);
    expect(warnings).toEqual([expect.stringContaining("still at it")]);
    vendor.faults.clear();
    answer("processing_failed");
    await expect(client.payrollRuns.submit(vendor.control.ids("payrollRuns").at(-2) ?? id)).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("not carried out"),
    });
  });
});

describe("time off policies", () => {
  it("are made and changed with their terms, and taken out of use", async () => {
    const { vendor, client } = open();
    const custom = { policy_type: "sick", accrual_method: "unlimited" };
    const { id, record } = await client.leaveTypes.create({ name: "Nghỉ con ốm", custom });
    expect(record).toMatchObject({ name: "Nghỉ con ốm", unit: "hours", custom });
    await client.leaveTypes.update(id, { name: "Con ốm" });
    expect(bodies(vendor)).toEqual([
      { name: "Nghỉ con ốm", ...custom },
      { name: "Con ốm", version: record?.version },
    ]);
    await client.leaveTypes.remove(id);
    expect(asked(vendor).at(-1)).toBe(`PUT /time_off_policies/${id}/deactivate`);
    expect((await client.leaveTypes.get(id)).record).toMatchObject({ name: "Con ốm", status: "archived" });
    expect(await records(client.leaveTypes.list())).toHaveLength(5);
    await expect(client.leaveTypes.create({ name: "Ngày", unit: "days" })).rejects.toMatchObject({
      issues: [{ path: "unit" }],
    });
  });
});
