import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { withVendor } from "../../src/conformance/vendor.ts";
import { type ConformanceOptions, conformance, laws, type Subject } from "../../src/index.ts";
import { faults, subject } from "./faults.ts";

/** Registers the laws with a runner that only takes them down. */
const register = (
  of: Subject,
  off?: ConformanceOptions["off"],
): Map<number, { name: string; run: () => Promise<void> }> => {
  const tests = new Map<number, { name: string; run: () => Promise<void> }>();
  conformance({
    ...of,
    ...(off ? { off } : {}),
    describe: (_, body) => body(),
    it: (name, run) => tests.set(Number.parseInt(name, 10), { name, run }),
  });
  return tests;
};

const withCapital = (): Subject => {
  const fault = faults[1]?.["an id with a capital"];
  if (!fault) throw new Error("no such fault");
  return fault[0]();
};

describe("the suite", () => {
  it("registers each law as one test, under its number and title", () => {
    expect([...register(subject()).values()].map(({ name }) => name)).toEqual(
      laws.map(({ number, title }) => `${number}. ${title}`),
    );
  });

  it("fails where a law is broken, and says how", async () => {
    await expect(register(withCapital()).get(1)?.run()).rejects.toThrow(/"Grove" is no id/);
    await expect(register(subject()).get(1)?.run()).resolves.toBeUndefined();
  });

  it("passes over a law that is switched off by name with a reason, and tells the reason", async () => {
    const test = register(withCapital(), { 1: "the vendor writes itself so" }).get(1);
    expect(test?.name).toContain("off: the vendor writes itself so");
    await expect(test?.run()).resolves.toBeUndefined();
  });

  it("fails where a law is switched off that would pass, or that does not concern the connector", async () => {
    await expect(register(subject(), { 1: "we are not sure" }).get(1)?.run()).rejects.toThrow(
      /would pass: switch it on/,
    );
  });

  it("knows no law of another number", () => {
    expect(() => register(subject(), { 4711: "there is none" })).toThrow(/none of that number/);
  });

  it("does not take a defect of the suite or the sandbox for a broken law", async () => {
    const sandbox: Subject["sandbox"] = () => {
      throw new TypeError("the sandbox cannot be made");
    };
    await expect(register(subject({ sandbox }), { 14: "whatever" }).get(14)?.run()).rejects.toThrow(/cannot be made/);
  });
});

describe("the network", () => {
  it("is out of reach: what no sandbox answers reaches nobody and is a violation", async () => {
    let reached = 0;
    const server = createServer((_, response) => {
      reached += 1;
      response.end("{}");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const work = withVendor(subject(), async () => {
      for (const path of ["/data", "/logo.png"]) await fetch(address + path).catch(() => undefined);
      return "swallowed";
    });
    await expect(work).rejects.toThrow(/does not answer: GET http:\/\/127\.0\.0\.1:\d+\/data, GET .*logo\.png/);
    expect(reached).toBe(0);
    await fetch(address);
    expect(reached).toBe(1);
    server.close();
  });
});
