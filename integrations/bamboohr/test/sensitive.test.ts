import { entities } from "@opensme/core";
import { expect, it } from "vitest";
import * as z from "zod";
import { all, asked, open } from "./vendor.ts";

const sensitiveNames =
  /birth|ssn|\bsin\b|\bnin\b|gender|marital|nationality|address|\bcity\b|\bstate\b|zip|\bcountry\b|pay|rate\b|custom|compensation/i;

const isMarked = (schema: z.ZodType | z.core.$ZodType): boolean =>
  schema instanceof z.ZodOptional ? isMarked(schema.unwrap()) : z.globalRegistry.get(schema)?.["sensitive"] === true;

const marked = Object.entries(entities.employee.shape).flatMap(([field, schema]) =>
  isMarked(schema) || field.startsWith("pay") ? [field] : [],
);

it("nothing sensitive is asked for, or given, unless wanted", async () => {
  const { vendor, client } = open();
  for (const stream of client.streams) await all(stream.read({}));
  const one = await client.employees.get("3");
  expect(client.streams.map(({ resource }) => resource)).not.toContain("compensation");
  await expect(all(client.compensation.list())).rejects.toMatchObject({ code: "config" });
  expect(asked(vendor).filter((line) => sensitiveNames.test(line))).toEqual([]);
  expect(marked).toContain("nationalId");
  expect(Object.keys(one.record).filter((field) => marked.includes(field))).toEqual([]);
  expect(one.record.custom).toBeUndefined();
});

it("what is sensitive is there where it is wanted", async () => {
  const { vendor, client } = open({ sensitive: true });
  const people = await all(client.employees.list());
  expect(people[2]).toMatchObject({
    record: {
      birthDate: "1996-11-02",
      gender: "female",
      nationalId: "079196000003",
      homeAddress: { kind: "home", countryName: "Vietnam" },
      payRate: "13800000",
      payCurrency: "VND",
      payPeriod: "month",
      custom: { customUniformSize: "S" },
    },
  });
  expect(asked(vendor)[1]).toBe("GET /meta/fields");
  expect(asked(vendor)[2]).toMatch(/,customUniformSize$/);
  const one = await client.employees.get("3");
  expect(one.record).toMatchObject({ birthDate: "1996-11-02", payRate: "13800000" });
  expect(await all(client.compensation.list())).toHaveLength(vendor.control.ids("compensation").length);
});

it("a field that the user may not see is absent", async () => {
  const { client } = open();
  const [director, other] = [await client.employees.get("1"), await client.employees.get("2")];
  expect(director.record.personalEmail).toBeUndefined();
  expect(other.record.personalEmail).toMatch(/@example\.com$/);
});

it("columns of the company's own in a history are left out unless wanted", async () => {
  const [plain] = await all(open().client.jobInfo.list());
  expect(JSON.stringify(plain)).not.toContain("customShift");
  const [whole] = await all(open({ sensitive: true }).client.jobInfo.list());
  expect(whole).toMatchObject({ record: { custom: { customShift: "Ca sáng" } } });
});
