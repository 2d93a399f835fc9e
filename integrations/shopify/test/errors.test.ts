import { sampleCompany } from "@opensme/testing";
import { describe, expect, it } from "vitest";
import { classifyError, isFailure, readError, retryAfter } from "../src/errors.ts";
import { open } from "./vendor.ts";

const company = sampleCompany({ orders: 5 });
const answer = (body: unknown, status = 200) => ({ status, headers: new Headers(), body });
const failed = (code: string, message = "No") => answer({ data: null, errors: [{ message, extensions: { code } }] });

describe("failures with status 200", () => {
  it.each([
    ["THROTTLED", "rate_limited"],
    ["ACCESS_DENIED", "permission"],
    ["SHOP_INACTIVE", "permission"],
    ["INTERNAL_SERVER_ERROR", "unavailable"],
    ["CHANGE_FROM_QUANTITY_STALE", "conflict"],
    ["MAX_COST_EXCEEDED", undefined],
    ["undefinedField", undefined],
  ])("%s is %s", (code, expected) => {
    expect(isFailure(failed(code))).toBe(true);
    expect(classifyError(failed(code))).toBe(expected);
    expect(readError(failed(code))).toEqual({ message: "No", code, issues: [] });
  });

  it("what a mutation refuses is told with its field", () => {
    const refused = answer({
      data: {
        customerCreate: {
          customer: null,
          userErrors: [
            { field: ["input", "email"], message: "Email has been taken" },
            { field: ["input", "addresses", "0", "zip"], message: "ZIP is not valid" },
            { field: null, message: "No name", code: "BLANK" },
          ],
        },
      },
    });
    expect(isFailure(refused)).toBe(true);
    expect(readError(refused)).toEqual({
      message: "Email has been taken; ZIP is not valid; No name",
      code: "BLANK",
      issues: [
        { path: "input.email", message: "Email has been taken" },
        { path: "input.addresses.0.zip", message: "ZIP is not valid" },
      ],
    });
    expect(classifyError(refused)).toBe(undefined);
    const missing = answer({
      data: { customerUpdate: { customer: null, userErrors: [{ field: ["id"], message: "Customer does not exist" }] } },
    });
    expect(classifyError(missing)).toBe("not_found");
  });

  it("is told without whose e-mail address or telephone number it quotes", async () => {
    const { vendor, client } = open({ company });
    await client.check();
    const userErrors = [{ field: ["input", "email"], message: "lan@example.com of +84900000777 has been taken" }];
    const body = { data: { customerCreate: { customer: null, userErrors } } };
    vendor.faults.inject({ kind: "status", status: 200, body, method: "POST" });
    const error: unknown = await client.customers.create({ name: "Lan" }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "invalid", issues: [{ message: expect.stringContaining("has been taken") }] });
    expect(String(error) + JSON.stringify(error)).not.toMatch(/lan@|84900/);
  });

  it("what is wrong with a variable is told with its field", () => {
    const message = "Variable $variants of type [ProductVariantsBulkInput!]! was provided invalid value for 0.position";
    const problems = [{ path: [0, "position"], explanation: "Field is not defined" }];
    expect(readError(answer({ errors: [{ message, extensions: { code: "INVALID_VARIABLE", problems } }] }))).toEqual({
      message,
      code: "INVALID_VARIABLE",
      issues: [{ path: "0.position", message: "Field is not defined" }],
    });
  });

  it("an answer that lacks some of its fields is none", () => {
    const partial = answer({
      data: { orders: { nodes: [] } },
      errors: [{ message: "Access denied for customer field." }],
    });
    expect(isFailure(partial)).toBe(true);
  });

  it.each([
    { data: { shop: { name: "A" } } },
    { data: { customerCreate: { customer: {}, userErrors: [] } } },
    null,
    [],
    "x",
    { errors: [] },
  ])("%j is no failure", (body) => {
    expect(isFailure(answer(body))).toBe(false);
  });

  it("of a locked shop, and of requests taken for an attack", () => {
    expect(classifyError(answer({ errors: "Locked" }, 423))).toBe("permission");
    expect(classifyError(answer({ errors: "Unavailable Shop" }, 402))).toBe("permission");
    expect(classifyError(answer(undefined, 430))).toBe("rate_limited");
  });
});

describe("waiting", () => {
  const throttled = (requestedQueryCost: number, currentlyAvailable: number, restoreRate = 100) =>
    answer({
      errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }],
      extensions: {
        cost: {
          requestedQueryCost,
          actualQueryCost: null,
          throttleStatus: { maximumAvailable: 2000, currentlyAvailable, restoreRate },
        },
      },
    });

  it("until the points are there again", () => {
    expect(retryAfter(throttled(800, 100))).toBe(7);
    expect(retryAfter(throttled(800, 799))).toBe(1);
    expect(retryAfter(throttled(101, 0, 50))).toBe(3);
    expect(retryAfter(throttled(10, 500))).toBe(1);
    expect(retryAfter(failed("THROTTLED"))).toBe(undefined);
    expect(retryAfter(failed("ACCESS_DENIED"))).toBe(undefined);
  });

  it("and then asking again", async () => {
    const { vendor, client } = open({ company }, { retries: 1 });
    await client.check();
    vendor.faults.inject({ kind: "rate-limit", retryAfter: "1" });
    const started = performance.now();
    await client.check();
    expect(performance.now() - started).toBeGreaterThan(950);
    vendor.faults.inject({ kind: "rate-limit", retryAfter: "500" });
    await expect(client.check()).rejects.toMatchObject({ code: "rate_limited", retryable: true, retryAfter: 500 });
  });
});

it("a shop that is not there, and a record that is not there", async () => {
  const { client } = open({ company });
  for (const get of [client.orders.get, client.locations.get])
    await expect(get("gid://shopify/Order/1")).rejects.toMatchObject({ code: "not_found" });
});
