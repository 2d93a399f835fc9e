import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { gusto } from "../src/index.ts";

const token = "verification-token-1";
const webhooks = gusto.webhooks ?? expect.fail("there are no webhooks");

const delivery = (body: string, key = token) => ({
  body,
  headers: new Headers({ "X-Gusto-Signature": createHmac("sha256", key).update(body).digest("hex") }),
});
const events = (body: unknown) =>
  webhooks.events({ headers: new Headers(), body: typeof body === "string" ? body : JSON.stringify(body) });

const event = (event_type: string, entity_type: string) => ({
  uuid: "f7397a24-57ad-4fae-b011-d258e8232900",
  event_type,
  resource_type: "Company",
  resource_uuid: "5df911a0-e8e9-412d-8aaf-a46ad193dd96",
  entity_type,
  entity_uuid: "5df911a0-e8e9-412d-8aaf-a46ad193dd97",
  timestamp: 1671058841,
});

it("signatures cover the body as it came", () => {
  const body = JSON.stringify(event("employee.updated", "Employee"));
  expect(webhooks.verify(delivery(body), token)).toBe(true);
  expect(webhooks.verify({ ...delivery(body), body: `${body} ` }, token)).toBe(false);
  expect(webhooks.verify(delivery(body, "another"), token)).toBe(false);
  expect(webhooks.verify({ body, headers: new Headers() }, token)).toBe(false);
  expect(webhooks.verify({ body, headers: new Headers({ "X-Gusto-Signature": "zz" }) }, token)).toBe(false);
});

it("the token by which a subscription is verified is what Gusto will sign with", () => {
  const offered = (body: string) => webhooks.offer?.({ headers: new Headers(), body });
  expect(offered('{"verification_token":"t-1","webhook_subscription_uuid":"u"}')).toBe("t-1");
  for (const body of ['{"verification_token":""}', JSON.stringify(event("employee.updated", "Employee")), "{"])
    expect(offered(body)).toBeUndefined();
});

describe("events", () => {
  const [id, at] = ["5df911a0-e8e9-412d-8aaf-a46ad193dd97", "2022-12-14T23:00:41.000Z"];
  const account = "5df911a0-e8e9-412d-8aaf-a46ad193dd96";

  it.each([
    ["employee.created", "Employee", "employees", id],
    ["employee.terminated_effective", "Employee", "employees", id],
    ["company.updated", "Company", "organizations", id],
    ["location.updated", "Location", "locations", id],
    ["payroll.cancelled", "Payroll", "payrollRuns", id],
    ["time_off_request.created", "TimeOffRequest", "leaveRequests", id],
    ["employee_job_compensation.updated", "EmployeeJobCompensation", "compensations", `compensation:${id}`],
  ])("%s tells that something changed", (type, entity, resource, changed) => {
    expect(events(event(type, entity))).toEqual([{ type: "changed", resource, id: changed, at, account }]);
  });

  it("tell of deletions", () => {
    expect(events(event("employee.deleted", "Employee"))).toEqual([
      { type: "deleted", resource: "employees", id, at, account },
    ]);
    expect(events(event("payroll.deleted", "Payroll"))).toEqual([
      { type: "deleted", resource: "payrollRuns", id, at, account },
    ]);
    expect(events(event("time_off_request.deleted", "TimeOffRequest"))).toEqual([
      { type: "deleted", resource: "leaveRequests", id, at, account },
    ]);
  });

  it("of what is not read tell nothing, nor does the token by which a subscription is verified", () => {
    expect(events(event("form.signed", "Form"))).toEqual([]);
    expect(events({ verification_token: "t", webhook_subscription_uuid: id })).toEqual([]);
  });

  it("that are none are refused", () => {
    expect(() => events("{")).toThrow(/cannot be parsed/);
    expect(() => events({ hello: 1 })).toThrow(/expected form/);
    expect(() => events([])).toThrow(/expected form/);
  });
});
