import { expect, it } from "vitest";
import { uuid } from "../src/sandbox/wire.ts";
import { open, records } from "./vendor.ts";

const third = uuid("employee", 3);
const pay = /"rate"|"payment_unit"|employee_compensations|birth|garnishments|custom_fields|home_address|gross|net_pay/;

it("nothing sensitive is kept unless asked for, though the vendor sends it to everybody", async () => {
  const { vendor, client } = open();
  const told: unknown[] = [];
  for (const { read } of client.streams) for await (const change of read({})) told.push(change);
  told.push(await client.employees.get(third), await client.jobs.get(uuid("job", 3)));
  told.push(
    await client.payrollRuns.get(uuid("payroll", 1)),
    await client.employees.update(third, { middleName: "T" }),
  );
  expect(told.length).toBeGreaterThan(100);
  expect(JSON.stringify(told).match(pay)).toBeNull();
  expect(vendor.exchanges.some(({ response }) => pay.test(response.body))).toBe(true);
});

it("what is sensitive is there where it is wanted", async () => {
  const { client } = open({ sensitive: true });
  const { record } = await client.employees.get(third);
  expect(record).toMatchObject({
    birthDate: "1996-11-02",
    homeAddress: { kind: "home", countryName: "VNM" },
    payRate: "13800000",
    payCurrency: "USD",
    payPeriod: "month",
    payKind: "Exempt",
    custom: { "t-shirt size": "S" },
  });
  expect((await records(client.employees.list()))[2]).toEqual(record);
});

it("one payslip is found within its payroll", async () => {
  const { client } = open({ sensitive: true });
  const id = `${uuid("payroll", 1)}-${third}`;
  const { record } = await client.payslips.get(id);
  expect(record).toMatchObject({ id, employee: { id: third }, gross: expect.stringMatching(/^\d+$/) });
  await expect(client.payslips.get(`${uuid("payroll", 1)}-${uuid("employee", 99)}`)).rejects.toMatchObject({
    code: "not_found",
  });
});
